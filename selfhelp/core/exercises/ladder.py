"""A ladder of steps towards what one is afraid of: where it may be hard to climb.

Steps are 0 to 100. A first step over 50 or more than 20 from one step to the next is worth a second look, and never
refused: the ladder is hers (docs/care-rules.md, Exercises; EX-HIER).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

HIGHEST_START = 50
LONGEST_STRIDE = 20


@dataclass(frozen=True)
class Ladder:
    """`high_start`: the easiest step where it is high. `strides`: (from, to) where it is far, the easiest first."""

    high_start: float | None
    strides: tuple[tuple[float, float], ...]


def look_at(levels: Iterable[float]) -> Ladder:
    """The order they were written in makes no difference."""
    climbing = sorted(levels)
    high_start = climbing[0] if climbing and climbing[0] > HIGHEST_START else None
    return Ladder(high_start, tuple((low, high) for low, high in pairwise(climbing) if high - low > LONGEST_STRIDE))
