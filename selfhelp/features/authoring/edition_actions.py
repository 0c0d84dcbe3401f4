"""Writing a module in the browser: begin, keep, add a lesson, start over, publish."""

from __future__ import annotations

from datetime import datetime

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.core.content.new_lesson import NewLesson, with_lesson
from selfhelp.core.content.source import MAX_FILE
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import ModuleEdition, ModuleVersion
from selfhelp.features.authoring.actions import publish_module
from selfhelp.features.authoring.editions import Edition, Texts, closed, opened, row_of
from selfhelp.features.authoring.library import live_version


class EditionChanged(Exception):
    """Another tab, or another author, changed it meanwhile. Nothing was stored; `stored` is what is there now."""

    def __init__(self, stored: str) -> None:
        super().__init__("the edition was changed meanwhile")
        self.stored = stored


class NoEdition(Exception):
    """It was published or thrown away meanwhile."""


class NoSuchFile(Exception):
    """The edition has no file of this name that can be written in."""


class TooLong(Exception):
    """More text than a file may hold."""


@transaction
def begin_edition(actor: Actor, module_id: str, files: Texts, now: datetime) -> Edition:
    """Begin to write from these files; if somebody has begun, what she has written stays."""
    row = row_of(module_id, to_change=True)
    if row is None:
        live = live_version(module_id)
        row = ModuleEdition(
            id=new_id(), module_id=module_id, files=closed(files, dict.fromkeys(files, 1)), version=1,
            base=live.number if live else None, changed_by=actor.person_id, changed_at=now,
        )
        db.session.add(row)
        db.session.flush()
        audit.record(actor, audit.Action.EDITION_BEGUN, now, about=row)
    return opened(row)


@transaction
def keep_file(actor: Actor, module_id: str, file: str, text: str, mark: str, now: datetime) -> Edition:
    """Store one file as it is being written. The same text again changes nothing.

    `mark`: of the edition the form was shown with. Raises EditionChanged if the file is newer, and NoEdition,
    NoSuchFile, TooLong.
    """
    row, edition = _held(module_id)
    if file not in edition.texts:
        raise NoSuchFile(file)
    if len(text) > MAX_FILE:
        raise TooLong(file)
    if edition.files[file] == text:
        return edition
    if edition.is_newer(file, mark):
        raise EditionChanged(edition.files[file])
    return _store(actor, row, {**edition.files, file: text}, edition, now)


@transaction
def add_lesson(actor: Actor, module_id: str, new: NewLesson, now: datetime) -> Edition:
    """One more lesson, or one that was planned, begun from the small lesson. Raises NotAdded and NoEdition."""
    row, edition = _held(module_id)
    added = with_lesson(edition.files, new)
    return _store(actor, row, {name: str(text) for name, text in added.items()}, edition, now)


@transaction
def discard_edition(actor: Actor, module_id: str, mark: str, now: datetime) -> None:
    """Throw away what was written in the browser. Raises EditionChanged and NoEdition."""
    row, edition = _held(module_id)
    _refuse_other(edition, mark)
    audit.record(actor, audit.Action.EDITION_DISCARDED, now, about=row)
    db.session.delete(row)
    db.session.flush()


@transaction
def publish_edition(
    actor: Actor, module_id: str, mark: str, note: str, now: datetime, for_everyone: bool = False
) -> ModuleVersion | None:
    """Make it live as it stood when its author pressed; none when the same is live already.

    Raises NotPublished, OtherIds, EditionChanged and NoEdition.
    """
    row, edition = _held(module_id)
    _refuse_other(edition, mark)
    version = publish_module(actor, edition.files, now, for_everyone, note)
    db.session.delete(row)
    db.session.flush()
    return version


def _held(module_id: str) -> tuple[ModuleEdition, Edition]:
    row = row_of(module_id, to_change=True)
    if row is None:
        raise NoEdition(module_id)
    return row, opened(row)


def _refuse_other(edition: Edition, mark: str) -> None:
    if edition.mark != mark:
        raise EditionChanged("")


def _store(actor: Actor, row: ModuleEdition, files: Texts, before: Edition, now: datetime) -> Edition:
    version = before.version + 1
    unchanged = {name for name, text in files.items() if before.files.get(name) == text}
    changed_in = {name: before.changed_in[name] if name in unchanged else version for name in files}
    row.files, row.version = closed(files, changed_in), version
    row.changed_by, row.changed_at = actor.person_id, now
    db.session.flush()
    return opened(row)
