"""Days as dots: kept, partly, not, or nothing noted. On a phone a calendar, on a wide page a strip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from selfhelp.core.charts.canvas import (
    SIDE,
    Caption,
    Width,
    disc,
    label_at,
    number,
    places_with_label,
    stroke,
    svg,
    text,
    width_of,
)

RADIUS = 8.0
WEEK = 7
ROW = 32


class State(Enum):
    """What a day was. Each has a shape of its own."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT = "not"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Calendar:
    """`days`: day after day without a hole. `labels`: one for each. `words`: the states that can come, in order."""

    days: Sequence[tuple[date, State]]
    labels: Sequence[str]
    weekdays: Sequence[str]  # short, Monday first
    words: Mapping[State, str]


def dots(given: Calendar, caption: Caption, width: Width = Width.THIN) -> str:
    if not given.days or len(given.days) != len(given.labels) or len(given.weekdays) != WEEK:
        raise ValueError("a calendar needs at least one day, a label for each, and seven weekdays")
    first = given.days[0][0]
    if any(day != first + timedelta(days=place) for place, (day, _) in enumerate(given.days)):
        raise ValueError("the days of a calendar follow one another")
    marks, bottom = _weeks(given) if width is Width.THIN else _strip(given)
    legend, end = _legend(given.words, bottom + width.row + 6, width)
    return svg(caption, width, end + 2 * SIDE, [*marks, *legend])


def _weeks(given: Calendar) -> tuple[list[str], float]:
    """One row for each week, Monday first, with the date of its first day."""
    width = Width.THIN
    start = SIDE + max(width_of(label, width) for label in given.labels) + 8
    step = (width.value - SIDE - start) / WEEK
    marks = [
        text(start + step * (place + 0.5), width.letter, day, "c-tick", "middle")
        for place, day in enumerate(given.weekdays)
    ]
    monday = given.days[0][0] - timedelta(days=given.days[0][0].weekday())
    row = 0
    for place, ((day, state), label) in enumerate(zip(given.days, given.labels, strict=True)):
        row = (day - monday).days // WEEK
        y = width.row + 12 + ROW * (row + 0.5)
        if place == 0 or day.weekday() == 0:
            marks.append(text(SIDE, y + 5, label))
        marks += shape(state, start + step * (day.weekday() + 0.5), y)
    return marks, width.row + 12 + ROW * (row + 1)


def _strip(given: Calendar) -> tuple[list[str], float]:
    width = Width.WIDE
    step = (width.value - 2 * SIDE) / len(given.days)
    y = SIDE + RADIUS + 6
    marks: list[str] = []
    for place, (_, state) in enumerate(given.days):
        marks += shape(state, SIDE + step * (place + 0.5), y)
    under = y + RADIUS + width.row + 2
    for place in places_with_label(given.labels, step, width):
        marks.append(label_at(SIDE + step * (place + 0.5), under, given.labels[place], width))
    return marks, under


def shape(state: State, x: float, y: float) -> list[str]:
    """Filled, half filled, an empty ring with a line through it, and a point."""
    if state is State.KEPT:
        return [disc("c-full", x, y, RADIUS)]
    if state is State.PARTLY:
        half = f"M{number(x)} {number(y - RADIUS)}a{RADIUS} {RADIUS} 0 0 0 0 {2 * RADIUS}z"
        return [disc("c-ring", x, y, RADIUS), f'<path class="c-full" d="{half}"/>']
    if state is State.NOT:
        return [disc("c-ring", x, y, RADIUS), stroke("c-strike", x - 4, y, x + 4, y)]
    return [disc("c-none", x, y, 2.5)]


def _legend(words: Mapping[State, str], y: float, width: Width) -> tuple[list[str], float]:
    """Each shape with its word, on as many lines as they need; and where the last line stands."""
    marks: list[str] = []
    x = float(SIDE)
    for state, word in words.items():
        wide = 2 * RADIUS + 6 + width_of(word, width)
        if x > SIDE and x + wide > width.value - SIDE:
            x, y = float(SIDE), y + width.row + 6
        marks += [*shape(state, x + RADIUS, y - 5), text(x + 2 * RADIUS + 6, y, word)]
        x += wide + 20
    return marks, y
