"""Days as a strip of cells, the deeper the higher the number, which stands over each."""

from __future__ import annotations

from collections.abc import Sequence

from selfhelp.core.charts.canvas import SIDE, Caption, Width, box, fit, svg, text, text_lines, wrap
from selfhelp.core.charts.cloud import Cloud, cloud
from selfhelp.core.charts.line import Series
from selfhelp.core.charts.panel import Panel, labels_under
from selfhelp.core.charts.scale import Axis, Mark

CELL, BETWEEN = 26.0, 3.0
WEEK = 7
GAP, BELOW = 12, 10
MISSING = "–"
DEPTHS = ("c-heat c-faint", "c-heat c-light", "c-heat c-half", "c-heat c-deep", "c-heat c-deepest")


def heat(
    series: Sequence[Series],
    labels: Sequence[str],
    caption: Caption,
    width: Width = Width.THIN,
    against: Cloud | None = None,
) -> str:
    """A strip for each field under the other. On a phone a week on each line. A missing day has a dash and no cell."""
    if not series or not labels or any(len(one.values) != len(labels) for one in series):
        raise ValueError("a heat strip needs at least one day, and a value or a gap for each")
    y, marks = 0.0, list[str]()
    for one in series:
        drawn, y = _head(one, y, width)
        marks += drawn
        step = WEEK if width is Width.THIN else len(labels)
        for first in range(0, len(labels), step):
            days = slice(first, first + step)
            drawn, y = _line(one, one.values[days], labels[days], step, y, width)
            marks += drawn
        y += GAP
    if against is not None:
        drawn, y = cloud(against, y, width)
        marks += drawn
    return svg(caption, width, y, marks)


def _head(series: Series, top: float, width: Width) -> tuple[list[str], float]:
    """What it is of, and what a light and a deep cell mean."""
    room = width.value - 2 * SIDE
    name = wrap(series.name, room, width, 2, bold=True)
    marks = text_lines(SIDE, top + width.letter, name, width, "c-text c-name")
    y = top + width.row * len(name) + 4
    for depth, end in ((DEPTHS[0], series.axis.low), (DEPTHS[-1], series.axis.high)):
        marks.append(box(depth, SIDE, y + 3, width.letter, width.letter))
        marks.append(text(SIDE + width.letter + 8, y + width.letter, fit(end.text, room - width.letter - 8, width)))
        y += width.row + 2
    return marks, y


def _line(
    series: Series, values: Sequence[Mark | None], labels: Sequence[str], count: int, top: float, width: Width
) -> tuple[list[str], float]:
    cells = top + width.row + 2
    panel = Panel(SIDE, width.value - SIDE, cells, cells + CELL, count, series.axis, width)
    marks: list[str] = []
    for place, mark in enumerate(values):
        x = panel.x(place)
        if mark is None:
            marks.append(text(x, cells + CELL / 2 + 5, MISSING, "c-tick", "middle"))
            continue
        wide = panel.step - BETWEEN
        marks.append(box(_depth(series.axis, mark), x - wide / 2, cells, wide, CELL))
        marks.append(text(x, cells - 4, fit(mark.text, panel.step, width, bold=True), "c-val", "middle"))
    under = cells + CELL + width.row
    return marks + labels_under(panel, labels, under), under + BELOW


def _depth(axis: Axis, mark: Mark) -> str:
    return DEPTHS[min(int(axis.share(mark.value) * len(DEPTHS)), len(DEPTHS) - 1)]
