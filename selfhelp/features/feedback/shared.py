"""What a patient has shared, as her guide reads it: the newest shared revision of each entry, in the words and the
language of the page it was written on. What she has not shared is never asked for."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select

from selfhelp.core.content.document import Exercise
from selfhelp.core.content.field_types import Answers, rows_of
from selfhelp.core.content.fields import AnswerText, answer_texts
from selfhelp.db.base import db
from selfhelp.db.tables import Entry, Sharing
from selfhelp.features.authoring.library import Unreadable, module_of
from selfhelp.features.lessons.entries import answers_of, begun_at
from selfhelp.features.lessons.placing import Placed, find
from selfhelp.features.treatments.happenings import shared_now


@dataclass(frozen=True)
class Filled:
    """One shared revision as it is stored, for what is summed up and drawn."""

    answers: Answers
    begun_at: datetime


@dataclass(frozen=True)
class Before:
    """An older revision that was shared too."""

    at: datetime
    answers: tuple[AnswerText, ...]


@dataclass(frozen=True)
class SharedWork:
    """`at`: when she shared it. `revised`: she has changed it since she first wrote it. `number`: the lesson's.

    `glance`: the answers the author wants the guide to see first, which are among `answers` too.
    `before`: newest first.
    """

    id: uuid.UUID
    at: datetime
    written_at: datetime
    number: int
    asks: bool
    revised: bool
    answers: tuple[AnswerText, ...]
    language: str
    exercise: Exercise
    filled: Filled
    before: tuple[Before, ...] = ()

    @property
    def title(self) -> str:
        return self.exercise.title

    @property
    def glance(self) -> tuple[AnswerText, ...]:
        order = {name: place for place, name in enumerate(self.exercise.glance)}
        seen = (one for one in self.answers if one.field_id in order)
        return tuple(sorted(seen, key=lambda one: order[one.field_id]))

    @property
    def rest(self) -> tuple[AnswerText, ...]:
        return tuple(one for one in self.answers if one.field_id not in self.exercise.glance)


@dataclass(frozen=True)
class _Row:
    entry: Entry
    at: datetime
    begun_at: datetime
    placed: Placed
    answers: Answers


def shared_work(treatment_id: uuid.UUID) -> tuple[SharedWork, ...]:
    """Oldest sharing first. One statement, and one more the first time a version of the module is read. The patient's
    key must have been fetched."""
    found = db.session.execute(
        select(Entry, Sharing.shared_at, begun_at())
        .join(Sharing, Sharing.entry_id == Entry.id)
        .where(Sharing.treatment_id == treatment_id, Entry.treatment_id == treatment_id, shared_now())
        .order_by(Sharing.shared_at, Entry.written_at)
    )
    rows = [
        _Row(entry, at, begun, placed, answers_of(entry))
        for entry, at, begun in found if (placed := _placed(entry)) is not None
    ]
    threads = _threads(rows)
    references = _references((revisions[0].placed.exercise, revisions[0].answers) for revisions in threads)
    return tuple(_told(revisions, references) for revisions in threads)


def _threads(rows: Iterable[_Row]) -> list[list[_Row]]:
    """The shared revisions of each thread, newest first; the thread whose newest was shared first stands first."""
    threads: dict[uuid.UUID, list[_Row]] = {}
    for row in rows:
        threads.setdefault(row.entry.thread_id, []).append(row)
    newest_first = [sorted(each, key=lambda row: -row.entry.revision) for each in threads.values()]
    return sorted(newest_first, key=lambda each: (each[0].at, each[0].entry.written_at))


def _placed(entry: Entry) -> Placed | None:
    """The exercise as it stood when the entry was written."""
    try:
        module = module_of(entry.module_version_id)
    except Unreadable:
        return None
    return find(module, entry.lesson_id, entry.exercise_id, entry.language)


def _told(revisions: Sequence[_Row], references: Mapping[str, str]) -> SharedWork:
    row = revisions[0]
    entry, exercise = row.entry, row.placed.exercise
    return SharedWork(
        id=entry.thread_id,
        at=row.at,
        written_at=entry.written_at,
        number=row.placed.lesson_number,
        asks=entry.asks,
        revised=entry.revision > 1,
        answers=answer_texts(exercise, row.answers, entry.language, references),
        language=entry.language,
        exercise=exercise,
        filled=Filled(row.answers, row.begun_at),
        before=tuple(_before(one, references) for one in _different(revisions)) if not exercise.log else (),
    )


def _different(revisions: Sequence[_Row]) -> list[_Row]:
    """Older revisions that say something else than the next one shown."""
    return [older for newer, older in pairwise(revisions) if older.answers != newer.answers]


def _before(row: _Row, references: Mapping[str, str]) -> Before:
    return Before(
        row.entry.written_at, answer_texts(row.placed.exercise, row.answers, row.entry.language, references)
    )


def _references(filled: Iterable[tuple[Exercise, Answers]]) -> Mapping[str, str]:
    """Rows other entries can point at, by their first answer: among what is shared only."""
    found: dict[str, str] = {}
    for exercise, answers in filled:
        for field in exercise.fields:
            for row in rows_of(field, answers) if field.fields else ():
                texts: Sequence[str] = [str(row[column.id]) for column in field.fields if column.id in row]
                found[str(row["id"])] = texts[0] if texts else ""
    return found
