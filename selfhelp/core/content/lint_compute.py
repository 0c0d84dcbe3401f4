"""Whether an exercise with `compute:` has what its calculator reads, and what to write where it has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from selfhelp.core.content.document import Exercise, Field, Problem
from selfhelp.core.content.lesson_file import LessonFile
from selfhelp.core.exercises.needs import Need, same_id
from selfhelp.core.exercises.register import CALCULATORS, Calculator

Complaint = tuple[int, str]  # line, message

NEAR = 0.6
WIDEST_WITHOUT_STEP = 10


def lint_compute(file: LessonFile) -> list[Problem]:
    return [
        Problem(file.file, line, message)
        for exercise in file.lesson.exercises
        if exercise.compute in CALCULATORS
        for line, message in _lint_exercise(exercise, CALCULATORS[exercise.compute])
    ]


def _lint_exercise(exercise: Exercise, calculator: Calculator) -> Iterator[Complaint]:
    where = f'exercise "{exercise.id}"'
    if calculator.log and not exercise.log:
        yield exercise.line, f"{where}: {exercise.compute} sums up many entries. Write log: true."
    yield from _lint_fields(where, exercise.compute, exercise.line, exercise.fields, calculator.needs)


def _lint_fields(
    where: str, compute: str, line: int, fields: Sequence[Field], needs: Sequence[Need[Any]]
) -> Iterator[Complaint]:
    found = [(need, _field_for(need, fields)) for need in needs]
    spare = [field.id for field in fields if all(field is not taken for _, taken in found)]
    for need, field in found:
        if field is not None:
            yield from _lint_field(f'{where}, field "{field.id}"', compute, field, need)
        elif not need.optional:
            yield line, f'{where}: {compute} needs the field "{need.id}", {need.asks}. {_remedy(need, spare)}'


def _field_for(need: Need[Any], fields: Sequence[Field]) -> Field | None:
    return next((field for name in need.names for field in fields if same_id(field.id, name)), None)


def _lint_field(where: str, compute: str, field: Field, need: Need[Any]) -> Iterator[Complaint]:
    if field.type not in need.types:
        fitting = " or ".join(need.types)
        message = f"{where}: {compute} reads a {fitting} field here, not {field.type}. Write type: {need.types[0]}."
        yield field.line, message
        return
    if need.limits is not None and (field.min, field.max) != need.limits:
        low, high = need.limits
        yield field.line, f"{where}: {compute} counts from {low} to {high} here. Write min: {low}, max: {high}."
    known = [option.id for option in field.options]
    lacking = [option for option in need.options if option not in known]
    if lacking:
        yield field.line, f"{where}: {compute} needs the option {_listed(lacking)}. Write {_options(need.options)}."
    yield from _lint_fields(where, compute, field.line, field.fields, need.columns)


def _remedy(need: Need[Any], spare: Sequence[str]) -> str:
    """A field that looks like the missing one is to be renamed; otherwise a whole field is shown."""
    near = get_close_matches(need.id, spare, n=1, cutoff=NEAR)
    if near:
        return f'Is it "{near[0]}"? Then call it {need.id}. Otherwise write {_field(need)}.'
    return f"Write {_field(need)}."


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
