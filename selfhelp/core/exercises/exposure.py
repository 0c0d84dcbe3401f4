"""Exposure: what was feared, how strong the fear was, and whether it happened.

Fear (SUDS) and expectations are 0 to 100. What is learned when a feared thing does not happen counts for more than
how far the fear falls (Craske 2014, Behav Res Ther 58:10), so the share of violated expectations stands first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from selfhelp.core.exercises.averages import mean, share


@dataclass(frozen=True)
class Exposure:
    """One practice. `step`: the rung of the ladder, or the body exercise; "" where there is only one thing."""

    step: str
    peak: float
    end: float
    happened: bool  # what was feared
    at: datetime | None = None
    before: float | None = None
    expected: float | None = None  # how sure she was that it would happen


@dataclass(frozen=True)
class Step:
    """The repetitions of one step, in order of time."""

    step: str
    peaks: tuple[float, ...]

    @property
    def repeats(self) -> int:
        return len(self.peaks)

    @property
    def between(self) -> float | None:
        """How much the peak has fallen from the first repetition to the last; below 0 when it has risen."""
        return self.peaks[0] - self.peaks[-1] if self.repeats > 1 else None


@dataclass(frozen=True)
class Exposures:
    practices: int
    violated: float | None  # share of the practices where what was feared did not happen, 0 to 1
    within: float | None  # mean fall from peak to end
    expected: float | None  # mean of how sure she was beforehand
    steps: tuple[Step, ...]  # in the order they were first practised


def within(exposure: Exposure) -> float:
    """How much the fear fell in one practice; below 0 when she wrote a higher end than peak."""
    return exposure.peak - exposure.end


def violated(exposures: Iterable[Exposure]) -> float | None:
    """The share of expectations that did not come true."""
    happened = [exposure.happened for exposure in exposures]
    return share(happened.count(False), len(happened))


def by_step(exposures: Iterable[Exposure]) -> tuple[Step, ...]:
    peaks: dict[str, list[float]] = {}
    for exposure in in_order(exposures):
        peaks.setdefault(exposure.step, []).append(exposure.peak)
    return tuple(Step(step, tuple(every)) for step, every in peaks.items())


def in_order(exposures: Iterable[Exposure]) -> tuple[Exposure, ...]:
    """By time. Those without one keep the place they were given in, after those that have one."""
    return tuple(sorted(exposures, key=lambda one: one.at or datetime.max))


def exposures(every: Sequence[Exposure]) -> Exposures:
    return Exposures(
        practices=len(every),
        violated=violated(every),
        within=mean(map(within, every)),
        expected=mean(one.expected for one in every if one.expected is not None),
        steps=by_step(every),
    )
