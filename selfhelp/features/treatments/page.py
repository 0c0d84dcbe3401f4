"""The supervisor's page about one treatment: facts and history, nothing the patient has written."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from selfhelp.clock import local_date
from selfhelp.core import phone
from selfhelp.core.care import schedule
from selfhelp.core.care.due import due_items, next_deadline
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import GuideAssignment, ModuleAssignment, Pause, Person, Treatment
from selfhelp.features.treatments.facts import course_of
from selfhelp.features.treatments.queries import Guide, guides_of
from selfhelp.features.treatments.stages import Stage, stage_of


@dataclass(frozen=True)
class GuidePeriod:
    name: str
    from_at: datetime
    to_at: datetime | None
    note: str


@dataclass(frozen=True)
class PauseLine:
    from_on: date
    returns_on: date
    reason: str


@dataclass(frozen=True)
class PatientPage:
    treatment_id: uuid.UUID
    name: str
    born: date | None
    phone: str
    phone_in_words: str
    email: str
    language: str
    module_id: str
    stage: Stage
    week: int
    next_due: date | None
    starts_on: date
    referred_on: date
    feedback_weekday: int
    last_seen_on: date | None
    ended_on: date | None
    end_reason: str
    end_note: str
    guide: Guide
    guides: tuple[GuidePeriod, ...]
    pauses: tuple[PauseLine, ...]
    other_guides: tuple[Guide, ...]


def patient_page(treatment: Treatment, now: datetime) -> PatientPage:
    today = local_date(now)
    course = course_of(treatment, now)
    person = db.session.get_one(Person, treatment.patient_id)
    periods, current = _guides(treatment)
    born = keys.unseal(person, "birth_date")
    number = keys.unseal(person, "phone")
    return PatientPage(
        treatment_id=treatment.id,
        name=keys.unseal(person, "name"),
        born=date.fromisoformat(born) if born else None,
        phone=number,
        phone_in_words=phone.spoken(number),
        email=keys.unseal(person, "email"),
        language=person.language,
        module_id=_module_of(treatment),
        stage=stage_of(treatment, person, course.plan, today),
        week=schedule.week_of(treatment.starts_on, today, course.plan.pauses),
        next_due=next_deadline(due_items(course.plan, course.facts, today)),
        starts_on=treatment.starts_on,
        referred_on=treatment.referred_on,
        feedback_weekday=treatment.feedback_weekday,
        last_seen_on=treatment.last_seen_on,
        ended_on=treatment.ended_on,
        end_reason=treatment.end_reason or "",
        end_note=keys.unseal(treatment, "end_note"),
        guide=current,
        guides=periods,
        pauses=_pauses(treatment),
        other_guides=tuple(one for one in guides_of(treatment.team_id) if one.id != current.id),
    )


def _guides(treatment: Treatment) -> tuple[tuple[GuidePeriod, ...], Guide]:
    """Everybody who has had the patient, the latest first, and who has her now (or had her last)."""
    rows = db.session.execute(
        select(GuideAssignment, Person)
        .join(Person, Person.id == GuideAssignment.guide_id)
        .where(GuideAssignment.treatment_id == treatment.id)
        .order_by(GuideAssignment.to_at.is_not(None), GuideAssignment.from_at.desc())
    ).all()
    keys.fetch([person.id for _, person in rows])
    periods = tuple(
        GuidePeriod(keys.unseal(person, "name"), one.from_at, one.to_at, keys.unseal(one, "note"))
        for one, person in rows
    )
    assignment, person = rows[0]
    return periods, Guide(assignment.guide_id, keys.unseal(person, "name"))


def _pauses(treatment: Treatment) -> tuple[PauseLine, ...]:
    rows = db.session.scalars(select(Pause).where(Pause.treatment_id == treatment.id).order_by(Pause.from_on))
    return tuple(PauseLine(one.from_on, one.returns_on, keys.unseal(one, "reason")) for one in rows)


def _module_of(treatment: Treatment) -> str:
    return db.session.scalars(
        select(ModuleAssignment.module_id).where(
            ModuleAssignment.treatment_id == treatment.id, ModuleAssignment.to_at.is_(None)
        )
    ).one()
