"""A patient's week: the clock stands still, the promises are read, lessons are open."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import time_machine
from sqlalchemy import func, select

from selfhelp.db.base import Base, db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuthSession, Entry, ModuleVersion, Sharing
from selfhelp.features.lessons.entries import OwnEntry, own_entries
from selfhelp.features.service.queries import service_of
from selfhelp.features.welcome.actions import confirm_promises
from tests.support.patients import Patient, actor_of
from tests.support.world import World


@contextmanager
def on(moment: datetime) -> Iterator[None]:
    """The clock stands at this moment."""
    with time_machine.travel(moment, tick=False):
        yield


def welcomed(world: World, name: str = "Kari", **changes: object) -> Patient:
    """A patient who has read what is promised."""
    patient = world.patient(name, **changes)  # type: ignore[arg-type]
    with world.inside():
        version = service_of("nordvik").promises.version
        confirm_promises(actor_of(world.person(name)), patient.treatment(), version, world.now)
    return patient


def entries(world: World, patient: Patient, exercise_id: str = "") -> list[OwnEntry]:
    """What she has stored, newest revisions."""
    with world.inside():
        return [one for one in own_entries(patient.id) if exercise_id in ("", one.exercise_id)]


def count(world: World, table: type[Base]) -> int:
    with world.inside():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def shared_answers(world: World, patient: Patient) -> dict[str, object]:
    """Exercise id → the answers the guide can read now."""
    with world.inside():
        ids = set(db.session.scalars(select(Sharing.entry_id).where(Sharing.treatment_id == patient.id)))
        return {one.exercise_id: one.answers for one in own_entries(patient.id) if one.id in ids}


def revisions(world: World, thread_id: uuid.UUID) -> int:
    with world.inside():
        return db.session.scalar(select(func.count()).select_from(Entry).where(Entry.thread_id == thread_id)) or 0


@transaction
def publish_again(
    changes: dict[str, tuple[str, str]], now: datetime, for_everyone: bool = False,
    media: dict[str, bytes] | None = None,
) -> None:
    """The module once more, with a text in a file changed, and with `media`. Call inside()."""
    live = db.session.scalars(select(ModuleVersion).order_by(ModuleVersion.number.desc()).limit(1)).one()
    texts = json.loads(live.source)
    for file, (old, new) in changes.items():
        assert old in texts[file], f"{file} does not hold {old!r}"
        texts[file] = texts[file].replace(old, new)
    texts |= {name: base64.b64encode(content).decode() for name, content in (media or {}).items()}
    db.session.add(ModuleVersion(
        id=new_id(), module_id=live.module_id, number=live.number + 1, source=json.dumps(texts),
        source_hash=uuid.uuid4().hex * 2, for_everyone=for_everyone, published_at=now,
    ))


@transaction
def expire_sessions(now: datetime) -> None:
    """Everybody has been away longer than a session lives. Call inside()."""
    for row in db.session.scalars(select(AuthSession)):
        row.last_seen_at = now - timedelta(days=2)
