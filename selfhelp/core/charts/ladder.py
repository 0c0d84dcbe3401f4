"""Steps from the easiest at the foot to the hardest at the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfhelp.core.charts.canvas import SIDE, Caption, Width, disc, fit, stroke, svg, text, text_lines, width_of, wrap
from selfhelp.core.charts.scale import Mark

RAIL, RUNG = SIDE + 6.0, 34.0  # where the left rail stands, and how long a rung is
GAP = 14
LINES = 3


@dataclass(frozen=True)
class Step:
    """`level`: how hard, 0 to 100. `note`: how often it has been done. `here`: the step she is on now."""

    words: str
    level: Mark | None
    note: str = ""
    here: bool = False


@dataclass(frozen=True)
class Ladder:
    """`here_word`: what stands at the step she is on. `level_word`: what the numbers are, over them."""

    steps: Sequence[Step]
    here_word: str
    level_word: str = ""


def ladder(given: Ladder, caption: Caption, width: Width = Width.THIN) -> str:
    """The hardest step at the top. Steps without a number stand at the foot, as they came."""
    if not given.steps:
        raise ValueError("a ladder needs at least one step")
    rising = sorted(given.steps, key=lambda step: -1.0 if step.level is None else step.level.value)
    numbers = [width_of(step.level.text, width, bold=True) for step in rising if step.level is not None]
    right = width.value - SIDE - max(numbers, default=0) - 10
    y = float(width.row + 6 if given.level_word else SIDE)
    top, marks = y, []
    if given.level_word:
        marks.append(text(width.value - SIDE, width.letter, given.level_word, "c-tick", "end"))
    for step in reversed(rising):
        drawn, y = _step(step, given.here_word, y, right, width)
        marks += drawn
    rails = [stroke("c-rail", x, top, x, y) for x in (RAIL, RAIL + RUNG)]
    return svg(caption, width, y + SIDE, [*rails, *marks])


def _step(step: Step, here_word: str, top: float, right: float, width: Width) -> tuple[list[str], float]:
    """A rung, its words, its number, and under the words how often it has been done; and where the next begins."""
    x = RAIL + RUNG + 12
    lines = wrap(step.words, right - x, width, LINES, bold=step.here) or ("–",)
    said = " · ".join(filter(None, (here_word if step.here else "", step.note)))
    under = fit(said, right - x, width)
    high = width.row * (len(lines) + bool(under)) + GAP
    first = top + GAP / 2 + width.letter
    rung = top + high / 2
    marks = [stroke("c-rail", RAIL, rung, RAIL + RUNG, rung)]
    if step.here:
        marks.append(disc("c-full", RAIL + RUNG / 2, rung, 9))
    marks += text_lines(x, first, lines, width, "c-text c-name" if step.here else "c-text")
    if under:
        marks.append(text(x, first + width.row * len(lines), under))
    if step.level is not None:
        marks.append(text(width.value - SIDE, first, step.level.text, "c-val", "end"))
    return marks, top + high
