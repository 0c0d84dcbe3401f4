"""What has passed between patient and guide in one treatment: letters, wishes to be called, feedback, mood."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Integer, LargeBinary, String, Uuid, cast, exists, literal, null, select, union_all

from selfhelp.db import keys
from selfhelp.db.base import UtcDateTime, db
from selfhelp.db.tables import CallRequest, Feedback, FeedbackWithdrawal, Mood, PatientLetter, Person

LETTER, CALL, FEEDBACK, MOOD = "letter", "call", "feedback", "mood"


@dataclass(frozen=True)
class Letter:
    """From the patient."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Given:
    """A feedback as staff see it. `text`: what the patient reads. `note`: the guide's work note."""

    id: uuid.UUID
    kind: str
    at: datetime
    visible_from: datetime
    week: int
    author_id: uuid.UUID
    author: str
    text: str
    note: str
    reached: bool | None
    minutes: int | None
    next_on: date | None

    @property
    def counts(self) -> bool:
        """Whether it is the week's feedback: not so a call nobody answered."""
        return self.reached is not False


@dataclass(frozen=True)
class MoodNoted:
    at: datetime
    on: date
    value: int


@dataclass(frozen=True)
class Exchange:
    """Oldest first. What was withdrawn is not here, nor is a note written with a mood."""

    letters: tuple[Letter, ...]
    calls: tuple[datetime, ...]
    given: tuple[Given, ...]
    moods: tuple[MoodNoted, ...]

    @property
    def last_call(self) -> date | None:
        """The day they agreed to speak next, as it was last written."""
        days = [one.next_on for one in self.given if one.next_on]
        return days[-1] if days else None


def rows_of(treatment_id: uuid.UUID) -> Sequence[Any]:
    """As stored, in one statement; see `opened`. Split in two so that a page can bring everybody's key at once."""
    every = union_all(*(part.where(table.treatment_id == treatment_id) for table, part in _parts()))
    return db.session.execute(every.order_by("at")).all()


def authors_of(rows: Iterable[Any]) -> set[uuid.UUID]:
    return {row.author_id for row in rows if row.author_id is not None}


def opened(rows: Iterable[Any]) -> Exchange:
    kinds: Mapping[str, list[Any]] = {LETTER: [], CALL: [], FEEDBACK: [], MOOD: []}
    for row in rows:
        kinds[row.kind].append(row)
    return Exchange(
        letters=tuple(Letter(row.at, _text_of(PatientLetter, row, "text")) for row in kinds[LETTER]),
        calls=tuple(row.at for row in kinds[CALL]),
        given=tuple(_given(row) for row in kinds[FEEDBACK]),
        moods=tuple(MoodNoted(row.at, row.day, row.number) for row in kinds[MOOD]),
    )


def _parts() -> tuple[tuple[Any, Any], ...]:
    withdrawn = exists().where(FeedbackWithdrawal.feedback_id == Feedback.id)
    feedback = _part(
        FEEDBACK, Feedback, Feedback.given_at, text=Feedback.text, note=Feedback.note, number=Feedback.week,
        day=Feedback.next_contact_on, word=Feedback.kind, until=Feedback.visible_from, author_id=Feedback.author_id,
        author=Person.name, reached=Feedback.reached, minutes=Feedback.minutes,
    )
    return (
        (Feedback, feedback.join(Person, Person.id == Feedback.author_id).where(~withdrawn)),
        (PatientLetter, _part(LETTER, PatientLetter, PatientLetter.sent_at, text=PatientLetter.text)),
        (CallRequest, _part(CALL, CallRequest, CallRequest.asked_at)),
        (Mood, _part(MOOD, Mood, Mood.noted_at, number=Mood.value, day=Mood.on_date)),
    )


COLUMNS: Mapping[str, Any] = {
    "text": LargeBinary, "note": LargeBinary, "number": Integer, "day": Date, "word": String, "until": UtcDateTime,
    "author_id": Uuid, "author": LargeBinary, "reached": Boolean, "minutes": Integer,
}


def _part(kind: str, table: Any, at: Any, **columns: Any) -> Any:
    """One table's part of the union; what it lacks is null of the right type, which PostgreSQL asks for."""
    others = [columns.get(name, cast(null(), of_type)).label(name) for name, of_type in COLUMNS.items()]
    return select(literal(kind).label("kind"), table.id, table.patient_id, at.label("at"), *others)


def _given(row: Any) -> Given:
    return Given(
        row.id, row.word, row.at, row.until, row.number, row.author_id,
        keys.unseal(Person(id=row.author_id, name=row.author), "name"),
        _text_of(Feedback, row, "text"), _text_of(Feedback, row, "note"), row.reached, row.minutes, row.day,
    )


def _text_of(table: Any, row: Any, column: str) -> str:
    """A union gives plain rows: what is sealed opens in the place it was sealed for."""
    return keys.unseal(table(id=row.id, patient_id=row.patient_id, **{column: getattr(row, column)}), column)
