"""A letter that has just been sent, while it can be called back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from selfhelp.access.actor import Actor
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import Feedback, FeedbackMove, FeedbackWithdrawal, Person, Treatment


@dataclass(frozen=True)
class Sent:
    treatment_id: uuid.UUID
    feedback_id: uuid.UUID
    to: str
    seconds: int


def just_sent(actor: Actor, feedback_id: uuid.UUID, now: datetime) -> Sent | None:
    """The actor's own letter if it can still be called back; none for any other id."""
    row = db.session.execute(
        select(Feedback.treatment_id, Feedback.visible_from, Person)
        .join(Person, Person.id == Feedback.patient_id)
        .where(
            Feedback.id == feedback_id, Feedback.author_id == actor.person_id, Feedback.visible_from > now,
            ~exists().where(FeedbackWithdrawal.feedback_id == Feedback.id),
        )
    ).one_or_none()
    if row is None:
        return None
    treatment_id, visible_from, person = row
    seconds = max(1, int((visible_from - now).total_seconds()))
    return Sent(treatment_id, feedback_id, keys.unseal(person, "name"), seconds)


def stored_note(treatment: Treatment, made: str) -> str:
    """The note of a logged contact, or the reason for another day, by its id; empty for any other."""
    contact, move = db.session.get(Feedback, uuid.UUID(made)), db.session.get(FeedbackMove, uuid.UUID(made))
    if contact is not None and contact.treatment_id == treatment.id:
        return keys.unseal(contact, "note")
    return keys.unseal(move, "reason") if move is not None and move.treatment_id == treatment.id else ""


def last_letter(actor: Actor, treatment: Treatment) -> str:
    """The last letter the actor has sent in this treatment; empty where there is none."""
    row = db.session.scalar(
        select(Feedback)
        .where(
            Feedback.treatment_id == treatment.id, Feedback.author_id == actor.person_id, Feedback.kind == "letter",
            ~exists().where(FeedbackWithdrawal.feedback_id == Feedback.id),
        )
        .order_by(Feedback.given_at.desc())
        .limit(1)
    )
    return keys.unseal(row, "text") if row else ""
