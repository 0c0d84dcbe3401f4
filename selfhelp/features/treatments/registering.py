"""Registering a patient: person, treatment, guide, module, step and invitation in one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.clock import local_date
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import ModuleAssignment, Person, RoleGrant, StepAssignment, Treatment
from selfhelp.features.authoring.library import live_heads
from selfhelp.features.people.actions import NewPerson, add_person, grant_role
from selfhelp.features.people.queries import person_by_email
from selfhelp.features.treatments.actions import assign_guide, invite
from selfhelp.features.treatments.new_patient import NewPatient, wrong_dates
from selfhelp.features.treatments.queries import guides_of, was_patient_of
from selfhelp.features.treatments.refusals import Fault, Refused, refuse

GUIDED_SELF_HELP = 2


@transaction
def register_patient(actor: Actor, new: NewPatient, now: datetime) -> Treatment:
    """Register a patient with her treatment and invite her. Raises Refused; then nothing is stored."""
    known = person_by_email(new.email)
    refuse((
        *wrong_dates(new, local_date(now)),
        (Fault.NOT_A_MODULE, new.module_id not in {module.id for module in live_heads()}),
        (Fault.NOT_A_GUIDE, new.guide_id not in {guide.id for guide in guides_of(actor.team_id)}),
        (Fault.EMAIL_TAKEN, known is not None and not _comes_back(actor, known, new)),
    ))
    patient = _back_again(known, new) if known else _added(new, now)
    _let_in(actor, patient, now)
    treatment = _begin(actor, patient, new, now)
    assign_guide(actor, treatment, new.guide_id, now)
    invite(actor, treatment, "first", now)
    return treatment


def _comes_back(actor: Actor, known: Person, new: NewPatient) -> bool:
    """A former patient of the team. The birth date must agree: families share addresses."""
    born = keys.unseal(known, "birth_date")
    return was_patient_of(known, actor.team_id) and born == new.birth_date.isoformat()


def _back_again(known: Person, new: NewPatient) -> Person:
    """She accepts a new invitation and chooses a new password; what she wrote before is still hers."""
    keys.seal(known, name=new.name.strip(), phone=new.phone)
    known.language, known.state = new.language, "invited"
    return known


def _added(new: NewPatient, now: datetime) -> Person:
    try:
        return add_person(NewPerson(new.name, new.email, new.phone, new.birth_date, new.language), now)
    except IntegrityError as error:  # another supervisor was a moment earlier
        raise Refused(Fault.EMAIL_TAKEN) from error


def _let_in(actor: Actor, patient: Person, now: datetime) -> None:
    held = select(RoleGrant).where(
        RoleGrant.person_id == patient.id, RoleGrant.role == Role.PATIENT, RoleGrant.ended_at.is_(None)
    )
    if db.session.scalar(held.where(RoleGrant.team_id == actor.team_id).limit(1)) is None:
        grant_role(actor, patient, Role.PATIENT, actor.team_id, now)


def _begin(actor: Actor, patient: Person, new: NewPatient, now: datetime) -> Treatment:
    treatment = Treatment(
        id=new_id(), patient_id=patient.id, team_id=actor.team_id, referred_on=new.referred_on,
        starts_on=new.starts_on, feedback_weekday=new.feedback_weekday, created_at=now,
    )
    db.session.add(treatment)
    db.session.flush()
    db.session.add_all((
        ModuleAssignment(
            id=new_id(), treatment_id=treatment.id, module_id=new.module_id, from_at=now, assigned_by=actor.person_id
        ),
        StepAssignment(
            id=new_id(), treatment_id=treatment.id, step=GUIDED_SELF_HELP, from_at=now, decided_by=actor.person_id
        ),
    ))
    audit.record(actor, audit.Action.PATIENT_REGISTERED, now, patient_id=patient.id, about=treatment)
    return treatment
