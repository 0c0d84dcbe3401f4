"""Published modules, as everybody else reads them: which version is live, and what stands in a version.

A version never changes, so it is read and rendered once in each process and kept by the hash of its source.
"""

from __future__ import annotations

import base64
import json
import logging
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock

from sqlalchemy import Row, Select, func, select

from selfhelp.core.content.compare import same_ids
from selfhelp.core.content.document import Module
from selfhelp.core.content.parser import MEDIA_SUFFIXES, read_head, read_published
from selfhelp.db.base import db
from selfhelp.db.tables import ModuleVersion

MODULES_KEPT = 64
PAIRS_KEPT = 256
VERSIONS_TRIED = 5  # how far back to look for one that can be read

log = logging.getLogger(__name__)


class Unreadable(Exception):
    """A published version that this release can no longer read."""


@dataclass(frozen=True)
class Version:
    """One published version, without its source."""

    id: uuid.UUID
    module_id: str
    number: int
    source_hash: str
    for_everyone: bool
    published_at: datetime


@dataclass(frozen=True)
class LiveModule:
    version: Version
    module: Module


def live_version(module_id: str) -> Version | None:
    """What is read by those who have not opened a lesson yet: the newest version that can be read."""
    newest = _versions().where(ModuleVersion.module_id == module_id).order_by(ModuleVersion.number.desc())
    return next((one for one in map(_version, db.session.execute(newest.limit(VERSIONS_TRIED))) if _reads(one)), None)


def live_modules() -> tuple[LiveModule, ...]:
    """Every published module in its live version, by id. The first time a module is read it takes a while."""
    readable = [one if _reads(one) else live_version(one.module_id) for one in _newest_versions()]
    return tuple(LiveModule(one, module_of(one.id)) for one in readable if one is not None)


def live_heads() -> tuple[Module, ...]:
    """Every live module a patient can be given, by id, without its lessons."""
    heads = (_head_of(version) for version in _newest_versions())
    return tuple(head for head in heads if head is not None and not head.for_staff)


def live_outlines() -> tuple[LiveModule, ...]:
    """Every published module in its newest version, by id, without its lessons."""
    outlines = ((version, _head_of(version)) for version in _newest_versions())
    return tuple(LiveModule(version, head) for version, head in outlines if head is not None)


def _newest_versions() -> tuple[Version, ...]:
    numbers = select(ModuleVersion.module_id, func.max(ModuleVersion.number).label("number"))
    newest = numbers.group_by(ModuleVersion.module_id).subquery()
    live = _versions().join(
        newest, (newest.c.module_id == ModuleVersion.module_id) & (newest.c.number == ModuleVersion.number)
    )
    return tuple(_version(row) for row in db.session.execute(live.order_by(ModuleVersion.module_id)))


def _head_of(version: Version) -> Module | None:
    if version.source_hash not in _shelf.heads:
        source = db.session.scalars(select(ModuleVersion.source).where(ModuleVersion.id == version.id)).one()
        _shelf.heads[version.source_hash] = read_head(json.loads(source))
    return _shelf.heads[version.source_hash]


def corrected(version_id: uuid.UUID) -> Version:
    """The version an opened lesson is read in: the last correction for everyone with the same ids, else its own.

    Other versions may stand between: what decides is whether her answers can be read in the corrected one.
    """
    pinned = select(ModuleVersion.module_id, ModuleVersion.number).where(ModuleVersion.id == version_id).subquery()
    since = _versions().join(
        pinned, (pinned.c.module_id == ModuleVersion.module_id) & (ModuleVersion.number >= pinned.c.number)
    )
    own, *later = [_version(row) for row in db.session.execute(since.order_by(ModuleVersion.number))]
    meant_for_her = (one for one in reversed(later) if one.for_everyone and _reads(one))
    return next((one for one in meant_for_her if _holds_answers_of(one.id, own.id)), own)


@lru_cache(maxsize=PAIRS_KEPT)
def _holds_answers_of(corrected_id: uuid.UUID, own_id: uuid.UUID) -> bool:
    """Versions never change, so it is found out once. A version this release cannot read holds nobody back."""
    try:
        return same_ids(module_of(own_id), module_of(corrected_id))
    except Unreadable:
        return True


def module_of(version_id: uuid.UUID) -> Module:
    """The module as it stands in a version. Raises Unreadable."""
    source_hash = _shelf.hash_of(version_id) or _look_up_hash(version_id)
    module = _shelf.module_of(source_hash)
    if module is None:
        stored = select(ModuleVersion.source).where(ModuleVersion.id == version_id)
        module = read_source(db.session.scalars(stored).one())
        if module is None:
            raise Unreadable(f"published version {version_id} cannot be read by this release")
        _shelf.keep_module(source_hash, module)
    return module


def published_source(module_id: str, number: int) -> dict[str, str | bytes] | None:
    """The files of one published version; none where there is no such version."""
    wanted = select(ModuleVersion.source).where(ModuleVersion.module_id == module_id, ModuleVersion.number == number)
    source = db.session.scalar(wanted)
    return None if source is None else json.loads(source)


def media_of(version_id: uuid.UUID, filename: str) -> bytes | None:
    """A picture, sound or video of a version; none where it has no such file."""
    if not filename.endswith(MEDIA_SUFFIXES):
        return None
    source = db.session.scalars(select(ModuleVersion.source).where(ModuleVersion.id == version_id)).one()
    stored = json.loads(source).get(filename)
    return None if stored is None else base64.b64decode(stored)


def hashes() -> frozenset[tuple[str, str]]:
    """Module id and hash of every source that is or was live."""
    return frozenset((module_id, digest) for module_id, digest in db.session.execute(_HASHES))


def read_source(source: str) -> Module | None:
    """A stored source: JSON with file names and texts."""
    return read_published(json.loads(source))


_HASHES = select(ModuleVersion.module_id, ModuleVersion.source_hash).distinct()


class _Shelf:
    """What this process has read."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._hashes: dict[uuid.UUID, str] = {}
        self._modules: OrderedDict[str, Module] = OrderedDict()
        self.heads: dict[str, Module | None] = {}

    def hash_of(self, version_id: uuid.UUID) -> str | None:
        return self._hashes.get(version_id)

    def keep_hash(self, version_id: uuid.UUID, source_hash: str) -> None:
        self._hashes[version_id] = source_hash

    def module_of(self, source_hash: str) -> Module | None:
        with self._lock:
            if source_hash in self._modules:
                self._modules.move_to_end(source_hash)
            return self._modules.get(source_hash)

    def keep_module(self, source_hash: str, module: Module) -> None:
        with self._lock:
            self._modules[source_hash] = module
            while len(self._modules) > MODULES_KEPT:
                self._modules.popitem(last=False)


_shelf = _Shelf()


def _versions() -> Select[uuid.UUID, str, int, str, bool, datetime]:
    return select(
        ModuleVersion.id, ModuleVersion.module_id, ModuleVersion.number, ModuleVersion.source_hash,
        ModuleVersion.for_everyone, ModuleVersion.published_at,
    )


def _version(row: Row[uuid.UUID, str, int, str, bool, datetime]) -> Version:
    version = Version(*row)
    _shelf.keep_hash(version.id, version.source_hash)
    return version


def _look_up_hash(version_id: uuid.UUID) -> str:
    source_hash = db.session.scalars(select(ModuleVersion.source_hash).where(ModuleVersion.id == version_id)).one()
    _shelf.keep_hash(version_id, source_hash)
    return source_hash


def _reads(version: Version) -> bool:
    try:
        module_of(version.id)
    except Unreadable:
        log.error("module %s version %s cannot be read; an older one is used", version.module_id, version.number)
        return False
    return True
