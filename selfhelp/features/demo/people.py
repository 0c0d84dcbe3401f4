"""Who works in the demo's two teams."""

from __future__ import annotations

from dataclasses import dataclass

from selfhelp.access.roles import Role
from selfhelp.features.demo.acts import Story
from selfhelp.features.demo.nordvik import NORDVIK
from selfhelp.features.demo.nordvik_others import NORDVIK_OTHERS
from selfhelp.features.demo.sordal import SORDAL


@dataclass(frozen=True)
class Colleague:
    name: str
    email: str
    role: Role

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


@dataclass(frozen=True)
class DemoTeam:
    slug: str
    name: str
    staff: tuple[Colleague, ...]
    stories: tuple[Story, ...]


AUTHOR = Colleague("Frode Aas", "frode.aas@example.com", Role.AUTHOR)  # belongs to the library, not to a team
TEAMS = (
    DemoTeam("nordvik", "Nordvik", (
        Colleague("Siri Moen", "siri.moen@example.com", Role.SUPERVISOR),
        Colleague("Astrid Lunde", "astrid.lunde@example.com", Role.GUIDE),
        Colleague("Bjørn Haugen", "bjorn.haugen@example.com", Role.GUIDE),
        Colleague("Anne Berg", "anne.berg@example.com", Role.ADMIN),
        Colleague("Mona Eide", "mona.eide@example.com", Role.MANAGER),
    ), NORDVIK + NORDVIK_OTHERS),
    DemoTeam("sørdal", "Sørdal", (
        Colleague("Ivar Dahl", "ivar.dahl@example.com", Role.SUPERVISOR),
        Colleague("Gro Solheim", "gro.solheim@example.com", Role.GUIDE),
        Colleague("Jonas Vik", "jonas.vik@example.com", Role.GUIDE),
        Colleague("Tone Fjeld", "tone.fjeld@example.com", Role.ADMIN),
        Colleague("Petter Foss", "petter.foss@example.com", Role.MANAGER),
    ), SORDAL),
)
