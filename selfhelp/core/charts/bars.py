"""One bar for each day or week, with a goal where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfhelp.core.charts.canvas import SIDE, Caption, Width, box, fit, stroke, svg, text, text_lines, width_of, wrap
from selfhelp.core.charts.panel import Panel, labels_under, numbers_over
from selfhelp.core.charts.scale import Axis, Better, Mark

SAMPLE = 28  # the bit of goal line in front of its words
THINNEST = 2.0  # a zero is seen: it was noted
MISSING = "–"


@dataclass(frozen=True)
class Bars:
    """`values`: one for each label, None where nothing was noted. `goal`: with its words, «Goal: 30 minutes»."""

    name: str
    values: Sequence[Mark | None]
    labels: Sequence[str]
    goal: Mark | None = None
    better: Better | None = None
    better_word: str = ""


def bars(given: Bars, caption: Caption, width: Width = Width.THIN) -> str:
    """Bars stand on zero. A day without a note has a short dash where its bar would stand."""
    if not given.labels or len(given.labels) != len(given.values):
        raise ValueError("bars need at least one value, and a label for each")
    right = width.value - SIDE
    name = wrap(given.name, right - SIDE, width, 2, bold=True)
    head = width.row * (len(name) + 1)
    top = head + width.letter + 16
    bottom = top + (100 if width is Width.THIN else 120)
    panel = Panel(SIDE, right, top, bottom, len(given.values), _axis(given), width)
    under = bottom + width.row + 2
    marks = [
        *text_lines(SIDE, width.letter, name, width, "c-text c-name"),
        *_head(given, head, width),
        *_bars(panel, given.values),
        stroke("c-base", SIDE, panel.y(0), right, panel.y(0)),
        *_goal(panel, given.goal),
        *numbers_over(panel, given.values, [_over(panel, mark) for mark in given.values]),
        *labels_under(panel, given.labels, under),
    ]
    return svg(caption, width, under + SIDE, marks)


def _axis(given: Bars) -> Axis:
    """From zero, or the lowest below it, to the highest there is."""
    all_values = [0.0, *(mark.value for mark in (*given.values, given.goal) if mark is not None)]
    low, high = min(all_values), max(all_values)
    return Axis(Mark(low, ""), Mark(high if high > low else low + 1, ""), given.better, given.better_word)


def _head(given: Bars, y: float, width: Width) -> list[str]:
    """What the goal line is, and which way is better."""
    axis, right = _axis(given), width.value - SIDE
    better = axis.upward or axis.downward
    marks = [text(right, y, better, "c-tick c-name", "end")] if better else []
    if given.goal is not None:
        room = right - SIDE - SAMPLE - width_of(better, width, bold=True) - 3 * SIDE
        marks.append(stroke("c-ref", SIDE, y - 5, SIDE + SAMPLE, y - 5))
        marks.append(text(SIDE + SAMPLE + SIDE, y, fit(given.goal.text, room, width)))
    return marks


def _bars(panel: Panel, values: Sequence[Mark | None]) -> list[str]:
    wide = min(panel.step * 0.66, 34)
    zero = panel.y(0)
    marks: list[str] = []
    for place, mark in enumerate(values):
        if mark is None:
            marks.append(text(panel.x(place), zero - 4, MISSING, "c-tick", "middle"))
        else:
            high = max(abs(zero - panel.y(mark.value)), THINNEST)
            marks.append(box("c-bar", panel.x(place) - wide / 2, _top(panel, mark), wide, high, 1))
    return marks


def _top(panel: Panel, mark: Mark) -> float:
    return min(panel.y(mark.value), panel.y(0) - THINNEST)


def _over(panel: Panel, mark: Mark | None) -> float | None:
    """Where the number counts from: it stands nearer a bar than a dot."""
    return None if mark is None else _top(panel, mark) + 4


def _goal(panel: Panel, goal: Mark | None) -> list[str]:
    if goal is None:
        return []
    return [stroke("c-ref", panel.left, panel.y(goal.value), panel.right, panel.y(goal.value))]
