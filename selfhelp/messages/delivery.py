"""Sending what is due: claim, prepare, send outside any transaction, mark.

At least once: a process that dies between sending and marking leaves a mail that is sent again when its claim runs
out, with the same Message-ID. Nothing is lost, and one crash doubles at most the one mail that was on its way.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from enum import StrEnum

from flask import current_app
from sqlalchemy import ColumnElement, select, update

from config import Config
from selfhelp.access import tokens
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import OutboxMail, Person
from selfhelp.messages.checks import Drop, reason_to_drop
from selfhelp.messages.compose import Addressee, House, compose
from selfhelp.messages.kinds import KINDS, Kind
from selfhelp.messages.outbox import State
from selfhelp.messages.transports import Refused, Transport, Unreachable, sender_of

CLAIM_LASTS = timedelta(minutes=10)  # well over the time a slow server can take
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=3)
CODE_LENGTH = 40


class Outcome(StrEnum):
    SENT = "sent"
    DROPPED = "dropped"
    PUT_OFF = "put off"
    FAILED = "failed"
    UNREACHABLE = "unreachable"  # put off, and no use in trying the others now


@dataclass(frozen=True)
class Delivered:
    """How many mails went which way."""

    sent: int
    dropped: int
    put_off: int
    failed: int


@dataclass(frozen=True)
class Claim:
    mail_id: uuid.UUID
    mark: str  # this claim's own: somebody whose claim ran out can no longer say what became of the mail


def deliver_due(transport: Transport, now: Callable[[], datetime], limit: int = 100) -> Delivered:
    """Send up to `limit` mails whose time has come. `now` is asked for each mail, since a server may be slow."""
    tally: Counter[Outcome] = Counter()
    for _ in range(limit):
        claim = claim_next(now())
        if claim is None:
            break
        outcome = _deliver(claim, transport, now)
        tally[outcome] += 1
        if outcome is Outcome.UNREACHABLE:
            break
    put_off = tally[Outcome.PUT_OFF] + tally[Outcome.UNREACHABLE]
    return Delivered(tally[Outcome.SENT], tally[Outcome.DROPPED], put_off, tally[Outcome.FAILED])


@transaction
def claim_next(now: datetime) -> Claim | None:
    """Take the mail that has waited longest; None when nothing is due, or others are busy with all that is."""
    mail_id = db.session.scalar(
        select(OutboxMail.id).where(_is_due(now)).order_by(OutboxMail.next_try_at, OutboxMail.id).limit(1)
        .with_for_update(skip_locked=True)
    )
    if mail_id is None:
        return None
    claim = Claim(mail_id, str(uuid.uuid4()))
    taken = db.session.scalar(
        update(OutboxMail).where(OutboxMail.id == mail_id, _is_due(now))
        .values(
            state=State.CLAIMED, claimed_by=claim.mark, claimed_until=now + CLAIM_LASTS, tries=OutboxMail.tries + 1
        )
        .returning(OutboxMail.id)
    )
    return claim if taken else None


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries: 1, 2, 4 … minutes, at most 6 hours."""
    doublings = min(tries - 1, 10)  # more would only be cut off again
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def _deliver(claim: Claim, transport: Transport, now: Callable[[], datetime]) -> Outcome:
    try:
        mail = _prepare(claim, now())
        if mail is None:
            return Outcome.DROPPED
        transport.send(mail)
    except Refused as error:
        return _fail(claim, str(error), now()) if error.for_good else _put_off(claim, str(error), now())
    except Unreachable as error:
        _put_off(claim, str(error), now())
        return Outcome.UNREACHABLE
    except Exception as error:  # a mail that cannot be made must not stop those behind it
        return _put_off(claim, type(error).__name__, now())
    _settle(claim, State.SENT, None, now())
    return Outcome.SENT


@transaction
def _prepare(claim: Claim, now: datetime) -> EmailMessage | None:
    """The mail as it is true now, with a fresh token if it carries one; None when it is no longer to be sent."""
    row = db.session.get_one(OutboxMail, claim.mail_id, populate_existing=True)
    person = db.session.get_one(Person, row.person_id, populate_existing=True)
    address = keys.unseal(person, "email")
    reason = reason_to_drop(row, person, now) if address else Drop.NOT_ACTIVE
    if reason is not None:
        _settle(claim, State.DROPPED, reason, now)
        return None
    kind = Kind(row.kind)
    carries = KINDS[kind].token
    token = tokens.make(person.id, carries, now) if carries else None
    return compose(row.id, kind, Addressee(address, person.language), token, _house(), now)


@transaction
def _put_off(claim: Claim, code: str, now: datetime) -> Outcome:
    """Try again later, longer each time; after three days no more."""
    row = db.session.get_one(OutboxMail, claim.mail_id, populate_existing=True)
    if now - row.not_before >= GIVE_UP_AFTER:
        return _fail(claim, code, now)
    later = now + pause_after(row.tries)
    db.session.execute(
        update(OutboxMail).where(_is_held_by(claim))
        .values(state=State.WAITING, next_try_at=later, claimed_until=None, last_error=code[:CODE_LENGTH])
    )
    return Outcome.PUT_OFF


def _fail(claim: Claim, code: str, now: datetime) -> Outcome:
    _settle(claim, State.FAILED, code, now)
    current_app.logger.warning("mail %s could not be sent: %s", claim.mail_id, code)
    return Outcome.FAILED


@transaction
def _settle(claim: Claim, state: State, code: str | None, now: datetime) -> None:
    db.session.execute(
        update(OutboxMail).where(_is_held_by(claim))
        .values(state=state, ended_at=now, claimed_until=None, last_error=code and code[:CODE_LENGTH])
    )


def _is_due(now: datetime) -> ColumnElement[bool]:
    waits = (OutboxMail.state == State.WAITING) & (OutboxMail.next_try_at <= now)
    left_behind = (OutboxMail.state == State.CLAIMED) & (OutboxMail.claimed_until <= now)
    return waits | left_behind


def _is_held_by(claim: Claim) -> ColumnElement[bool]:
    mine = (OutboxMail.id == claim.mail_id) & (OutboxMail.claimed_by == claim.mark)
    return mine & (OutboxMail.state == State.CLAIMED)


def _house() -> House:
    config: Config = current_app.extensions["settings"]
    return House(sender_of(config), config.public_url, config.host)
