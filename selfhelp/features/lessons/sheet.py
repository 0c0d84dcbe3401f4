"""A form with exercises on it: a page of a lesson, the short version, a log, or an entry opened again."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from selfhelp.access.actor import Actor
from selfhelp.clock import OSLO
from selfhelp.core.content.document import Field, JsonValue, Option, Share
from selfhelp.core.content.field_types import rows_of
from selfhelp.core.content.fields import AnswerText, answer_texts, form_values, read_answers
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts.queries import KeptDraft, draft_of, mark_of
from selfhelp.features.drafts.received import Form
from selfhelp.features.lessons.entries import Lines, OwnEntry, newest, own_entries, own_lines
from selfhelp.features.lessons.filling import Part
from selfhelp.features.lessons.placing import Placed
from selfhelp.web.field_context import FieldContext

DATES = ("date", "datetime")


@dataclass(frozen=True)
class Line:
    """One entry of a log, as she reads it under the form."""

    thread_id: uuid.UUID
    begun_at: datetime
    texts: tuple[AnswerText, ...]
    shared: bool


@dataclass(frozen=True)
class Sheet:
    """`revises`: by exercise id, the entry the form changes; a log's form makes a new one each time.

    `later`: exercises whose fields for afterwards are shown. `written`: everything read with it, for pins and lists.
    `logs`: by exercise id, the last lines of the logs on it. `locked`: exercises that stand here too, which the guide
    has not opened: to read what she wrote before, and not to write in.
    """

    place: str  # of the draft
    part: Part
    placed: tuple[Placed, ...]
    revises: Mapping[str, OwnEntry]
    later: frozenset[str]
    written: tuple[OwnEntry, ...]
    draft: KeptDraft
    language: str
    logs: Mapping[str, Lines]
    locked: tuple[Placed, ...] = ()

    @property
    def references(self) -> Mapping[str, str]:
        """Row id → its text, for every row a field of the form can point at."""
        return rows_by_id(self.placed, self.written)

    def part_of(self, placed: Placed) -> Part:
        return Part.ALL if placed.exercise.id in self.later else self.part

    def revision_of(self, placed: Placed) -> int:
        """The revision the form begins from, 0 for none yet; for a log, how many entries it had then."""
        entry = self.revises.get(placed.exercise.id)
        if entry is None and placed.exercise.log:
            return self.begun(placed)
        return entry.revision if entry else 0

    @property
    def values(self) -> Form:
        """What stands in the fields: the draft if there is a newer one, else what is stored."""
        if self.draft.form and not self.draft_is_old:
            return self.draft.form
        stored: Form = {}
        for placed in self.placed:
            entry = self.revises.get(placed.exercise.id)
            if entry is not None:
                stored.update(form_values(placed.exercise, entry.answers))
        return stored

    @property
    def draft_is_old(self) -> bool:
        """Something was saved from elsewhere after the draft was written: the draft is shown beside it, not over it."""
        saved = max((entry.written_at for entry in self.revises.values()), default=None)
        return bool(saved and self.draft.changed_at and self.draft.changed_at < saved)

    @property
    def aside(self) -> tuple[AnswerText, ...]:
        """Texts from another window or device that did not find their way into the fields."""
        forms = [*self.draft.aside, *([self.draft.form] if self.draft_is_old else [])]
        here = [(one.field_id, one.text) for one in texts_in(self.placed, self.values, self.language)]
        told = (text for form in forms for text in texts_in(self.placed, form, self.language))
        return tuple(one for one in told if (one.field_id, one.text) not in here)

    def told(self, placed: Placed) -> tuple[AnswerText, ...]:
        """Her entry in an exercise that has one, to read."""
        entry = self.revises.get(placed.exercise.id)
        if placed in self.locked and not placed.exercise.log:
            entry = newest(self.written, placed.lesson_id, placed.exercise.id)
        return answer_texts(placed.exercise, entry.answers, self.language, self.references) if entry else ()

    def unsaved(self, placed: Placed) -> tuple[AnswerText, ...]:
        """What she was writing in an exercise when it was closed."""
        forms = (self.draft.form, *self.draft.aside)
        texts = (text for form in forms for text in texts_in([placed], form, self.language))
        return tuple(dict.fromkeys(texts))

    @property
    def unsaved_form(self) -> Form:
        """The same of every locked exercise, as the draft holds it."""
        return {name: texts for name, texts in self.draft.form.items() if self.is_locked(name)}

    @property
    def marks(self) -> tuple[str, ...]:
        """Of the texts beside the draft that stand on the page, and go when it is saved."""
        return tuple(mark_of(form) for form in self.draft.aside if not any(self.is_locked(name) for name in form))

    def is_locked(self, name: str) -> bool:
        """Whether a field of the form belongs to a locked exercise."""
        return name.partition(".")[0] in {one.exercise.id for one in self.locked}

    def begun(self, placed: Placed) -> int:
        """How many entries a log has."""
        return self.logs[placed.exercise.id].all if placed.exercise.id in self.logs else 0

    def lines(self, placed: Placed) -> tuple[Line, ...]:
        """Her last entries in a log, newest first."""
        last = self.logs[placed.exercise.id].last if placed.exercise.id in self.logs else ()
        rows = self.references
        return tuple(
            Line(
                one.thread_id, one.begun_at, answer_texts(placed.exercise, one.answers, self.language, rows), one.shared
            )
            for one in last
        )


def lesson_sheet(
    actor: Actor, treatment: Treatment, place: str, part: Part, placed: tuple[Placed, ...], later: frozenset[str],
    locked: tuple[Placed, ...] = (),
) -> Sheet:
    """The form of a lesson page. Two statements, and one for each log on it."""
    written = own_entries(treatment.id, _needed((*placed, *locked)))
    revises = {
        one.exercise.id: entry
        for one in placed
        if not one.exercise.log and (entry := newest(written, one.lesson_id, one.exercise.id))
    }
    logs = {
        one.exercise.id: own_lines(treatment.id, one.lesson_id, one.exercise.id)
        for one in (*placed, *locked) if one.exercise.log
    }
    draft = draft_of(actor, treatment, place)
    return Sheet(place, part, placed, revises, later, written, draft, actor.language, logs, locked)


def entry_sheet(
    actor: Actor, treatment: Treatment, place: str, entry: OwnEntry, placed: tuple[Placed, ...],
    locked: tuple[Placed, ...],
) -> Sheet:
    """The form of an entry opened again, with all there is to fill in: its exercise is the one placed, or the one
    locked. One statement, and one for what it points at."""
    pins = {_first(one.exercise.pin) for one in placed if "." in one.exercise.pin}
    others = referred_to(placed) | pins
    written = own_entries(treatment.id, others) if others else ()
    return Sheet(
        place, Part.ALL, placed, {entry.exercise_id: entry}, frozenset({entry.exercise_id}), (*written, entry),
        draft_of(actor, treatment, place), actor.language, {}, locked,
    )


def field_context(sheet: Sheet, guide: str, now: datetime, mark_missing: bool = False) -> FieldContext:
    return FieldContext(
        guide=guide,
        shared=frozenset(name for name, entry in sheet.revises.items() if entry.shared),
        later=sheet.later,
        low_energy=sheet.part is Part.SHORT,
        mark_missing=mark_missing,
        pins={one.exercise.id: sentence for one in sheet.placed if (sentence := _pinned(sheet, one))},
        references=references_of(sheet),
        now=_now(now),
        words=_dates_in_words(sheet),
    )


def texts_in(placed: Iterable[Placed], form: Form, language: str) -> tuple[AnswerText, ...]:
    """A raw form as a person reads it, what could not be taken included."""
    found: list[AnswerText] = []
    for one in placed:
        reading = read_answers(one.exercise, form)
        found += answer_texts(one.exercise, reading.answers, language)
        for problem in reading.problems:
            typed = tuple(text for text in reading.typed.get(problem.name, ()) if text.strip())
            field = one.exercise.field_by_id(problem.name.split(".")[1])
            found += [AnswerText(field.label, typed, field.id)] if field and typed else []
    return tuple(found)


def can_be_shared(placed: Placed, guide: str) -> bool:
    """Whether the exercise has a share button of its own."""
    return bool(guide) and placed.exercise.share is Share.ASK


def referred_to(placed: Iterable[Placed]) -> set[str]:
    """Ids of the exercises whose rows can be pointed at."""
    return {_first(asked.refers_to) for one in placed for asked in one.exercise.fields if asked.refers_to}


def rows_by_id(placed: Iterable[Placed], written: Iterable[OwnEntry]) -> dict[str, str]:
    """Row id → its text, for every row the exercises can point at."""
    return {row.id: row.label for rows in _rows_to_choose(placed, tuple(written)).values() for row in rows}


def _needed(placed: Collection[Placed]) -> frozenset[str]:
    """Ids of the exercises whose entries the page changes or refers to."""
    ids = {one.exercise.id for one in placed if not one.exercise.log}
    ids |= referred_to(placed)
    for one in placed:
        if "." in one.exercise.pin:
            ids.add(_first(one.exercise.pin))
    return frozenset(ids)


def _first(dotted: str) -> str:
    return dotted.partition(".")[0]


def _pinned(sheet: Sheet, placed: Placed) -> str:
    """Her own sentence, from this exercise or another one."""
    other, dot, field_id = placed.exercise.pin.rpartition(".")
    if dot:
        found = [one for one in sheet.written if one.exercise_id == other]
        entry = found[-1] if found else None
    else:
        entry = sheet.revises.get(placed.exercise.id)
    value = entry.answers.get(field_id) if entry else None
    return value if isinstance(value, str) else ""


def references_of(sheet: Sheet) -> dict[str, tuple[Option, ...]]:
    """The rows she has written elsewhere, to choose from."""
    return _rows_to_choose(sheet.placed, sheet.written)


def _rows_to_choose(placed: Iterable[Placed], written: Sequence[OwnEntry]) -> dict[str, tuple[Option, ...]]:
    wanted = {field.refers_to for one in placed for field in one.exercise.fields if field.refers_to}
    return {dotted: _rows_written(written, dotted) for dotted in wanted}


def _rows_written(written: Sequence[OwnEntry], dotted: str) -> tuple[Option, ...]:
    exercise_id, _, field_id = dotted.partition(".")
    asked = Field(field_id, "group", "")
    rows = [row for one in written if one.exercise_id == exercise_id for row in rows_of(asked, one.answers)]
    return tuple(Option(str(row["id"]), _label_of(row)) for row in rows)


def _label_of(row: Mapping[str, JsonValue]) -> str:
    texts = [value for name, value in row.items() if name != "id" and isinstance(value, str)]
    return texts[0] if texts else str(row["id"])


def _now(now: datetime) -> dict[str, str]:
    local = now.astimezone(OSLO)
    return {
        "date": local.strftime("%Y-%m-%d"),
        "time": local.strftime("%H:%M"),
        "datetime": local.strftime("%Y-%m-%dT%H:%M"),
    }


def _dates_in_words(sheet: Sheet) -> dict[str, str]:
    words: dict[str, str] = {}
    for placed in sheet.placed:
        entry = sheet.revises.get(placed.exercise.id)
        for text in answer_texts(placed.exercise, entry.answers, sheet.language) if entry else ():
            field = placed.exercise.field_by_id(text.field_id)
            if field is not None and field.type in DATES:
                words[f"{placed.exercise.id}.{field.id}"] = text.text
    return words
