"""Every calculator an author can name in `compute:`. A new one is one row here and its functions.

A row says which fields the exercise must have, whether it must be a log, and how its entries are summed up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from selfhelp.core.content.field_types import Answers
from selfhelp.core.exercises import read_forms, read_logs, read_sleep
from selfhelp.core.exercises.activity import Activities, activities
from selfhelp.core.exercises.belief import Beliefs, beliefs
from selfhelp.core.exercises.drinking import Week, weeks
from selfhelp.core.exercises.exposure import Exposures, exposures
from selfhelp.core.exercises.needs import Need
from selfhelp.core.exercises.plans import Plans, plans
from selfhelp.core.exercises.sleep import Diary, diary
from selfhelp.core.exercises.sleep_safety import Screening, WeeklyCheck, joined
from selfhelp.core.exercises.steps import Progress
from selfhelp.core.exercises.worry import Worries, WorryTimes, worries, worry_times

T = TypeVar("T")
Summary = (
    Diary
    | Screening
    | WeeklyCheck
    | Exposures
    | Activities
    | Worries
    | WorryTimes
    | Beliefs
    | Plans
    | tuple[Progress, ...]
    | tuple[Week, ...]
)
Entries = Sequence[Answers]


@dataclass(frozen=True)
class Calculator:
    needs: tuple[Need[Any], ...]
    summarise: Callable[[Entries, date | None], Summary]
    log: bool = True  # many entries; otherwise the exercise may be either


def _of_each(
    read: Callable[[Answers], T | None], sum_up: Callable[[Sequence[T]], Summary]
) -> Callable[[Entries, date | None], Summary]:
    """Sums up the entries that can be computed with; the day makes no difference."""
    return lambda entries, _: sum_up(_readable(read, entries))


def _readable(read: Callable[[Answers], T | None], entries: Entries) -> tuple[T, ...]:
    return tuple(value for value in map(read, entries) if value is not None)


def _diary(entries: Entries, today: date | None) -> Diary:
    return diary(_readable(read_sleep.night, entries), today)


def _screening(screenings: Sequence[Screening]) -> Screening:
    """The newest answer to each question."""
    return Screening({question: said for one in screenings for question, said in one.answers.items()})


CALCULATORS: dict[str, Calculator] = {
    "sleep-diary": Calculator(read_sleep.DIARY, _diary),
    "sleep-screening": Calculator(read_sleep.SCREENING, _of_each(read_sleep.screening, _screening), log=False),
    "sleep-window": Calculator(read_sleep.WINDOW, _of_each(read_sleep.weekly_check, joined)),
    "exposure": Calculator(read_logs.EXPOSURE, _of_each(read_logs.exposure, exposures)),
    "activity": Calculator(read_logs.ACTIVITY, _of_each(read_logs.activity, activities)),
    "worry": Calculator(read_logs.WORRY, _of_each(read_logs.worry, worries)),
    "worry-time": Calculator(read_logs.WORRY_TIME, _of_each(read_logs.worry_time, worry_times)),
    "belief": Calculator(read_forms.BELIEF, _of_each(read_forms.record, beliefs), log=False),
    "steps": Calculator(read_forms.STEPS, _of_each(read_forms.steps, tuple), log=False),
    "plans": Calculator(read_forms.PLANS, _of_each(read_forms.plan, plans)),
    "drinking": Calculator(read_logs.DRINKING, _of_each(read_logs.drink, weeks)),
}


def summary(compute: str, entries: Iterable[Answers], today: date | None = None) -> Summary:
    """What the entries of an exercise come to, oldest entry first.

    `today`: where the sleep diary's week ends; the last night written where it is not given. Answers that are wrong or
    missing leave their entry out. Raises KeyError for a calculator that does not exist.
    """
    return CALCULATORS[compute].summarise(tuple(entries), today)
