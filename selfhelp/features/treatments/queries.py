"""Reading about treatments: people, guides, modules. What is due in them stands in facts.py."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import func, select

from selfhelp.access.roles import Role
from selfhelp.core.content.parser import read_published
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import ModuleVersion, Person, RoleGrant, Treatment


@dataclass(frozen=True)
class Guide:
    id: uuid.UUID
    name: str


def guides_of(team_id: uuid.UUID | None) -> tuple[Guide, ...]:
    """The team's active guides, by name. Two statements."""
    people = db.session.scalars(
        select(Person)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == Role.GUIDE, RoleGrant.team_id == team_id, RoleGrant.ended_at.is_(None))
        .where(Person.state == "active")
        .distinct()
    ).all()
    return tuple(sorted(_guides(people), key=lambda guide: guide.name))


def live_modules() -> frozenset[str]:
    """The ids of the modules that have been published."""
    return frozenset(db.session.scalars(select(ModuleVersion.module_id).distinct()))


def person_by_email(email: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.email_hash == keys.email_hash(email)))


def was_patient_of(person: Person, team_id: uuid.UUID | None) -> bool:
    """Whether the person has had a treatment in the team and has none now, there or elsewhere."""
    found: Sequence[Treatment] = db.session.scalars(select(Treatment).where(Treatment.patient_id == person.id)).all()
    return any(one.team_id == team_id for one in found) and all(one.ended_on is not None for one in found)


def _guides(people: Sequence[Person]) -> list[Guide]:
    keys.fetch([person.id for person in people])
    return [Guide(person.id, keys.unseal(person, "name")) for person in people]


def lessons_in(module_ids: Collection[str]) -> Mapping[str, int]:
    """How many lessons each live module has. One statement; what was read before is not read again."""
    newest = select(ModuleVersion.module_id, func.max(ModuleVersion.number).label("number")).group_by(
        ModuleVersion.module_id
    ).subquery()
    rows = db.session.execute(
        select(ModuleVersion.module_id, ModuleVersion.source_hash, ModuleVersion.id)
        .join(newest, (newest.c.module_id == ModuleVersion.module_id) & (newest.c.number == ModuleVersion.number))
        .where(ModuleVersion.module_id.in_(module_ids))
    )
    return {module_id: _lessons_of(source_hash, version_id) for module_id, source_hash, version_id in rows}


@lru_cache(maxsize=64)
def _lessons_of(source_hash: str, version_id: uuid.UUID) -> int:
    source = db.session.scalars(select(ModuleVersion.source).where(ModuleVersion.id == version_id)).one()
    module = read_published(json.loads(source))
    return len(module.written) if module else 1
