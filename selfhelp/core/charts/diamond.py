"""The cognitive diamond: thoughts, feelings, actions and body around one situation, each pulling at the others."""

from __future__ import annotations

from dataclasses import dataclass

from selfhelp.core.charts.canvas import SIDE, Caption, Width, box, path, stroke, svg, text, text_lines, wrap

LINES = 5
PAD = 10.0
BETWEEN = 34.0  # between rows, where the arrows go


@dataclass(frozen=True)
class Corner:
    """`words`: what she wrote; the whole of it stands in the table."""

    name: str
    words: str


@dataclass(frozen=True)
class Diamond:
    middle: Corner
    thoughts: Corner
    feelings: Corner
    actions: Corner
    body: Corner


@dataclass(frozen=True)
class _Card:
    corner: Corner
    x: float
    wide: float
    width: Width

    @property
    def lines(self) -> tuple[str, ...]:
        return wrap(self.corner.words or "–", self.wide - 2 * PAD, self.width, LINES)

    @property
    def high(self) -> float:
        return 2 * PAD + self.width.row * (len(self.lines) + 1)

    @property
    def centre(self) -> float:
        return self.x + self.wide / 2

    def drawn(self, y: float, high: float, kind: str = "c-node") -> list[str]:
        head = y + PAD + self.width.letter - 2
        return [
            box(kind, self.x, y, self.wide, high, 10),
            text(self.centre, head, self.corner.name, "c-text c-name", "middle"),
            *text_lines(self.centre, head + self.width.row, self.lines, self.width, "c-text", "middle"),
        ]


def diamond(given: Diamond, caption: Caption, width: Width = Width.THIN) -> str:
    """Thoughts at the top, body and feelings at the sides, actions at the foot.

    The situation stands in the middle of a wide page, and over the diamond on a phone, where the middle has no room.
    """
    marks, end = _thin(given) if width is Width.THIN else _wide(given)
    return svg(caption, width, end, marks)


def _thin(given: Diamond) -> tuple[list[str], float]:
    width, half = Width.THIN, (Width.THIN.value - 2 * SIDE - 16) / 2
    full = _Card(given.middle, SIDE, width.value - 2 * SIDE, width)
    top, foot = (_Card(one, 60, 240, width) for one in (given.thoughts, given.actions))
    left = _Card(given.body, SIDE, half, width)
    right = _Card(given.feelings, width.value - SIDE - half, half, width)
    first = 2 + full.high + BETWEEN
    second = first + top.high + BETWEEN
    sides = max(left.high, right.high)
    third = second + sides + BETWEEN
    marks = [
        *full.drawn(2, full.high, "c-node c-middle"),
        *_one_way(full.centre, 2 + full.high + 4, first - 4),
        *_both_ways((top.x + 40, first + top.high), (left.centre, second)),
        *_both_ways((top.x + top.wide - 40, first + top.high), (right.centre, second)),
        *_both_ways((left.centre, second + sides), (foot.x + 40, third)),
        *_both_ways((right.centre, second + sides), (foot.x + foot.wide - 40, third)),
        *top.drawn(first, top.high), *left.drawn(second, sides), *right.drawn(second, sides),
        *foot.drawn(third, foot.high),
    ]  # fmt: skip
    return marks, third + foot.high + 2


def _wide(given: Diamond) -> tuple[list[str], float]:
    width = Width.WIDE
    top, middle, foot = (_Card(one, 250, 220, width) for one in (given.thoughts, given.middle, given.actions))
    left = _Card(given.body, SIDE, 200, width)
    right = _Card(given.feelings, width.value - SIDE - 200, 200, width)
    second = 2 + top.high + BETWEEN + 10
    sides = max(left.high, middle.high, right.high)
    third = second + sides + BETWEEN + 10
    marks = [
        *_both_ways((top.x, 2 + top.high / 2 + 10), (left.centre, second)),
        *_both_ways((top.x + top.wide, 2 + top.high / 2 + 10), (right.centre, second)),
        *_both_ways((left.centre, second + sides), (foot.x, third + foot.high / 2 - 10)),
        *_both_ways((right.centre, second + sides), (foot.x + foot.wide, third + foot.high / 2 - 10)),
        *_one_way(middle.centre, second - 4, 2 + top.high + 4),
        *top.drawn(2, top.high), *left.drawn(second, sides), *right.drawn(second, sides),
        *middle.drawn(second, sides, "c-node c-middle"), *foot.drawn(third, foot.high),
    ]  # fmt: skip
    return marks, third + foot.high + 2


def _one_way(x: float, begin: float, end: float) -> list[str]:
    """From the situation to the first thought."""
    back = -9 if end > begin else 9
    return [
        stroke("c-link", x, begin, x, end + back),
        path("c-linkhead", [(x, end), (x - 5, end + back), (x + 5, end + back)], closed=True),
    ]


def _both_ways(begin: tuple[float, float], end: tuple[float, float]) -> list[str]:
    """A line with a head at each end, a little short of the cards."""
    (x1, y1), (x2, y2) = begin, end
    long = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    along = ((x2 - x1) / long, (y2 - y1) / long)
    first, last = _moved(begin, along, 4), _moved(end, along, -4)
    return [
        stroke("c-link", *_moved(first, along, 8), *_moved(last, along, -8)),
        path("c-linkhead", _tip(first, along, 9), closed=True),
        path("c-linkhead", _tip(last, along, -9), closed=True),
    ]


def _moved(point: tuple[float, float], along: tuple[float, float], by: float) -> tuple[float, float]:
    return point[0] + along[0] * by, point[1] + along[1] * by


def _tip(point: tuple[float, float], along: tuple[float, float], back: float) -> list[tuple[float, float]]:
    """An arrow's head that ends in the point."""
    x, y = _moved(point, along, back)
    return [point, (x - along[1] * 5, y + along[0] * 5), (x + along[1] * 5, y - along[0] * 5)]
