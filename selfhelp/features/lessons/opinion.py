"""«Var dette til hjelp?»: one tap at the end of a lesson, which can be changed."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from selfhelp.access.actor import Actor
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import LessonOpinion, Treatment
from selfhelp.features.lessons.actions import enter


class Helped(StrEnum):
    YES = "yes"
    LITTLE = "little"
    NO = "no"


@transaction
def say_helped(actor: Actor, treatment: Treatment, number: int, helped: Helped, now: datetime) -> LessonOpinion:
    """Whether the lesson was of help; said again, the last counts. Raises what opening a lesson does."""
    read = enter(actor, treatment, number, now).read
    row = _row(treatment.id, read.module.id, read.lesson.id)
    if row is None:
        row = LessonOpinion(
            id=new_id(), treatment_id=treatment.id, module_id=read.module.id, lesson_id=read.lesson.id,
        )
        db.session.add(row)
    row.helped, row.said_at = helped, now
    db.session.flush()
    return row


def said_helped(treatment_id: uuid.UUID, module_id: str, lesson_id: str) -> Helped | None:
    row = _row(treatment_id, module_id, lesson_id)
    return Helped(row.helped) if row is not None else None


def _row(treatment_id: uuid.UUID, module_id: str, lesson_id: str) -> LessonOpinion | None:
    return db.session.scalar(
        select(LessonOpinion).where(
            LessonOpinion.treatment_id == treatment_id, LessonOpinion.module_id == module_id,
            LessonOpinion.lesson_id == lesson_id,
        )
    )
