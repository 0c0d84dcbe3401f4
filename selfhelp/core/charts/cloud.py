"""Two numbers of the same line as a dot: one to the right, the other upwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from selfhelp.core.charts.canvas import SIDE, Width, disc, fit, stroke, text, text_lines, width_of, wrap
from selfhelp.core.charts.scale import Axis

DOT, PAD = 6.0, 14.0
BESIDE = 9.0  # from a dot to how many it stands for


@dataclass(frozen=True)
class Cloud:
    """`name`: what a dot is. `dots`: (to the right, upwards), several alike where several lines are."""

    name: str
    dots: Sequence[tuple[float, float]]
    along_name: str
    along: Axis
    up_name: str
    up: Axis


def cloud(given: Cloud, top: float, width: Width) -> tuple[list[str], float]:
    """A part of a drawing, and where it ends. Alike dots are one, with how many they are beside it."""
    left, right, room = float(SIDE), float(width.value - SIDE), width.value - 2.0 * SIDE
    name = wrap(given.name, room, width, 2, bold=True)
    marks = text_lines(left, top + width.letter, name, width, "c-text c-name")
    y = top + width.row * len(name) + width.letter
    marks += [_end(f"↑ {given.up_name}", left, y, width), _end(given.up.high.text, left, y + width.row, width)]
    begin = y + width.row + 8
    end = begin + (180 if width is Width.THIN else 200)
    marks += [stroke("c-grid", left, at, right, at) for at in (begin, end)]
    marks += [stroke("c-grid", at, begin, at, end) for at in (left, right)]
    for dot, count in Counter(given.dots).items():
        marks += _dot(given, dot, count, begin, end, width)
    under = end + width.row
    marks += [_end(given.up.low.text, left, under, width), *_along(given, under + width.row, width)]
    return marks, under + 2 * width.row + SIDE


def _along(given: Cloud, y: float, width: Width) -> list[str]:
    """The ends of the scale to the right, and what it is under them."""
    half = width.value / 2 - 2 * SIDE
    right, words = width.value - SIDE, f"→ {given.along_name}"
    return [
        text(SIDE, y, fit(given.along.low.text, half, width)),
        text(right, y, fit(given.along.high.text, half, width), "c-tick", "end"),
        text(right, y + width.row, fit(words, width.value - 2 * SIDE, width), "c-tick", "end"),
    ]


def _end(words: str, x: float, y: float, width: Width) -> str:
    return text(x, y, fit(words, width.value - 2 * SIDE, width))


def _dot(
    given: Cloud, dot: tuple[float, float], count: int, begin: float, end: float, width: Width
) -> list[str]:
    x = SIDE + PAD + (width.value - 2 * (SIDE + PAD)) * given.along.share(dot[0])
    y = end - PAD - (end - begin - 2 * PAD) * given.up.share(dot[1])
    marks = [disc("c-pt", x, y, DOT)]
    if count > 1:
        words = f"× {count}"
        fits = x + BESIDE + width_of(words, width, bold=True) < width.value - SIDE
        marks.append(text(x + BESIDE if fits else x - BESIDE, y + 5, words, "c-val", "start" if fits else "end"))
    return marks
