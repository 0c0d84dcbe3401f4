"""A module's source as an author asks for it: being written, live, on disk, or a version by its number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from selfhelp.core.content.document import Checked, Module, Problem
from selfhelp.core.content.folder import Unreadable
from selfhelp.core.content.gone import lint_gone
from selfhelp.core.content.parser import parse, read_module
from selfhelp.features.authoring.editions import (
    Texts,
    edition_of,
    folder_source,
    live_source,
    version_source,
)
from selfhelp.features.authoring.library import live_version, module_of

EDITION, LIVE, DISK = "edition", "live", "disk"


@dataclass(frozen=True)
class Source:
    """`of`: what was found: edition, live, disk, or a number."""

    of: str
    files: Texts


@dataclass(frozen=True)
class Drawn:
    """A source read for looking at: what could be read of it, and what could not."""

    module: Module | None
    problems: tuple[Problem, ...]


def source_of(module_id: str, of: str, folder: Path) -> Source | None:
    """`of` empty: what is being written, else what is live, else what lies on disk. A folder of no texts is none."""
    for wanted in (of,) if of else (EDITION, LIVE, DISK):
        files = _files(module_id, wanted, folder)
        if files is not None:
            return Source(wanted, files)
    return None


def draw(source: Source) -> Drawn:
    read = parse(source.files)
    return Drawn(read.module, read.problems)


def check(module_id: str, files: Texts) -> Checked:
    """Everything the check finds, and what answers are tied to in the live version and is gone here."""
    checked, live = read_module(files), live_module(module_id)
    if checked.module is None or live is None:
        return checked
    return replace(checked, problems=tuple(sorted({*checked.problems, *lint_gone(live, checked.module)})))


def live_module(module_id: str) -> Module | None:
    live = live_version(module_id)
    return module_of(live.id) if live else None


def _files(module_id: str, of: str, folder: Path) -> Texts | None:
    if of == EDITION:
        edition = edition_of(module_id)
        return edition.files if edition else None
    if of == LIVE:
        return live_source(module_id)
    if of == DISK:
        try:
            return folder_source(module_id, folder)
        except Unreadable:
            return None
    return version_source(module_id, int(of)) if of.isascii() and of.isdigit() and len(of) < 7 else None
