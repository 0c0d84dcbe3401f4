"""What has passed between the patient and her guide, as the patient sees it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import (
    CallRequest,
    Feedback,
    FeedbackWithdrawal,
    LetterOpening,
    PatientLetter,
    Person,
    Treatment,
)
from selfhelp.features.lessons.patient import call_stands_open, first_name

LETTER, READ = "letter", "read"


@dataclass(frozen=True)
class FromGuide:
    """`kind`: letter, phone, video, in-person or read. `text` is empty until she has opened the letter."""

    id: uuid.UUID
    kind: str
    at: datetime
    guide: str
    text: str
    opened: bool


@dataclass(frozen=True)
class FromPatient:
    id: uuid.UUID
    at: datetime
    text: str


def open_call(treatment_id: uuid.UUID) -> CallRequest | None:
    """Her wish to be called, if it still stands open."""
    last = select(CallRequest).where(CallRequest.treatment_id == treatment_id).order_by(CallRequest.asked_at.desc())
    return db.session.scalar(last.where(call_stands_open(treatment_id)).limit(1))


def is_visible(feedback: Feedback, now: datetime) -> bool:
    """Whether she may see it: its moment has come, and it has not been withdrawn."""
    return feedback.visible_from <= now and db.session.get(FeedbackWithdrawal, feedback.id) is None


def from_guide(treatment: Treatment, now: datetime) -> tuple[FromGuide, ...]:
    """Newest first. Contacts that did not reach her are the guide's own notes."""
    rows = db.session.execute(
        select(Feedback, LetterOpening.opened_at, Person)
        .join(Person, Person.id == Feedback.author_id)
        .outerjoin(LetterOpening, LetterOpening.feedback_id == Feedback.id)
        .where(
            Feedback.treatment_id == treatment.id,
            Feedback.visible_from <= now,
            ~exists().where(FeedbackWithdrawal.feedback_id == Feedback.id),
            Feedback.kind.in_((LETTER, READ)) | Feedback.reached.is_(True),
        )
        .order_by(Feedback.visible_from.desc())
    ).all()
    keys.fetch({row.author_id for row, _, _ in rows} | {treatment.patient_id})
    return tuple(_from_guide(row, opened_at, author) for row, opened_at, author in rows)


def from_patient(treatment: Treatment) -> tuple[FromPatient, ...]:
    """Newest first."""
    rows = db.session.scalars(
        select(PatientLetter).where(PatientLetter.treatment_id == treatment.id).order_by(PatientLetter.sent_at.desc())
    ).all()
    return tuple(FromPatient(row.id, row.sent_at, keys.unseal(row, "text")) for row in rows)


def _from_guide(row: Feedback, opened_at: datetime | None, author: Person) -> FromGuide:
    opened = row.kind != LETTER or opened_at is not None
    text = keys.unseal(row, "text") if opened else ""
    return FromGuide(row.id, row.kind, row.visible_from, first_name(keys.unseal(author, "name")), text, opened)
