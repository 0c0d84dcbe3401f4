"""The weekly rhythm: which week it is, when a lesson opens, on which day the guide writes.

Time is counted in treatment days. The start date is treatment day 1, and a planned pause stops the count, so whatever
comes after a pause moves by its length (docs/care-rules.md, The week). Days are local dates, never spans of 24 hours:
the nights the clock is changed make no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from selfhelp.core.care.plan import Facts, Pause, Plan
from selfhelp.core.care.working_time import ONE_DAY, OpeningHours, is_working_day

DAYS_IN_A_WEEK = 7


def treatment_day(started_on: date, day: date, pauses: Iterable[Pause] = ()) -> int:
    """1 on the start date, 0 before it. During a pause it stays at the number of the last day before the pause."""
    if day < started_on:
        return 0
    paused = sum((_overlap(pause, started_on, day) for pause in joined(pauses)), timedelta())
    return (day - started_on - paused).days + 1


def date_of(started_on: date, number: int, pauses: Iterable[Pause] = ()) -> date:
    """The date of a treatment day, counted from 1. It is never inside a pause."""
    day = started_on + timedelta(days=number - 1)
    for pause in joined(pauses):
        away_from = max(pause.from_on, started_on)
        if away_from <= day and away_from < pause.to_on:
            day += pause.to_on - away_from
    return day


def week_of(started_on: date, today: date, pauses: Iterable[Pause] = ()) -> int:
    """The week of the treatment, from 1; 0 before it has started. A pause does not count: the week stands still."""
    return (treatment_day(started_on, today, pauses) + DAYS_IN_A_WEEK - 1) // DAYS_IN_A_WEEK


def week_start(started_on: date, week: int, pauses: Iterable[Pause] = ()) -> date:
    """The first day of a week."""
    if week < 1:
        raise ValueError("weeks are counted from 1")
    return date_of(started_on, DAYS_IN_A_WEEK * (week - 1) + 1, pauses)


def lesson_opens_on(started_on: date, lesson: int, pauses: Iterable[Pause] = ()) -> date:
    """The day the calendar lets a lesson open: start + 7 × (n − 1) days, moved by pauses."""
    return week_start(started_on, lesson, pauses)


def feedback_day(started_on: date, week: int, weekday: int, hours: OpeningHours, pauses: Iterable[Pause] = ()) -> date:
    """The day the guide's feedback for a week is due: the first agreed weekday after the day the week began.

    The first day itself is left out, since there is nothing to answer yet: if the treatment starts on the agreed
    weekday, each week's feedback is due seven days later. So every agreed weekday belongs to exactly one week. When a
    pause has taken the agreed weekday out of the week, the day the patient is back is used. A day that is closed or
    paused moves to the next that is neither.
    """
    paused = joined(pauses)
    second = DAYS_IN_A_WEEK * (week - 1) + 2
    days = [date_of(started_on, number, paused) for number in range(second, second + DAYS_IN_A_WEEK)]
    agreed = next((day for day in days if day.weekday() == weekday), None)
    return next_day_for_feedback(agreed or _first_day_back(days), hours, paused)


def next_day_for_feedback(day: date, hours: OpeningHours, pauses: Iterable[Pause] = ()) -> date:
    """The first day on or after `day` that is a working day and not paused."""
    paused = joined(pauses)
    while pause_on(day, paused) or not is_working_day(day, hours):
        day += ONE_DAY
    return day


def pause_on(day: date, pauses: Iterable[Pause]) -> Pause | None:
    """The pause a day lies in, joined with those it touches, so that `to_on` is the day the patient really is back."""
    return next((pause for pause in joined(pauses) if pause.from_on <= day < pause.to_on), None)


def joined(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """The pauses in order, with overlapping and adjoining ones made into one; empty ones are dropped."""
    result: list[Pause] = []
    for pause in sorted(pause for pause in pauses if pause.from_on < pause.to_on):
        if result and pause.from_on <= result[-1].to_on:
            result[-1] = Pause(result[-1].from_on, max(result[-1].to_on, pause.to_on))
        else:
            result.append(pause)
    return tuple(result)


@dataclass(frozen=True)
class Opening:
    """When a lesson opens. `opens_on`: the day the calendar allows. `waits_for`: the lesson to finish first, if any.

    `kept_open`: the guide has opened it, or the patient has already begun it. A lesson somebody has begun never closes
    again, also when a pause is registered afterwards.
    """

    lesson: int
    opens_on: date
    waits_for: int | None
    kept_open: bool

    def is_open(self, today: date) -> bool:
        return self.kept_open or (self.waits_for is None and today >= self.opens_on)


def opens(plan: Plan, facts: Facts, lesson: int) -> Opening:
    """A lesson opens when the one before is finished and its day has come; feedback never holds it back."""
    if not 1 <= lesson <= plan.lessons:
        raise ValueError(f"there is no lesson {lesson}: the module has 1 to {plan.lessons}")
    before = lesson - 1
    return Opening(
        lesson=lesson,
        opens_on=lesson_opens_on(plan.started_on, lesson, plan.pauses),
        waits_for=before if before >= 1 and before not in facts.finished else None,
        kept_open=lesson in facts.opened_early or lesson in facts.begun or lesson in facts.finished,
    )


def _first_day_back(days: list[date]) -> date:
    """The first day after a gap, in seven treatment days that lack a weekday and so must have one."""
    return next(day for before, day in pairwise(days) if day - before > ONE_DAY)


def _overlap(pause: Pause, first: date, last: date) -> timedelta:
    """How much of a pause lies from `first` to `last`, both included."""
    return max(min(pause.to_on, last + ONE_DAY) - max(pause.from_on, first), timedelta())
