"""What a patient writes: drafts that change, entries that only grow, and what she has chosen to share."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from selfhelp.db.base import Base, Id, Sealed, Word


class LessonProgress(Base):
    """One lesson of one treatment, pinned to the module version live when it was first opened."""

    __tablename__ = "lesson_progress"
    __table_args__ = (UniqueConstraint("treatment_id", "module_id", "lesson_id"),)
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    module_id: Mapped[Word]
    lesson_id: Mapped[Word]
    number: Mapped[int]
    module_version_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("module_version.id"))
    opened_at: Mapped[datetime | None]  # by the patient
    page: Mapped[int] = mapped_column(default=1)  # the furthest page reached
    finished_at: Mapped[datetime | None]
    finished_short: Mapped[bool] = mapped_column(default=False)
    unlocked_at: Mapped[datetime | None]  # opened early by the guide
    unlocked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))


class LessonOpinion(Base):
    """Whether a lesson was of help: one word, changeable. Authors see sums of it and never a row."""

    __tablename__ = "lesson_opinion"
    __table_args__ = (
        UniqueConstraint("treatment_id", "module_id", "lesson_id"),
        Index("ix_lesson_opinion_module", "module_id", "lesson_id"),
    )
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    module_id: Mapped[Word]
    lesson_id: Mapped[Word]
    helped: Mapped[Word]  # yes, little, no
    said_at: Mapped[datetime]


class Draft(Base):
    """Text being written, by patient or guide: the raw form, seen by its writer alone."""

    __tablename__ = "draft"
    __sealed_for__: ClassVar[str] = "patient_id"
    __table_args__ = (UniqueConstraint("treatment_id", "writer_id", "place"),)
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    writer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    place: Mapped[str] = mapped_column(String(200))  # which form it belongs to
    content: Mapped[Sealed]
    version: Mapped[int]
    changed_at: Mapped[datetime]


class Entry(Base):
    """One saved filling-in of an exercise. Append-only: a change is a new revision in the same thread."""

    __tablename__ = "entry"
    __sealed_for__: ClassVar[str] = "patient_id"
    __table_args__ = (
        UniqueConstraint("thread_id", "revision"),
        Index("ix_entry_place", "treatment_id", "exercise_id", "written_at"),
    )
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    module_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module_version.id"))
    lesson_id: Mapped[Word]
    exercise_id: Mapped[Word]
    language: Mapped[str] = mapped_column(String(2))
    thread_id: Mapped[uuid.UUID]  # the id of the thread's first entry
    revision: Mapped[int]
    answers: Mapped[Sealed]  # JSON
    asks: Mapped[bool] = mapped_column(default=False)  # holds a question to the guide
    written_at: Mapped[datetime]


class Sharing(Base):
    """The patient showed this entry to her guide, or took it back; the latest row of an entry counts."""

    __tablename__ = "sharing"
    __table_args__ = (Index("ix_sharing_entry", "entry_id", "shared_at"),)
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"), index=True)
    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"))
    shared: Mapped[bool]
    shared_at: Mapped[datetime]


class Mood(Base):
    __tablename__ = "mood"
    __sealed_for__: ClassVar[str] = "patient_id"
    __table_args__ = (
        CheckConstraint("value between 1 and 5", name="value"),
        Index("ix_mood_day", "treatment_id", "on_date"),
    )
    id: Mapped[Id]
    treatment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment.id"))
    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    value: Mapped[int]  # 1 heavy to 5 good
    note: Mapped[Sealed | None]
    on_date: Mapped[date]
    noted_at: Mapped[datetime]
