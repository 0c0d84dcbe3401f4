"""The languages of a lesson side by side. Drafts have no language, so ids, types and limits must be the same in all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selfhelp.core.content.document import (
    Box,
    Chart,
    Exercise,
    Field,
    Lesson,
    Media,
    Module,
    Page,
    Problem,
    Prose,
    Timer,
    Use,
)
from selfhelp.core.content.lesson_file import LessonFile
from selfhelp.core.content.said import Said, say

NOTHING = say("nothing")

Shape = dict[str, object]
Complaint = tuple[int, Said]  # line, message


def lint_languages(module: Module, lessons: Sequence[LessonFile]) -> Iterator[Problem]:
    """Compares each lesson with the one in the module's first language; the others are told to follow it."""
    first = module.languages[0]
    patterns = {file.lesson.number: file for file in lessons if file.lesson.language == first}
    for file in lessons:
        pattern = patterns.get(file.lesson.number)
        if pattern is not None and pattern is not file and file.lesson.language != first:
            for line, message in _differences(pattern.lesson, file.lesson):
                told = say("{difference} Make it like {file}.", difference=message, file=pattern.file)
                yield Problem(file.file, line, told)


def _differences(pattern: Lesson, lesson: Lesson) -> Iterator[Complaint]:
    if len(pattern.pages) != len(lesson.pages):
        line = lesson.pages[-1].line if lesson.pages else 1
        here, there = len(lesson.pages), len(pattern.pages)
        yield line, say("the lesson has {here} pages here and {there} there.", here=here, there=there)
        return
    for one, other in zip(pattern.pages, lesson.pages, strict=True):
        if _blocks(one) != _blocks(other):
            yield other.line, say(
                'page {number} "{title}" has {here} here and {there} there.', number=other.number, title=other.title,
                here=_blocks(other) or NOTHING, there=_blocks(one) or NOTHING,
            )
    for exercise in lesson.exercises:
        twin = pattern.exercise(exercise.id)
        if twin is not None:
            yield from _exercise_differences(twin, exercise)


def _blocks(page: Page) -> tuple[str, ...]:
    """Everything on the page that has an id or is met again; prose and boxes are each language's own."""
    told: list[str] = []
    for block in page.blocks:
        if isinstance(block, Use):
            told.append(f"use: {block.exercise}")
        elif isinstance(block, Exercise | Timer):
            named = say('exercise "{id}"', id=block.id), say('timer "{id}"', id=block.id)
            told.append(named[isinstance(block, Timer)])
        elif isinstance(block, Media):
            told.append(say("media"))
        elif isinstance(block, Box) and block.type == "caution":
            told.append(say("a caution box"))
        else:
            assert isinstance(block, Prose | Box)
    return tuple(told)


def _exercise_differences(pattern: Exercise, exercise: Exercise) -> Iterator[Complaint]:
    where = say('exercise "{id}"', id=exercise.id)
    for key, there, here in _unlike(_exercise_shape(pattern), _exercise_shape(exercise)):
        yield exercise.line, _unlike_key(where, key, here, there)
    yield from _field_differences(where, exercise.line, pattern.fields, exercise.fields)


def _field_differences(
    where: Said, line: int, patterns: Sequence[Field], fields: Sequence[Field]
) -> Iterator[Complaint]:
    there, here = tuple(one.id for one in patterns), tuple(one.id for one in fields)
    if there != here:
        yield line, say(
            "{where}: the fields are {here} here and {there} there.", where=where, here=here, there=there
        )
    for field in fields:
        twin = next((one for one in patterns if one.id == field.id), None)
        if twin is None:
            continue
        inside = say('{where}, field "{id}"', where=where, id=field.id)
        for key, old, new in _unlike(_field_shape(twin), _field_shape(field)):
            yield field.line, _unlike_key(inside, key, new, old)
        yield from _field_differences(inside, field.line, twin.fields, field.fields)


def _unlike_key(where: Said, key: str, here: object, there: object) -> Said:
    return say(
        "{where}: {key} is {here} here and {there} there.", where=where, key=key, here=_tell(here), there=_tell(there)
    )


def _unlike(pattern: Shape, shape: Shape) -> Iterator[tuple[str, object, object]]:
    return ((key, pattern[key], shape[key]) for key in pattern if pattern[key] != shape[key])


def _exercise_shape(exercise: Exercise) -> Shape:
    return {
        "kind": exercise.kind,
        "opens": exercise.opens,
        "log": exercise.log,
        "share": exercise.share,
        "glance": exercise.glance,
        "card": exercise.card,
        "pin": exercise.pin,
        "compute": exercise.compute,
        "pass": (exercise.pass_mark.at_least, *exercise.pass_mark.all_of) if exercise.pass_mark else None,
        "chart": _chart_shape(exercise.chart) if exercise.chart else None,
        "example": exercise.example is not None,
    }


def _chart_shape(chart: Chart) -> tuple[object, ...]:
    goal = chart.goal_from or chart.goal
    fields = (*chart.y, *chart.parts.values(), chart.note)
    return (chart.kind, *fields, chart.better, goal, chart.per, *chart.states.items())


def _field_shape(field: Field) -> Shape:
    return {
        "type": field.type,
        "options": tuple(option.id for option in field.options),
        "other": field.other,
        "min": field.min,
        "max": field.max,
        "step": field.step,
        "required": field.required,
        "low_energy": field.low_energy,
        "when: later": field.later,
        "show_if": field.show_if,
        "default": field.default,
        "refers_to": field.refers_to,
        "answer": field.answer,
        "lesson": field.lesson,
    }


def _tell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return say("[{items}]", items=tuple(_tell(one) for one in value))
    return say("missing") if value in (None, "") else f"{value:g}" if isinstance(value, float) else str(value)
