"""Drafts as their writer sees them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from selfhelp.access.actor import Actor
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import Draft, Treatment
from selfhelp.features.drafts.received import Form


@dataclass(frozen=True)
class KeptDraft:
    """`form`: the raw fields, refused values included. `aside`: texts kept beside it, from another tab or device."""

    form: Form
    aside: tuple[Form, ...]
    version: int
    changed_at: datetime | None


NOTHING = KeptDraft({}, (), 0, None)


def draft_of(actor: Actor, treatment: Treatment, place: str) -> KeptDraft:
    """The actor's own draft at this place; nobody else's can be asked for."""
    row = row_of(actor, treatment, place)
    return NOTHING if row is None else opened(row)


def row_of(actor: Actor, treatment: Treatment, place: str) -> Draft | None:
    return db.session.scalar(
        select(Draft).where(
            Draft.treatment_id == treatment.id, Draft.writer_id == actor.person_id, Draft.place == place
        )
    )


def opened(row: Draft) -> KeptDraft:
    held = json.loads(keys.unseal(row, "content") or '{"form": {}, "aside": []}')
    return KeptDraft(held["form"], tuple(held["aside"]), row.version, row.changed_at)
