"""What is to be sent: rows with kind and ids, written in the same transaction as what they tell of."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import OutboxMail
from selfhelp.messages.kinds import Kind


class State(StrEnum):
    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    DROPPED = "dropped"  # no longer true or wanted when its time came
    FAILED = "failed"  # refused for good, or tried for too long


@transaction
def enqueue(
    kind: Kind,
    person_id: uuid.UUID,
    subject_id: uuid.UUID | None,
    once: str,
    now: datetime,
    not_before: datetime | None = None,
) -> None:
    """Add a mail to the running transaction. `once` names what it tells of: asked for again, nothing is added.

    `subject_id`: the feedback or treatment it is about. `not_before`: the moment from which it is true.
    """
    db.session.flush()  # the person may be new in this transaction
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    first_try = not_before or now
    row = insert(OutboxMail).values(
        id=new_id(), kind=kind, person_id=person_id, subject_id=subject_id, once=once, state=State.WAITING,
        not_before=first_try, next_try_at=first_try, tries=0, created_at=now,
    )
    db.session.execute(row.on_conflict_do_nothing(index_elements=[OutboxMail.once]))


@transaction
def cancel(kind: Kind, subject_id: uuid.UUID, now: datetime) -> None:
    """Drop what waits to be sent about a subject, such as a feedback that was withdrawn."""
    waiting = (
        (OutboxMail.kind == kind) & (OutboxMail.subject_id == subject_id) & (OutboxMail.state == State.WAITING)
    )
    drop = update(OutboxMail).where(waiting).values(state=State.DROPPED, ended_at=now, last_error="cancelled")
    db.session.execute(drop)
