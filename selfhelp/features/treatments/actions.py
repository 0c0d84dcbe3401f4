"""What a supervisor does with a treatment: each in one transaction, with its audit and its mail.

Every function raises Refused when it cannot be done; then nothing is stored.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from sqlalchemy import select

from selfhelp import audit
from selfhelp.access import tokens
from selfhelp.access.actor import Actor
from selfhelp.clock import local_date
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import GuideAssignment, Pause, Person, Treatment
from selfhelp.features.treatments.end_reasons import EndReason
from selfhelp.features.treatments.queries import guides_of
from selfhelp.features.treatments.refusals import Fault, Refused, refuse
from selfhelp.messages import outbox
from selfhelp.messages.kinds import Kind

LONGEST_PAUSE = timedelta(weeks=4)


@transaction
def pause_treatment(
    actor: Actor, treatment: Treatment, returns_on: date, reason: str, now: datetime, from_on: date | None = None
) -> Pause:
    """A planned break from today, or from a later day, until the day she is back, at most four weeks."""
    _lock(treatment)
    today = local_date(now)
    first = from_on or today
    others = select(Pause).where(
        Pause.treatment_id == treatment.id, Pause.from_on < returns_on, Pause.returns_on > first
    )
    refuse((
        (Fault.ENDED, treatment.ended_on is not None),
        (Fault.PAUSE_BEGINS_EARLIER, first < today),
        (Fault.PAUSE_ENDS_FIRST, returns_on <= first),
        (Fault.PAUSE_TOO_LONG, returns_on - first > LONGEST_PAUSE),
        (Fault.PAUSE_OVERLAPS, db.session.scalar(others.limit(1)) is not None),
    ))
    pause = Pause(
        id=new_id(), treatment_id=treatment.id, patient_id=treatment.patient_id, from_on=first,
        returns_on=returns_on, made_by=actor.person_id, made_at=now,
    )
    keys.seal(pause, reason=reason.strip() or None)
    db.session.add(pause)
    audit.record(actor, audit.Action.TREATMENT_PAUSED, now, patient_id=treatment.patient_id, about=pause)
    return pause


@transaction
def end_treatment(actor: Actor, treatment: Treatment, reason: EndReason, note: str, now: datetime) -> None:
    """End it today. What she has written stays hers to read; nothing more is expected of anybody."""
    _lock(treatment)
    refuse([(Fault.ENDED, treatment.ended_on is not None)])
    treatment.ended_on, treatment.end_reason = local_date(now), reason
    keys.seal(treatment, end_note=note.strip() or None)
    patient = db.session.get_one(Person, treatment.patient_id)
    if patient.state == "invited":
        outbox.cancel(Kind.INVITATION, treatment.id, now)
        tokens.end_all(patient.id, now, tokens.TokenKind.INVITATION)
    audit.record(actor, audit.Action.TREATMENT_ENDED, now, patient_id=treatment.patient_id, about=treatment)


@transaction
def hand_over(
    actor: Actor, treatment: Treatment, new_guide_id: uuid.UUID, note: str, now: datetime,
    seen: uuid.UUID | None = None,
) -> GuideAssignment:
    """Give the patient to another guide, who sees everything at once; the first sees nothing any more.

    `seen`: the guide the supervisor saw on her page; another one means a colleague was a moment earlier.
    """
    _lock(treatment)
    current = db.session.scalars(
        select(GuideAssignment).where(GuideAssignment.treatment_id == treatment.id, GuideAssignment.to_at.is_(None))
    ).one()
    refuse((
        (Fault.ENDED, treatment.ended_on is not None),
        (Fault.GUIDE_CHANGED, seen is not None and seen != current.guide_id),
        (Fault.SAME_GUIDE, current.guide_id == new_guide_id),
        (Fault.NOT_A_GUIDE, new_guide_id not in {guide.id for guide in guides_of(treatment.team_id)}),
    ))
    current.to_at = now
    db.session.flush()  # the old row closes before the new one opens: only one may be open
    return assign_guide(actor, treatment, new_guide_id, now, note)


@transaction
def invite_again(actor: Actor, treatment: Treatment, now: datetime) -> None:
    """Send a new invitation; the link in the one before stops working."""
    _lock(treatment)
    patient = db.session.get_one(Person, treatment.patient_id)
    refuse([(Fault.ENDED, treatment.ended_on is not None), (Fault.ACCEPTED, patient.state != "invited")])
    invite(actor, treatment, f"{now:%Y-%m-%dT%H:%M}", now)


@transaction
def assign_guide(
    actor: Actor, treatment: Treatment, guide_id: uuid.UUID, now: datetime, note: str = ""
) -> GuideAssignment:
    """The row that lets a guide see the patient. No other may be open."""
    assignment = GuideAssignment(
        id=new_id(), treatment_id=treatment.id, patient_id=treatment.patient_id, guide_id=guide_id, from_at=now,
        assigned_by=actor.person_id,
    )
    keys.seal(assignment, note=note.strip() or None)
    db.session.add(assignment)
    db.session.flush()
    audit.record(actor, audit.Action.GUIDE_ASSIGNED, now, patient_id=treatment.patient_id, about=assignment)
    return assignment


@transaction
def invite(actor: Actor, treatment: Treatment, which: str, now: datetime) -> None:
    """The mail with the link. `which` tells one invitation from the next; the same twice is sent once."""
    once = f"invitation:{treatment.id}:{which}"
    outbox.enqueue(Kind.INVITATION, treatment.patient_id, treatment.id, once, now)
    audit.record(actor, audit.Action.INVITED, now, patient_id=treatment.patient_id, about=treatment)


def _lock(treatment: Treatment) -> None:
    """Nobody changes this treatment meanwhile, and what is decided rests on the row as it is."""
    db.session.refresh(treatment, with_for_update=True)


__all__ = ["Refused", "assign_guide", "end_treatment", "hand_over", "invite", "invite_again", "pause_treatment"]
