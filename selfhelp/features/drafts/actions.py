"""Keeping what is being written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from selfhelp import clock
from selfhelp.access.actor import Actor
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Draft, Treatment
from selfhelp.features.drafts.queries import NOTHING, KeptDraft, opened, row_of
from selfhelp.features.drafts.received import Form, received

LARGEST = 200_000  # signs in one form
MOST_ASIDE = 5


class DraftChanged(Exception):
    """Another tab or device changed the draft meanwhile. Nothing was stored; `stored` is what is there."""

    def __init__(self, stored: KeptDraft) -> None:
        super().__init__("the draft was changed meanwhile")
        self.stored = stored


class TooLong(Exception):
    """More text than a draft holds."""


@transaction
def keep_draft(
    actor: Actor, treatment: Treatment, place: str, form: Mapping[str, list[str]], version: int, now: datetime
) -> int:
    """Store the form as the actor's draft and return its new version.

    `version`: the one the form was shown with, 0 if there was none. Raises DraftChanged if it is not the newest.
    """
    text = _fitting(received(form))
    row = row_of(actor, treatment, place)
    if row is None and version:
        raise DraftChanged(NOTHING)  # it was sent or thrown away: a late autosave must not bring it back
    if row is None:
        row = _new(actor, treatment, place)
    elif row.version != version:
        stored = opened(row)
        if stored.form == text:
            return stored.version  # the same text again: the answer to the first was lost on its way
        raise DraftChanged(stored)
    _write(row, text, list(opened(row).aside) if row.version else [], now)
    return row.version


@transaction
def discard_draft(actor: Actor, treatment: Treatment, place: str) -> None:
    """The text has been stored for good, or its writer has thrown it away."""
    row = row_of(actor, treatment, place)
    if row is not None:
        db.session.delete(row)


@transaction
def keep_posted_form(actor: Actor, treatment: Treatment, place: str, form: Mapping[str, list[str]]) -> None:
    """A form posted after the session ran out: it becomes the draft; another text there is kept beside it."""
    now = clock.now()
    text = _fitting(received(form))
    row = row_of(actor, treatment, place)
    if row is None:
        _write(_new(actor, treatment, place), text, [], now)
        return
    stored = opened(row)
    aside = [*stored.aside, stored.form][-MOST_ASIDE:] if stored.form != text else list(stored.aside)
    _write(row, text, aside, now)


def _new(actor: Actor, treatment: Treatment, place: str) -> Draft:
    return Draft(
        id=new_id(), treatment_id=treatment.id, patient_id=treatment.patient_id, writer_id=actor.person_id,
        place=place, version=0,
    )


def _write(row: Draft, form: Form, aside: list[Form], now: datetime) -> None:
    keys.seal(row, content=json.dumps({"form": form, "aside": aside}))
    row.version, row.changed_at = row.version + 1, now
    db.session.add(row)  # a new one only now: sealing may ask for the key, which would store what is not whole yet
    db.session.flush()


def _fitting(form: Form) -> Form:
    if sum(len(text) for texts in form.values() for text in texts) > LARGEST:
        raise TooLong
    return form
