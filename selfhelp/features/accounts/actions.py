"""Signing in and out, taking another of one's roles, and one's own settings."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from selfhelp import audit
from selfhelp.access import passwords, sessions, throttle
from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.access.throttle import SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuthSession, Person, RoleGrant
from selfhelp.features.accounts import queries
from selfhelp.features.people.queries import person_by_email


@dataclass(frozen=True)
class Opened:
    """A session just begun, and the token its browser is to carry."""

    token: str
    row: AuthSession
    role: Role
    person: Person


class NotYours(Exception):
    """A role or session that is not the actor's, or is over."""


def sign_in(email: str, password: str, address: str | None, now: datetime) -> Opened | None:
    """A new session, or none when the two do not belong together.

    Unknown, invited and closed are answered as a wrong password is, and take as long. Raises TooOften.
    """
    network, account = throttle.network(address), account_key(email, address)
    throttle.take(SIGN_IN_ADDRESS, network, now)
    throttle.take(SIGN_IN_ACCOUNT, account, now)
    person = person_by_email(email)
    stored = person.password_hash if person and person.state == "active" else None
    fits = passwords.verify(stored, password)
    opened = _open_with_password(person, stored, password, address, now) if person and stored and fits else None
    if opened is None:
        audit.record_failed_sign_in(person.id if person else None, now, address=address)
        return None
    throttle.forget(SIGN_IN_ACCOUNT, account)
    throttle.give_back(SIGN_IN_ADDRESS, network)
    return opened


def account_key(email: str, address: str | None) -> str:
    """An account is counted for each address apart, so that nobody can keep its owner out from elsewhere."""
    return f"{keys.email_hash(email)} {throttle.network(address)}"


@transaction
def _open_with_password(
    person: Person, stored: str, password: str, address: str | None, now: datetime
) -> Opened | None:
    """Read again under the lock: the account may have been closed while the password was tried."""
    grant = queries.grant_to_begin_with(person.id)
    if person.state != "active" or person.password_hash != stored or grant is None:
        return None
    if passwords.needs_rehash(stored):
        person.password_hash = passwords.hash_password(password)
    return open_session(person, grant, address, now)


@transaction
def open_session(person: Person, grant: RoleGrant, address: str | None, now: datetime) -> Opened:
    """Sign a person in, in one of her roles."""
    token, row = sessions.start(person, grant, now)
    actor = sessions.Found(row, sessions.State.ACTIVE).actor(address)
    audit.record(actor, audit.Action.SIGNED_IN, now)
    return Opened(token, row, actor.role, person)


@transaction
def sign_out(actor: Actor | None, session_id: uuid.UUID, now: datetime) -> None:
    """End this browser's session. Without an actor it had run out already."""
    sessions.end(session_id, now)
    if actor is not None:
        audit.record(actor, audit.Action.SIGNED_OUT, now)


@transaction
def take_role(actor: Actor, grant_id: uuid.UUID, now: datetime) -> Opened:
    """Go on in another of one's own roles, in a session of its own. Raises NotYours."""
    grant = queries.own_grant(actor.person_id, grant_id)
    if grant is None:
        raise NotYours
    if actor.session_id is not None:
        sessions.end(actor.session_id, now)
    token, row = sessions.start(_own(actor), grant, now)
    taken = sessions.Found(row, sessions.State.ACTIVE).actor(actor.address)
    audit.record(taken, audit.Action.ROLE_TAKEN, now, about=grant)
    return Opened(token, row, taken.role, row.person)


@transaction
def end_own_session(actor: Actor, session_id: uuid.UUID, now: datetime) -> None:
    """Sign out in another browser. Raises NotYours."""
    row = queries.own_session(actor, session_id)
    if row is None:
        raise NotYours
    sessions.end(row.id, now)
    audit.record(actor, audit.Action.SIGNED_OUT, now, about=row)


@transaction
def choose_language(actor: Actor, language: str) -> Person:
    person = _own(actor)
    person.language = language
    return person


@transaction
def choose_reminders(actor: Actor, wanted: bool, hour: int) -> Person:
    """`hour`: local time, 8 to 20."""
    person = _own(actor)
    person.reminders, person.reminder_hour = wanted, hour
    return person


@transaction
def choose_leave_button(actor: Actor, shown: bool) -> Person:
    person = _own(actor)
    person.leave_button = shown
    return person


def _own(actor: Actor) -> Person:
    return db.session.get_one(Person, actor.person_id)
