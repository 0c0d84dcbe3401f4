"""Charts that must name fields they can draw, and say which way is better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selfhelp.core.content.chart_block import NIGHT
from selfhelp.core.content.document import Chart, Exercise, Field, Problem, Severity
from selfhelp.core.content.lesson_file import LessonFile
from selfhelp.core.content.report import did_you_mean
from selfhelp.core.content.said import Said, say

NUMERIC = ("scale", "number", "minutes")
TEXTS = ("text", "long-text")
WITH_ROWS = ("group", "ladder")
OF_NUMBERS = ("line", "bars", "before-after")
OF_MANY = ("bars", "dots", "heat", "counts", "nights")  # they draw one entry beside another
ANSWERED = ("choice", "yes-no")
NIGHT_TYPES = (("time",), ("time",), ("minutes", "number"), ("minutes", "number"), ("time",), ("time",))

Complaint = tuple[int, Said]  # line, message


def lint_charts(file: LessonFile) -> Iterator[Problem]:
    for exercise in file.lesson.exercises:
        chart = exercise.chart
        if chart is None or not chart.kind:
            continue
        where = say('exercise "{id}"', id=exercise.id)
        complaints = list(_lint_fields(exercise, chart))
        for line, message in complaints:
            yield Problem(file.file, line, say("{where}: chart {problem}", where=where, problem=message))
        if not complaints and chart.kind in OF_NUMBERS and not _says_better(exercise, chart):
            message = say("does not say which way is better. Write better: higher, lower or neither.")
            told = say("{where}: chart {problem}", where=where, problem=message)
            yield Problem(file.file, chart.line, told, Severity.WARNING)


def _lint_fields(exercise: Exercise, chart: Chart) -> Iterator[Complaint]:
    if chart.kind in OF_MANY and not exercise.log and exercise.kind is None:
        yield chart.line, say("of kind {kind} needs many entries. Write log: true in the exercise.", kind=chart.kind)
    if chart.kind == "pairs":
        yield from _lint_pairs(exercise, chart)
        return
    yield from _lint_names(exercise, chart)
    yield from _lint_written(exercise, chart)
    drawn = [field for name in chart.y if (field := exercise.field_by_id(name)) is not None]
    if len(drawn) < len(chart.y):
        return
    if chart.kind in OF_NUMBERS:
        yield from _lint_numbers(chart, drawn)
    elif chart.kind == "nights":
        yield from _lint_nights(drawn)
    elif chart.kind == "ladder":
        yield from _lint_ladder(drawn)
    else:
        yield from _lint_one_by_one(chart, drawn)


def _lint_names(exercise: Exercise, chart: Chart) -> Iterator[Complaint]:
    known = [field.id for field in exercise.fields]
    for name in filter(None, (*chart.y, *chart.parts.values(), chart.note)):
        if name not in known:
            hint = did_you_mean(name, known)
            yield chart.line, say('names "{name}", which is not a field. {hint}', name=name, hint=hint)


def _lint_numbers(chart: Chart, drawn: Sequence[Field]) -> Iterator[Complaint]:
    for field in drawn:
        if field.type not in NUMERIC:
            yield field.line, say(
                'draws "{id}", which is a {type} field. Choose one with numbers.', id=field.id, type=field.type
            )
    if chart.kind == "before-after" and len({(field.min, field.max) for field in drawn}) > 1:
        yield chart.line, say("compares two fields that need the same min and max. Make them alike.")


def _lint_nights(drawn: Sequence[Field]) -> Iterator[Complaint]:
    for field, what, types in zip(drawn, NIGHT, NIGHT_TYPES, strict=False):
        if field.type not in types:
            yield field.line, say(
                'takes "{id}" as {what}, which must be a {right} field, not {type}.',
                id=field.id, what=what, right=types[0], type=field.type,
            )


def _lint_ladder(drawn: Sequence[Field]) -> Iterator[Complaint]:
    for field in drawn:
        columns = {column.type for column in field.fields}
        if field.type not in (*WITH_ROWS, "reference"):
            yield field.line, say(
                'draws "{id}", a {type} field. Choose a ladder, or a reference to one.', id=field.id, type=field.type
            )
        elif field.type in WITH_ROWS and not (columns & set(TEXTS) and columns & set(NUMERIC)):
            yield field.line, say('draws "{id}", whose rows need a text and a number. Add the column.', id=field.id)


def _lint_one_by_one(chart: Chart, drawn: Sequence[Field]) -> Iterator[Complaint]:
    for field in drawn:
        if chart.kind == "dots" and field.type in WITH_ROWS:
            yield field.line, say(
                'draws "{id}", a {type} field. Choose one that says how the day went.', id=field.id, type=field.type
            )
        elif chart.kind == "heat" and field.type != "scale":
            yield field.line, say(
                'draws "{id}", which is a {type} field. Choose a scale.', id=field.id, type=field.type
            )
        elif chart.kind == "counts" and field.type not in ANSWERED:
            yield field.line, say(
                'counts "{id}", which is a {type} field. Choose a choice or a yes-no.', id=field.id, type=field.type
            )
        elif chart.kind == "steps":
            yield from _lint_steps(field)


def _lint_steps(field: Field) -> Iterator[Complaint]:
    columns = {column.type for column in field.fields}
    if field.type not in WITH_ROWS:
        yield field.line, say(
            'draws "{id}", a {type} field. Choose a group with the steps.', id=field.id, type=field.type
        )
    elif not (columns & set(TEXTS) and "yes-no" in columns):
        yield field.line, say('draws "{id}", whose rows need a text and a yes-no. Add the column.', id=field.id)


def _lint_written(exercise: Exercise, chart: Chart) -> Iterator[Complaint]:
    """Her own words are shown as they are: what is not a text has none."""
    for name in filter(None, (*(chart.parts.values() if chart.kind == "balance" else ()), chart.note)):
        field = exercise.field_by_id(name)
        if field is not None and field.type not in TEXTS:
            yield field.line, say(
                'shows "{id}", which is a {type} field. Choose a text.', id=field.id, type=field.type
            )


def _lint_pairs(exercise: Exercise, chart: Chart) -> Iterator[Complaint]:
    """Both stand as numbers in the rows of one group, beside a text that names the row."""
    groups = [field for field in exercise.fields if field.type in WITH_ROWS]
    group = next((one for one in groups if {column.id for column in one.fields} >= set(chart.y)), None)
    if group is None:
        known = [column.id for one in groups for column in one.fields]
        strange = next((name for name in chart.y if name not in known), "")
        same = say("Write them as columns of the same group.")
        yield chart.line, say(
            "draws {names}, which are not columns of one group. {hint}",
            names=_both(chart.y), hint=did_you_mean(strange, known) if strange and known else same,
        )
        return
    for column in group.fields:
        if column.id in chart.y and column.type not in NUMERIC:
            yield column.line, say(
                'draws "{id}", which is a {type} column. Choose one with numbers.', id=column.id, type=column.type
            )
    if not any(column.type in TEXTS for column in group.fields):
        yield group.line, say(
            'draws the rows of "{id}", which need a text that names them. Add the column.', id=group.id
        )


def _both(names: tuple[str, ...]) -> tuple[str, ...] | Said:
    """Two, unless the chart has a fault that is told elsewhere."""
    return say("{one} and {other}", one=names[0], other=names[1]) if len(names) == 2 else names


def _says_better(exercise: Exercise, chart: Chart) -> bool:
    """In so many words, or by the words at the ends of its scales."""
    drawn = [field for name in chart.y if (field := exercise.field_by_id(name)) is not None]
    return bool(chart.better) or all(field.low and field.high for field in drawn)
