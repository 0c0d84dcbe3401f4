"""Exercises that only the guide opens, lesson by lesson: what there is, opening them, and closing them again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.core.care.opening import Place, open_now
from selfhelp.core.content.document import LessonPlan, Module
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import ExerciseOpening, LessonProgress, ModuleAssignment, Treatment
from selfhelp.features.authoring.library import Unreadable, live_version, module_of
from selfhelp.features.feedback.refused import Refused, Why
from selfhelp.features.lessons.locks import steps_of
from selfhelp.features.lessons.placing import number_of
from selfhelp.features.lessons.refusals import has_ended


@dataclass(frozen=True)
class ToOpen:
    """One exercise, `title` in the reader's language."""

    place: Place
    title: str
    opened: bool


@dataclass(frozen=True)
class Waiting:
    """The exercises of one lesson that wait for the guide. `lesson`: its title."""

    number: int
    lesson: str
    exercises: tuple[ToOpen, ...]

    @property
    def all_open(self) -> bool:
        return all(one.opened for one in self.exercises)

    @property
    def some_open(self) -> bool:
        return any(one.opened for one in self.exercises)


def waiting_in(treatment: Treatment, module: Module, language: str, begun: bool = True) -> tuple[Waiting, ...]:
    """Lesson by lesson, also those she has not come to. At most two statements, and one for a version not read before.

    `module`: as it is live. `begun`: she has opened a lesson, so that she may read it in an older version.
    """
    versions = (module, *(_older(treatment, module.id) if begun else ()))
    if not any(one.opens for version in versions for lesson in version.lessons.values() for one in lesson.exercises):
        return ()
    opened = open_now(steps_of(treatment.id))
    lessons = (_waiting(plan, versions, language, opened) for plan in module.written)
    return tuple(one for one in lessons if one.exercises)


@transaction
def set_exercises(actor: Actor, treatment: Treatment, number: int, opened: bool, now: datetime) -> None:
    """Open every exercise of a lesson that waits for the guide, or close them again; the lesson need not be reached.

    What she has written is kept. Raises Refused after the end, and where nothing in the lesson waits.
    """
    if has_ended(treatment, now):
        raise Refused(Why.ENDED)
    db.session.execute(select(Treatment.id).where(Treatment.id == treatment.id).with_for_update())
    waiting = next((one for one in waiting_in(treatment, _live(treatment), "nb") if one.number == number), None)
    if waiting is None:
        raise Refused(Why.NOTHING_WAITS)
    before = select(func.count()).where(ExerciseOpening.treatment_id == treatment.id)
    first = (db.session.scalar(before) or 0) + 1
    changed = [one.place for one in waiting.exercises if one.opened is not opened]
    for count, place in enumerate(changed, start=first):
        _add(actor, treatment, place, count, opened, now)


def _add(actor: Actor, treatment: Treatment, place: Place, number: int, opened: bool, now: datetime) -> None:
    row = ExerciseOpening(
        id=new_id(), treatment_id=treatment.id, number=number, module_id=place.module_id, lesson_id=place.lesson_id,
        exercise_id=place.exercise_id, opened=opened, by_id=actor.person_id, at=now,
    )
    db.session.add(row)
    db.session.flush()
    action = audit.Action.EXERCISE_OPENED if opened else audit.Action.EXERCISE_CLOSED
    audit.record(actor, action, now, patient_id=treatment.patient_id, about=row)


def _live(treatment: Treatment) -> Module:
    """The module the treatment follows now."""
    module_id = db.session.scalars(
        select(ModuleAssignment.module_id).where(
            ModuleAssignment.treatment_id == treatment.id, ModuleAssignment.to_at.is_(None)
        )
    ).one()
    version = live_version(module_id)
    if version is None:
        raise Refused(Why.NOTHING_WAITS)
    return module_of(version.id)


def _older(treatment: Treatment, module_id: str) -> tuple[Module, ...]:
    """The versions her opened lessons are pinned to."""
    mine = (LessonProgress.treatment_id == treatment.id, LessonProgress.module_id == module_id)
    pinned = select(LessonProgress.module_version_id).where(*mine, LessonProgress.module_version_id.is_not(None))
    return tuple(_readable({version_id for version_id in db.session.scalars(pinned) if version_id}))


def _readable(version_ids: Iterable[uuid.UUID]) -> Iterable[Module]:
    for version_id in version_ids:
        try:
            yield module_of(version_id)
        except Unreadable:
            continue


def _waiting(plan: LessonPlan, versions: Iterable[Module], language: str, opened: frozenset[Place]) -> Waiting:
    """In the order they stand in the lesson, those of the newest version first."""
    found: dict[Place, ToOpen] = {}
    for version in versions:
        number = number_of(version, plan.id)
        lesson = version.lesson(number, language) if number else None
        for one in lesson.exercises if lesson else ():
            place = Place(version.id, plan.id, one.id)
            if one.opens and place not in found:
                found[place] = ToOpen(place, one.title, place in opened)
    title = plan.titles.get(language) or next(iter(plan.titles.values()), "")
    return Waiting(plan.number, title, tuple(found.values()))
