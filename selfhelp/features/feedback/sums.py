"""Shared work, exercise by exercise: what it comes to for the guide, from what is shared and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from selfhelp.core.charts import Width
from selfhelp.core.content.document import Exercise
from selfhelp.features.feedback.review import Review
from selfhelp.features.feedback.shared import Filled, SharedWork
from selfhelp.features.lessons.pictures.picture import draws_one, others_of, picture_of
from selfhelp.features.lessons.pictures.wanted import Picture
from selfhelp.features.lessons.sums.in_words import in_words


@dataclass(frozen=True)
class SharedExercise:
    """An exercise of one lesson. `works`: newest first. `sentences` and `picture` are of all she has shared of it."""

    works: tuple[SharedWork, ...]
    sentences: tuple[str, ...]
    picture: Picture | None

    @property
    def newest(self) -> SharedWork:
        return self.works[0]

    @property
    def asks(self) -> bool:
        return any(one.asks for one in self.works)


@dataclass(frozen=True)
class SharedSums:
    """`new`: exercises with something new, questions first. `earlier`: what the others come to."""

    new: tuple[SharedExercise, ...]
    earlier: tuple[SharedExercise, ...]


def sums_of(review: Review, language: str) -> SharedSums:
    told: set[str] = set()  # an exercise met in several lessons is summed up once
    new = tuple(_summed(works, review, language, told) for works in _by_exercise(reversed(review.new_work)))
    old = (_summed(works, review, language, told) for works in _by_exercise(review.earlier_work))
    asking_first = sorted(new, key=lambda one: not one.asks)
    return SharedSums(tuple(asking_first), tuple(one for one in old if one.sentences or one.picture))


def _by_exercise(works: Iterable[SharedWork]) -> list[list[SharedWork]]:
    found: dict[tuple[int, str], list[SharedWork]] = {}
    for one in works:
        found.setdefault((one.number, one.exercise.id), []).append(one)
    return list(found.values())


def _summed(works: list[SharedWork], review: Review, language: str, told: set[str]) -> SharedExercise:
    exercise = works[0].exercise
    if exercise.id in told:
        return SharedExercise(tuple(works), (), None)
    told.add(exercise.id)
    own = _filled(review, {exercise.id})
    sentences = in_words(exercise, own, review.today, language)
    return SharedExercise(tuple(works), sentences, _picture(exercise, works[0], own, review, language))


def _picture(
    exercise: Exercise, newest: SharedWork, own: list[Filled], review: Review, language: str
) -> Picture | None:
    drawn = [newest.filled] if draws_one(exercise) else own
    others = _filled(review, others_of(exercise))
    return picture_of(exercise, drawn, review.today, language, others, Width.WIDE)


def _filled(review: Review, exercise_ids: Iterable[str]) -> list[Filled]:
    """Oldest first, as the patient's own are."""
    wanted = set(exercise_ids)
    found = (one.filled for one in review.shared if one.exercise.id in wanted)
    return sorted(found, key=lambda one: one.begun_at)
