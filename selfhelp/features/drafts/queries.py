"""Drafts as their writer sees them."""

from __future__ import annotations

import hashlib
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
    """`form`: the raw fields, refused values included. `aside`: texts kept beside it, from another tab or device.

    Version 0: there is no draft, though something may stand beside where it would be.
    """

    form: Form
    aside: tuple[Form, ...]
    version: int
    changed_at: datetime | None

    @property
    def marks(self) -> tuple[str, ...]:
        """What a page showing the texts beside the draft carries, so that saving it takes away those and no other."""
        return tuple(mark_of(form) for form in self.aside)


NOTHING = KeptDraft({}, (), 0, None)


def draft_of(actor: Actor, treatment: Treatment, place: str) -> KeptDraft:
    """The actor's own draft at this place; nobody else's can be asked for."""
    row = row_of(actor, treatment, place)
    return NOTHING if row is None else opened(row)


def row_of(actor: Actor, treatment: Treatment, place: str, to_change: bool = False) -> Draft | None:
    """`to_change`: two who change it at once do so one after the other."""
    wanted = select(Draft).where(
        Draft.treatment_id == treatment.id, Draft.writer_id == actor.person_id, Draft.place == place
    )
    if to_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(wanted)


def opened(row: Draft) -> KeptDraft:
    held = json.loads(keys.unseal(row, "content") or '{"form": {}, "aside": []}')
    return KeptDraft(held["form"], tuple(held["aside"]), row.version, row.changed_at if row.version else None)


def mark_of(form: Form) -> str:
    return hashlib.sha256(json.dumps(form, sort_keys=True).encode()).hexdigest()[:16]
