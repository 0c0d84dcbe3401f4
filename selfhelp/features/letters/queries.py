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

OWN, LETTER, READ = "own", "letter", "read"


@dataclass(frozen=True)
class Item:
    """`kind`: own, letter, phone, video, in-person or read. `text` is empty until she has opened the letter."""

    id: uuid.UUID
    kind: str
    at: datetime
    guide: str
    text: str
    opened: bool


def own_letter(treatment: Treatment, letter_id: str) -> str:
    """The text of a letter she has sent; empty for any other id."""
    row = db.session.get(PatientLetter, uuid.UUID(letter_id)) if letter_id else None
    return keys.unseal(row, "text") if row and row.treatment_id == treatment.id else ""


def open_call(treatment_id: uuid.UUID) -> CallRequest | None:
    """Her wish to be called, if it still stands open."""
    last = select(CallRequest).where(CallRequest.treatment_id == treatment_id).order_by(CallRequest.asked_at.desc())
    return db.session.scalar(last.where(call_stands_open(treatment_id)).limit(1))


def is_visible(feedback: Feedback, now: datetime) -> bool:
    """Whether she may see it: its moment has come, and it has not been withdrawn."""
    return feedback.visible_from <= now and db.session.get(FeedbackWithdrawal, feedback.id) is None


def correspondence(treatment: Treatment, now: datetime) -> tuple[Item, ...]:
    """Everything that has passed between them, newest first. Three statements."""
    items = [*_from_guide(treatment, now), *_from_patient(treatment)]
    return tuple(sorted(items, key=lambda one: one.at, reverse=True))


def _from_guide(treatment: Treatment, now: datetime) -> list[Item]:
    """Contacts that did not reach her are the guide's own notes."""
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
    ).all()
    keys.fetch({row.author_id for row, _, _ in rows} | {treatment.patient_id})
    return [_item(row, opened_at, author) for row, opened_at, author in rows]


def _from_patient(treatment: Treatment) -> list[Item]:
    rows = db.session.scalars(select(PatientLetter).where(PatientLetter.treatment_id == treatment.id)).all()
    return [Item(row.id, OWN, row.sent_at, "", keys.unseal(row, "text"), True) for row in rows]


def _item(row: Feedback, opened_at: datetime | None, author: Person) -> Item:
    opened = row.kind != LETTER or opened_at is not None
    text = keys.unseal(row, "text") if opened else ""
    at = row.visible_from if row.kind in (LETTER, READ) else row.given_at
    return Item(row.id, row.kind, at, first_name(keys.unseal(author, "name")), text, opened)
