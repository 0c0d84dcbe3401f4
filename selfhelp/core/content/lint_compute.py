"""Whether an exercise with `compute:` has what its calculator reads, and what to write where it has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from selfhelp.core.content.document import Exercise, Field, Problem
from selfhelp.core.content.lesson_file import LessonFile
from selfhelp.core.content.said import Said, say
from selfhelp.core.exercises.needs import Need, same_id
from selfhelp.core.exercises.register import CALCULATORS, Calculator

Complaint = tuple[int, Said]  # line, message

NEAR = 0.6
WINDOW_RESTS_ON = ("sleep-diary", "sleep-screening")
WIDEST_WITHOUT_STEP = 10


def lint_compute(file: LessonFile) -> list[Problem]:
    return [
        Problem(file.file, line, message)
        for exercise in file.lesson.exercises
        if exercise.compute in CALCULATORS
        for line, message in _lint_exercise(exercise, CALCULATORS[exercise.compute])
    ]


def lint_computed_together(lessons: Sequence[LessonFile]) -> list[Problem]:
    """A sleep window rests on the diary and on the questions about health: without them there would be none, and nobody
    would be told why."""
    found = [(one, exercise) for one in lessons for exercise in one.lesson.exercises]
    named = {exercise.compute for _, exercise in found}
    return [
        Problem(one.file, exercise.line, say(
            'exercise "{id}": sleep-window rests on {needed}, which no exercise of the module computes. '
            "Write compute: {needed} in one.", id=exercise.id, needed=needed,
        ))
        for one, exercise in found if exercise.compute == "sleep-window"
        for needed in WINDOW_RESTS_ON if needed not in named
    ]  # fmt: skip


def _lint_exercise(exercise: Exercise, calculator: Calculator) -> Iterator[Complaint]:
    where = say('exercise "{id}"', id=exercise.id)
    if calculator.log and not exercise.log:
        yield exercise.line, say(
            "{where}: {compute} sums up many entries. Write log: true.", where=where, compute=exercise.compute
        )
    yield from _lint_fields(where, exercise.compute, exercise.line, exercise.fields, calculator.needs)


def _lint_fields(
    where: Said, compute: str, line: int, fields: Sequence[Field], needs: Sequence[Need[Any]]
) -> Iterator[Complaint]:
    found = [(need, _field_for(need, fields)) for need in needs]
    spare = [field.id for field in fields if all(field is not taken for _, taken in found)]
    for need, field in found:
        if field is not None:
            yield from _lint_field(say('{where}, field "{id}"', where=where, id=field.id), compute, field, need)
        elif not need.optional:
            yield line, say(
                '{where}: {compute} needs the field "{id}", {asks}. {remedy}',
                where=where, compute=compute, id=need.id, asks=need.asks, remedy=_remedy(need, spare),
            )


def _field_for(need: Need[Any], fields: Sequence[Field]) -> Field | None:
    return next((field for name in need.names for field in fields if same_id(field.id, name)), None)


def _lint_field(where: Said, compute: str, field: Field, need: Need[Any]) -> Iterator[Complaint]:
    if field.type not in need.types:
        yield field.line, say(
            "{where}: {compute} reads a {fitting} field here, not {type}. Write type: {first}.",
            where=where, compute=compute, fitting=_either(need.types), type=field.type, first=need.types[0],
        )
        return
    if need.limits is not None and (field.min, field.max) != need.limits:
        low, high = need.limits
        yield field.line, say(
            "{where}: {compute} counts from {low} to {high} here. Write min: {low}, max: {high}.",
            where=where, compute=compute, low=low, high=high,
        )
    known = [option.id for option in field.options]
    lacking = [option for option in need.options if option not in known]
    if lacking:
        yield field.line, say(
            "{where}: {compute} needs the option {lacking}. Write {all}.",
            where=where, compute=compute, lacking=_listed(lacking), all=_options(need.options),
        )
    yield from _lint_fields(where, compute, field.line, field.fields, need.columns)


def _either(types: Sequence[str]) -> str:
    """A need has one type or more."""
    first, *others = types
    return say("{one} or {other}", one=first, other=_either(others)) if others else first


def _remedy(need: Need[Any], spare: Sequence[str]) -> Said:
    """A field that looks like the missing one is to be renamed; otherwise a whole field is shown."""
    near = get_close_matches(need.id, spare, n=1, cutoff=NEAR)
    if near:
        return say(
            'Is it "{near}"? Then call it {id}. Otherwise write {field}.',
            near=near[0], id=need.id, field=_field(need),
        )
    return say("Write {field}.", field=_field(need))


def _field(need: Need[Any]) -> str:
    keys = [f"id: {need.id}", f"type: {need.types[0]}"]
    if need.limits is not None:
        low, high = need.limits
        keys += [f"min: {low}", f"max: {high}"] + ([f"step: {high // 10}"] if high - low > WIDEST_WITHOUT_STEP else [])
    if need.options:
        keys.append(_options(need.options))
    if need.columns:
        keys.append(f"add: …, fields: [{', '.join(_field(column) for column in need.columns)}]")
    return "{" + ", ".join([*keys, "label: …"]) + "}"


def _options(options: Sequence[str]) -> str:
    return "options: {" + ", ".join(f"{option}: …" for option in options) + "}"


def _listed(options: Sequence[str]) -> str:
    return ", ".join(f'"{option}"' for option in options)
