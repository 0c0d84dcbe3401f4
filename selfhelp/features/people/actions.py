"""People and their roles."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from selfhelp import audit
from selfhelp.access import sessions, tokens
from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Person, RoleGrant, Team
from selfhelp.features.people import queries
from selfhelp.messages import outbox
from selfhelp.messages.kinds import Kind


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
    """Give a person a role in a team, or in the whole installation. What she may has changed: her sessions end."""
    grant = RoleGrant(
        id=new_id(), person_id=person.id, role=role, team_id=team_id, granted_at=now,
        granted_by=actor.person_id if actor else None,
    )
    db.session.add(grant)
    db.session.flush()
    here = actor.session_id if actor and actor.person_id == person.id else None
    sessions.end_all(person.id, now, but=here)
    audit.record(actor, audit.Action.ROLE_GRANTED, now, about=grant)
    return grant


class Fault(StrEnum):
    LAST_ADMIN = "last admin"
    HAS_PATIENTS = "has patients"
    NO_ROLE = "no role"  # nothing to invite to


class Refused(Exception):
    """Nothing was stored."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction
def invite_staff(actor: Actor, new: NewPerson, role: Role, now: datetime) -> Person:
    """Give a role in the actor's team to whoever has the e-mail, and invite her if she is new.

    Somebody with an account signs in as before: the mail is dropped when its time comes, and nothing shows it.
    """
    person = queries.person_by_email(new.email)
    if person is None:
        person = add_person(new, now)
    elif person.state == "closed":
        person.state, person.password_hash = "invited", None
    give_role(actor, person, role, now)
    _invite(actor, person, now)
    return person


@transaction
def give_role(actor: Actor, person: Person, role: Role, now: datetime) -> RoleGrant:
    """One more role in the actor's team; the one she holds if she has it already."""
    return queries.held_role(person.id, role, actor.team_id) or grant_role(actor, person, role, actor.team_id, now)


@transaction
def invite_again(actor: Actor, person: Person, now: datetime) -> None:
    """The link in the invitation before stops working. Raises Refused."""
    if not queries.held_in_team(person.id, actor.team_id):
        raise Refused(Fault.NO_ROLE)
    _invite(actor, person, now)


@transaction
def remove_role(actor: Actor, grant: RoleGrant, now: datetime) -> None:
    """End a role in the actor's team and the person's sessions. Raises Refused."""
    _lock_team(actor)
    if grant.ended_at is None:
        _end_role(actor, grant, now)
        sessions.end_all(grant.person_id, now)


@transaction
def close_account(actor: Actor, person: Person, now: datetime) -> None:
    """End all a person's roles in the actor's team; with no role left elsewhere the account closes. Raises Refused."""
    _lock_team(actor)
    for grant in queries.held_in_team(person.id, actor.team_id):
        _end_role(actor, grant, now)
    sessions.end_all(person.id, now)
    if not queries.has_any_role(person.id):
        person.state = "closed"
        tokens.end_all(person.id, now)
    audit.record(actor, audit.Action.ACCOUNT_CLOSED, now, about=person)


def _end_role(actor: Actor, grant: RoleGrant, now: datetime) -> None:
    if grant.role == Role.ADMIN and not queries.has_another_admin(grant.team_id, grant.person_id):
        raise Refused(Fault.LAST_ADMIN)
    if grant.role == Role.GUIDE and queries.has_patients(grant.person_id, grant.team_id):
        raise Refused(Fault.HAS_PATIENTS)
    grant.ended_at = now
    db.session.flush()
    audit.record(actor, audit.Action.ROLE_REMOVED, now, about=grant)


def _lock_team(actor: Actor) -> None:
    """Two admins who remove each other at the same time take turns."""
    db.session.get(Team, actor.team_id, with_for_update=True)


def _invite(actor: Actor, person: Person, now: datetime) -> None:
    outbox.enqueue(Kind.STAFF_INVITATION, person.id, None, f"staff:{person.id}:{now:%Y-%m-%dT%H:%M}", now)
    audit.record(actor, audit.Action.INVITED, now, about=person)
