"""The only writer of audit events: who, in which role, did what to whom, when and from where."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert

from selfhelp.access.actor import Actor
from selfhelp.db.base import db
from selfhelp.db.session import own_transaction
from selfhelp.db.tables import AuditEvent


class Action(StrEnum):
    SIGNED_IN = "signed in"
    SIGN_IN_FAILED = "sign-in failed"
    SIGNED_OUT = "signed out"
    ROLE_TAKEN = "role taken"
    ACCESS_REFUSED = "access refused"
    INVITED = "invited"
    INVITATION_ACCEPTED = "invitation accepted"
    PASSWORD_RESET_ASKED = "password reset asked"
    PASSWORD_CHANGED = "password changed"
    ROLE_GRANTED = "role granted"
    ROLE_REMOVED = "role removed"
    ACCOUNT_CLOSED = "account closed"
    PATIENT_REGISTERED = "patient registered"
    GUIDE_ASSIGNED = "guide assigned"
    TREATMENT_PAUSED = "treatment paused"
    TREATMENT_ENDED = "treatment ended"
    PROMISES_CONFIRMED = "promises confirmed"
    LESSON_OPENED = "lesson opened"
    LESSON_FINISHED = "lesson finished"
    LESSON_UNLOCKED = "lesson unlocked"
    EXERCISE_OPENED = "exercise opened"
    EXERCISE_CLOSED = "exercise closed"
    ENTRY_WRITTEN = "entry written"
    ENTRY_SHARED = "entry shared"
    MOOD_NOTED = "mood noted"
    LETTER_SENT = "letter sent"
    CALL_ASKED = "call asked"
    FEEDBACK_SENT = "feedback sent"
    FEEDBACK_WITHDRAWN = "feedback withdrawn"
    FEEDBACK_MOVED = "feedback moved"
    CONTACT_LOGGED = "contact logged"
    NO_REPLY_NEEDED = "no reply needed"
    WINDOW_PROPOSED = "sleep window proposed"
    WINDOW_AGREED = "sleep window agreed to"
    WINDOW_DECLINED = "sleep window declined"
    WINDOW_SUSPENDED = "sleep window suspended"
    WINDOW_REOPENED = "sleep window reopened"
    RECORD_READ = "record read"
    RECORD_COPIED = "record copied"
    QUEUE_READ = "queue read"
    CASELOAD_READ = "caseload read"
    STAFF_READ = "staff list read"
    TRAINING_PASSED = "training passed"
    MODULE_PUBLISHED = "module published"
    EDITION_BEGUN = "edition begun"
    EDITION_DISCARDED = "edition discarded"


def record(
    actor: Actor | None,
    action: Action,
    now: datetime,
    *,
    patient_id: uuid.UUID | None = None,
    about: object | None = None,
    address: str | None = None,
) -> None:
    """Add an event to the running transaction: it is stored with what it tells of, or not at all.

    `address`: where from, when nobody is signed in; otherwise the actor's own.
    """
    event = _event(actor, action, now, patient_id=patient_id, about=about)
    event.address = event.address or address
    db.session.add(event)


def record_reading(
    actor: Actor,
    action: Action,
    now: datetime,
    *,
    patient_ids: Iterable[uuid.UUID],
    about: object | None = None,
) -> None:
    """Store, before a page is shown, that a record is read. If this fails the page is refused."""
    ids = list(patient_ids)
    event = _event(actor, action, now, patient_id=ids[0] if len(ids) == 1 else None, about=about)
    if len(ids) != 1:
        event.patient_ids = json.dumps([str(one) for one in ids])
    with own_transaction() as session:
        session.add(event)


def record_list_and_record(
    actor: Actor, now: datetime, *, list_of: Iterable[uuid.UUID], patient_id: uuid.UUID | None, about: object | None
) -> None:
    """Store, before the page is shown, that the queue is read and with it one patient's record: two events in one
    statement. If this fails the page is refused."""
    queue = _event(actor, Action.QUEUE_READ, now)
    queue.patient_ids = json.dumps([str(one) for one in list_of])
    events = [queue]
    if patient_id is not None:
        events.append(_event(actor, Action.RECORD_READ, now, patient_id=patient_id, about=about))
    table = db.metadata.tables[AuditEvent.__tablename__]  # the plain table: with the class it would be two statements
    columns = [column.name for column in table.columns if column.name != "number"]
    with own_transaction() as session:
        session.execute(insert(table), [{name: getattr(event, name) for name in columns} for event in events])


def record_refusal(
    actor: Actor | None, now: datetime, *, endpoint: str, object_id: str | None, address: str | None
) -> None:
    """Store that somebody asked for what is not theirs."""
    event = _event(actor, Action.ACCESS_REFUSED, now)
    event.outcome, event.object_kind, event.object_id = "refused", endpoint[:40], object_id
    event.address = address
    with own_transaction() as session:
        session.add(event)


def record_failed_sign_in(person_id: uuid.UUID | None, now: datetime, *, address: str | None) -> None:
    """Store that somebody could not sign in. For an e-mail nobody has, there is nothing to tell about it."""
    event = _event(None, Action.SIGN_IN_FAILED, now)
    event.outcome, event.address = "refused", address
    event.object_kind, event.object_id = "person", str(person_id) if person_id else None
    with own_transaction() as session:
        session.add(event)


def _event(
    actor: Actor | None,
    action: Action,
    now: datetime,
    *,
    patient_id: uuid.UUID | None = None,
    about: object | None = None,
) -> AuditEvent:
    return AuditEvent(
        at=now,
        actor_id=actor.person_id if actor else None,
        actor_role=actor.role if actor else None,
        team_id=actor.team_id if actor else None,
        action=action,
        outcome="done",
        patient_id=patient_id,
        object_kind=getattr(about, "__tablename__", None),
        object_id=str(about.id) if hasattr(about, "id") else None,
        address=actor.address if actor else None,
    )
