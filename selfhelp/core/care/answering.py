"""How long patients wait for an answer, in working time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from selfhelp.core.care.working_time import OpeningHours, working_hours_between


@dataclass(frozen=True)
class Wait:
    """From the first question nobody had answered to the answer. Several letters in between are one wait."""

    asked_at: datetime
    answered_at: datetime


def waits(asked: Iterable[datetime], answered: Iterable[datetime]) -> tuple[Wait, ...]:
    """Each answer with the first of the questions it answered. An answer to nothing, and a question without one, are
    left out: what is still open is told as open or overdue, never as an average."""
    found = []
    since: datetime | None = None
    left = sorted(asked)
    for answer in sorted(answered):
        waiting = [at for at in left if at < answer and (since is None or at > since)]
        if waiting:
            found.append(Wait(waiting[0], answer))
        since = answer
    return tuple(found)


def call_waits_since(
    asked: Iterable[datetime], tried: Iterable[datetime], written: Iterable[datetime], talked: Iterable[datetime]
) -> datetime | None:
    """When the first wish to be called that still stands was made; none where none stands.

    A talk answers it. So does a letter written after somebody has tried to call; a letter instead of a call does not.
    """
    tries, letters, talks = sorted(tried), sorted(written), sorted(talked)
    for wish in sorted(asked):
        first_try = next((at for at in tries if at > wish), None)
        wrote_after = first_try is not None and any(at > first_try for at in letters)
        if not wrote_after and not any(at > wish for at in talks):
            return wish
    return None


def median_wait(found: Iterable[Wait], hours: OpeningHours) -> timedelta | None:
    """The middle of the waits, counted while the service was open; none when nobody has waited."""
    lengths = [working_hours_between(one.asked_at, one.answered_at, hours) for one in found]
    return timedelta(seconds=median(length.total_seconds() for length in lengths)) if lengths else None


def working_day(hours: OpeningHours) -> timedelta:
    """The length of the longest usual working day."""
    return timedelta(minutes=max(closes - opens for opens, closes in hours.weekdays.values()))
