"""The activity log: what the days are made of, and what gives mastery and pleasure.

Mastery and pleasure are 0 to 10, rated for how things are these days (Martell, Dimidjian & Herman-Dunn 2010).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from selfhelp.core.exercises.averages import mean, share, together

MOST_TOLD = 3
MINUTES_IN_AN_HOUR = 60


@dataclass(frozen=True)
class Activity:
    at: datetime
    what: str
    mastery: float
    pleasure: float
    minutes: int | None = None


@dataclass(frozen=True)
class Activities:
    count: int
    days: int  # with anything written
    mastery: float | None
    pleasure: float | None
    hours_a_day: float | None
    correlation: float | None  # of mastery and pleasure; from ten entries on
    top: tuple[Activity, ...]  # the best first
    bottom: tuple[Activity, ...]  # the worst first; none that is among the top


def hours_a_day(activities: Iterable[Activity]) -> float | None:
    """Over the days with a length written: a day without says nothing of how long she was active."""
    timed = [one for one in activities if one.minutes is not None]
    minutes = sum(one.minutes or 0 for one in timed)
    return share(minutes / MINUTES_IN_AN_HOUR, len({one.at.date() for one in timed}))


def ranked(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """Most mastery and pleasure together first, and the newest first among equals."""
    return tuple(sorted(activities, key=lambda one: (one.mastery + one.pleasure, one.at), reverse=True))


def activities(every: Sequence[Activity]) -> Activities:
    best_first = ranked(every)
    return Activities(
        count=len(every),
        days=len({one.at.date() for one in every}),
        mastery=mean(one.mastery for one in every),
        pleasure=mean(one.pleasure for one in every),
        hours_a_day=hours_a_day(every),
        correlation=together([(one.mastery, one.pleasure) for one in every]),
        top=best_first[:MOST_TOLD],
        bottom=best_first[MOST_TOLD:][::-1][:MOST_TOLD],
    )
