"""What a supervisor does with a treatment: each in one transaction, with its audit and its mail."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.clock import local_date
from selfhelp.db import keys
from selfhelp.db.base import Base, db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import GuideAssignment, ModuleAssignment, Person, StepAssignment, Treatment
from selfhelp.features.people.actions import NewPerson, add_person, grant_role
from selfhelp.features.treatments.new_patient import Fault, NewPatient, Refused, faults
from selfhelp.features.treatments.queries import guides_of, live_modules, person_by_email, was_patient_of

GUIDED_SELF_HELP = 2


@transaction
def register_patient(actor: Actor, new: NewPatient, now: datetime) -> Treatment:
    """Register a patient with her treatment and invite her. Raises Refused, and then nothing is stored."""
    _check(actor, new, now)
    patient = _patient(actor, new, now)
    treatment = Treatment(
        id=new_id(), patient_id=patient.id, team_id=actor.team_id, referred_on=new.referred_on,
        starts_on=new.starts_on, feedback_weekday=new.feedback_weekday, created_at=now,
    )
    db.session.add(treatment)
    db.session.flush()
    audit.record(actor, audit.Action.PATIENT_REGISTERED, now, patient_id=patient.id, about=treatment)
    _assign(actor, treatment, new.guide_id, now)
    _add(ModuleAssignment(treatment_id=treatment.id, module_id=new.module_id, from_at=now, assigned_by=actor.person_id))
    _add(StepAssignment(treatment_id=treatment.id, step=GUIDED_SELF_HELP, from_at=now, decided_by=actor.person_id))
    db.session.flush()
    return treatment


def _check(actor: Actor, new: NewPatient, now: datetime) -> None:
    found = list(faults(new, local_date(now)))
    if new.module_id not in live_modules():
        found.append(Fault.NOT_A_MODULE)
    if new.guide_id not in {guide.id for guide in guides_of(actor.team_id)}:
        found.append(Fault.NOT_A_GUIDE)
    known = person_by_email(new.email)
    if known is not None and not _comes_back(actor, known, new):
        found.append(Fault.EMAIL_TAKEN)
    if found:
        raise Refused(found)


def _comes_back(actor: Actor, known: Person, new: NewPatient) -> bool:
    """A former patient of the team. The birth date must agree: families share addresses."""
    born = keys.unseal(known, "birth_date")
    return was_patient_of(known, actor.team_id) and born == new.birth_date.isoformat()


def _patient(actor: Actor, new: NewPatient, now: datetime) -> Person:
    known = person_by_email(new.email)
    if known is not None:
        keys.seal(known, name=new.name.strip(), phone=new.phone)
        return known
    try:
        patient = add_person(NewPerson(new.name, new.email, new.phone, new.birth_date, new.language), now)
    except IntegrityError as error:  # another supervisor was a moment earlier
        raise Refused([Fault.EMAIL_TAKEN]) from error
    grant_role(actor, patient, Role.PATIENT, actor.team_id, now)
    return patient


def _assign(actor: Actor, treatment: Treatment, guide_id: uuid.UUID, now: datetime, note: str = "") -> GuideAssignment:
    assignment = GuideAssignment(
        id=new_id(), treatment_id=treatment.id, patient_id=treatment.patient_id, guide_id=guide_id, from_at=now,
        assigned_by=actor.person_id,
    )
    keys.seal(assignment, note=note.strip() or None)
    _add(assignment)
    audit.record(actor, audit.Action.GUIDE_ASSIGNED, now, patient_id=treatment.patient_id, about=assignment)
    return assignment


def _add(row: Base) -> None:
    db.session.add(row)
