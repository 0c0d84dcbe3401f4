"""What a patient has written, as she sees it: the newest revision of each entry, and how much her guide may read."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select

from selfhelp.core.content.fields import Answers
from selfhelp.db import keys
from selfhelp.db.base import db, shared_alias
from selfhelp.db.tables import Entry, Sharing

AT_ONCE = 50  # entries on a page: opening more of them costs more than anybody reads


@dataclass(frozen=True)
class OwnEntry:
    """`shared_revision`: the newest revision the guide can read; none before any has been shared."""

    id: uuid.UUID
    thread_id: uuid.UUID
    version_id: uuid.UUID
    lesson_id: str
    exercise_id: str
    language: str
    revision: int
    answers: Answers
    begun_at: datetime
    written_at: datetime
    shared_revision: int | None

    @property
    def shared(self) -> bool:
        """Whether the guide can read it as it is now."""
        return self.shared_revision == self.revision


@dataclass(frozen=True)
class Lines:
    """The last lines of a log. `all`: how many it has."""

    last: tuple[OwnEntry, ...]
    all: int


def own_entries(
    treatment_id: uuid.UUID, exercise_ids: Collection[str] | None = None, since: datetime | None = None
) -> tuple[OwnEntry, ...]:
    """The newest revision of every entry, oldest entry first. `since`: only those written then or later."""
    conditions: list[ColumnElement[bool]] = [Entry.treatment_id == treatment_id]
    if exercise_ids is not None:
        conditions.append(Entry.exercise_id.in_(exercise_ids))
    if since is not None:
        conditions.append(Entry.written_at >= since)
    return _read(conditions)


def own_lines(treatment_id: uuid.UUID, lesson_id: str, exercise_id: str) -> Lines:
    """The last lines of a log, newest first; how many it has in all says whether one came in meanwhile."""
    in_log = (Entry.treatment_id == treatment_id, Entry.exercise_id == exercise_id, Entry.lesson_id == lesson_id)
    begun = select(func.count()).where(*in_log, Entry.revision == 1).scalar_subquery()
    rows = db.session.execute(_LAST_FIRST.add_columns(begun).where(*in_log).limit(AT_ONCE)).all()
    keys.fetch({row.patient_id for row, *_ in rows})
    return Lines(tuple(_own(row, shared, at) for row, shared, at, _ in rows), rows[0][-1] if rows else 0)


def entries_before(treatment_id: uuid.UUID, skip: int) -> tuple[tuple[OwnEntry, ...], bool]:
    """Newest entries first, from after the first `skip`, and whether there are older ones still."""
    wanted = _LAST_FIRST.where(Entry.treatment_id == treatment_id).offset(skip).limit(AT_ONCE + 1)
    rows = db.session.execute(wanted).all()
    keys.fetch({row.patient_id for row, *_ in rows})
    return tuple(_own(*row) for row in rows[:AT_ONCE]), len(rows) > AT_ONCE


def own_entry(treatment_id: uuid.UUID, thread_id: uuid.UUID) -> OwnEntry | None:
    """One entry; none if there is no such entry in this treatment."""
    return next(iter(_read([Entry.treatment_id == treatment_id, Entry.thread_id == thread_id])), None)


def earlier_revisions(treatment_id: uuid.UUID, thread_id: uuid.UUID) -> tuple[OwnEntry, ...]:
    """How an entry was before it was changed, the last first."""
    rows = db.session.execute(
        select(Entry, _shared_revision(), _BEGUN_AT)
        .where(Entry.treatment_id == treatment_id, Entry.thread_id == thread_id, ~is_newest())
        .order_by(Entry.revision.desc()).limit(AT_ONCE)
    ).all()
    keys.fetch({row.patient_id for row, *_ in rows})
    return tuple(_own(*row) for row in rows)


def newest(entries: Iterable[OwnEntry], lesson_id: str, exercise_id: str) -> OwnEntry | None:
    """The entry of an exercise that has one; for a log, the last begun."""
    found = [one for one in entries if (one.lesson_id, one.exercise_id) == (lesson_id, exercise_id)]
    return found[-1] if found else None


def is_newest() -> ColumnElement[bool]:
    """No later revision of this entry stands in its thread."""
    return ~exists().where(_later.thread_id == Entry.thread_id, _later.revision > Entry.revision)


def _shared_revision() -> ColumnElement[int | None]:
    """The newest revision whose latest sharing says that it is shown."""
    said = select(_said.shared).where(_said.entry_id == _shown.id).order_by(_said.shared_at.desc()).limit(1)
    return (
        select(func.max(_shown.revision))
        .where(_shown.thread_id == Entry.thread_id, said.scalar_subquery().is_(True))
        .correlate(Entry)
        .scalar_subquery()
    )


def begun_at() -> ColumnElement[datetime]:
    """When the entry was first written, whatever revision the row is."""
    return select(_first.written_at).where(_first.id == Entry.thread_id).correlate(Entry).scalar_subquery()


_later, _shown, _first, _said = shared_alias(Entry), shared_alias(Entry), shared_alias(Entry), shared_alias(Sharing)
_BEGUN_AT = begun_at()
_NEWEST = select(Entry, _shared_revision(), _BEGUN_AT).where(is_newest()).order_by(_BEGUN_AT, Entry.thread_id)
_LAST_FIRST = _NEWEST.order_by(None).order_by(_BEGUN_AT.desc(), Entry.thread_id)


def _read(conditions: Iterable[ColumnElement[bool]]) -> tuple[OwnEntry, ...]:
    rows = db.session.execute(_NEWEST.where(*conditions)).all()
    keys.fetch({row.patient_id for row, _, _ in rows})
    return tuple(_own(row, shared, begun) for row, shared, begun in rows)


def _own(row: Entry, shared_revision: int | None, begun_at: datetime) -> OwnEntry:
    return OwnEntry(
        row.id, row.thread_id, row.module_version_id, row.lesson_id, row.exercise_id, row.language, row.revision,
        answers_of(row), begun_at, row.written_at, shared_revision,
    )


def answers_of(row: Entry) -> Answers:
    """The stored answers; none where the person has been erased."""
    answers: Answers = json.loads(keys.unseal(row, "answers") or "{}")
    return answers
