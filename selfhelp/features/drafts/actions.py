"""Keeping what is being written."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from selfhelp import clock
from selfhelp.access.actor import Actor
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Draft, Treatment
from selfhelp.features.drafts.queries import NOTHING, KeptDraft, draft_of, mark_of, opened, row_of
from selfhelp.features.drafts.received import Form, received

LARGEST = 200_000  # signs in one form
MOST_ASIDE = 10


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
    row = row_of(actor, treatment, place, to_change=True)
    if row is None and version:
        raise DraftChanged(NOTHING)  # it was sent or thrown away: a late autosave must not bring it back
    row = row or _made(actor, treatment, place, now)
    stored = opened(row)
    if row.version != version:
        if stored.form == text:
            return stored.version  # the same text again: the answer to the first was lost on its way
        raise DraftChanged(stored)
    _write(row, text, stored.aside, now)
    return row.version


@transaction
def discard_draft(actor: Actor, treatment: Treatment, place: str, seen: Collection[str] = ()) -> None:
    """The text has been stored for good, or its writer has thrown it away.

    `seen`: marks of the texts beside it that stood on the page; others stay until they have been shown.
    """
    row = row_of(actor, treatment, place, to_change=True)
    if row is None:
        return
    unseen = [one for one in opened(row).aside if mark_of(one) not in seen]
    if unseen:
        _put(row, {}, unseen)
        row.version = 0
    else:
        db.session.delete(row)


@transaction
def keep_posted_form(actor: Actor, treatment: Treatment, place: str, form: Mapping[str, list[str]]) -> None:
    """A form posted after the session ran out: it becomes the draft; another text there is kept beside it."""
    now = clock.now()
    text = _fitting(received(form))
    row = row_of(actor, treatment, place, to_change=True) or _made(actor, treatment, place, now)
    stored = opened(row)
    aside = stored.aside if holds(text, stored.form) else (*stored.aside, stored.form)
    _write(row, text, aside[-MOST_ASIDE:], now)


def keep_after_expiry(actor: Actor, treatment: Treatment, place: str, form: Mapping[str, list[str]]) -> bool:
    """Keep a form posted after the session ran out, if it is not longer than a draft."""
    try:
        keep_posted_form(actor, treatment, place, form)
    except TooLong:
        return False
    return True


def refuse_another(
    actor: Actor, treatment: Treatment, place: str, form: Mapping[str, list[str]], version: int
) -> None:
    """What another tab has written meanwhile must not be thrown away unseen. Raises DraftChanged."""
    draft = draft_of(actor, treatment, place)
    if draft.version != version and not holds(form, draft.form):
        raise DraftChanged(draft)


@transaction
def keep_beside(
    actor: Actor, treatment: Treatment, place: str, form: Mapping[str, list[str]], now: datetime
) -> None:
    """A text that came second. It is kept beside the draft, which stays as it is, until its writer has been shown it
    and saves. What stands there already, or is the beginning of it, is not kept twice."""
    text = _fitting(received(form))
    row = row_of(actor, treatment, place, to_change=True)
    stored = opened(row) if row else NOTHING
    if any(holds(one, text) for one in (stored.form, *stored.aside)):
        return
    aside = [one for one in stored.aside if not holds(text, one)]
    _put(row or _made(actor, treatment, place, now), stored.form, [*aside, text][-MOST_ASIDE:])


def holds(form: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> bool:
    """Every text of the other stands in the form too, whole or written further."""
    return all(
        any(text.startswith(told) for text in form.get(name, ()))
        for name, texts in other.items() for told in texts if told.strip()
    )


def _made(actor: Actor, treatment: Treatment, place: str, now: datetime) -> Draft:
    """A row to write in, of version 0; the other's where somebody made one in the same moment."""
    new = Draft(
        id=new_id(), treatment_id=treatment.id, patient_id=treatment.patient_id, writer_id=actor.person_id,
        place=place, version=0, changed_at=now,
    )
    _put(new, {}, ())
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    values = {column.key: getattr(new, column.key) for column in Draft.__table__.columns}
    db.session.execute(insert(Draft).values(**values).on_conflict_do_nothing())
    row = row_of(actor, treatment, place, to_change=True)
    assert row is not None
    return row


def _write(row: Draft, form: Form, aside: Iterable[Form], now: datetime) -> None:
    _put(row, form, aside)
    row.version, row.changed_at = row.version + 1, now
    db.session.flush()


def _put(row: Draft, form: Form, aside: Iterable[Form]) -> None:
    keys.seal(row, content=json.dumps({"form": form, "aside": list(aside)}))


def _fitting(form: Form) -> Form:
    if sum(len(text) for texts in form.values() for text in texts) > LARGEST:
        raise TooLong
    return form
