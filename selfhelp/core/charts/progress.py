"""How far she has come towards a goal: a bar of as many pieces as there are steps, and when it is good enough."""

from __future__ import annotations

from dataclasses import dataclass

from selfhelp.core.charts.canvas import SIDE, Caption, Width, box, svg, text_lines, wrap

BAR, BETWEEN = 20.0, 4.0
LINES = 4
GAP = 10


@dataclass(frozen=True)
class Progress:
    """`words`: «3 av 5 steg». `goal_name`, `goal`: the question of when it is good enough, and what she wrote there."""

    done: int
    total: int
    words: str
    goal_name: str = ""
    goal: str = ""


def progress(given: Progress, caption: Caption, width: Width = Width.THIN) -> str:
    """Taken steps are filled pieces from the left, whichever of the steps they are; the others are hollow."""
    if not 0 <= given.done <= given.total or given.total == 0:
        raise ValueError("progress needs at least one step, and no more taken than there are")
    room = width.value - 2 * SIDE
    words = wrap(given.words, room, width, 2, bold=True)
    top = width.row * len(words) + GAP / 2
    marks = text_lines(SIDE, width.letter, words, width, "c-text c-name")
    marks += _pieces(given, room / given.total, top)
    end = top + BAR + GAP
    if given.goal:
        name, lines = wrap(given.goal_name, room, width, 2), wrap(given.goal, room, width, LINES)
        marks += text_lines(SIDE, end + width.letter, name, width, "c-tick")
        end += width.row * len(name)
        marks += text_lines(SIDE, end + width.letter, lines, width)
        end += width.row * len(lines) + SIDE
    return svg(caption, width, end, marks)


def _pieces(given: Progress, step: float, top: float) -> list[str]:
    wide = step - min(BETWEEN, step / 4)
    return [
        box("c-bar" if place < given.done else "c-hollow", SIDE + place * step, top, wide, BAR, 3)
        for place in range(given.total)
    ]
