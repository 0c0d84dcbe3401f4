"""Reading about treatments: people, guides, modules. What is due in them stands in facts.py."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from selfhelp.access.roles import Role
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import Person, RoleGrant, Treatment
from selfhelp.features.authoring.library import live_heads


@dataclass(frozen=True)
class ModuleToChoose:
    """What a supervisor weighs. `fits`: for whom; `ask_first`: what to ask the psychologist about before the start."""

    id: str
    title: str
    fits: str
    ask_first: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    id: uuid.UUID
    name: str


def guides_of(team_id: uuid.UUID | None) -> tuple[Guide, ...]:
    """The team's active guides, by name. Two statements."""
    granted = select(RoleGrant.person_id).where(
        RoleGrant.role == Role.GUIDE, RoleGrant.team_id == team_id, RoleGrant.ended_at.is_(None)
    )
    people = db.session.scalars(select(Person).where(Person.id.in_(granted), Person.state == "active")).all()
    return tuple(sorted(_guides(people), key=lambda guide: guide.name))


def modules_to_choose(language: str) -> tuple[ModuleToChoose, ...]:
    """Every live module a patient can be given."""
    return tuple(
        ModuleToChoose(
            one.id, _in(one.titles, language), _in(one.fits, language),
            tuple(_in(ask.labels, language) for ask in one.ask_first),
        )
        for one in live_heads()
    )


def _in(texts: Mapping[str, str], language: str) -> str:
    """In the language asked for, or the first there is; empty where nothing is written."""
    return texts.get(language) or next(iter(texts.values()), "")


def was_patient_of(person: Person, team_id: uuid.UUID | None) -> bool:
    """Whether the person has had a treatment in the team and has none now, there or elsewhere."""
    found: Sequence[Treatment] = db.session.scalars(select(Treatment).where(Treatment.patient_id == person.id)).all()
    return any(one.team_id == team_id for one in found) and all(one.ended_on is not None for one in found)


def _guides(people: Sequence[Person]) -> list[Guide]:
    keys.fetch([person.id for person in people])
    return [Guide(person.id, keys.unseal(person, "name")) for person in people]
