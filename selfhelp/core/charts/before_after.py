"""From before to after, one arrow for each time it was filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfhelp.core.charts.canvas import SIDE, Caption, Width, disc, fit, path, stroke, svg, text, width_of
from selfhelp.core.charts.scale import Axis, Better, Mark

RING, HEAD = 6.0, 9.0  # the ring of before, the length of the arrow's head
ROW = 34


@dataclass(frozen=True)
class Change:
    """`after`: None until it has been filled in."""

    label: str
    before: Mark | None
    after: Mark | None


@dataclass(frozen=True)
class Changes:
    """`before_word`, `after_word`: what ring and arrow mean."""

    changes: Sequence[Change]
    axis: Axis
    before_word: str
    after_word: str


@dataclass(frozen=True)
class _Field:
    """The labels to the left, and the scale between `left` and `right` with room for a number beside each end."""

    left: float
    right: float
    axis: Axis
    width: Width

    def x(self, value: float) -> float:
        return self.left + (self.right - self.left) * self.axis.share(value)


def before_after(given: Changes, caption: Caption, width: Width = Width.THIN) -> str:
    """A ring where it was, an arrow to where it came; a dot where an arrow has no room. Before alone is a ring."""
    if not given.changes:
        raise ValueError("a before-after chart needs at least one entry")
    longest = max(width_of(one.label, width) for one in given.changes)
    said = [mark.text for one in given.changes for mark in (one.before, one.after) if mark is not None]
    beside = max((width_of(words, width, bold=True) for words in said), default=0) + RING + 6
    start = SIDE + min(longest, width.value / 3) + 10
    field = _Field(start + beside, width.value - SIDE - beside, given.axis, width)
    top = width.row + 12.0
    marks = _legend(given, width)
    for place, change in enumerate(given.changes):
        marks += _row(change, field, top + ROW * (place + 0.5), start)
    bottom = top + ROW * len(given.changes)
    marks += [stroke("c-grid", x, top, x, bottom) for x in (field.left, field.right)]
    feet, end = _feet(given.axis, field, bottom + width.row + 2)
    return svg(caption, width, end + SIDE, [*marks, *feet])


def _legend(given: Changes, width: Width) -> list[str]:
    y = float(width.letter)
    second = SIDE + 3 * RING + width_of(given.before_word, width) + 24
    return [
        disc("c-ring", SIDE + RING, y - 5, RING),
        text(SIDE + 3 * RING, y, given.before_word),
        path("c-head", _head(second + HEAD, y - 5, 1), closed=True),
        text(second + HEAD + 6, y, given.after_word),
    ]


def _row(change: Change, field: _Field, y: float, start: float) -> list[str]:
    marks = [text(SIDE, y + 5, fit(change.label, start - SIDE - 6, field.width))]
    marks.append(stroke("c-grid", field.left, y, field.right, y))
    before, after = change.before, change.after
    apart = before is not None and after is not None and abs(field.x(before.value) - field.x(after.value))
    if before is not None and after is not None and apart > HEAD + RING:
        marks += _arrow(field.x(before.value), field.x(after.value), y)
    if before is not None:
        marks.append(disc("c-ring", field.x(before.value), y, RING))
    if after is not None and apart <= HEAD + RING:
        marks.append(disc("c-dotted", field.x(after.value), y, RING - 3))
    return marks + _numbers(before, after, field, y)


def _arrow(begin: float, end: float, y: float) -> list[str]:
    way = 1 if end > begin else -1
    return [stroke("c-line", begin + way * RING, y, end - way * HEAD, y), path("c-head", _head(end, y, way), True)]


def _head(tip: float, y: float, way: int) -> list[tuple[float, float]]:
    return [(tip, y), (tip - way * HEAD, y - 6), (tip - way * HEAD, y + 6)]


def _numbers(before: Mark | None, after: Mark | None, field: _Field, y: float) -> list[str]:
    """Outside the two, the lower to the left and the higher to the right; once where they are the same."""
    there = sorted((mark for mark in (before, after) if mark is not None), key=lambda mark: mark.value)
    if not there:
        return []
    marks = [text(field.x(there[-1].value) + RING + 4, y + 5, there[-1].text, "c-val")]
    if there[0].value < there[-1].value:
        marks.append(text(field.x(there[0].value) - RING - 4, y + 5, there[0].text, "c-val", "end"))
    return marks


def _feet(axis: Axis, field: _Field, y: float) -> tuple[list[str], float]:
    """The ends of the scale, which way is better, and where all that ends. On two lines where one has no room."""
    width, right = field.width, field.width.value - SIDE
    marks = [text(SIDE, y, fit(axis.low.text, right - SIDE, width))]
    if width_of(axis.low.text, width) + width_of(axis.high.text, width) + 16 > right - SIDE:
        y += width.row
    marks.append(text(right, y, fit(axis.high.text, right - SIDE, width), anchor="end"))
    if axis.better is Better.LOWER:
        y += width.row
        marks.append(text(SIDE, y, f"← {axis.better_word}", "c-tick c-name"))
    elif axis.better is Better.HIGHER:
        y += width.row
        marks.append(text(right, y, f"{axis.better_word} →", "c-tick c-name", "end"))
    return marks, y
