"""The guide's queue: each patient once, in the highest group that fits, with one reason. What is due comes from
core/care; here it is only asked for a whole caseload and put in order."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from selfhelp.access import scoping
from selfhelp.access.actor import Actor
from selfhelp.access.roles import Permission
from selfhelp.clock import local_date
from selfhelp.core.care.attention import Group, QueuePlace, queue_place
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import ModuleAssignment, ModuleVersion, Person, Treatment
from selfhelp.features.treatments.facts import Course, course_of, facts_of

GROUPS = (Group.NOW, Group.OVERDUE, Group.SILENT, Group.NEW_WORK)


@dataclass(frozen=True)
class Somebody:
    """A patient by name, as staff see her. `born`: the year, which tells two of the same name apart. `version_id`: the
    live version of the module she follows."""

    treatment_id: uuid.UUID
    patient_id: uuid.UUID
    name: str
    born: str
    phone: str
    language: str
    version_id: uuid.UUID | None
    born_on: date | None = None

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else ""


@dataclass(frozen=True)
class QueueRow:
    treatment: Treatment
    who: Somebody
    course: Course
    place: QueuePlace
    alike: bool  # another of the guide's patients has the same name


@dataclass(frozen=True)
class Queue:
    """`rows`: those with something waiting, in order. `resting`: the guide's other patients, by name."""

    rows: tuple[QueueRow, ...]
    resting: tuple[QueueRow, ...]

    @property
    def groups(self) -> tuple[tuple[Group, tuple[QueueRow, ...]], ...]:
        """The groups that have somebody, in their fixed order."""
        found = ((group, tuple(row for row in self.rows if row.place.group is group)) for group in GROUPS)
        return tuple((group, rows) for group, rows in found if rows)

    @property
    def everybody(self) -> tuple[QueueRow, ...]:
        return tuple(sorted((*self.rows, *self.resting), key=_by_name))

    @property
    def next_deadline(self) -> date | None:
        """The nearest day something is promised to any of them and not passed."""
        waiting = (row.place.due_on for row in self.everybody if row.place.group not in (Group.NOW, Group.OVERDUE))
        return min((day for day in waiting if day), default=None)

    def row_of(self, treatment_id: uuid.UUID) -> QueueRow | None:
        return next((row for row in (*self.rows, *self.resting) if row.who.treatment_id == treatment_id), None)

    def first_but(self, treatment_id: uuid.UUID | None = None) -> QueueRow | None:
        """Whom to open next: the first in the queue who is not the one just done."""
        return next((row for row in self.rows if row.who.treatment_id != treatment_id), None)


class PatientRow(NamedTuple):
    treatment: Treatment
    person: Person
    version_id: uuid.UUID | None


def queue_of(actor: Actor, now: datetime) -> Queue:
    """The actor's queue, in as many statements for sixty patients as for five."""
    today = local_date(now)
    running = or_(Treatment.ended_on.is_(None), Treatment.ended_on > today)
    mine = _read(scoping.reach(actor, Permission.SEE_QUEUE) & running)
    keys.fetch({actor.person_id, *(row.person.id for row in mine)})
    courses = facts_of([row.treatment for row in mine], now, as_sent=True)
    return _in_order(mine, courses, today)


def place_of(treatment: Treatment, now: datetime) -> QueueRow:
    """One patient, for somebody who has no queue: a supervisor."""
    row = _read(Treatment.id == treatment.id)[0]
    keys.fetch({row.person.id})
    return _row(row, _somebody(row), course_of(treatment, now, as_sent=True), local_date(now))


def _in_order(mine: list[PatientRow], courses: Mapping[uuid.UUID, Course], today: date) -> Queue:
    people = [_somebody(row) for row in mine]
    names = Counter(who.name.casefold() for who in people)
    rows = [
        _row(found, who, courses[who.treatment_id], today, alike=names[who.name.casefold()] > 1)
        for found, who in zip(mine, people, strict=True)
    ]
    waiting = sorted((row for row in rows if row.place.group is not Group.NONE), key=_by_urgency)
    resting = sorted((row for row in rows if row.place.group is Group.NONE), key=_by_name)
    return Queue(tuple(waiting), tuple(resting))


def _read(which: Any) -> list[PatientRow]:
    """Treatments with their patients and the version live of their modules. One statement."""
    live = select(ModuleVersion.id).where(ModuleVersion.module_id == ModuleAssignment.module_id)
    newest = live.order_by(ModuleVersion.number.desc()).limit(1).correlate(ModuleAssignment).scalar_subquery()
    current = (ModuleAssignment.treatment_id == Treatment.id) & ModuleAssignment.to_at.is_(None)
    rows = db.session.execute(
        select(Treatment, Person, newest)
        .join(Person, Person.id == Treatment.patient_id)
        .outerjoin(ModuleAssignment, current)
        .where(which)
    )
    return [PatientRow(*row) for row in rows]


def _row(found: PatientRow, who: Somebody, course: Course, today: date, alike: bool = False) -> QueueRow:
    return QueueRow(found.treatment, who, course, queue_place(*course, today), alike)


def _somebody(row: PatientRow) -> Somebody:
    person = row.person
    born = keys.unseal(person, "birth_date")
    return Somebody(
        row.treatment.id, person.id, keys.unseal(person, "name"), born[:4], keys.unseal(person, "phone"),
        person.language, row.version_id, date.fromisoformat(born) if born else None,
    )


def _by_urgency(row: QueueRow) -> tuple[object, ...]:
    return (*row.place.order, *_by_name(row))


def _by_name(row: QueueRow) -> tuple[str, ...]:
    return (row.who.name.casefold(), row.who.born, str(row.who.treatment_id))
