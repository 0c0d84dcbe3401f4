"""The patient and those around her, in one statement: what every page of hers needs to greet her and say who reads."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select

from selfhelp.core.care.age import age_on
from selfhelp.db import keys
from selfhelp.db.base import db, shared_alias
from selfhelp.db.tables import (
    CallRequest,
    Confirmation,
    Feedback,
    FeedbackWithdrawal,
    GuideAssignment,
    ModuleAssignment,
    ModuleVersion,
    Person,
    Team,
    Treatment,
)

PROMISES = "promises"  # what a Confirmation is about
_Guide, _Letter = shared_alias(Person), shared_alias(Feedback)


@dataclass(frozen=True)
class Patient:
    """`guide`: first name, empty before there is one. `version_id`: the module version live now."""

    name: str
    born: date | None
    guide: str
    guide_full_name: str
    team: str
    module_id: str
    version_id: uuid.UUID | None
    promises_confirmed: bool
    call_asked: bool
    leave_button: bool
    ended_on: date | None

    @property
    def first_name(self) -> str:
        return first_name(self.name)

    def has_ended(self, today: date) -> bool:
        return self.ended_on is not None and self.ended_on <= today

    def age(self, today: date) -> int | None:
        return age_on(self.born, today) if self.born else None


def patient_of(treatment: Treatment) -> Patient:
    """Two statements: the rows, and the keys that open the names."""
    row = db.session.execute(
        select(
            Person, _Guide, Team.slug, ModuleAssignment.module_id, _live_version(), _confirmed(treatment.id),
            call_stands_open(treatment.id),
        )
        .select_from(Treatment)
        .join(Person, Person.id == Treatment.patient_id)
        .join(Team, Team.id == Treatment.team_id)
        .outerjoin(GuideAssignment, GuideAssignment.treatment_id == Treatment.id)
        .outerjoin(_Guide, _Guide.id == GuideAssignment.guide_id)
        .outerjoin(ModuleAssignment, ModuleAssignment.treatment_id == Treatment.id)
        .where(Treatment.id == treatment.id)
        # The last of each: after the end there is no current one, and her letters still have a sender.
        .order_by(GuideAssignment.from_at.desc(), ModuleAssignment.from_at.desc())
        .limit(1)
    ).one()
    person, her_guide, team, module_id, version_id, confirmed, call_asked = row
    keys.fetch({one.id for one in (person, her_guide) if one is not None})
    born = keys.unseal(person, "birth_date")
    guide_name = keys.unseal(her_guide, "name") if her_guide is not None else ""
    return Patient(
        name=keys.unseal(person, "name"),
        born=date.fromisoformat(born) if born else None,
        guide=first_name(guide_name),
        guide_full_name=guide_name,
        team=team,
        module_id=module_id or "",
        version_id=version_id,
        promises_confirmed=confirmed,
        call_asked=call_asked,
        leave_button=person.leave_button,
        ended_on=treatment.ended_on,
    )


def first_name(name: str) -> str:
    return name.split()[0] if name.strip() else ""


def call_stands_open(treatment_id: uuid.UUID) -> ColumnElement[bool]:
    """A wish to be called stands open: the rule of core.care.answering.call_waits_since, for the database."""
    since = (Feedback.treatment_id == treatment_id, Feedback.given_at > CallRequest.asked_at)
    talked = exists().where(*since, Feedback.reached.is_(True))
    tried = select(func.min(Feedback.given_at)).where(*since, Feedback.reached.is_(False)).scalar_subquery()
    wrote = exists().where(
        _Letter.treatment_id == treatment_id, _Letter.kind == "letter", _Letter.given_at > tried,
        ~exists().where(FeedbackWithdrawal.feedback_id == _Letter.id),
    )
    return exists().where(CallRequest.treatment_id == treatment_id, ~talked, ~wrote)


def _live_version() -> Any:
    live = select(ModuleVersion.id).where(ModuleVersion.module_id == ModuleAssignment.module_id)
    return live.order_by(ModuleVersion.number.desc()).limit(1).correlate(ModuleAssignment).scalar_subquery()


def _confirmed(treatment_id: uuid.UUID) -> ColumnElement[bool]:
    return exists().where(Confirmation.treatment_id == treatment_id, Confirmation.what == PROMISES)

