"""Means and shares of what may be nothing at all: None instead of a number that means nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import StatisticsError, correlation, fmean

ENOUGH_TO_CORRELATE = 10


def mean(values: Iterable[float]) -> float | None:
    """None of no values."""
    every = list(values)
    return fmean(every) if every else None


def share(part: float, whole: float) -> float | None:
    """From 0 to 1; None of nothing."""
    return part / whole if whole else None


def together(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's r, −1 to 1. None for fewer than ten pairs, where it is mostly chance, and where one never varies."""
    if len(pairs) < ENOUGH_TO_CORRELATE:
        return None
    try:
        return correlation([one for one, _ in pairs], [other for _, other in pairs])
    except StatisticsError:
        return None
