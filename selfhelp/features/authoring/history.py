"""A module's versions: when, by whom, why, and how many patients read in each. A count, never who."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import distinct, func, select

from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import LessonProgress, ModuleVersion, Person, Treatment

VERSIONS_SHOWN = 50


@dataclass(frozen=True)
class PastVersion:
    """`by`: empty when it was published from the command line. `patients`: open treatments with a lesson of it."""

    number: int
    published_at: datetime
    by: str
    note: str
    for_everyone: bool
    patients: int


def history_of(module_id: str) -> tuple[PastVersion, ...]:
    """Newest first. Three statements, and one for the keys of names."""
    rows = db.session.execute(
        select(
            ModuleVersion.id, ModuleVersion.number, ModuleVersion.published_at, ModuleVersion.published_by,
            ModuleVersion.note, ModuleVersion.for_everyone,
        )
        .where(ModuleVersion.module_id == module_id)
        .order_by(ModuleVersion.number.desc())
        .limit(VERSIONS_SHOWN)
    ).all()
    names = names_of({row.published_by for row in rows if row.published_by})
    patients = _patients(module_id)
    return tuple(
        PastVersion(
            row.number, row.published_at, names.get(row.published_by, ""), row.note or "", row.for_everyone,
            patients.get(row.id, 0),
        )
        for row in rows
    )


def names_of(people: Collection[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Colleagues by id. None, and two statements where there is anybody."""
    if not people:
        return {}
    found = db.session.scalars(select(Person).where(Person.id.in_(people))).all()
    keys.fetch({one.id for one in found})
    return {one.id: keys.unseal(one, "name") for one in found}


def _patients(module_id: str) -> Mapping[uuid.UUID, int]:
    """Version -> open treatments in which a lesson of the module was opened in it."""
    counted = (
        select(LessonProgress.module_version_id, func.count(distinct(LessonProgress.treatment_id)))
        .join(Treatment, Treatment.id == LessonProgress.treatment_id)
        .where(LessonProgress.module_id == module_id, LessonProgress.opened_at.is_not(None))
        .where(Treatment.ended_on.is_(None))
        .group_by(LessonProgress.module_version_id)
    )
    return {version_id: number for version_id, number in db.session.execute(counted) if version_id is not None}
