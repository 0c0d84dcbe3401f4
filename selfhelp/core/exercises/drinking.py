"""The drinking diary: units a week, dry days, heavy days, and the goal she has set.

A Norwegian unit is about 12 to 12.8 g of alcohol. Six units or more in a day is heavy (AUDIT, item 3; Babor 2001,
WHO). Weeks run from Monday.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

HEAVY = 6
DAYS_IN_A_WEEK = 7


@dataclass(frozen=True)
class Drink:
    """What was drunk at one time of a day. `units`: 0 to 40."""

    day: date
    units: float


@dataclass(frozen=True)
class Week:
    monday: date
    units: float
    days: int  # written, 1 to 7
    dry: int  # written with nothing drunk; a day not written is not dry
    heavy: int


def units_by_day(drinks: Iterable[Drink]) -> dict[date, float]:
    """In order of days. Several entries of a day are added together."""
    total: dict[date, float] = {}
    for drink in sorted(drinks, key=lambda one: one.day):
        total[drink.day] = total.get(drink.day, 0) + drink.units
    return total


def weeks(drinks: Iterable[Drink]) -> tuple[Week, ...]:
    """The weeks with anything written, in order."""
    by_week: dict[date, list[float]] = {}
    for day, units in units_by_day(drinks).items():
        by_week.setdefault(day - timedelta(days=day.weekday()), []).append(units)
    return tuple(_week(monday, days) for monday, days in by_week.items())


def kept_goal(week: Week, goal: float) -> bool | None:
    """Whether the week stayed within `goal` units. None as long as it has, with days not written."""
    if week.units > goal:
        return False
    return True if week.days == DAYS_IN_A_WEEK else None


def _week(monday: date, days: list[float]) -> Week:
    return Week(
        monday=monday,
        units=sum(days),
        days=len(days),
        dry=sum(units == 0 for units in days),
        heavy=sum(units >= HEAVY for units in days),
    )
