"""How often each answer was given: a bar for each, one question under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfhelp.core.charts.canvas import SIDE, Caption, Width, box, stroke, svg, text, text_lines, wrap

BAR = 14.0
LINES = 2
GAP, BETWEEN = 14, 6
THINNEST = 2.0  # one of many is seen
NUMBER = 44.0  # room for the number after the longest bar


@dataclass(frozen=True)
class Counted:
    """A question and its answers in the author's order, each with how often it was given."""

    name: str
    answers: Sequence[tuple[str, int]]


def counts(given: Sequence[Counted], caption: Caption, width: Width = Width.THIN) -> str:
    """All bars share a scale. An answer nobody gave has its 0 and no bar."""
    if not any(one.answers for one in given):
        raise ValueError("counts need at least one question with an answer")
    most = max(1, *(count for one in given for _, count in one.answers))
    y, marks = 0.0, list[str]()
    for one in given:
        name = wrap(one.name, width.value - 2 * SIDE, width, LINES, bold=True)
        marks += text_lines(SIDE, y + width.letter, name, width, "c-text c-name")
        y += width.row * len(name) + BETWEEN
        begin = y
        for label, count in one.answers:
            drawn, y = _answer(label, count, most, y, width)
            marks += drawn
        marks.append(stroke("c-base", _left(width), begin, _left(width), y - BETWEEN))
        y += GAP
    return svg(caption, width, y, marks)


def _left(width: Width) -> float:
    """Where the bars begin."""
    return 138.0 if width is Width.THIN else 250.0


def _answer(label: str, count: int, most: int, top: float, width: Width) -> tuple[list[str], float]:
    left = _left(width)
    words = wrap(label, left - SIDE - 8, width, LINES)
    high = width.row * max(len(words), 1)
    wide = max((width.value - SIDE - NUMBER - left) * count / most, THINNEST) if count else 0.0
    middle = top + high / 2
    marks = text_lines(SIDE, top + width.letter, words, width)
    if count:
        marks.append(box("c-bar", left, middle - BAR / 2, wide, BAR, 1))
    marks.append(text(left + wide + 6, middle + width.letter / 2 - 2, str(count), "c-val"))
    return marks, top + high + BETWEEN
