"""What a patient has shared, as her guide reads it: the newest shared revision of each entry, in the words and the
language of the page it was written on. What she has not shared is never asked for."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from selfhelp.core.content.document import Exercise
from selfhelp.core.content.field_types import Answers, rows_of
from selfhelp.core.content.fields import AnswerText, answer_texts
from selfhelp.db.base import db
from selfhelp.db.tables import Entry, Sharing
from selfhelp.features.authoring.library import Unreadable, module_of
from selfhelp.features.lessons.entries import answers_of
from selfhelp.features.lessons.placing import Placed, find
from selfhelp.features.treatments.happenings import shared_now


@dataclass(frozen=True)
class SharedWork:
    """`at`: when she shared it. `revised`: she has changed it since she first wrote it. `number`: the lesson's."""

    id: uuid.UUID
    at: datetime
    written_at: datetime
    number: int
    title: str
    asks: bool
    revised: bool
    answers: tuple[AnswerText, ...]
    language: str


def shared_work(treatment_id: uuid.UUID) -> tuple[SharedWork, ...]:
    """Oldest sharing first. One statement, and one more the first time a version of the module is read. The patient's
    key must have been fetched."""
    rows = db.session.execute(
        select(Entry, Sharing.shared_at)
        .join(Sharing, Sharing.entry_id == Entry.id)
        .where(Sharing.treatment_id == treatment_id, Entry.treatment_id == treatment_id, shared_now())
        .order_by(Sharing.shared_at, Entry.written_at)
    ).all()
    newest = _newest((entry, at) for entry, at in rows)
    opened = [(entry, at, placed, answers_of(entry)) for entry, at in newest if (placed := _placed(entry)) is not None]
    references = _references((placed.exercise, answers) for _, _, placed, answers in opened)
    return tuple(_told(*each, references) for each in opened)


def _newest(rows: Iterable[tuple[Entry, datetime]]) -> list[tuple[Entry, datetime]]:
    """One row for each thread: its newest shared revision."""
    threads: dict[uuid.UUID, tuple[Entry, datetime]] = {}
    for entry, at in rows:
        held = threads.get(entry.thread_id)
        if held is None or held[0].revision < entry.revision:
            threads[entry.thread_id] = (entry, at)
    return sorted(threads.values(), key=lambda each: (each[1], each[0].written_at))


def _placed(entry: Entry) -> Placed | None:
    """The exercise as it stood when the entry was written."""
    try:
        module = module_of(entry.module_version_id)
    except Unreadable:
        return None
    return find(module, entry.lesson_id, entry.exercise_id, entry.language)


def _told(
    entry: Entry, at: datetime, placed: Placed, answers: Answers, references: Mapping[str, str]
) -> SharedWork:
    return SharedWork(
        id=entry.thread_id,
        at=at,
        written_at=entry.written_at,
        number=placed.lesson_number,
        title=placed.exercise.title,
        asks=entry.asks,
        revised=entry.revision > 1,
        answers=answer_texts(placed.exercise, answers, entry.language, references),
        language=entry.language,
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
