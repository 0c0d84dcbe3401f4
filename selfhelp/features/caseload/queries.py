"""The supervisor's caseload: how each guide's patients stand, from plain columns, names apart."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from selfhelp.access import scoping
from selfhelp.access.actor import Actor
from selfhelp.access.roles import Permission, Role
from selfhelp.clock import local_date
from selfhelp.core.care import attention, schedule
from selfhelp.core.care.answering import Wait, median_wait, waits, working_day
from selfhelp.core.care.attention import Group, QueuePlace, queue_place
from selfhelp.core.care.working_time import OpeningHours
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import GuideAssignment, Person, RoleGrant, Treatment
from selfhelp.features.training.queries import passed_by
from selfhelp.features.treatments import facts
from selfhelp.features.treatments.end_reasons import EndReason
from selfhelp.features.treatments.happenings import Happenings
from selfhelp.features.treatments.stages import Stage, stage_of

LOOKING_BACK = timedelta(weeks=8)


@dataclass(frozen=True)
class CaseloadRow:
    """One open treatment."""

    treatment_id: uuid.UUID
    patient_id: uuid.UUID
    name: str
    born: str  # the year
    guide_id: uuid.UUID
    guide: str
    stage: Stage
    week: int
    place: QueuePlace
    silent: bool
    starts_on: date


@dataclass(frozen=True)
class Waiting:
    """How long a guide's patients have waited for an answer: the middle, in working time, of so many."""

    middle: timedelta
    days: float  # the same in working days
    number: int


@dataclass(frozen=True)
class GuideRow:
    id: uuid.UUID
    name: str
    active: int
    overdue: int
    silent: int
    wait: Waiting | None
    trained_at: datetime | None  # when she last passed the training


@dataclass(frozen=True)
class Caseload:
    """`rows`: the patients of the chosen guide, or of all. `training`: there is one to take."""

    guides: tuple[GuideRow, ...]
    rows: tuple[CaseloadRow, ...]
    training: bool


@dataclass(frozen=True)
class EndedRow:
    treatment_id: uuid.UUID
    patient_id: uuid.UUID
    name: str
    born: str
    ended_on: date
    reason: EndReason


@dataclass(frozen=True)
class _Held:
    """A treatment and who has the patient now, or had her last."""

    treatment: Treatment
    guide_id: uuid.UUID


def caseload(actor: Actor, now: datetime, guide_id: uuid.UUID | None = None) -> Caseload:
    """The team's caseload, in twelve statements whatever its size."""
    today = local_date(now)
    held = _held(actor, today)
    active_guides = _active_guides(actor)
    people = _people([one.treatment.patient_id for one in held], {*active_guides, *(one.guide_id for one in held)})
    reading = facts.read([one.treatment for one in held], now, as_sent=True)
    rows = [_row(one, people, reading.courses[one.treatment.id], today) for one in held if not one.treatment.ended_on]
    times = _waits_by_guide(reading.seen.values(), now)
    hours = next((course.plan.hours for course in reading.courses.values()), None)
    shown = {*active_guides, *(row.guide_id for row in rows)}
    trained = passed_by(shown)
    guides = [
        _guide(one, people[one], rows, _waiting(times.get(one, []), hours), (trained or {}).get(one)) for one in shown
    ]
    chosen = [row for row in rows if guide_id in (None, row.guide_id)]
    guides.sort(key=lambda guide: (guide.name.casefold(), str(guide.id)))
    return Caseload(tuple(guides), tuple(sorted(chosen, key=_order)), trained is not None)


def ended_treatments(actor: Actor) -> tuple[EndedRow, ...]:
    """The team's ended treatments, the latest first. Three statements."""
    rows = db.session.execute(
        scoping.treatments(actor, Permission.SEE_CASELOAD)
        .where(Treatment.ended_on.is_not(None))
        .join(Person, Person.id == Treatment.patient_id)
        .add_columns(Person)
        .order_by(Treatment.ended_on.desc(), Treatment.id)
    ).all()
    keys.fetch([person.id for _, person in rows])
    return tuple(
        EndedRow(
            treatment.id, person.id, keys.unseal(person, "name"), keys.unseal(person, "birth_date")[:4],
            treatment.ended_on, EndReason(treatment.end_reason),
        )
        for treatment, person in rows
    )


def _held(actor: Actor, today: date) -> list[_Held]:
    """Open treatments, and those lately ended: they belong to the waiting times."""
    lately = or_(Treatment.ended_on.is_(None), Treatment.ended_on >= today - LOOKING_BACK)
    rows = db.session.execute(
        scoping.treatments(actor, Permission.SEE_CASELOAD)
        .where(lately)
        .join(GuideAssignment, (GuideAssignment.treatment_id == Treatment.id) & GuideAssignment.to_at.is_(None))
        .add_columns(GuideAssignment.guide_id)
    )
    return [_Held(treatment, guide_id) for treatment, guide_id in rows]


def _active_guides(actor: Actor) -> frozenset[uuid.UUID]:
    return frozenset(db.session.scalars(
        select(RoleGrant.person_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.role == Role.GUIDE, RoleGrant.team_id == actor.team_id)
        .where(RoleGrant.ended_at.is_(None), Person.state == "active")
    ))


def _people(patients: Iterable[uuid.UUID], guides: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Person]:
    ids = {*patients, *guides}
    keys.fetch(ids)
    return {person.id: person for person in db.session.scalars(select(Person).where(Person.id.in_(ids)))}


def _row(held: _Held, people: Mapping[uuid.UUID, Person], course: facts.Course, today: date) -> CaseloadRow:
    treatment, person, plan = held.treatment, people[held.treatment.patient_id], course.plan
    return CaseloadRow(
        treatment_id=treatment.id,
        patient_id=person.id,
        name=keys.unseal(person, "name"),
        born=keys.unseal(person, "birth_date")[:4],
        guide_id=held.guide_id,
        guide=keys.unseal(people[held.guide_id], "name"),
        stage=stage_of(treatment, person, plan, today),
        week=schedule.week_of(plan.started_on, today, plan.pauses),
        place=queue_place(*course, today),
        silent=attention.silent(
            course.facts.last_seen_on, plan.started_on, plan.silent_after_days, today, plan.pauses
        ),
        starts_on=treatment.starts_on,
    )


def _guide(
    guide_id: uuid.UUID, person: Person, rows: list[CaseloadRow], wait: Waiting | None, trained_at: datetime | None
) -> GuideRow:
    hers = [row for row in rows if row.guide_id == guide_id]
    return GuideRow(
        id=guide_id,
        name=keys.unseal(person, "name"),
        active=len(hers),
        overdue=sum(row.place.group is Group.OVERDUE for row in hers),
        silent=sum(row.silent for row in hers),
        wait=wait,
        trained_at=trained_at,
    )


def _waits_by_guide(seen: Iterable[Happenings], now: datetime) -> Mapping[uuid.UUID, list[Wait]]:
    """The waits of the last weeks, under the guide who answered."""
    found: dict[uuid.UUID, list[Wait]] = {}
    for one in seen:
        asked = [*one.letters, *one.calls, *(shared.at for shared in one.shared if shared.asks)]
        answers = {answer.at: answer.by for answer in one.answers if answer.closes}
        for wait in waits(asked, answers):
            if wait.answered_at >= now - LOOKING_BACK:
                found.setdefault(answers[wait.answered_at], []).append(wait)
    return found


def _waiting(times: list[Wait], hours: OpeningHours | None) -> Waiting | None:
    middle = median_wait(times, hours) if hours else None
    if middle is None or hours is None:
        return None
    return Waiting(middle, middle / working_day(hours), len(times))


def _order(row: CaseloadRow) -> tuple[object, ...]:
    """Those who wait for somebody first, as in the guide's queue; then by name."""
    waiting = row.place.group in (Group.NOW, Group.OVERDUE, Group.SILENT)
    return (row.place.group if waiting else Group.NONE, row.name.casefold(), row.born, str(row.treatment_id))
