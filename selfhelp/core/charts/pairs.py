"""How much something matters beside how much of it there is: two bars for each, the greatest distance first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfhelp.core.charts.canvas import SIDE, Caption, Width, box, fit, svg, text, text_lines, width_of, wrap
from selfhelp.core.charts.scale import Axis, Mark

BAR, BETWEEN = 12.0, 4.0
SAMPLE = 18.0
GAP = 14


@dataclass(frozen=True)
class Area:
    """`first`: importance. `second`: how one lives by it. None where it was not filled in."""

    name: str
    first: Mark | None
    second: Mark | None

    @property
    def distance(self) -> float:
        """How much further the first reaches; below everything where one of them is missing."""
        return self.first.value - self.second.value if self.first and self.second else float("-inf")


@dataclass(frozen=True)
class Pairs:
    areas: Sequence[Area]
    axis: Axis
    first_word: str
    second_word: str


def pairs(given: Pairs, caption: Caption, width: Width = Width.THIN) -> str:
    """A filled bar over a hollow one. What is missing has a dash and no bar."""
    if not given.areas:
        raise ValueError("pairs need at least one area")
    marks, y = _legend(given, width)
    said = [mark.text for area in given.areas for mark in (area.first, area.second) if mark]
    beside = max((width_of(words, width, bold=True) for words in said), default=0) + 8
    for area in sorted(given.areas, key=lambda area: -area.distance):
        drawn, y = _area(area, given.axis, y, beside, width)
        marks += drawn
    return svg(caption, width, y, marks)


def _legend(given: Pairs, width: Width) -> tuple[list[str], float]:
    marks: list[str] = []
    y = float(width.letter)
    for kind, words in (("c-bar", given.first_word), ("c-hollow", given.second_word)):
        lines = wrap(words, width.value - 2 * SIDE - SAMPLE - 8, width, 2)
        marks.append(box(kind, SIDE, y - BAR + 1, SAMPLE, BAR))
        marks += text_lines(SIDE + SAMPLE + 8, y, lines, width, "c-tick")
        y += width.row * max(len(lines), 1)
    return marks, y + 4


def _area(area: Area, axis: Axis, top: float, beside: float, width: Width) -> tuple[list[str], float]:
    """On a phone the name stands over its bars, on a wide page to their left."""
    wide = width is Width.WIDE
    left = width.value / 3 if wide else float(SIDE)
    name = fit(area.name, left - SIDE - 12 if wide else width.value - 2 * SIDE, width, bold=True)
    marks = [text(SIDE, top + width.letter, name, "c-text c-name")]
    y = top + (3 if wide else width.row + 2)
    for kind, mark in (("c-bar", area.first), ("c-hollow", area.second)):
        marks += _bar(kind, mark, axis, (left, width.value - SIDE - beside, y))
        y += BAR + BETWEEN
    return marks, y + GAP


def _bar(kind: str, mark: Mark | None, axis: Axis, place: tuple[float, float, float]) -> list[str]:
    left, right, y = place
    if mark is None:
        return [text(left, y + BAR - 1, "–")]
    wide = max((right - left) * axis.share(mark.value), 2.0)
    return [box(kind, left, y, wide, BAR), text(left + wide + 6, y + BAR - 1, mark.text, "c-val")]
