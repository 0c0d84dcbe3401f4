"""Values over days: one field under the other for each question, so that nothing depends on telling colours apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfhelp.core.charts.canvas import SIDE, Caption, Width, fit, stroke, svg, text, text_lines, width_of, wrap
from selfhelp.core.charts.panel import Panel, labels_under, plotted
from selfhelp.core.charts.scale import Axis, Mark

LINES_OF_NAME = 2
BETWEEN = 18


@dataclass(frozen=True)
class Series:
    """`values`: one for each day, None where nothing was noted."""

    name: str
    values: Sequence[Mark | None]
    axis: Axis


def line(series: Sequence[Series], labels: Sequence[str], caption: Caption, width: Width = Width.THIN) -> str:
    """`labels`: one for each day; as many are written as there is room for."""
    if not series or not labels or any(len(one.values) != len(labels) for one in series):
        raise ValueError("a line chart needs at least one series, and a label for each of its values")
    marks: list[str] = []
    top = 0.0
    for one in series:
        drawn, top = _field(one, top, width)
        marks += drawn
    under = top + width.row
    last = Panel(SIDE, width.value - SIDE, 0, 1, len(labels), series[-1].axis, width)
    return svg(caption, width, under + SIDE, [*marks, *labels_under(last, labels, under)])


def _field(series: Series, top: float, width: Width) -> tuple[list[str], float]:
    """The name, the scale's upper end, the plot, its lower end; and where the next one can begin."""
    right, axis = width.value - SIDE, series.axis
    name = wrap(series.name, right - SIDE, width, LINES_OF_NAME, bold=True)
    marks = text_lines(SIDE, top + width.letter, name, width, "c-text c-name")
    upper = top + width.row * (len(name) + 1)
    plot_top = upper + width.letter + 14  # room for a number over the highest dot
    bottom = plot_top + (74 if width is Width.THIN else 84)
    marks += _end(axis.high.text, axis.upward, upper, width)
    marks += [stroke("c-grid", SIDE, y, right, y) for y in (plot_top, bottom)]
    marks += plotted(Panel(SIDE, right, plot_top, bottom, len(series.values), axis, width), series.values)
    lower = bottom + width.row + 4
    return [*marks, *_end(axis.low.text, axis.downward, lower, width)], lower + BETWEEN


def _end(words: str, better: str, y: float, width: Width) -> list[str]:
    """One end of the scale: its words to the left, which way is better to the right."""
    right = width.value - SIDE
    room = right - SIDE - (width_of(better, width, bold=True) + 2 * SIDE if better else 0)
    marks = [text(SIDE, y, fit(words, room, width))] if words else []
    return [*marks, text(right, y, better, "c-tick c-name", "end")] if better else marks
