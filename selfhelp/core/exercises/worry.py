"""Worry: how much of the day it takes, how much of it is hypothetical, and what a set worry time does to it.

Sources: Dugas & Robichaud 2007 (real and hypothetical worries); Borkovec 1983, Behav Res Ther 21:247 (worry time).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from selfhelp.core.exercises.averages import mean, share


class Type(StrEnum):
    REAL = "real"  # a problem now, that something can be done about
    HYPOTHETICAL = "hypothetical"  # what if
    UNSURE = "unsure"


class Kept(StrEnum):
    YES = "yes"
    PART = "part"
    NO = "no"


@dataclass(frozen=True)
class Worry:
    at: datetime
    type: Type
    minutes: int  # 0 to 600
    distress: float | None = None  # 0 to 100


@dataclass(frozen=True)
class Worries:
    count: int
    minutes_by_day: Mapping[date, int]  # the days written, in order
    minutes_a_day: float | None  # mean of those days; a day without a worry written is not a day without worry
    hypothetical: float | None  # share of the worries, 0 to 1; the unsure ones count among all
    distress: float | None


@dataclass(frozen=True)
class WorryTime:
    """One day's set time. `still_relevant`: how many of the postponed worries still mattered when the time came."""

    kept: Kept
    postponed: int | None = None
    still_relevant: int | None = None


@dataclass(frozen=True)
class WorryTimes:
    days: int
    kept: float | None  # share of days kept wholly, 0 to 1
    partly: float | None
    faded: float | None  # share of the postponed worries that no longer mattered, 0 to 1


def minutes_by_day(worries: Iterable[Worry]) -> dict[date, int]:
    total: dict[date, int] = {}
    for worry in sorted(worries, key=lambda one: one.at):
        total[worry.at.date()] = total.get(worry.at.date(), 0) + worry.minutes
    return total


def hypothetical(worries: Sequence[Worry]) -> float | None:
    return share(sum(worry.type is Type.HYPOTHETICAL for worry in worries), len(worries))


def worries(every: Sequence[Worry]) -> Worries:
    minutes = minutes_by_day(every)
    return Worries(
        count=len(every),
        minutes_by_day=minutes,
        minutes_a_day=mean(minutes.values()),
        hypothetical=hypothetical(every),
        distress=mean(worry.distress for worry in every if worry.distress is not None),
    )


def faded(times: Iterable[WorryTime]) -> float | None:
    """Over the days where both numbers are given and fit each other: no more can matter than were postponed."""
    postponed = matter = 0
    for time in times:
        if time.postponed is None or time.still_relevant is None or time.still_relevant > time.postponed:
            continue
        postponed += time.postponed
        matter += time.still_relevant
    return share(postponed - matter, postponed)


def worry_times(every: Sequence[WorryTime]) -> WorryTimes:
    kept = [one.kept for one in every]
    return WorryTimes(
        days=len(every),
        kept=share(kept.count(Kept.YES), len(kept)),
        partly=share(kept.count(Kept.PART), len(kept)),
        faded=faded(every),
    )
