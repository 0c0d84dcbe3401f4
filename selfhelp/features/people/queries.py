"""Finding people, and those who work in a team."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.access.scoping import STAFF
from selfhelp.audit import Action
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import AuditEvent, GuideAssignment, Person, RoleGrant, Treatment


@dataclass(frozen=True)
class HeldRole:
    grant_id: uuid.UUID
    role: Role


@dataclass(frozen=True)
class Colleague:
    """Somebody with a staff role in the team, now or before.

    Only what the team itself has seen: that a newly invited colleague already has an account elsewhere is not told.
    """

    id: uuid.UUID
    name: str
    email: str
    roles: tuple[HeldRole, ...]  # none: has left the team
    last_signed_in: datetime | None  # in this team; none: has not accepted yet


def person_by_email(email: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.email_hash == keys.email_hash(email)))


def staff_of(actor: Actor) -> tuple[Colleague, ...]:
    """The actor's team by name, those who have left last. Three statements."""
    granted = select(RoleGrant, Person).join(Person, Person.id == RoleGrant.person_id)
    in_team = granted.where(RoleGrant.team_id == actor.team_id, RoleGrant.role.in_(STAFF))
    held: dict[uuid.UUID, list[HeldRole]] = defaultdict(list)
    people: dict[uuid.UUID, Person] = {}
    for grant, person in db.session.execute(in_team.order_by(RoleGrant.granted_at, RoleGrant.id)):
        people[person.id] = person
        if grant.ended_at is None and person.state != "closed":
            held[person.id].append(HeldRole(grant.id, Role(grant.role)))
    keys.fetch(people)
    seen = _last_signed_in(actor.team_id, list(people))
    staff = [_colleague(person, held[person.id], seen.get(person.id)) for person in people.values()]
    return tuple(sorted(staff, key=lambda one: (not one.roles, one.name.casefold())))


def held_role(person_id: uuid.UUID, role: Role, team_id: uuid.UUID | None) -> RoleGrant | None:
    same = (RoleGrant.person_id == person_id) & (RoleGrant.role == role) & (RoleGrant.team_id == team_id)
    return db.session.scalar(select(RoleGrant).where(same, RoleGrant.ended_at.is_(None)).limit(1))


def held_in_team(person_id: uuid.UUID, team_id: uuid.UUID | None) -> list[RoleGrant]:
    """A person's staff roles in a team now."""
    hers = (RoleGrant.person_id == person_id) & (RoleGrant.team_id == team_id) & RoleGrant.role.in_(STAFF)
    return list(db.session.scalars(select(RoleGrant).where(hers, RoleGrant.ended_at.is_(None))))


def has_any_role(person_id: uuid.UUID) -> bool:
    hers = select(RoleGrant.id).where(RoleGrant.person_id == person_id, RoleGrant.ended_at.is_(None))
    return db.session.scalar(hers.limit(1)) is not None


def has_another_admin(team_id: uuid.UUID | None, person_id: uuid.UUID) -> bool:
    """Whether somebody else who has accepted the invitation manages the team's accounts."""
    admins = select(RoleGrant.id).join(Person, Person.id == RoleGrant.person_id)
    others = admins.where(RoleGrant.role == Role.ADMIN, RoleGrant.team_id == team_id, RoleGrant.person_id != person_id)
    active = others.where(RoleGrant.ended_at.is_(None), Person.state == "active")
    return db.session.scalar(active.limit(1)) is not None


def has_patients(person_id: uuid.UUID, team_id: uuid.UUID | None) -> bool:
    """Whether the guide follows somebody in the team now."""
    follows = select(GuideAssignment.id).join(Treatment, Treatment.id == GuideAssignment.treatment_id)
    now_hers = follows.where(GuideAssignment.guide_id == person_id, GuideAssignment.to_at.is_(None))
    running = now_hers.where(Treatment.team_id == team_id, Treatment.ended_on.is_(None))
    return db.session.scalar(running.limit(1)) is not None


def _last_signed_in(team_id: uuid.UUID | None, person_ids: list[uuid.UUID]) -> Mapping[uuid.UUID | None, datetime]:
    """Sessions are swept; the audit remembers."""
    events = select(AuditEvent.actor_id, func.max(AuditEvent.at).label("at")).where(
        AuditEvent.actor_id.in_(person_ids), AuditEvent.team_id == team_id,
        AuditEvent.action.in_((Action.SIGNED_IN, Action.ROLE_TAKEN)),
        AuditEvent.actor_role.in_(STAFF),  # that a colleague is also a patient of the team shows nowhere
    )
    rows = db.session.execute(events.group_by(AuditEvent.actor_id))
    return {row.actor_id: row.at for row in rows}


def _colleague(person: Person, roles: list[HeldRole], last: datetime | None) -> Colleague:
    return Colleague(person.id, keys.unseal(person, "name"), keys.unseal(person, "email"), tuple(roles), last)
