"""The sleep window: how long to be in bed, proposed from the diary and never set by the program.

A window is a proposal with its reason and with those who must agree before it holds. What the nights come to is in
sleep.py, who a window is not for in sleep_safety.py. Sources: Spielman, Saskin & Thorpy 1987 (Sleep 10:45); the
AASM-style and the Norwegian 85 per cent rule; the National Sleep Foundation. Floors, and who agrees, are the
service's own (docs/care-rules.md, Sleep).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from math import ceil

from selfhelp.core.exercises.sleep import DAY, Night, Nights, baseline_of_nights, week_of_nights
from selfhelp.core.exercises.sleep_safety import Screening, Stop

STEP = 15
FLOOR, CAP = 300, 480
FLOOR_FROM_65, FLOOR_UNDER_18 = 330, 390
YOUNGEST, ADULT, OLD = 16, 18, 65
GOOD_EFFICIENCY = 85  # per cent; at or above it there is nothing to restrict
LONG_ENOUGH = 420
BETWEEN_CHANGES = timedelta(days=7)


class Kind(StrEnum):
    FIRST = "first"
    UP = "up"
    HOLD = "hold"
    DOWN = "down"
    SUSPEND = "suspend"  # at once, back to the time in bed of the baseline
    NONE = "none"  # no window is proposed


class Reason(StrEnum):
    BASELINE = "baseline"  # as long as she sleeps, rounded up
    EFFICIENT = "efficient"
    BETWEEN = "between"  # neither enough for more nor little enough for less
    INEFFICIENT = "inefficient"
    AT_FLOOR = "at-floor"
    AT_CAP = "at-cap"
    BELOW_FLOOR = "below-floor"  # set by hand, or a birthday since
    TOO_FEW_NIGHTS = "too-few-nights"
    CHANGED_THIS_WEEK = "changed-this-week"
    SLEEPS_WELL = "sleeps-well"  # 85 per cent or more before any window
    NOT_SCREENED = "not-screened"  # a question of the screening stands open
    EXCLUDED = "excluded"
    STOPPED = "stopped"  # for the first of `stops`


class Agrees(StrEnum):
    """Who must say yes before a proposal holds."""

    SUPERVISOR = "supervisor"
    GUIDE = "guide"
    PATIENT = "patient"


class Follow(StrEnum):
    """What a human does next."""

    NOTHING = "nothing"
    CALL_TODAY = "call-today"  # the guide phones the same day
    SUPERVISOR_DECIDES = "supervisor-decides"
    GUIDE_DECIDES = "guide-decides"


class Profile(StrEnum):
    """How strict the weekly change is; a setting of the service."""

    DEFAULT = "default"
    SPIELMAN = "spielman"
    NSF = "nsf"


@dataclass(frozen=True)
class Limits:
    """Efficiency in per cent. More time in bed from `more` (above it where `more_above`), less below `less`."""

    more: float
    less: float
    more_above: bool = False

    def step(self, efficiency: float) -> int:
        if efficiency > self.more or (efficiency == self.more and not self.more_above):
            return STEP
        return -STEP if efficiency < self.less else 0


PROFILES = {
    Profile.DEFAULT: Limits(more=85, less=80),
    Profile.SPIELMAN: Limits(more=90, less=85),
    Profile.NSF: Limits(more=90, less=80, more_above=True),
}


@dataclass(frozen=True)
class Window:
    """A window that holds. `began`: the evening it was first used, after the last change of it."""

    minutes: int
    began: date


@dataclass(frozen=True)
class Proposal:
    """`minutes`: the window proposed; None where there is none. `agree`: who must say yes, in the order they are asked.

    Nobody is asked about a hold or about a suspension, which holds at once.
    """

    kind: Kind
    reason: Reason
    minutes: int | None = None
    agree: tuple[Agrees, ...] = ()
    stops: tuple[Stop, ...] = ()  # the most urgent first
    follow: Follow = Follow.NOTHING


def floor(age: int) -> int:
    """The shortest window, in minutes. Raises ValueError under 16, whom the programme is not for."""
    if age < YOUNGEST:
        raise ValueError(f"a sleep window is for people of {YOUNGEST} or more, not {age}")
    if age < ADULT:
        return FLOOR_UNDER_18
    return FLOOR_FROM_65 if age >= OLD else FLOOR


def bedtime(rise: time, minutes: int) -> time:
    """When to go to bed, counted back from the rise time, past midnight where need be."""
    at = (rise.hour * 60 + rise.minute - minutes) % DAY
    return time(at // 60, at % 60)


def initial_minutes(mean_asleep: float, age: int) -> int:
    """Mean sleep rounded up to a quarter of an hour, from the floor of the age to eight hours."""
    return max(floor(age), min(CAP, STEP * ceil(mean_asleep / STEP)))


def titrated_minutes(minutes: int, efficiency: float, age: int, profile: Profile = Profile.DEFAULT) -> int:
    """A quarter more, the same or a quarter less. Never under the floor; never over eight hours by an increase."""
    wanted = minutes + PROFILES[profile].step(efficiency)
    return max(floor(age), min(wanted, max(CAP, minutes)))


def first_window(
    nights: Iterable[Night], today: date, age: int, screening: Screening, stops: Iterable[Stop] = ()
) -> Proposal:
    """The first window, from the fourteen calendar nights up to this morning. Raises ValueError under 16."""
    if refused := _refused(screening, stops):
        return refused
    baseline = baseline_of_nights(nights, today)
    if baseline.efficiency is None or baseline.mean_asleep is None:
        return Proposal(Kind.NONE, Reason.TOO_FEW_NIGHTS)
    if baseline.efficiency >= GOOD_EFFICIENCY:
        return Proposal(Kind.NONE, Reason.SLEEPS_WELL)
    minutes = initial_minutes(baseline.mean_asleep, age)
    return Proposal(Kind.FIRST, Reason.BASELINE, minutes, who_agrees(Kind.FIRST, age))


def next_window(
    window: Window,
    nights: Iterable[Night],
    today: date,
    age: int,
    stops: Iterable[Stop] = (),
    profile: Profile = Profile.DEFAULT,
) -> Proposal:
    """The week's proposal for a window that holds. Raises ValueError under 16.

    A stop comes before everything. There is no change within seven days of the last, and none on fewer than five valid
    nights since.
    """
    if found := _by_urgency(stops):
        return Proposal(Kind.SUSPEND, Reason.STOPPED, stops=found, follow=_follow(found[0]))
    if today - window.began < BETWEEN_CHANGES:
        return Proposal(Kind.HOLD, Reason.CHANGED_THIS_WEEK, window.minutes)
    # Seven days after the last change the week holds no older night anyway; said here so that it stays true.
    efficiency = week_of_nights(nights, today, window.began).efficiency
    if efficiency is None:
        return Proposal(Kind.HOLD, Reason.TOO_FEW_NIGHTS, window.minutes)
    minutes = titrated_minutes(window.minutes, efficiency, age, profile)
    kind = Kind.UP if minutes > window.minutes else Kind.DOWN if minutes < window.minutes else Kind.HOLD
    reason = _reason(window.minutes, efficiency, age, profile)
    return Proposal(kind, reason, minutes, who_agrees(kind, age))


def who_agrees(kind: Kind, age: int) -> tuple[Agrees, ...]:
    """The patient to every change, the guide to the first window and to less, the supervisor to any under 18."""
    if kind not in (Kind.FIRST, Kind.UP, Kind.DOWN):
        return ()
    supervisor = (Agrees.SUPERVISOR,) if age < ADULT else ()
    guide = () if kind is Kind.UP else (Agrees.GUIDE,)
    return (*supervisor, *guide, Agrees.PATIENT)


def may_finish(window: Window, this_week: Nights, week_before: Nights) -> bool:
    """Seven hours in bed, or 85 per cent two weeks running; how the days are is for patient and guide to say."""
    both = (this_week.efficiency, week_before.efficiency)
    return window.minutes >= LONG_ENOUGH or all(one is not None and one >= GOOD_EFFICIENCY for one in both)


def _refused(screening: Screening, stops: Iterable[Stop]) -> Proposal | None:
    if found := _by_urgency(stops):
        return Proposal(Kind.NONE, Reason.STOPPED, stops=found, follow=_follow(found[0]))
    if screening.yes:
        return Proposal(Kind.NONE, Reason.EXCLUDED, follow=Follow.SUPERVISOR_DECIDES)
    return None if screening.complete else Proposal(Kind.NONE, Reason.NOT_SCREENED)


def _reason(before: int, efficiency: float, age: int, profile: Profile) -> Reason:
    if before < floor(age):
        return Reason.BELOW_FLOOR
    step = PROFILES[profile].step(efficiency)
    if step > 0:
        return Reason.AT_CAP if before >= CAP else Reason.EFFICIENT
    if step < 0:
        return Reason.AT_FLOOR if before == floor(age) else Reason.INEFFICIENT
    return Reason.BETWEEN


def _by_urgency(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    found = set(stops)
    return tuple(stop for stop in Stop if stop in found)


def _follow(stop: Stop) -> Follow:
    if stop is Stop.NEAR_MISS:
        return Follow.CALL_TODAY
    return Follow.GUIDE_DECIDES if stop is Stop.ASKED else Follow.SUPERVISOR_DECIDES
