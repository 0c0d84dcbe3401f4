"""Where an exercise belongs: to the lesson that defines it, also when a later one uses it again."""

from __future__ import annotations

from dataclasses import dataclass

from selfhelp.core.content.document import Exercise, Lesson, Module, Page, Use


@dataclass(frozen=True)
class Placed:
    """An exercise and the lesson its entries belong to."""

    exercise: Exercise
    lesson_id: str
    lesson_number: int


def placed_on(module: Module, lesson: Lesson, page: Page) -> tuple[Placed, ...]:
    """The exercises on a page, those used again among them, in the page's order."""
    placed: list[Placed] = []
    for block in page.blocks:
        if isinstance(block, Exercise):
            placed.append(Placed(block, lesson.id, lesson.number))
        elif isinstance(block, Use):
            placed += _earlier(module, lesson, block.exercise)
    return tuple(placed)


def placed_in(module: Module, lesson: Lesson) -> tuple[Placed, ...]:
    """Every exercise in a lesson, once."""
    placed = [one for page in lesson.pages for one in placed_on(module, lesson, page)]
    return tuple({(one.lesson_id, one.exercise.id): one for one in placed}.values())


def find(module: Module, lesson_id: str, exercise_id: str, language: str) -> Placed | None:
    """The exercise an entry names; none where the module no longer has it."""
    number = number_of(module, lesson_id)
    lesson = module.lesson(number, language) if number else None
    exercise = lesson.exercise(exercise_id) if lesson else None
    return Placed(exercise, lesson_id, number) if exercise else None


def number_of(module: Module, lesson_id: str) -> int:
    """The number of a lesson; 0 where the module has no such lesson."""
    return next((plan.number for plan in module.plan if plan.id == lesson_id), 0)


def _earlier(module: Module, lesson: Lesson, exercise_id: str) -> tuple[Placed, ...]:
    """The nearest earlier lesson that defines it."""
    for number in range(lesson.number - 1, 0, -1):
        earlier = module.lesson(number, lesson.language)
        exercise = earlier.exercise(exercise_id) if earlier else None
        if earlier and exercise:
            return (Placed(exercise, earlier.id, number),)
    return ()
