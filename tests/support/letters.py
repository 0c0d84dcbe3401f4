"""What a guide gives, laid straight into the tables: the patient's side is tested apart from the guide's."""

from __future__ import annotations

import uuid
from datetime import datetime

from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Feedback, FeedbackWithdrawal
from tests.support.patients import Patient
from tests.support.world import World


@transaction
def give(
    world: World, patient: Patient, kind: str, text: str, at: datetime, visible_from: datetime | None = None,
    reached: bool | None = None,
) -> uuid.UUID:
    """A letter, a contact or «read» from the patient's guide. Call inside()."""
    row = Feedback(
        id=new_id(), treatment_id=patient.id, patient_id=patient.person_id, author_id=world.person(patient.guide).id,
        week=1, kind=kind, given_at=at, visible_from=visible_from or at, reached=reached,
    )
    keys.seal(row, text=text or None, note="arbeidsnotat" if reached is not None else None)
    db.session.add(row)
    return row.id


@transaction
def withdraw(feedback_id: uuid.UUID, at: datetime) -> None:
    db.session.add(FeedbackWithdrawal(feedback_id=feedback_id, withdrawn_at=at))
