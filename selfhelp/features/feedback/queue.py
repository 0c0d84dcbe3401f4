"""The guide's queue: each patient once, in the highest group that fits, with one reason. What is due comes from
core/care; here it is only read for a whole caseload and put in order."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_

from selfhelp.access import scoping
from selfhelp.access.actor import Actor
from selfhelp.access.roles import Permission
from selfhelp.clock import local_date
from selfhelp.core.care.attention import Group, QueuePlace, queue_place
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import Person, Treatment
from selfhelp.features.treatments.facts import Course, facts_of

GROUPS = (Group.OVERDUE, Group.SILENT, Group.NEW_WORK)


@dataclass(frozen=True)
class Somebody:
    """A patient by name, as staff see her. `born`: the year, which tells two of the same name apart."""

    treatment_id: uuid.UUID
    patient_id: uuid.UUID
    name: str
    born: str
    phone: str
    language: str


@dataclass(frozen=True)
class QueueRow:
    who: Somebody
    place: QueuePlace
    alike: bool  # another of the guide's patients has the same name


@dataclass(frozen=True)
class Queue:
    """`rows`: those with something waiting, in order. `resting`: the guide's other patients, by name."""

    rows: tuple[QueueRow, ...]
    resting: tuple[QueueRow, ...]
    next_deadline: date | None
    courses: dict[uuid.UUID, Course]

    @property
    def groups(self) -> tuple[tuple[Group, tuple[QueueRow, ...]], ...]:
        """The groups that have somebody, in their fixed order."""
        found = ((group, tuple(row for row in self.rows if row.place.group is group)) for group in GROUPS)
        return tuple((group, rows) for group, rows in found if rows)

    @property
    def everybody(self) -> tuple[QueueRow, ...]:
        return tuple(sorted((*self.rows, *self.resting), key=_by_name))

    def row_of(self, treatment_id: uuid.UUID) -> QueueRow | None:
        return next((row for row in (*self.rows, *self.resting) if row.who.treatment_id == treatment_id), None)

    def first_but(self, treatment_id: uuid.UUID | None = None) -> uuid.UUID | None:
        """Whom to open next: the first in the queue who is not the one just done."""
        return next((row.who.treatment_id for row in self.rows if row.who.treatment_id != treatment_id), None)


def queue_of(actor: Actor, now: datetime, keys_of: Collection[uuid.UUID] = ()) -> Queue:
    """The actor's queue. `keys_of`: other people whose text the same page opens, so that all keys come at once."""
    today = local_date(now)
    mine = _mine(actor, today)
    keys.fetch({actor.person_id, *keys_of, *(treatment.patient_id for treatment, _ in mine)})
    courses = facts_of([treatment for treatment, _ in mine], now, as_sent=True)
    people = [somebody(treatment, person) for treatment, person in mine]
    names = Counter(who.name.casefold() for who in people)
    rows = [
        QueueRow(who, queue_place(*courses[who.treatment_id], today), names[who.name.casefold()] > 1) for who in people
    ]
    waiting = sorted((row for row in rows if row.place.group is not Group.NONE), key=_in_queue)
    resting = sorted((row for row in rows if row.place.group is Group.NONE), key=_by_name)
    return Queue(tuple(waiting), tuple(resting), _next_deadline(rows, today), dict(courses))


def somebody(treatment: Treatment, person: Person) -> Somebody:
    return Somebody(
        treatment.id, person.id, keys.unseal(person, "name"), keys.unseal(person, "birth_date")[:4],
        keys.unseal(person, "phone"), person.language,
    )


def _mine(actor: Actor, today: date) -> list[tuple[Treatment, Person]]:
    """The running treatments the actor has now, with their patients. One statement."""
    running = or_(Treatment.ended_on.is_(None), Treatment.ended_on > today)
    chosen = scoping.treatments(actor, Permission.SEE_QUEUE).where(running)
    rows = db.session.execute(chosen.join(Person, Person.id == Treatment.patient_id).add_columns(Person))
    return [(treatment, person) for treatment, person in rows]


def _in_queue(row: QueueRow) -> tuple[object, ...]:
    return (*row.place.order, row.who.name.casefold(), row.who.born, str(row.who.treatment_id))


def _by_name(row: QueueRow) -> tuple[str, ...]:
    return (row.who.name.casefold(), row.who.born, str(row.who.treatment_id))


def _next_deadline(rows: list[QueueRow], today: date) -> date | None:
    return min((row.place.due_on for row in rows if row.place.due_on and row.place.due_on >= today), default=None)
