"""What passes between patient and guide."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from selfhelp.db.base import Base, Id, Sealed, Word


class PatientLetter(Base):
    __tablename__ = "patient_letter"
    __sealed_for__: ClassVar[str] = "patient_id"
    __table_args__ = (Index("ix_patient_letter_treatment", "treatment_id", "sent_at"),)
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    text: Mapped[Sealed]
    sent_at: Mapped[datetime]


class CallRequest(Base):
    """«Be veilederen ringe meg». See core.care.answering.call_waits_since for how long it stands open."""

    __tablename__ = "call_request"
    __table_args__ = (Index("ix_call_request_treatment", "treatment_id", "asked_at"),)
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]


class Feedback(Base):
    """The guide's response for a week: a letter, a contact, or word that it has been read and no letter was needed."""

    __tablename__ = "feedback"
    __sealed_for__: ClassVar[str] = "patient_id"
    __table_args__ = (
        CheckConstraint("kind in ('letter', 'phone', 'video', 'in-person', 'read')", name="kind"),
        Index("ix_feedback_treatment", "treatment_id", "given_at"),
    )
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    week: Mapped[int]
    kind: Mapped[Word]
    text: Mapped[Sealed | None]  # what the patient reads: letters
    note: Mapped[Sealed | None]  # work note: contacts
    reached: Mapped[bool | None]  # contacts
    minutes: Mapped[int | None]  # entered by hand
    next_contact_on: Mapped[date | None]
    given_at: Mapped[datetime]
    visible_from: Mapped[datetime]  # until then it can be withdrawn


class FeedbackWithdrawal(Base):
    """Undone before anybody saw it."""

    __tablename__ = "feedback_withdrawal"
    feedback_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("feedback.id"), primary_key=True)
    withdrawn_at: Mapped[datetime]


class LetterOpening(Base):
    """The patient opened a letter. For her own list and reminders only; no guide ever sees it."""

    __tablename__ = "letter_opening"
    feedback_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("feedback.id"), primary_key=True)
    opened_at: Mapped[datetime]
