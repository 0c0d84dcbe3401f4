"""The patient's way through her module: which lessons are open, in which version, and how far she has come."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from selfhelp.clock import local_date
from selfhelp.core.care import schedule
from selfhelp.core.care.plan import Facts, Pause, Plan
from selfhelp.core.content.document import Lesson, LessonPlan, Module
from selfhelp.db.base import db
from selfhelp.db.tables import LessonProgress, Treatment
from selfhelp.db.tables import Pause as PauseRow
from selfhelp.features.authoring.library import Unreadable, corrected, live_version, module_of
from selfhelp.features.lessons.patient import Patient
from selfhelp.features.lessons.refusals import Closed, LessonClosed, NoSuchPage
from selfhelp.features.service.queries import service_of


@dataclass(frozen=True)
class Progress:
    """How far she has come in one lesson. `page`: the furthest reached."""

    number: int
    version_id: uuid.UUID | None
    opened_at: datetime | None
    page: int
    finished_at: datetime | None
    finished_short: bool
    opened_early: bool


@dataclass(frozen=True)
class Read:
    """One lesson in the version and language she reads it in."""

    lesson: Lesson
    module: Module
    version_id: uuid.UUID


@dataclass(frozen=True)
class Programme:
    """`module`: as it is live now; a lesson she has opened is read in the version it had then."""

    module: Module
    version_id: uuid.UUID
    plan: Plan
    facts: Facts
    progress: Mapping[int, Progress]
    today: date

    def closed(self, number: int, language: str) -> Closed | None:
        """Why a lesson cannot be opened; none if it can. Raises NoSuchPage for a number the module does not have."""
        planned = self._plan_of(number)
        title = planned.titles.get(language) or next(iter(planned.titles.values()), "")
        if planned.planned or number > self.plan.lessons:
            opens_on = schedule.lesson_opens_on(self.plan.started_on, number, self.plan.pauses)
            return Closed(number, title, opens_on, planned=True)
        opening = schedule.opens(self.plan, self.facts, number)
        if opening.is_open(self.today):
            return None
        return Closed(number, title, opening.opens_on, opening.waits_for)

    def read(self, number: int, language: str) -> Read:
        """An open lesson. Raises LessonClosed, or NoSuchPage."""
        closed = self.closed(number, language)
        if closed is not None:
            raise LessonClosed(closed)
        version_id = self._version_of(number)
        module = self.module if version_id == self.version_id else module_of(version_id)
        lesson = module.lesson(number, language)
        if lesson is None:
            raise NoSuchPage(f"lesson {number}")
        return Read(lesson, module, version_id)

    def finished(self, number: int) -> bool:
        return number in self.facts.finished

    def _version_of(self, number: int) -> uuid.UUID:
        """The live one; for a lesson she has opened, the one from then with the corrections meant for everyone."""
        mine = self.progress.get(number)
        if mine is None or mine.version_id in (None, self.version_id):
            return self.version_id
        return corrected(mine.version_id).id

    def _plan_of(self, number: int) -> LessonPlan:
        found = next((plan for plan in self.module.plan if plan.number == number), None)
        if found is None:
            raise NoSuchPage(f"lesson {number}")
        return found


def programme_of(treatment: Treatment, patient: Patient, now: datetime) -> Programme:
    """Two statements; one more for a lesson opened in an older version, or a version not read before."""
    version_id, module = _live(patient)
    progress = {one.number: one for one in _progress(treatment, patient.module_id)}
    plan = Plan(
        treatment.starts_on, max(1, len(module.written)), treatment.feedback_weekday,
        service_of(patient.team).rhythm.opening, pauses=_pauses(treatment), ended_on=treatment.ended_on,
    )
    return Programme(module, version_id, plan, _lessons(progress), progress, local_date(now))


def _live(patient: Patient) -> tuple[uuid.UUID, Module]:
    if patient.version_id is None:
        raise NoSuchPage("no module has been published")
    try:
        return patient.version_id, module_of(patient.version_id)
    except Unreadable:
        older = live_version(patient.module_id)
        if older is None:
            raise
        return older.id, module_of(older.id)


def _lessons(progress: Mapping[int, Progress]) -> Facts:
    """What the rule for opening a lesson asks for, and no more."""
    return Facts(
        finished={one.number: local_date(one.finished_at) for one in progress.values() if one.finished_at},
        begun=frozenset(one.number for one in progress.values() if one.opened_at),
        opened_early=frozenset(one.number for one in progress.values() if one.opened_early),
    )


def _progress(treatment: Treatment, module_id: str) -> list[Progress]:
    rows = db.session.scalars(
        select(LessonProgress).where(LessonProgress.treatment_id == treatment.id, LessonProgress.module_id == module_id)
    )
    return [
        Progress(
            row.number, row.module_version_id if row.opened_at else None, row.opened_at, row.page, row.finished_at,
            row.finished_short, row.unlocked_at is not None,
        )
        for row in rows
    ]


def _pauses(treatment: Treatment) -> tuple[Pause, ...]:
    rows = db.session.execute(
        select(PauseRow.from_on, PauseRow.returns_on)
        .where(PauseRow.treatment_id == treatment.id)
        .order_by(PauseRow.from_on)
    )
    return tuple(Pause(first, back) for first, back in rows)
