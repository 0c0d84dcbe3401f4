"""Patients of the small service, registered by its supervisors through the product's own actions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.core.content.folder import source_from_folder
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import Person, RoleGrant, Treatment
from selfhelp.features.authoring.actions import publish_module
from selfhelp.features.treatments.new_patient import NewPatient
from selfhelp.features.treatments.registering import register_patient

THURSDAY = 3


@dataclass(frozen=True)
class Patient:
    """A registered patient; `id` is her treatment's, as in `/guide/patient/<id>`."""

    id: uuid.UUID
    person_id: uuid.UUID
    name: str
    email: str
    guide: str

    @property
    def public_id(self) -> str:
        return str(self.id)

    def treatment(self) -> Treatment:
        """The row as it is now. Call inside()."""
        return db.session.scalars(select(Treatment).where(Treatment.id == self.id)).one()


def actor_of(person: Person, role: Role | None = None) -> Actor:
    """The person acting in her role, her only one unless it is named."""
    grants = select(RoleGrant).where(RoleGrant.person_id == person.id, RoleGrant.ended_at.is_(None))
    grant = db.session.scalars(grants.where(RoleGrant.role == role) if role else grants).one()
    return Actor(person.id, Role(grant.role), grant.team_id, grant.id, language=person.language)


def new_patient(name: str, email: str, guide_id: uuid.UUID, today: date, **changes: object) -> NewPatient:
    """A registration with nothing wrong in it."""
    values: dict[str, object] = {
        "name": name, "birth_date": date(1988, 5, 14), "phone": "+4791234567", "email": email, "language": "nb",
        "referred_on": today, "module_id": "depression", "guide_id": guide_id, "starts_on": today,
        "feedback_weekday": THURSDAY,
    }
    return NewPatient(**(values | changes))  # type: ignore[arg-type]


@transaction
def registered(supervisor: Person, new: NewPatient, password_hash: str, now: datetime) -> Treatment:
    """A new patient; with a password, one who has accepted the invitation."""
    treatment = register_patient(actor_of(supervisor), new, now)
    if password_hash:
        person = db.session.get_one(Person, treatment.patient_id)
        person.state, person.password_hash, person.password_changed_at = "active", password_hash, now
    return treatment


def publish(folder: Path, now: datetime) -> None:
    """A shipped module as version 1."""
    publish_module(None, source_from_folder(folder), now)
