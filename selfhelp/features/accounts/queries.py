"""Who somebody is, which roles she may work in, and where she is signed in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.access.sessions import Limits, State
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import AuthSession, Person, RoleGrant, Team

MOST_SESSIONS = 50


@dataclass(frozen=True)
class OwnRole:
    """A role the person may work in."""

    grant_id: uuid.UUID
    role: Role
    team: str  # empty: the whole installation
    current: bool


@dataclass(frozen=True)
class OwnSession:
    """A browser the person is signed in with."""

    id: uuid.UUID
    role: Role
    began_at: datetime
    last_seen_at: datetime
    current: bool


def own_name(actor: Actor) -> str:
    return keys.unseal(db.session.get_one(Person, actor.person_id), "name")


def own_person(actor: Actor) -> Person:
    return db.session.get_one(Person, actor.person_id)


def grant_to_begin_with(person_id: uuid.UUID) -> RoleGrant | None:
    """The role she worked in last, or else the first she was given."""
    last = select(func.max(AuthSession.created_at)).where(AuthSession.grant_id == RoleGrant.id).scalar_subquery()
    hers = select(RoleGrant).where(RoleGrant.person_id == person_id, RoleGrant.ended_at.is_(None))
    return db.session.scalar(hers.order_by(last.is_(None), last.desc(), RoleGrant.granted_at, RoleGrant.id).limit(1))


def own_grant(person_id: uuid.UUID, grant_id: uuid.UUID) -> RoleGrant | None:
    mine = (RoleGrant.person_id == person_id) & RoleGrant.ended_at.is_(None)
    return db.session.scalar(select(RoleGrant).where(RoleGrant.id == grant_id, mine))


def is_patient(person_id: uuid.UUID) -> bool:
    """Whether the person has a patient's role now."""
    hers = select(RoleGrant.id).where(RoleGrant.person_id == person_id, RoleGrant.role == Role.PATIENT)
    return db.session.scalar(hers.where(RoleGrant.ended_at.is_(None)).limit(1)) is not None


def own_roles(actor: Actor) -> tuple[OwnRole, ...]:
    mine = select(RoleGrant, Team.name).outerjoin(Team, Team.id == RoleGrant.team_id)
    active = mine.where(RoleGrant.person_id == actor.person_id, RoleGrant.ended_at.is_(None))
    rows = db.session.execute(active.order_by(RoleGrant.granted_at, RoleGrant.id))
    return tuple(OwnRole(grant.id, Role(grant.role), team or "", grant.id == actor.grant_id) for grant, team in rows)


def own_session(actor: Actor, session_id: uuid.UUID) -> AuthSession | None:
    mine = (AuthSession.person_id == actor.person_id) & (AuthSession.state == State.ACTIVE)
    return db.session.scalar(select(AuthSession).where(AuthSession.id == session_id, mine))


def own_sessions(actor: Actor, limits: dict[Role, Limits], now: datetime) -> tuple[OwnSession, ...]:
    """The sessions that would still open a page, the newest first."""
    mine = select(AuthSession, RoleGrant.role).join(RoleGrant, RoleGrant.id == AuthSession.grant_id)
    active = mine.where(AuthSession.person_id == actor.person_id, AuthSession.state == State.ACTIVE)
    rows = db.session.execute(active.order_by(AuthSession.last_seen_at.desc()).limit(MOST_SESSIONS))
    found = [
        OwnSession(row.id, Role(role), row.created_at, row.last_seen_at, row.id == actor.session_id)
        for row, role in rows
    ]
    return tuple(one for one in found if _lives(one, limits[one.role], now))


def _lives(session: OwnSession, limits: Limits, now: datetime) -> bool:
    return now - session.last_seen_at <= limits.idle and now - session.began_at <= limits.total
