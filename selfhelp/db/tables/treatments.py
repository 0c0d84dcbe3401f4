"""One episode from referral to end; guide, module and step are dated rows beside it."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from selfhelp.db.base import Base, Digest, Id, Sealed, Word

CURRENT = text("to_at is null")


class Treatment(Base):
    __tablename__ = "treatment"
    __sealed_for__: ClassVar[str] = "patient_id"
    __table_args__ = (
        CheckConstraint("feedback_weekday between 0 and 6", name="weekday"),
        # One open treatment a person at a time.
        Index("uq_treatment_open", "patient_id", unique=True, sqlite_where=text("ended_on is null"),
              postgresql_where=text("ended_on is null")),
    )
    id: Mapped[Id]
    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("team.id"), index=True)
    referred_on: Mapped[date]
    starts_on: Mapped[date]
    feedback_weekday: Mapped[int]  # 0 Monday
    last_seen_on: Mapped[date | None]  # the patient's last day here
    ended_on: Mapped[date | None]
    end_reason: Mapped[Word | None]
    end_note: Mapped[Sealed | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own form)


class GuideAssignment(Base):
    __tablename__ = "guide_assignment"
    __sealed_for__: ClassVar[str] = "patient_id"
    __table_args__ = (
        Index("uq_guide_assignment_current", "treatment_id", unique=True, sqlite_where=CURRENT,
              postgresql_where=CURRENT),
        Index("ix_guide_assignment_guide", "guide_id", "to_at"),
    )
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    guide_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    assigned_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    note: Mapped[Sealed | None]


class ModuleAssignment(Base):
    __tablename__ = "module_assignment"
    __table_args__ = (
        Index("uq_module_assignment_current", "treatment_id", unique=True, sqlite_where=CURRENT,
              postgresql_where=CURRENT),
    )
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    module_id: Mapped[Word]
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    assigned_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))


class StepAssignment(Base):
    """1 group course, 2 guided self-help, 3 individual CBT."""

    __tablename__ = "step_assignment"
    __table_args__ = (
        CheckConstraint("step between 1 and 3", name="step"),
        Index("uq_step_assignment_current", "treatment_id", unique=True, sqlite_where=CURRENT,
              postgresql_where=CURRENT),
    )
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    step: Mapped[int]
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    decided_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))


class Pause(Base):
    """A planned break: the clock stands from the first day until, not including, the day of return."""

    __tablename__ = "pause"
    __sealed_for__: ClassVar[str] = "patient_id"
    __table_args__ = (CheckConstraint("returns_on > from_on", name="order"),)
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"), index=True)
    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[date]
    returns_on: Mapped[date]
    reason: Mapped[Sealed | None]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class FeedbackMove(Base):
    """The guide postponed a week's feedback; the patient sees the new date. The latest row of a week counts."""

    __tablename__ = "feedback_move"
    __sealed_for__: ClassVar[str] = "patient_id"
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"), index=True)
    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    week: Mapped[int]
    moved_to: Mapped[date]
    reason: Mapped[Sealed | None]
    moved_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    moved_at: Mapped[datetime]


class ExerciseOpening(Base):
    """The guide opened an exercise that waits for it, or closed it again. Append-only: the last row of one counts."""

    __tablename__ = "exercise_opening"
    __table_args__ = (UniqueConstraint("treatment_id", "number"),)
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    number: Mapped[int]  # 1, 2, 3 … within the treatment
    module_id: Mapped[Word]
    lesson_id: Mapped[Word]
    exercise_id: Mapped[Word]
    opened: Mapped[bool]  # false: closed again
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Confirmation(Base):
    """The patient read what is promised and what is not; which wording is kept."""

    __tablename__ = "confirmation"
    __table_args__ = (UniqueConstraint("treatment_id", "what", "text_version"),)
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    what: Mapped[Word]
    text_version: Mapped[Digest]
    confirmed_at: Mapped[datetime]
