"""A goal or a solution in small steps: how many are taken, and whether the next is small enough.

Confidence under 7 of 10 asks for a smaller step (Miller & Rollnick 2013, Motivational Interviewing).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfhelp.core.exercises.averages import share

SURE_ENOUGH = 7


@dataclass(frozen=True)
class Progress:
    """`done` and `total` count steps. `confidence`: 0 to 10, None when not given."""

    done: int
    total: int
    confidence: float | None = None

    @property
    def share(self) -> float | None:
        """0 to 1; None where there are no steps."""
        return share(self.done, self.total)

    @property
    def should_shrink(self) -> bool:
        """Once all are taken there is no next step to make smaller."""
        finished = self.total > 0 and self.done == self.total
        return not finished and self.confidence is not None and self.confidence < SURE_ENOUGH


def progress(steps: Sequence[bool], confidence: float | None = None) -> Progress:
    """`steps`: for each step whether it is taken; one nobody has said anything about is not."""
    return Progress(done=sum(steps), total=len(steps), confidence=confidence)
