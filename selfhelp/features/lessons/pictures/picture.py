"""A picture of an exercise that has a chart, from its entries: the same for the patient and for her guide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from selfhelp.core.charts import Width
from selfhelp.core.content.document import Exercise
from selfhelp.features.lessons.pictures.counted import counts
from selfhelp.features.lessons.pictures.of_one import balance, before_after, diamond, pairs
from selfhelp.features.lessons.pictures.over_days import bars, dots, heat, line
from selfhelp.features.lessons.pictures.sleep import nights
from selfhelp.features.lessons.pictures.steps import ladder, progress
from selfhelp.features.lessons.pictures.wanted import Picture, Wanted, Written

REACH = timedelta(weeks=10)  # eight weeks of bars, and some time between writing and the day that is told
KINDS: dict[str, Callable[[Wanted], Picture | None]] = {
    "line": line,
    "bars": bars,
    "dots": dots,
    "heat": heat,
    "before-after": before_after,
    "ladder": ladder,
    "steps": progress,
    "counts": counts,
    "nights": nights,
    "pairs": pairs,
    "diamond": diamond,
    "balance": balance,
}
OF_ONE = ("diamond", "balance", "pairs", "ladder", "steps")
OF_ALL = ("ladder", "counts")  # however long ago


def picture_of(
    exercise: Exercise,
    entries: Sequence[Written],
    today: date,
    language: str,
    others: Sequence[Written] = (),
    width: Width = Width.THIN,
) -> Picture | None:
    """None where the exercise has no chart, or nothing of what it draws has been written.

    `entries`: those of the exercise that the reader may see, oldest first. `others`: those of the exercises its
    references point at. A picture of one entry (`draws_one`) shows the last.
    """
    if exercise.chart is None or exercise.chart.kind not in KINDS:
        return None
    wanted = Wanted(exercise, exercise.chart, tuple(entries), tuple(others), today, language, width)
    return KINDS[exercise.chart.kind](wanted)


def draws_one(exercise: Exercise) -> bool:
    """Whether the picture is of one entry and not of all of them."""
    if exercise.chart is None or exercise.chart.kind not in OF_ONE:
        return False
    return not any(field.id in exercise.chart.y and field.refers_to for field in exercise.fields)


def reaches_back(exercise: Exercise) -> timedelta | None:
    """How old an entry can be and still be drawn; None where all of them count."""
    chart = exercise.chart
    counts_all = not exercise.log or (chart is not None and (chart.kind in OF_ALL or chart.goal_from != ""))
    return None if counts_all else REACH


def others_of(exercise: Exercise) -> frozenset[str]:
    """Ids of the exercises whose rows the picture draws, and of the one that holds its goal."""
    if exercise.chart is None:
        return frozenset()
    pointers = [field.refers_to for field in exercise.fields if field.id in exercise.chart.y]
    return frozenset(one.partition(".")[0] for one in (*pointers, exercise.chart.goal_from) if "." in one)
