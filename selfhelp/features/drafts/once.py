"""A form is handled once: sent again by a double click, a reload or a retry, it gets the same answer."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from selfhelp.access.actor import Actor
from selfhelp.db.base import db
from selfhelp.db.keys import digest
from selfhelp.db.session import transaction
from selfhelp.db.tables import UsedKey
from selfhelp.features.drafts.received import Form

KEPT = timedelta(days=30)


class OtherText(Exception):
    """The key was used, with another text. The first is kept; the caller shows both."""

    def __init__(self, result: str) -> None:
        super().__init__("this form was handled before, with another text")
        self.result = result


def parse(text: str | None) -> uuid.UUID:
    """The form's key; a form without one gets a new one, and is then handled as it stands."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()


def result_of(person_id: uuid.UUID, key: uuid.UUID, form: Mapping[str, list[str]]) -> str | None:
    """What this form made the first time, or none if it is new. Call within the transaction that handles it."""
    used = db.session.get(UsedKey, (person_id, key))
    if used is None:
        return None
    if used.fingerprint != _fingerprint(form):
        raise OtherText(used.result)
    return used.result


def remember(
    person_id: uuid.UUID, key: uuid.UUID, form: Mapping[str, list[str]], result: object, now: datetime
) -> None:
    """Store, with what the form did, that it was done."""
    db.session.add(
        UsedKey(person_id=person_id, key=key, fingerprint=_fingerprint(form), result=str(result), used_at=now)
    )


def only_once(
    actor: Actor, key: uuid.UUID, form: Mapping[str, list[str]], now: datetime, act: Callable[[], object]
) -> str:
    """Do what a form asks, unless it has been done: then only say what it made. Raises OtherText."""
    try:
        return _only_once(actor, key, form, now, act)
    except IntegrityError:
        # PostgreSQL lets two of the same come this far side by side. The other was a moment earlier: see what it made.
        return _only_once(actor, key, form, now, act)


@transaction
def _only_once(
    actor: Actor, key: uuid.UUID, form: Mapping[str, list[str]], now: datetime, act: Callable[[], object]
) -> str:
    made = result_of(actor.person_id, key, form)
    if made is None:
        made = str(getattr(act(), "id", ""))
        remember(actor.person_id, key, form, made, now)
    return made


@transaction
def sweep(now: datetime) -> None:
    """Forget forms so old that nobody sends them again."""
    db.session.execute(delete(UsedKey).where(UsedKey.used_at <= now - KEPT))


def _fingerprint(form: Mapping[str, list[str]]) -> str:
    return digest("form", json.dumps(form, sort_keys=True))


__all__ = ["Form", "OtherText", "only_once", "parse", "remember", "result_of", "sweep"]
