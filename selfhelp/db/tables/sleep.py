"""The sleep window, step by step."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from selfhelp.db.base import Base, Id, Sealed, Word

STEPS = (
    "proposed", "supervisor_agreed", "guide_agreed", "patient_agreed", "declined", "suspended", "reopened",
)


class SleepWindowEvent(Base):
    """Append-only: where the window stands is worked out from its events (core.exercises.sleep_window_steps)."""

    __tablename__ = "sleep_window"
    __sealed_for__: ClassVar[str] = "patient_id"
    __table_args__ = (
        UniqueConstraint("treatment_id", "number"),
        CheckConstraint(f"step in {STEPS}", name="step"),
    )
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]  # 1, 2, 3 … within the treatment
    step: Mapped[Word]
    stop: Mapped[Word | None]  # what suspended it: the queue asks for this
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    by_role: Mapped[Word]
    details: Mapped[Sealed | None]  # JSON: the offer, or why not now
    at: Mapped[datetime]
