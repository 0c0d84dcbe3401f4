"""The patient confirms that she has read what is promised and what is not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Confirmation, Person, Treatment
from selfhelp.features.lessons.patient import PROMISES


@transaction
def confirm_promises(actor: Actor, treatment: Treatment, text_version: str, now: datetime) -> None:
    """Store that she has read this wording. Confirming it again changes nothing."""
    same = select(Confirmation.id).where(
        Confirmation.treatment_id == treatment.id, Confirmation.what == PROMISES,
        Confirmation.text_version == text_version,
    )
    if db.session.scalar(same) is not None:
        return
    confirmed = Confirmation(
        id=new_id(), treatment_id=treatment.id, what=PROMISES, text_version=text_version, confirmed_at=now
    )
    db.session.add(confirmed)
    audit.record(actor, audit.Action.PROMISES_CONFIRMED, now, patient_id=treatment.patient_id, about=confirmed)


@transaction
def show_leave_button(actor: Actor, shown: bool) -> None:
    """Whether the quick way out stands at the top of every page."""
    db.session.get_one(Person, actor.person_id).leave_button = shown
