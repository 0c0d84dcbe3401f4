"""The patient writes to her guide, asks to be called, and opens what has come."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import CallRequest, Feedback, LetterOpening, PatientLetter, Treatment
from selfhelp.features.drafts.actions import discard_draft
from selfhelp.features.drafts.received import received_text
from selfhelp.features.lessons.refusals import refuse_after_end
from selfhelp.features.letters.queries import open_call

LONGEST_LETTER = 10_000
PLACE = "letters"  # of the draft


@transaction
def send_letter(
    actor: Actor, treatment: Treatment, text: str, now: datetime, seen: Collection[str] = ()
) -> PatientLetter:
    """Send a letter to the guide. Raises ValueError for an empty or too long one."""
    written = received_text(text).strip()
    if not written or len(written) > LONGEST_LETTER:
        raise ValueError(f"a letter has 1 to {LONGEST_LETTER} signs")
    refuse_after_end(treatment, now)
    letter = PatientLetter(id=new_id(), treatment_id=treatment.id, patient_id=treatment.patient_id, sent_at=now)
    keys.seal(letter, text=written)
    db.session.add(letter)
    discard_draft(actor, treatment, PLACE, seen)
    audit.record(actor, audit.Action.LETTER_SENT, now, patient_id=treatment.patient_id, about=letter)
    return letter


@transaction
def ask_for_call(actor: Actor, treatment: Treatment, now: datetime) -> CallRequest:
    """«Be veilederen ringe meg». Asking again while the first wish stands open changes nothing."""
    refuse_after_end(treatment, now)
    standing = open_call(treatment.id)
    if standing is not None:
        return standing
    asked = CallRequest(id=new_id(), treatment_id=treatment.id, patient_id=treatment.patient_id, asked_at=now)
    db.session.add(asked)
    audit.record(actor, audit.Action.CALL_ASKED, now, patient_id=treatment.patient_id, about=asked)
    return asked


@transaction
def open_letter(actor: Actor, feedback: Feedback, now: datetime) -> None:
    """Note, for her own list and her reminders, that she has opened it. No guide ever sees this."""
    if db.session.get(LetterOpening, feedback.id) is None:
        db.session.add(LetterOpening(feedback_id=feedback.id, opened_at=now))
