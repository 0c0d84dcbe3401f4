"""Signing in and out."""

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
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuthSession, Person, RoleGrant
from selfhelp.features.accounts import queries


@dataclass(frozen=True)
class Opened:
    """A session just begun, and the token its browser is to carry."""

    token: str
    row: AuthSession
    role: Role


def sign_in(email: str, password: str, address: str | None, now: datetime) -> Opened | None:
    """A new session, or none when the two do not belong together.

    Unknown, invited and closed are answered as a wrong password is, and take as long. Raises TooOften.
    """
    network = throttle.network(address)
    account = f"{keys.email_hash(email)} {network}"
    throttle.take(SIGN_IN_ADDRESS, network, now)
    throttle.take(SIGN_IN_ACCOUNT, account, now)
    person = queries.person_by_email(email)
    stored = person.password_hash if person and person.state == "active" else None
    fits = passwords.verify(stored, password)
    opened = _open_with_password(person, stored, password, address, now) if person and stored and fits else None
    if opened is None:
        audit.record_failed_sign_in(person.id if person else None, now, address=address)
        return None
    throttle.forget(SIGN_IN_ACCOUNT, account)
    throttle.give_back(SIGN_IN_ADDRESS, network)
    return opened


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
    return Opened(token, row, actor.role)


@transaction
def sign_out(actor: Actor | None, session_id: uuid.UUID, now: datetime) -> None:
    """End a session. Without an actor it had run out already."""
    sessions.end(session_id, now)
    if actor is not None:
        audit.record(actor, audit.Action.SIGNED_OUT, now)
