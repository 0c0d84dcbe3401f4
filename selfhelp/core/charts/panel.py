"""A field to plot in, with places along it and a scale up its side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfhelp.core.charts.canvas import SIDE, Width, disc, label_at, path, places_with_label, text, width_of
from selfhelp.core.charts.scale import Axis, Mark, runs

LEAST_FOR_A_LINE = 3
DOT = 4.5
OVER = 9  # from a dot to the number over it


@dataclass(frozen=True)
class Panel:
    """`top`, `bottom`: where the ends of the scale stand. `count`: how many places there are along it."""

    left: float
    right: float
    top: float
    bottom: float
    count: int
    axis: Axis
    width: Width

    @property
    def step(self) -> float:
        return (self.right - self.left) / self.count

    def x(self, place: int) -> float:
        return self.left + self.step * (place + 0.5)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * self.axis.share(value)


def plotted(panel: Panel, values: Sequence[Mark | None]) -> list[str]:
    """Dots with their numbers. A line joins days in a row, once there are three values in all."""
    given = sum(value is not None for value in values)
    marks: list[str] = []
    for run in runs(values):
        if given >= LEAST_FOR_A_LINE and len(run) > 1:
            marks.append(path("c-line", [(panel.x(place), panel.y(mark.value)) for place, mark in run]))
    marks += [
        disc("c-pt", panel.x(place), panel.y(mark.value), DOT) for place, mark in enumerate(values) if mark is not None
    ]
    heights = [None if mark is None else panel.y(mark.value) for mark in values]
    return marks + numbers_over(panel, values, heights)


def numbers_over(panel: Panel, values: Sequence[Mark | None], heights: Sequence[float | None]) -> list[str]:
    """The numbers over what is drawn. Where there is not room for all, the table alone has the others."""
    marks: list[str] = []
    taken: list[tuple[float, float]] = []
    for place in _most_telling_first(values):
        mark, height = values[place], heights[place]
        if mark is None or height is None:
            continue
        half = width_of(mark.text, panel.width, bold=True) / 2
        x = min(max(panel.x(place), SIDE + half), panel.width.value - SIDE - half)
        if all(x + half < left or right < x - half for left, right in taken):
            marks.append(text(x, height - OVER, mark.text, "c-val", "middle"))
            taken.append((x - half, x + half))
    return marks


def _most_telling_first(values: Sequence[Mark | None]) -> list[int]:
    """The last one, the highest, the lowest, and then backwards from the last."""
    there = [(mark.value, place) for place, mark in enumerate(values) if mark is not None]
    if not there:
        return []
    backwards = [place for _, place in reversed(there)]
    return list(dict.fromkeys([backwards[0], max(there)[1], min(there)[1], *backwards]))


def labels_under(panel: Panel, labels: Sequence[str], y: float) -> list[str]:
    return [
        label_at(panel.x(place), y, labels[place], panel.width)
        for place in places_with_label(labels, panel.step, panel.width)
    ]
