"""What an author sees of each module: what is live, what lies on disk, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from selfhelp.core.content.check import SERVICE, check_folder, check_module, module_folders
from selfhelp.core.content.document import Module, Problem, Severity
from selfhelp.core.content.folder import Stamp, cannot_be_read, read_folder, shown, stamp_of
from selfhelp.core.content.keys import is_id
from selfhelp.core.content.parser import Files, parse, read_head
from selfhelp.features.authoring import library
from selfhelp.features.authoring.actions import hash_of, stored_source
from selfhelp.features.authoring.editions import edition_ids, edition_of
from selfhelp.features.authoring.library import LiveModule, live_outlines


class PublishState(StrEnum):
    LIVE = "live"  # what lies on disk is what patients read
    CHANGED = "changed"  # what lies on disk can be published
    BROKEN = "broken"  # what lies on disk has errors; what was live stays live
    NEW = "new"  # never published
    GONE = "gone"  # live, with no folder on disk
    AHEAD = "ahead"  # what lies on disk was live before; something newer was written in the browser


@dataclass(frozen=True)
class FileProblems:
    file: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ModuleState:
    id: str
    module: Module | None  # as it lies on disk, or as it is live
    state: PublishState
    number: int | None  # of the live version
    published_at: datetime | None
    files: tuple[FileProblems, ...]
    errors: int
    suggestions: int

    @property
    def has_page(self) -> bool:
        """Not a folder whose name is no id."""
        return is_id(self.id)

    @property
    def lessons(self) -> tuple[int, int]:
        """Lessons that are written, and all that are planned."""
        return (len(self.module.written), len(self.module.plan)) if self.module else (0, 0)


@dataclass(frozen=True)
class _OnDisk:
    module: Module | None
    source_hash: str
    problems: tuple[Problem, ...]


def module_states(folder: Path) -> tuple[ModuleState, ...]:
    """Every module on disk or live, by id. Three statements, and one for each version not read yet
    and each module that is nowhere but in the browser."""
    live = {one.version.module_id: one for one in live_outlines()}
    hashes = {name: one.version.source_hash for name, one in live.items()}
    on_disk = {shown(one.name): _on_disk(one, hashes.get(one.name, "")) for one in module_folders(folder)}
    was_live = library.hashes()
    states = {name: _state(name, on_disk.get(name), live.get(name), was_live) for name in live.keys() | on_disk.keys()}
    states |= {name: _begun(name) for name in edition_ids() - states.keys()}
    return tuple(states[name] for name in sorted(states))


def service_problems(folder: Path) -> tuple[FileProblems, ...]:
    """What is wrong with the service's own texts and numbers."""
    service = folder / SERVICE
    return by_file(_named(check_folder(service), folder)) if service.is_dir() else ()


def disk_problems(folder: Path, live: library.Version | None) -> tuple[Problem, ...]:
    """What is wrong with a module as it lies on disk."""
    return _on_disk(folder, live.source_hash if live else "").problems


def _begun(name: str) -> ModuleState:
    """Nowhere but in the browser yet."""
    edition = edition_of(name)
    module = parse(edition.files).module if edition else None
    return ModuleState(name, module, PublishState.NEW, None, None, (), 0, 0)


def _state(
    name: str, disk: _OnDisk | None, live: LiveModule | None, was_live: frozenset[tuple[str, str]]
) -> ModuleState:
    problems = disk.problems if disk else ()
    errors = [one for one in problems if one.severity is Severity.ERROR]
    return ModuleState(
        id=name,
        module=(disk.module if disk else None) or (live.module if live else None),
        state=_publish_state(disk, live, bool(errors), (name, disk.source_hash if disk else "") in was_live),
        number=live.version.number if live else None,
        published_at=live.version.published_at if live else None,
        files=by_file(problems), errors=len(errors), suggestions=len(problems) - len(errors),
    )


def _publish_state(disk: _OnDisk | None, live: LiveModule | None, broken: bool, was_live: bool) -> PublishState:
    if disk is None:
        return PublishState.GONE
    if broken or disk.module is None:
        return PublishState.BROKEN
    if live is None:
        return PublishState.NEW
    if disk.source_hash == live.version.source_hash:
        return PublishState.LIVE
    return PublishState.AHEAD if was_live else PublishState.CHANGED


def _on_disk(folder: Path, live_hash: str) -> _OnDisk:
    try:
        return _read(folder, stamp_of(folder.iterdir()), live_hash)
    except OSError as error:
        return _OnDisk(None, "", (cannot_be_read(error),))


@lru_cache(maxsize=64)
def _read(folder: Path, _stamp: Stamp, live_hash: str) -> _OnDisk:
    """What is live was checked when it was published, and is not read again."""
    lying = read_folder(folder)
    if live_hash and _hash(lying.files) == live_hash:
        return _OnDisk(read_head(lying.files), live_hash, lying.problems)
    checked = check_module(folder)
    # What cannot be read as text cannot be the live source either.
    source_hash = hash_of(stored_source(lying.files)) if checked.module else ""
    return _OnDisk(checked.module, source_hash, checked.problems)


def _hash(files: Files) -> str:
    try:
        return hash_of(stored_source(files))
    except UnicodeDecodeError:
        return ""


def _named(problems: Iterable[Problem], folder: Path) -> tuple[Problem, ...]:
    """Paths from the modules folder, as an author knows them."""
    prefix = shown(f"{folder.as_posix()}/")
    return tuple(Problem(one.file.removeprefix(prefix), one.line, one.message, one.severity) for one in problems)


def by_file(problems: Iterable[Problem]) -> tuple[FileProblems, ...]:
    ordered = sorted(problems)
    return tuple(FileProblems(file, tuple(found)) for file, found in groupby(ordered, key=lambda one: one.file))
