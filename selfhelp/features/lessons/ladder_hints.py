"""What she is told on the next page when a ladder she has written may be hard to climb."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flask import flash
from flask_babel import gettext as _

from selfhelp.core.content.document import Field
from selfhelp.core.content.field_types import Answers, rows_of
from selfhelp.core.content.values import number_text
from selfhelp.core.exercises.ladder import look_at
from selfhelp.features.lessons.entries import OwnEntry
from selfhelp.features.lessons.sent import SentExercise

WITH_LEVEL = ("scale", "number")
HARDEST = 100


def tell_of_ladders(sent: Iterable[SentExercise], stored: Mapping[str, OwnEntry]) -> None:
    """`stored`: by exercise id, as it was before. A ladder she has not touched is not told of again."""
    for one in sent:
        before = stored.get(one.placed.exercise.id)
        for field in one.placed.exercise.fields:
            levels = _levels(field, one.answers)
            if levels and levels != _levels(field, before.answers if before else {}):
                for hint in _hints(levels):
                    flash(hint, "info")


def _levels(field: Field, answers: Answers) -> list[float]:
    """The first number of each row, as the chart of a ladder reads it."""
    column = next((one for one in field.fields if one.type in WITH_LEVEL and one.max == HARDEST), None)
    if field.type != "ladder" or column is None:
        return []
    found = (row.get(column.id) for row in rows_of(field, answers))
    return [value for value in found if isinstance(value, int | float)]


def _hints(levels: list[float]) -> Iterator[str]:
    seen = look_at(levels)
    if seen.high_start is not None:
        yield _("The easiest step is at %(level)s. Is there one that is easier to begin with, around 30?",
                level=number_text(seen.high_start))  # fmt: skip
    if seen.strides:
        low, high = seen.strides[0]
        yield _("It is far from %(low)s to %(high)s. A step between them may make it easier.",
                low=number_text(low), high=number_text(high))  # fmt: skip
