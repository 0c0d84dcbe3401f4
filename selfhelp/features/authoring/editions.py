"""What is being written in the browser, and where a module's source can come from."""

from __future__ import annotations

import base64
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from sqlalchemy import select

from selfhelp.core.content.check import holds_module
from selfhelp.core.content.document import Problem
from selfhelp.core.content.folder import Unreadable, cannot_be_read, source_from_folder
from selfhelp.core.content.keys import is_id
from selfhelp.core.content.module_file import FILE
from selfhelp.core.content.parser import MEDIA_SUFFIXES, TEXT_SUFFIXES
from selfhelp.core.content.report import Report
from selfhelp.core.content.source import decode
from selfhelp.db.base import db
from selfhelp.db.tables import ModuleEdition, ModuleVersion
from selfhelp.features.authoring.library import live_version, published_source

RESERVED = ("service", "instruments")  # folders beside the modules that are none
_MARK = re.compile(r"([0-9a-f]{32})-([0-9]{1,9})")

Texts = Mapping[str, str]  # file name -> text; pictures and sound in base64


@dataclass(frozen=True)
class Edition:
    """`mark`: names this state of it, for forms. `base`: the number of the version that was live when it was begun."""

    id: uuid.UUID
    module_id: str
    files: Texts
    changed_in: Mapping[str, int]  # file name -> version of the edition when it was last changed
    base: int | None
    version: int
    changed_by: uuid.UUID | None
    changed_at: datetime

    @property
    def mark(self) -> str:
        return f"{self.id.hex}-{self.version}"

    def is_newer(self, file: str, mark: str) -> bool:
        """Whether somebody changed the file after a form with this mark was shown."""
        edition_id, version = read_mark(mark)
        return edition_id != self.id.hex or self.changed_in[file] > version

    @property
    def texts(self) -> tuple[str, ...]:
        """The files that can be written in: what the module is, its lessons, and what the guide reads."""
        names = sorted(name for name in self.files if name.endswith(TEXT_SUFFIXES))
        return tuple(sorted(names, key=lambda name: (name != FILE, name)))


def edition_of(module_id: str) -> Edition | None:
    row = row_of(module_id)
    return opened(row) if row is not None else None


def edition_ids() -> frozenset[str]:
    """The modules somebody is writing."""
    return frozenset(db.session.scalars(select(ModuleEdition.module_id)))


def row_of(module_id: str, to_change: bool = False) -> ModuleEdition | None:
    """`to_change`: two who change it at once do so one after the other."""
    wanted = select(ModuleEdition).where(ModuleEdition.module_id == module_id)
    if to_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(wanted)


def opened(row: ModuleEdition) -> Edition:
    held = json.loads(row.files)
    return Edition(
        row.id, row.module_id, {name: file["text"] for name, file in held.items()},
        {name: file["version"] for name, file in held.items()}, row.base, row.version, row.changed_by, row.changed_at,
    )


def closed(files: Texts, changed_in: Mapping[str, int]) -> str:
    """As it is stored."""
    held = {name: {"text": text, "version": changed_in[name]} for name, text in files.items()}
    return json.dumps(held, ensure_ascii=False, sort_keys=True)


def read_mark(mark: str) -> tuple[str, int]:
    """Id and version; of no edition, for a mark that is none."""
    found = _MARK.fullmatch(mark)
    return (found.group(1), int(found.group(2))) if found else ("", 0)


def is_known(module_id: str, folder: Path) -> bool:
    """Whether there is such a module: published, on disk, or being written."""
    published = select(ModuleVersion.id).where(ModuleVersion.module_id == module_id).limit(1)
    return is_on_disk(module_id, folder) or db.session.scalar(published) is not None or row_of(module_id) is not None


def is_free(module_id: str, folder: Path) -> bool:
    """Whether a new module can be called so."""
    return module_id not in RESERVED and not (folder / module_id).exists() and not is_known(module_id, folder)


def live_source(module_id: str) -> Texts | None:
    live = live_version(module_id)
    return version_source(module_id, live.number) if live else None


def version_source(module_id: str, number: int) -> Texts | None:
    stored = published_source(module_id, number)
    return {name: str(text) for name, text in stored.items()} if stored is not None else None


def folder_source(module_id: str, folder: Path) -> Texts | None:
    """What lies on disk; none if there is no such folder. Raises Unreadable."""
    if not is_on_disk(module_id, folder):
        return None
    try:
        files = source_from_folder(folder / module_id)
    except OSError as error:
        raise Unreadable((cannot_be_read(error),)) from error
    texts = {name: _text(name, content) for name, content in files.items()}
    problems = tuple(one for _text_or_none, found in texts.values() for one in found)
    if problems:
        raise Unreadable(problems)
    return {name: text for name, (text, _problems) in texts.items()}


def is_on_disk(module_id: str, folder: Path) -> bool:
    """Never a path out of the folder: an id has neither dots nor slashes."""
    return is_id(module_id) and module_id not in RESERVED and holds_module(folder / module_id)


def _text(name: str, content: str | bytes) -> tuple[str, list[Problem]]:
    if PurePath(name).suffix in MEDIA_SUFFIXES:
        return base64.b64encode(content if isinstance(content, bytes) else content.encode()).decode(), []
    report = Report(name)
    return decode(content, report) or "", report.problems
