"""A sheet as it came back from the browser."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from selfhelp.core.content.fields import Answers, FieldProblem, Reading, answer_texts, read_answers
from selfhelp.features.drafts import once
from selfhelp.features.drafts.received import Form, received
from selfhelp.features.lessons.entries import newest
from selfhelp.features.lessons.filling import Part, is_untouched
from selfhelp.features.lessons.placing import Placed
from selfhelp.features.lessons.sheet import Sheet, texts_in
from selfhelp.web.errors import WrittenText


@dataclass(frozen=True)
class SentExercise:
    """One exercise of the form. `base_revision`: the one she saw; none for a new entry of a log."""

    placed: Placed
    reading: Reading
    base_revision: int | None
    part: Part

    @property
    def answers(self) -> Answers:
        return {} if is_untouched(self.placed.exercise, self.reading.answers) else self.reading.answers


@dataclass(frozen=True)
class Sent:
    """`version`: of the draft the form began from. `pressed`: the button. `strangers`: names the form does not have.

    `seen`: marks of the texts beside the draft that stood on the page. `held`: what was written in exercises the guide
    has not opened. `unsaved`: what the draft already holds of them.
    """

    place: str
    form: Form
    exercises: tuple[SentExercise, ...]
    strangers: tuple[str, ...]
    version: int
    key: uuid.UUID
    pressed: str
    row: str
    seen: tuple[str, ...] = ()
    held: Form = field(default_factory=dict)
    unsaved: Form = field(default_factory=dict)

    @property
    def draft(self) -> Form:
        """What is kept as a draft."""
        return self.unsaved | self.form

    @property
    def problems(self) -> Mapping[str, list[FieldProblem]]:
        found: dict[str, list[FieldProblem]] = {}
        for one in self.exercises:
            for problem in one.reading.problems:
                found.setdefault(problem.name, []).append(problem)
        return found

    @property
    def refused(self) -> bool:
        return bool(self.problems or self.strangers)

    @property
    def button(self) -> tuple[str, str]:
        """What was pressed, and which exercise it was about: `share:diamond`."""
        verb, _, about = self.pressed.partition(":")
        return verb, about


def read_sheet(sheet: Sheet, form: MultiDict[str, str]) -> Sent:
    """Read a form; never raises, whatever a browser sends."""
    raw = form.to_dict(flat=False)
    revisions = _revisions(raw.get("revision", []))
    exercises = tuple(
        SentExercise(
            placed, read_answers(placed.exercise, raw, references=sheet.references),
            None if placed.exercise.log and placed.exercise.id not in sheet.revises
            else revisions.get(placed.exercise.id, 0),
            sheet.part_of(placed),
        )
        for placed in sheet.placed
    )
    written = {name: texts for name, texts in received(raw).items() if not sheet.is_locked(name)}
    return Sent(
        sheet.place, written, exercises, _strangers(written, exercises), number(form.get("version", "")),
        once.parse(form.get("once")), form.get("_do", ""), form.get("_row", ""), tuple(form.getlist("_aside")),
        _held(sheet, received(raw)), sheet.unsaved_form,
    )


def texts_sent(sent: Sent, language: str) -> tuple[WrittenText, ...]:
    """What she had written, for the page that shows both texts."""
    told = texts_in([one.placed for one in sent.exercises], sent.form, language)
    return tuple(WrittenText(one.label, one.text) for one in told)


def texts_stored(sheet: Sheet) -> tuple[WrittenText, ...]:
    """What is stored in the entries of the sheet, the newest line of a log, and its draft where there is one."""
    told = [
        text for placed in sheet.placed if (entry := sheet.revises.get(placed.exercise.id))
        for text in answer_texts(placed.exercise, entry.answers, sheet.language, sheet.references)
    ]
    told += [text for placed in sheet.placed for line in sheet.lines(placed)[:1] for text in line.texts]
    told += texts_in(sheet.placed, sheet.draft.form, sheet.language)
    return tuple(WrittenText(one.label, one.text) for one in told)


def number(text: str) -> int:
    """A whole number from a hidden field; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _held(sheet: Sheet, form: Form) -> Form:
    """What says something new in a locked exercise: a page from before it was closed, or one made up."""
    names = {name for one in sheet.locked if _says_more(sheet, one, form) for name in form
             if name.startswith(f"{one.exercise.id}.")}  # fmt: skip
    return {name: form[name] for name in form if name in names}


def _says_more(sheet: Sheet, placed: Placed, form: Form) -> bool:
    reading = read_answers(placed.exercise, form)
    if is_untouched(placed.exercise, reading.answers):
        return bool(reading.problems)
    entry = newest(sheet.written, placed.lesson_id, placed.exercise.id)
    stored = entry.answers if entry else {}
    return any(stored.get(name) != answer for name, answer in reading.answers.items())


def _revisions(sent: list[str]) -> dict[str, int]:
    pairs = [one.rpartition(":") for one in sent]
    return {exercise_id: number(revision) for exercise_id, _, revision in pairs}


def _strangers(form: Form, exercises: tuple[SentExercise, ...]) -> tuple[str, ...]:
    """Names that belong to no field here: the page was changed, or is not the one that was shown."""
    known = {name for one in exercises for name in one.reading.typed}
    unknown = {name for one in exercises for name in one.reading.unknown}
    return tuple(sorted((set(form) - known) | unknown))
