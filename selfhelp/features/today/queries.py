"""What has happened around a patient, for her start page: one statement over six small tables, no text opened."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, String, Uuid, cast, exists, literal, null, select, union_all

from selfhelp.db.base import db
from selfhelp.db.tables import (
    Entry,
    Feedback,
    FeedbackWithdrawal,
    LessonProgress,
    LetterOpening,
    Mood,
    PatientLetter,
    Treatment,
)
from selfhelp.features.lessons.entries import is_newest

MOOD, WROTE, AWAITS, UNREAD, LESSON, LETTER = "mood", "wrote", "awaits", "unread", "lesson", "letter"


@dataclass(frozen=True)
class MoodNoted:
    value: int
    at: datetime


@dataclass(frozen=True)
class Written:
    """An entry; `lesson_id` and `exercise_id` say of which exercise."""

    thread_id: uuid.UUID
    lesson_id: str
    exercise_id: str
    at: datetime


@dataclass
class Doings:
    """`moods`, `wrote` and `letters`: since the day asked for. `awaits`: entries not touched since their lesson was
    finished. `pages`: lesson number → the furthest page. `unread`: when each letter from the guide came."""

    moods: list[MoodNoted] = field(default_factory=list)
    wrote: list[Written] = field(default_factory=list)
    awaits: list[Written] = field(default_factory=list)
    unread: list[datetime] = field(default_factory=list)
    letters: list[datetime] = field(default_factory=list)
    pages: dict[int, int] = field(default_factory=dict)


def doings_of(treatment: Treatment, module_id: str, since: datetime, from_day: date, now: datetime) -> Doings:
    parts = (
        _moods(treatment.id, from_day), _wrote(treatment.id, since), _awaits(treatment.id),
        _unread(treatment.id, now), _lessons(treatment.id, module_id), _letters(treatment.id, since),
    )
    found = Doings()
    for row in db.session.execute(union_all(*parts).order_by("at")):
        _put(found, row)
    return found


def _put(found: Doings, row: Any) -> None:
    match row.kind:
        case "mood":
            found.moods.append(MoodNoted(row.number, row.at))
        case "wrote":
            found.wrote.append(Written(row.thread_id, row.lesson_id, row.exercise_id, row.at))
        case "awaits":
            found.awaits.append(Written(row.thread_id, row.lesson_id, row.exercise_id, row.at))
        case "unread":
            found.unread.append(row.at)
        case "letter":
            found.letters.append(row.at)
        case _:
            found.pages[row.number] = row.page


COLUMNS: Mapping[str, Any] = {
    "number": Integer, "page": Integer, "lesson_id": String, "exercise_id": String, "thread_id": Uuid,
}


def _part(kind: str, at: Any, **columns: Any) -> Any:
    """One row of the union; what a kind lacks is null of the right type, which PostgreSQL asks for."""
    others = [columns.get(name, cast(null(), of_type)).label(name) for name, of_type in COLUMNS.items()]
    return select(literal(kind).label("kind"), at.label("at"), *others)


def _moods(treatment_id: uuid.UUID, from_day: date) -> Any:
    return _part(MOOD, Mood.noted_at, number=Mood.value).where(
        Mood.treatment_id == treatment_id, Mood.on_date >= from_day
    )


def _wrote(treatment_id: uuid.UUID, since: datetime) -> Any:
    return _entry(WROTE).where(Entry.treatment_id == treatment_id, Entry.written_at >= since)


def _awaits(treatment_id: uuid.UUID) -> Any:
    of_lesson = (LessonProgress.treatment_id == Entry.treatment_id) & (LessonProgress.lesson_id == Entry.lesson_id)
    return (
        _entry(AWAITS)
        .join(LessonProgress, of_lesson)
        .where(Entry.treatment_id == treatment_id, is_newest(), Entry.written_at <= LessonProgress.finished_at)
    )


def _entry(kind: str) -> Any:
    return _part(
        kind, Entry.written_at, lesson_id=Entry.lesson_id, exercise_id=Entry.exercise_id, thread_id=Entry.thread_id
    )


def _unread(treatment_id: uuid.UUID, now: datetime) -> Any:
    return _part(UNREAD, Feedback.visible_from).where(
        Feedback.treatment_id == treatment_id, Feedback.kind == LETTER, Feedback.visible_from <= now,
        ~exists().where(FeedbackWithdrawal.feedback_id == Feedback.id),
        ~exists().where(LetterOpening.feedback_id == Feedback.id),
    )


def _lessons(treatment_id: uuid.UUID, module_id: str) -> Any:
    return _part(LESSON, LessonProgress.opened_at, number=LessonProgress.number, page=LessonProgress.page).where(
        LessonProgress.treatment_id == treatment_id, LessonProgress.module_id == module_id
    )


def _letters(treatment_id: uuid.UUID, since: datetime) -> Any:
    return _part(LETTER, PatientLetter.sent_at).where(
        PatientLetter.treatment_id == treatment_id, PatientLetter.sent_at >= since
    )
