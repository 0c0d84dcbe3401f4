"""Noting how it is: one tap, a few words if she wants."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.clock import local_date
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Mood, Treatment
from selfhelp.features.drafts.actions import discard_draft
from selfhelp.features.drafts.received import received_text
from selfhelp.features.lessons.refusals import refuse_after_end

LOWEST, HIGHEST = 1, 5  # heavy, good
LONGEST_NOTE = 2000
NOTE_PLACE = "mood"


@transaction
def note_mood(
    actor: Actor, treatment: Treatment, value: int, now: datetime, note: str = "", seen: Collection[str] = ()
) -> Mood:
    """Store a mood from 1 (heavy) to 5 (good). The note is hers alone; a later one of the same day counts instead.

    Raises ValueError outside the scale.
    """
    if not LOWEST <= value <= HIGHEST or len(note) > LONGEST_NOTE:
        raise ValueError(f"a mood is {LOWEST} to {HIGHEST}, a note at most {LONGEST_NOTE} signs")
    refuse_after_end(treatment, now)
    mood = Mood(
        id=new_id(), treatment_id=treatment.id, patient_id=treatment.patient_id, value=value,
        on_date=local_date(now), noted_at=now,
    )
    keys.seal(mood, note=received_text(note).strip() or None)
    db.session.add(mood)
    if note:
        discard_draft(actor, treatment, NOTE_PLACE, seen)
    audit.record(actor, audit.Action.MOOD_NOTED, now, patient_id=treatment.patient_id, about=mood)
    return mood
