"""The training of staff: what somebody writes in it for herself, her checks, and that she has passed."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from selfhelp.db.base import Base, Id, Sealed, Word


class TrainingLesson(Base):
    """How far somebody has come in one lesson."""

    __tablename__ = "training_lesson"
    __table_args__ = (UniqueConstraint("person_id", "module_id", "lesson_id"),)
    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[Word]
    lesson_id: Mapped[Word]
    page: Mapped[int]  # the furthest reached
    finished_at: Mapped[datetime | None]  # the whole lesson, never its short version


class TrainingNote(Base):
    """One exercise as it stands, the raw form. Read by its writer alone."""

    __tablename__ = "training_note"
    __sealed_for__: ClassVar[str] = "person_id"
    __table_args__ = (UniqueConstraint("person_id", "module_id", "lesson_id", "exercise_id"),)
    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[Word]
    lesson_id: Mapped[Word]
    exercise_id: Mapped[Word]
    content: Mapped[Sealed]  # JSON
    version: Mapped[int]
    changed_at: Mapped[datetime]


class TrainingAttempt(Base):
    """One check handed in. Append-only."""

    __tablename__ = "training_attempt"
    __sealed_for__: ClassVar[str] = "person_id"
    __table_args__ = (Index("ix_training_attempt_person", "person_id", "module_id", "at"),)
    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[Word]
    module_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module_version.id"))
    lesson_id: Mapped[Word]
    exercise_id: Mapped[Word]
    answers: Mapped[Sealed]  # JSON
    passed: Mapped[bool]
    at: Mapped[datetime]


class TrainingPass(Base):
    """Every lesson finished and every check passed; once more each time a check is passed again. Append-only.

    All that a supervisor sees of somebody's training.
    """

    __tablename__ = "training_pass"
    __table_args__ = (Index("ix_training_pass_person", "person_id", "module_id"),)
    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[Word]
    module_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module_version.id"))
    at: Mapped[datetime]
