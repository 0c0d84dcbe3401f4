"""What a team's service has decided: opening hours, promises, numbers to call."""

from __future__ import annotations

from dataclasses import dataclass

from selfhelp.core.care.working_time import OpeningHours

OFFICE_HOURS = (8 * 60, 15 * 60 + 30)


@dataclass(frozen=True)
class Rhythm:
    """What the rules of the week need. `promise_days`: working days to answer a question."""

    hours: OpeningHours
    promise_days: int
    silent_after_days: int


def rhythm_of(team_slug: str) -> Rhythm:
    """How fast the team has promised to answer, and when it is at work."""
    return Rhythm(OpeningHours(dict.fromkeys(range(5), OFFICE_HOURS)), promise_days=2, silent_after_days=7)
