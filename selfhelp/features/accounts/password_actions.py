"""Choosing a password: by invitation, after forgetting the old one, or to change it."""

from __future__ import annotations

from datetime import date, datetime

from selfhelp import audit
from selfhelp.access import passwords, sessions, throttle, tokens
from selfhelp.access.actor import Actor
from selfhelp.access.passwords import Weakness
from selfhelp.access.roles import Role
from selfhelp.access.throttle import (
    INVITATION_ANSWERS,
    RESET_ACCOUNT,
    RESET_ADDRESS,
    SIGN_IN_ACCOUNT,
    TOKEN_ADDRESS,
    TooOften,
)
from selfhelp.access.tokens import TokenKind
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import Person
from selfhelp.features.accounts import queries
from selfhelp.features.accounts.actions import Opened, account_key, open_session
from selfhelp.features.people.queries import person_by_email
from selfhelp.messages import outbox
from selfhelp.messages.kinds import Kind

STATE_FOR = {TokenKind.INVITATION: "invited", TokenKind.RESET: "active"}


class LinkDead(Exception):
    """Unknown, used, replaced or too old: they are answered alike."""


class WrongBirthDate(Exception):
    """Not the birth date the invitation was made for."""


class WrongPassword(Exception):
    """Not the password the person has now."""


class WeakPassword(Exception):
    def __init__(self, weakness: Weakness) -> None:
        super().__init__(weakness)
        self.weakness = weakness


def ask_for_reset(email: str, address: str | None, now: datetime) -> None:
    """Have a link sent, if somebody has the address. Nothing tells the caller whether; raises TooOften per address."""
    throttle.take(RESET_ADDRESS, throttle.network(address), now)
    try:
        throttle.take(RESET_ACCOUNT, keys.email_hash(email), now)
    except TooOften:
        return  # the mails that were sent still work; one more would only fill a mailbox
    person = person_by_email(email)
    _send_reset(person if person and person.state == "active" else None, address, now)


@transaction
def _send_reset(person: Person | None, address: str | None, now: datetime) -> None:
    audit.record(None, audit.Action.PASSWORD_RESET_ASKED, now, about=person, address=address)
    if person is not None:
        outbox.enqueue(Kind.PASSWORD_RESET, person.id, None, f"reset:{person.id}:{now:%Y-%m-%dT%H:%M}", now)


def person_of_link(token: str, kind: TokenKind, address: str | None, now: datetime) -> Person:
    """Whom a link was sent to. Raises LinkDead, and TooOften where somebody guesses."""
    network = throttle.network(address)
    throttle.take(TOKEN_ADDRESS, network, now)
    row = tokens.find(token, kind, now)
    person = db.session.get(Person, row.person_id) if row else None
    if person is None or person.state != STATE_FOR[kind]:
        raise LinkDead
    throttle.give_back(TOKEN_ADDRESS, network)
    return person


def reset_password(token: str, password: str, address: str | None, now: datetime) -> None:
    """Replace a forgotten password; every session of the person ends. Raises LinkDead, WeakPassword, TooOften."""
    person = person_of_link(token, TokenKind.RESET, address, now)
    refuse_weak(person, password)
    email = keys.unseal(person, "email")
    _reset(token, passwords.hash_password(password), address, now)
    throttle.forget(SIGN_IN_ACCOUNT, account_key(email, address))


@transaction
def _reset(token: str, password_hash: str, address: str | None, now: datetime) -> None:
    person = _spend(token, TokenKind.RESET, now)
    set_password(person, password_hash, now)
    audit.record(None, audit.Action.PASSWORD_CHANGED, now, about=person, address=address)


def accept_invitation(
    token: str, password: str, birth_date: date | None, address: str | None, now: datetime
) -> Opened:
    """Make an invited person active and sign her in. A patient proves with her birth date that the link reached her.

    Raises LinkDead, WrongBirthDate, WeakPassword, TooOften.
    """
    person = person_of_link(token, TokenKind.INVITATION, address, now)
    if queries.is_patient(person.id):
        _check_birth_date(person, birth_date, address, now)
    refuse_weak(person, password)
    return _accept(token, passwords.hash_password(password), address, now)


def _check_birth_date(person: Person, birth_date: date | None, address: str | None, now: datetime) -> None:
    """Counted before it is compared; with the last allowed answer wrong, the invitation ends."""
    throttle.take(TOKEN_ADDRESS, throttle.network(address), now)
    try:
        answers = throttle.take(INVITATION_ANSWERS, str(person.id), now)
    except TooOften as error:
        raise LinkDead from error
    if birth_date is not None and birth_date.isoformat() == keys.unseal(person, "birth_date"):
        throttle.forget(INVITATION_ANSWERS, str(person.id))
        throttle.give_back(TOKEN_ADDRESS, throttle.network(address))
        return
    if answers >= INVITATION_ANSWERS.tries:
        tokens.end_all(person.id, now, TokenKind.INVITATION)
        throttle.forget(INVITATION_ANSWERS, str(person.id))  # the next invitation begins anew
        raise LinkDead
    raise WrongBirthDate


@transaction
def _accept(token: str, password_hash: str, address: str | None, now: datetime) -> Opened:
    person = _spend(token, TokenKind.INVITATION, now)
    grant = queries.grant_to_begin_with(person.id)
    if grant is None:
        raise LinkDead
    person.state = "active"
    set_password(person, password_hash, now)
    opened = open_session(person, grant, address, now)
    actor = sessions.Found(opened.row, sessions.State.ACTIVE).actor(address)
    patient_id = person.id if opened.role is Role.PATIENT else None
    audit.record(actor, audit.Action.INVITATION_ACCEPTED, now, patient_id=patient_id, about=person)
    return opened


def change_password(actor: Actor, current: str, new: str, now: datetime) -> None:
    """Replace one's password; one's other sessions end. Raises WrongPassword, WeakPassword, TooOften."""
    person = db.session.get_one(Person, actor.person_id)
    account = account_key(keys.unseal(person, "email"), actor.address)
    throttle.take(SIGN_IN_ACCOUNT, account, now)
    if not passwords.verify(person.password_hash, current):
        raise WrongPassword
    throttle.forget(SIGN_IN_ACCOUNT, account)
    refuse_weak(person, new)
    _change(actor, passwords.hash_password(new), now)


@transaction
def _change(actor: Actor, password_hash: str, now: datetime) -> None:
    person = db.session.get_one(Person, actor.person_id)
    set_password(person, password_hash, now, but_session=actor)
    audit.record(actor, audit.Action.PASSWORD_CHANGED, now, about=person)


def set_password(person: Person, password_hash: str, now: datetime, but_session: Actor | None = None) -> None:
    """Within a transaction: the new password, and the end of what the old one opened."""
    person.password_hash, person.password_changed_at = password_hash, now
    sessions.end_all(person.id, now, but=but_session.session_id if but_session else None)
    tokens.end_all(person.id, now)


def refuse_weak(person: Person, password: str) -> None:
    about = (keys.unseal(person, "name"), keys.unseal(person, "email"))
    weakness = passwords.weakness(password, about)
    if weakness is not None:
        raise WeakPassword(weakness)


def _spend(token: str, kind: TokenKind, now: datetime) -> Person:
    person_id = tokens.spend(token, kind, now)
    person = db.session.get(Person, person_id) if person_id else None
    if person is None or person.state != STATE_FOR[kind]:
        raise LinkDead
    return person
