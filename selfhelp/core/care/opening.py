"""Exercises that only the guide opens: worry scripts and imaginal exposure. Source: docs/care-rules.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from selfhelp.core.content.document import Exercise, Opens

PSYCHOLOGIST_FIRST_UNDER = 18  # years


@dataclass(frozen=True)
class Place:
    """An exercise of one module; `lesson_id`: the lesson that defines it, also where a later one uses it again."""

    module_id: str
    lesson_id: str
    exercise_id: str


@dataclass(frozen=True)
class Step:
    """A guide opened an exercise, or closed it again."""

    place: Place
    opened: bool


def open_now(steps: Iterable[Step]) -> frozenset[Place]:
    """What stands open. `steps`: in the order they were taken; the last one of an exercise counts."""
    last = {step.place: step.opened for step in steps}
    return frozenset(place for place, opened in last.items() if opened)


def is_locked(exercise: Exercise, place: Place, opened: frozenset[Place]) -> bool:
    return exercise.opens is Opens.GUIDE and place not in opened


def psychologist_first(age: int | None) -> bool:
    """Whether the guide talks with the psychologist before opening. An age nobody knows counts as young."""
    return age is None or age < PSYCHOLOGIST_FIRST_UNDER
