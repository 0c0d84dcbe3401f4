"""How a check went, for the page it stands on: passed or not, and what to look at again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from selfhelp.core.content.document import Field, Module, PassMark
from selfhelp.core.content.fields import Answers
from selfhelp.core.exercises.marking import Marked, mark
from selfhelp.features.lessons.placing import Placed, number_of
from selfhelp.features.lessons.sheet import Sheet

LessonAddress = Callable[[int], str]


@dataclass(frozen=True)
class LookAgain:
    """A question that was not answered right. `address`: of the lesson the answer is found in; empty where none is."""

    question: str
    answered: bool
    needed: bool  # nothing is passed without it
    lesson: str
    number: int
    address: str


@dataclass(frozen=True)
class Outcome:
    title: str
    wanted: PassMark
    marked: Marked
    again: tuple[LookAgain, ...]


def outcomes_of(
    module: Module, placed: Iterable[Placed], answered: Mapping[str, Answers], language: str, address_of: LessonAddress
) -> tuple[Outcome, ...]:
    """`answered`: by exercise id, what the checks were answered with; those not in it have no outcome yet."""
    def again(field: Field, marked: Marked, wanted: PassMark) -> LookAgain:
        number = number_of(module, field.lesson)
        lesson = module.lesson(number, language) if number else None
        answered = field.id not in marked.unanswered
        title, address = (lesson.title, address_of(number)) if lesson else ("", "")
        return LookAgain(field.label, answered, field.id in wanted.all_of, title, number, address)

    found: list[Outcome] = []
    for exercise in (one.exercise for one in placed if one.exercise.id in answered):
        wanted = exercise.pass_mark
        if wanted is not None:
            marked = mark(exercise, answered[exercise.id])
            wrong = [field for field in exercise.fields if field.id in marked.wrong]
            found.append(Outcome(exercise.title, wanted, marked, tuple(again(one, marked, wanted) for one in wrong)))
    return tuple(found)


def answered_checks(sheet: Sheet) -> Mapping[str, Answers]:
    """The checks in which every question has an answer: before that she is still at it."""
    stored = {one.exercise.id: (one, sheet.revises[one.exercise.id].answers) for one in sheet.placed
              if one.exercise.pass_mark and one.exercise.id in sheet.revises}  # fmt: skip
    return {name: answers for name, (one, answers) in stored.items() if not mark(one.exercise, answers).unanswered}
