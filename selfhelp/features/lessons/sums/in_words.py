"""An exercise with `compute:`, told. Each calculator of core/exercises/register.py has its row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from selfhelp.core.content.document import Exercise
from selfhelp.core.exercises.register import summary
from selfhelp.features.lessons.pictures.wanted import Written
from selfhelp.features.lessons.sums.of_doing import of_activities, of_exposures, of_plans, of_steps, of_weeks
from selfhelp.features.lessons.sums.of_sleep import of_check, of_diary, of_screening
from selfhelp.features.lessons.sums.of_thoughts import of_beliefs, of_worries, of_worry_times

SENTENCES: Mapping[str, Callable[[Any, str], Iterable[str]]] = {
    "sleep-diary": of_diary,
    "sleep-screening": of_screening,
    "sleep-window": of_check,
    "exposure": of_exposures,
    "activity": of_activities,
    "worry": of_worries,
    "worry-time": of_worry_times,
    "belief": of_beliefs,
    "steps": of_steps,
    "plans": of_plans,
    "drinking": of_weeks,
}
OF_THE_LAST = ("sleep-window",)  # a check is about its own week; an alarm in an old one is not told again


def in_words(exercise: Exercise, entries: Sequence[Written], today: date, language: str) -> tuple[str, ...]:
    """Nothing where the exercise computes nothing, or nothing has been written that can be computed with.

    `entries`: those of the exercise that the reader may see, oldest first.
    """
    if exercise.compute not in SENTENCES or not entries:
        return ()
    told = entries[-1:] if exercise.compute in OF_THE_LAST else entries
    sums = summary(exercise.compute, (one.answers for one in told), today)
    return tuple(str(one) for one in SENTENCES[exercise.compute](sums, language))
