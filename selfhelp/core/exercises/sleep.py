"""One night of sleep as the patient wrote it down, and what a week of nights comes to.

Every length is in whole minutes, efficiency in per cent. The nine numbers are those of the Consensus Sleep Diary
(Carney 2012, Sleep 35:287); the rules are in docs/care-rules.md, Sleep.

The nights the clock is changed are counted as any other, on purpose. What is written is what the clock showed, and
nobody knows whether it was read before or after it was put right; the minutes awake are guesses in any case; and a
sleep window is kept by the clock on the wall. One such night among five moves the week's efficiency by less than one
point where a window is decided (80 to 90 per cent).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import pairwise

DAY = 24 * 60
LONGEST_SPAN = 20 * 60  # from into bed to out of bed; a longer one means that two times were swapped
LONGEST_IN_BED = 16 * 60
HARDLY_AWAKE = 98  # per cent
HARDLY_SLEPT = 120  # minutes

WEEK_NIGHTS, WEEK_NEEDS = 7, 5
BASELINE_NIGHTS, BASELINE_NEEDS = 14, 7
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Night:
    """One night, named by the morning it ended. Raises ValueError for minutes below 0."""

    morning: date
    into_bed: time  # B
    lights_out: time  # L: began trying to sleep
    minutes_to_sleep: int  # SOL
    minutes_awake: int  # WASO: awake in the night, after first falling asleep and before waking for good
    woke_up: time  # F: for good
    out_of_bed: time  # O
    awakenings: int | None = None
    quality: int | None = None  # 1 to 5

    def __post_init__(self) -> None:
        if self.minutes_to_sleep < 0 or self.minutes_awake < 0:
            raise ValueError("minutes awake cannot be below 0")


class Fault(StrEnum):
    """Why a night is not counted."""

    NOT_IN_ORDER = "not-in-order"  # bed, light, waking and rising do not follow one another within 20 hours
    TOO_LONG_IN_BED = "too-long-in-bed"  # more than 16 hours
    NO_TIME_IN_BED = "no-time-in-bed"  # all four times alike: there is nothing to take a share of
    AWAKE_TOO_LONG = "awake-too-long"  # awake longer than there was night, so less than no sleep


class Doubt(StrEnum):
    """What to ask about in a night that is counted."""

    HARDLY_AWAKE = "hardly-awake"  # efficiency above 98 per cent
    HARDLY_SLEPT = "hardly-slept"  # less than two hours of sleep


def time_in_bed(night: Night) -> int:
    """TIB: from into bed to out of bed, by way of the times between; a day or more where they are out of order."""
    return _minutes(night.into_bed, night.lights_out, night.woke_up, night.out_of_bed)


def time_asleep(night: Night) -> int:
    """TST: from lights out to the last waking, less the time it took to fall asleep and the time awake.

    Below 0 where more time awake is written than there was night (Fault.AWAKE_TOO_LONG).
    """
    return _minutes(night.lights_out, night.woke_up) - night.minutes_to_sleep - night.minutes_awake


def early_waking(night: Night) -> int:
    """EMA: from waking for good to getting out of bed."""
    return _minutes(night.woke_up, night.out_of_bed)


def efficiency(asleep: float, in_bed: float) -> float:
    """SE: time asleep as per cent of time in bed, unrounded. Raises ZeroDivisionError for no time in bed.

    Rules compare this number as it is. Whoever shows it in whole per cent should round down: 84.9 is not yet 85.
    """
    return 100 * asleep / in_bed


def fault_in(night: Night) -> Fault | None:
    in_bed = time_in_bed(night)
    if in_bed > LONGEST_SPAN:
        return Fault.NOT_IN_ORDER
    if in_bed > LONGEST_IN_BED:
        return Fault.TOO_LONG_IN_BED
    if in_bed == 0:
        return Fault.NO_TIME_IN_BED
    return Fault.AWAKE_TOO_LONG if time_asleep(night) < 0 else None


def doubts_about(night: Night) -> tuple[Doubt, ...]:
    """Nothing where the night is not counted at all."""
    if fault_in(night) is not None:
        return ()
    asleep = time_asleep(night)
    nearly_all = efficiency(asleep, time_in_bed(night)) > HARDLY_AWAKE
    found = ((Doubt.HARDLY_AWAKE, nearly_all), (Doubt.HARDLY_SLEPT, asleep < HARDLY_SLEPT))
    return tuple(doubt for doubt, is_so in found if is_so)


@dataclass(frozen=True)
class Nights:
    """Consecutive calendar nights, `first` and `last` morning included, and what they come to.

    `valid` in order of mornings; `faulty` were written but are not counted; `missing` were not written. The means are
    None with fewer than `needed` valid nights, so that nothing is decided on a thin week.
    """

    first: date
    last: date
    needed: int
    valid: tuple[Night, ...]
    faulty: tuple[Night, ...]
    missing: tuple[date, ...]

    @property
    def enough(self) -> bool:
        return len(self.valid) >= self.needed

    @property
    def mean_asleep(self) -> float | None:
        return sum(map(time_asleep, self.valid)) / len(self.valid) if self.enough else None

    @property
    def mean_in_bed(self) -> float | None:
        return sum(map(time_in_bed, self.valid)) / len(self.valid) if self.enough else None

    @property
    def efficiency(self) -> float | None:
        """Mean time asleep over mean time in bed, which is not the mean of the nights' efficiencies."""
        if not self.enough:
            return None
        return efficiency(sum(map(time_asleep, self.valid)), sum(map(time_in_bed, self.valid)))


def week_of_nights(nights: Iterable[Night], last: date, since: date | None = None) -> Nights:
    """The seven calendar nights up to the morning `last`; at least five must be valid.

    `since`: the evening the sleep window began. Nights before it were slept under other rules and are left out, so a
    young window has fewer than seven.
    """
    first = last - (WEEK_NIGHTS - 1) * ONE_DAY
    if since is not None:
        first = max(first, since + ONE_DAY)
    return nights_between(nights, first, last, WEEK_NEEDS)


def baseline_of_nights(nights: Iterable[Night], last: date) -> Nights:
    """The fourteen calendar nights up to the morning `last`; at least seven must be valid, ten or more are better."""
    return nights_between(nights, last - (BASELINE_NIGHTS - 1) * ONE_DAY, last, BASELINE_NEEDS)


def nights_between(nights: Iterable[Night], first: date, last: date, needed: int) -> Nights:
    """A night written twice counts as it was written last."""
    written = in_order(night for night in nights if first <= night.morning <= last)
    mornings = {night.morning for night in written}
    calendar = (first + day * ONE_DAY for day in range((last - first).days + 1))
    return Nights(
        first,
        last,
        needed,
        valid=tuple(night for night in written if fault_in(night) is None),
        faulty=tuple(night for night in written if fault_in(night) is not None),
        missing=tuple(morning for morning in calendar if morning not in mornings),
    )


def in_order(nights: Iterable[Night]) -> tuple[Night, ...]:
    """By morning, each morning once, as it was written last."""
    by_morning = {night.morning: night for night in nights}
    return tuple(by_morning[morning] for morning in sorted(by_morning))


@dataclass(frozen=True)
class Diary:
    """Everything written, and the week."""

    nights: tuple[Night, ...]  # by morning, the faulty ones among them
    week: Nights | None  # None when nothing is written and no day given


def diary(nights: Iterable[Night], today: date | None = None) -> Diary:
    """The week ends this morning, or with the last night written where `today` is not given."""
    written = in_order(nights)
    last = today or (written[-1].morning if written else None)
    return Diary(written, week_of_nights(written, last) if last else None)


def _minutes(*clock: time) -> int:
    """From the first time to the last, passing each in turn. Each step is less than a day, midnight or not."""
    at = [one.hour * 60 + one.minute for one in clock]
    return sum((later - earlier) % DAY for earlier, later in pairwise(at))
