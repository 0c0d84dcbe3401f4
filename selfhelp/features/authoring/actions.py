"""Making what an author wrote live."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime
from pathlib import PurePath

from sqlalchemy import select

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.core.content.compare import Change, changes, same_ids
from selfhelp.core.content.document import Module, Problem
from selfhelp.core.content.gone import lint_gone
from selfhelp.core.content.parser import MEDIA_SUFFIXES, Files, read_module
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import ModuleVersion
from selfhelp.features.authoring.library import read_source


class NotPublished(Exception):
    """The source has errors; what was live stays live."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class OtherIds(Exception):
    """A correction for everyone may change words, never which lessons, pages, exercises and fields there are."""

    def __init__(self, differ: tuple[Change, ...]) -> None:
        super().__init__("\n".join(str(one) for one in differ) or "the number of pages has changed")
        self.differ = differ


class NoSuchVersion(Exception):
    """There is no such version, or this release cannot read it."""


def publish_module(
    actor: Actor | None, files: Files, now: datetime, for_everyone: bool = False, note: str = ""
) -> ModuleVersion | None:
    """A new live version of one module in all its languages; none when the same source is live already.

    `for_everyone`: a correction that also reaches lessons already opened. Raises NotPublished and OtherIds.
    """
    checked = read_module(files)
    if checked.module is None or checked.errors:
        raise NotPublished(checked.errors)
    return _publish(actor, checked.module, stored_source(files), now, for_everyone, note)


@transaction
def go_back(
    actor: Actor, module_id: str, number: int, note: str, now: datetime, for_everyone: bool = False
) -> ModuleVersion | None:
    """What was live before is live again, as a new version; none when it is live now.

    The check's rules may have changed since, so it only has to be readable. Raises NoSuchVersion and OtherIds.
    """
    old = db.session.scalar(
        select(ModuleVersion).where(ModuleVersion.module_id == module_id, ModuleVersion.number == number)
    )
    module = read_source(old.source) if old is not None else None
    if old is None or module is None:
        raise NoSuchVersion(f"{module_id}@{number}")
    return _insert(actor, module, old.source, now, for_everyone, note)


@transaction
def _publish(
    actor: Actor | None, module: Module, source: str, now: datetime, for_everyone: bool, note: str
) -> ModuleVersion | None:
    live = _live_row(module.id)
    before = read_source(live.source) if live else None
    gone = lint_gone(before, module) if before else ()
    if gone:
        raise NotPublished(gone)
    return _insert(actor, module, source, now, for_everyone, note)


def _insert(
    actor: Actor | None, module: Module, source: str, now: datetime, for_everyone: bool, note: str
) -> ModuleVersion | None:
    live = _live_row(module.id)
    if live is not None and live.source_hash == hash_of(source):
        return None
    if for_everyone:
        _refuse_other_ids(live, module)
    version = ModuleVersion(
        id=new_id(), module_id=module.id, number=live.number + 1 if live else 1, source=source,
        source_hash=hash_of(source), for_everyone=for_everyone, note=note or None, published_at=now,
        published_by=actor.person_id if actor else None,
    )
    db.session.add(version)
    db.session.flush()
    audit.record(actor, audit.Action.MODULE_PUBLISHED, now, about=version)
    return version


def stored_source(files: Files) -> str:
    """The files as one text that is the same for the same content; pictures and sound in base64."""
    texts = {name: _as_text(name, content) for name, content in files.items()}
    return json.dumps(texts, sort_keys=True, ensure_ascii=False)


def hash_of(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def _as_text(name: str, content: str | bytes) -> str:
    if isinstance(content, str):
        return content
    is_media = PurePath(name).suffix in MEDIA_SUFFIXES
    return base64.b64encode(content).decode() if is_media else content.decode("utf-8")


def _live_row(module_id: str) -> ModuleVersion | None:
    newest = select(ModuleVersion).where(ModuleVersion.module_id == module_id).order_by(ModuleVersion.number.desc())
    return db.session.scalar(newest.limit(1))


def _refuse_other_ids(live: ModuleVersion | None, new: Module) -> None:
    before = read_source(live.source) if live else None
    if before is None or not same_ids(before, new):
        raise OtherIds(changes(before, new) if before else ())
