"""Signed-in browsers: a row behind a random cookie, which ends when it is told to or nobody has been there."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, joinedload

from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.clock import local_date
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.session import own_transaction, transaction
from selfhelp.db.tables import AuthSession, Person, RoleGrant, Treatment

TOKEN_BYTES = 32
TOUCH_EVERY = timedelta(minutes=1)
KEPT_AFTER_EXPIRY = timedelta(hours=24)
KEPT_UNSEEN = timedelta(days=30)  # a form left open for so long can still be kept as a draft


class State(StrEnum):
    ACTIVE = "active"
    EXPIRED = "expired"  # may do one thing: have a posted form kept as a draft
    ENDED = "ended"


@dataclass(frozen=True)
class Limits:
    """How long a session lives: without a sign of life, and at the most."""

    idle: timedelta
    total: timedelta


@dataclass(frozen=True)
class Found:
    row: AuthSession
    state: State

    def actor(self, address: str | None) -> Actor:
        grant, person = self.row.grant, self.row.person
        return Actor(
            person.id, Role(grant.role), grant.team_id, grant.id, self.row.id, person.language, address,
            self.row.last_here_on,
        )


def find(token: str, limits: Mapping[Role, Limits], now: datetime) -> Found | None:
    """The session behind a cookie; none where there never was one, or it was ended."""
    row = db.session.scalar(
        select(AuthSession)
        .where(AuthSession.token_hash == _hash(token), AuthSession.state != State.ENDED)
        .options(joinedload(AuthSession.person), joinedload(AuthSession.grant))
    )
    if row is None or row.person.state != "active" or row.grant.ended_at is not None:
        return None
    if row.state == State.ACTIVE and _too_old(row, limits[Role(row.grant.role)], now):
        _expire(row.id, now)
        return Found(row, State.EXPIRED)
    if row.state == State.EXPIRED and row.ended_at and now - row.ended_at > KEPT_AFTER_EXPIRY:
        return None
    return Found(row, State(row.state))


def data_of(row: AuthSession) -> dict[str, object]:
    """What the session carries."""
    held: dict[str, object] = json.loads(keys.unlock(row.data, f"auth_session:{row.id}") or "{}")
    return held


def touch(found: Found, now: datetime) -> None:
    """Note a sign of life, at most once a minute; for a patient also the day she was last here."""
    row = found.row
    if now - row.last_seen_at < TOUCH_EVERY:
        return
    with own_transaction() as session:
        session.execute(update(AuthSession).where(AuthSession.id == row.id).values(last_seen_at=now))
        _seen(session, row.person_id, Role(row.grant.role), now)


def save_data(session_id: uuid.UUID, data: Mapping[str, object]) -> None:
    """Keep what the session carries, messages with names in them among it, locked. One ended meanwhile stays ended."""
    locked = keys.lock(json.dumps(dict(data)), f"auth_session:{session_id}")
    alive = (AuthSession.id == session_id) & (AuthSession.state == State.ACTIVE)
    with own_transaction() as session:
        session.execute(update(AuthSession).where(alive).values(data=locked))


@transaction
def start(person: Person, grant: RoleGrant, now: datetime) -> tuple[str, AuthSession]:
    """A new session with a new token; nothing of what the browser carried before comes along."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = AuthSession(
        token_hash=_hash(token), person_id=person.id, grant_id=grant.id, data="{}", state=State.ACTIVE,
        created_at=now, last_seen_at=now, last_here_on=_last_here_on(person.id),
    )
    row.person, row.grant = person, grant
    db.session.add(row)
    db.session.flush()
    _seen(db.session(), person.id, Role(grant.role), now)
    return token, row


@transaction
def end(session_id: uuid.UUID, now: datetime) -> None:
    _end(AuthSession.id == session_id, now)


@transaction
def end_all(person_id: uuid.UUID, now: datetime, but: uuid.UUID | None = None) -> None:
    """End every session of a person: password or role changed, account closed."""
    _end((AuthSession.person_id == person_id) & (AuthSession.id != but), now)


@transaction
def sweep(now: datetime) -> None:
    """Remove sessions nothing more can come from."""
    over = (AuthSession.state != State.ACTIVE) & (AuthSession.ended_at <= now - KEPT_AFTER_EXPIRY)
    unseen = AuthSession.last_seen_at <= now - KEPT_UNSEEN
    db.session.execute(delete(AuthSession).where(over | unseen))


def _last_here_on(person_id: uuid.UUID) -> date | None:
    return db.session.scalar(select(func.max(Treatment.last_seen_on)).where(Treatment.patient_id == person_id))


def _seen(session: Session, person_id: uuid.UUID, role: Role, now: datetime) -> None:
    """The day a patient was last here, which tells whether she is silent."""
    if role is Role.PATIENT:
        hers = (Treatment.patient_id == person_id) & Treatment.ended_on.is_(None)
        session.execute(update(Treatment).where(hers).values(last_seen_on=local_date(now)))


def _end(which: object, now: datetime) -> None:
    change = update(AuthSession).where(which, AuthSession.state != State.ENDED)  # type: ignore[arg-type]
    db.session.execute(change.values(state=State.ENDED, ended_at=now, data="{}"))


def _expire(session_id: uuid.UUID, now: datetime) -> None:
    with own_transaction() as session:
        session.execute(
            update(AuthSession)
            .where(AuthSession.id == session_id, AuthSession.state == State.ACTIVE)
            .values(state=State.EXPIRED, ended_at=now)
        )


def _too_old(row: AuthSession, limits: Limits, now: datetime) -> bool:
    return now - row.last_seen_at > limits.idle or now - row.created_at > limits.total


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
