"""Which exercises the guide has not opened for a patient."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from selfhelp.core.care.opening import Place, Step, is_locked, open_now
from selfhelp.core.content.document import Module
from selfhelp.db.base import db
from selfhelp.db.tables import ExerciseOpening
from selfhelp.features.lessons.placing import Placed


@dataclass(frozen=True)
class Locks:
    opened: frozenset[Place] = frozenset()

    def hold(self, module: Module, placed: Placed) -> bool:
        return is_locked(placed.exercise, place_in(module, placed), self.opened)

    def split(self, module: Module, placed: tuple[Placed, ...]) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
        """Those open to her, and those that are not."""
        held = tuple(one for one in placed if self.hold(module, one))
        return tuple(one for one in placed if one not in held), held


def locks_of(treatment_id: uuid.UUID, *modules: Module) -> Locks:
    """One statement; none where nothing in these modules waits for the guide."""
    return Locks(open_now(steps_of(treatment_id))) if any(_has_locks(module) for module in modules) else Locks()


def steps_of(treatment_id: uuid.UUID) -> tuple[Step, ...]:
    """What guides have opened and closed, in that order."""
    mine = select(ExerciseOpening).where(ExerciseOpening.treatment_id == treatment_id)
    rows = db.session.scalars(mine.order_by(ExerciseOpening.number))
    return tuple(Step(Place(row.module_id, row.lesson_id, row.exercise_id), row.opened) for row in rows)


def place_in(module: Module, placed: Placed) -> Place:
    return Place(module.id, placed.lesson_id, placed.exercise.id)


def _has_locks(module: Module) -> bool:
    return any(exercise.opens for lesson in module.lessons.values() for exercise in lesson.exercises)
