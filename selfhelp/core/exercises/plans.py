"""Planned activities: what became of them, and what they did to the mood.

Mood is 0 to 10; a change is after minus before. Doing part of a plan is told apart from doing it and from leaving it
(Martell, Dimidjian & Herman-Dunn 2010).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from selfhelp.core.exercises.averages import mean, share


class Done(StrEnum):
    YES = "yes"
    PART = "part"
    NO = "no"
    NOT_YET = "not-yet"  # also when nothing is said about it


@dataclass(frozen=True)
class Plan:
    done: Done = Done.NOT_YET
    what: str = ""
    mood_before: float | None = None
    mood_after: float | None = None


@dataclass(frozen=True)
class Plans:
    planned: int
    done: int
    partly: int
    waiting: int
    avoided: tuple[str, ...]  # what was not done, in the patient's own words
    completed: float | None  # done wholly, as a share of those whose answer is known, 0 to 1
    mood_change: float | None  # mean of those with both moods


def mood_change(plans: Iterable[Plan]) -> float | None:
    return mean(
        plan.mood_after - plan.mood_before
        for plan in plans
        if plan.mood_before is not None and plan.mood_after is not None
    )


def plans(every: Sequence[Plan]) -> Plans:
    done = [plan.done for plan in every]
    waiting = done.count(Done.NOT_YET)
    return Plans(
        planned=len(every),
        done=done.count(Done.YES),
        partly=done.count(Done.PART),
        waiting=waiting,
        avoided=tuple(plan.what for plan in every if plan.done is Done.NO),
        completed=share(done.count(Done.YES), len(done) - waiting),
        mood_change=mood_change(every),
    )
