"""People and their roles."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Person, RoleGrant


@dataclass(frozen=True)
class NewPerson:
    name: str
    email: str
    phone: str = ""
    birth_date: date | None = None
    language: str = "nb"


@transaction
def add_person(new: NewPerson, now: datetime) -> Person:
    """Somebody who has not accepted an invitation yet. The e-mail must be free: see queries.person_by_email."""
    person = Person(
        id=new_id(), state="invited", email_hash=keys.email_hash(new.email), language=new.language, created_at=now
    )
    key = keys.make_key(person.id)
    keys.seal(
        person,
        name=new.name.strip(),
        email=new.email.strip(),
        phone=new.phone.strip() or None,
        birth_date=new.birth_date.isoformat() if new.birth_date else None,
    )
    db.session.add(person)
    db.session.flush()
    db.session.add(key)
    db.session.flush()
    return person


@transaction
def grant_role(actor: Actor | None, person: Person, role: Role, team_id: uuid.UUID | None, now: datetime) -> RoleGrant:
    """Give a person a role in a team, or for an author in the whole library."""
    grant = RoleGrant(
        id=new_id(), person_id=person.id, role=role, team_id=team_id, granted_at=now,
        granted_by=actor.person_id if actor else None,
    )
    db.session.add(grant)
    db.session.flush()
    audit.record(actor, audit.Action.ROLE_GRANTED, now, about=grant)
    return grant
