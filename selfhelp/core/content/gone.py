"""What answers were tied to and is gone: said in module.yaml with a reason, or the module is not published.

A guide reads an old answer in the version it was written in, so nothing is lost. But a chart, a card or a later lesson
that asks for it finds nothing from then on, and that should be meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from selfhelp.core.content import module_file
from selfhelp.core.content.compare import ids_of
from selfhelp.core.content.document import Lesson, Module, Problem
from selfhelp.core.content.said import say


def lint_gone(before: Module, after: Module) -> tuple[Problem, ...]:
    """`before`: the version that is live. What is gone with a whole exercise or lesson is told once."""
    old, new = _places(before), _places(after)
    lost = sorted(old - new)
    outermost = [place for place in lost if not any(_within(place, other) for other in lost)]
    declared = {one.id for one in after.gone}
    return tuple(
        [_undeclared(place, after) for place in outermost if not _declared(place, declared)]
        + [_still_there(one.id, one.line) for one in after.gone if one.id in new]
    )


def _places(module: Module) -> frozenset[str]:
    return frozenset(ids_of(module)) | {lesson.id for lesson in module.lessons.values()}


def _within(place: str, outer: str) -> bool:
    return place.startswith((f"{outer}/", f"{outer}="))


def _declared(place: str, declared: set[str]) -> bool:
    return place in declared or any(_within(place, outer) for outer in declared)


def _undeclared(place: str, after: Module) -> Problem:
    file, line = next(_nearest(place, after), (module_file.FILE, 1))
    return Problem(file, line, say(
        '"{place}" stands in the live version and is gone here. Write it back with the same id, or say in '
        "{file}: gone: [{{id: {place}, because: …}}].", place=place, file=module_file.FILE,
    ))


def _nearest(place: str, after: Module) -> Iterator[tuple[str, int]]:
    """Where it stood: the exercise if that is still there, else the lesson's file."""
    lesson_id, _, rest = place.partition("/")
    for (_number, language), lesson in sorted(after.lessons.items()):
        if lesson.id == lesson_id and language == after.languages[0]:
            yield file_of(lesson), _line_in(lesson, rest.partition("/")[0])


def _line_in(lesson: Lesson, exercise_id: str) -> int:
    exercise = lesson.exercise(exercise_id)
    return max(1, exercise.line) if exercise else 1


def file_of(lesson: Lesson) -> str:
    return f"{lesson.number:02}-{lesson.id}.{lesson.language}.md"


def _still_there(place: str, line: int) -> Problem:
    return Problem(
        module_file.FILE, line, say('gone: "{place}" still stands in the module. Remove the line.', place=place)
    )
