"""Values and the scales they stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite


class Better(StrEnum):
    """The way in which things are better."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Mark:
    """A value, and how it is written for the reader."""

    value: float
    text: str

    def __post_init__(self) -> None:
        if not isfinite(self.value):
            raise ValueError(f"{self.value} cannot be drawn; a missing value is None")


@dataclass(frozen=True)
class Axis:
    """A fixed scale. Its ends carry words: Mark(0, "0 Quite calm"). `better_word`: what stands at the arrow."""

    low: Mark
    high: Mark
    better: Better | None = None
    better_word: str = ""

    def __post_init__(self) -> None:
        if self.high.value <= self.low.value:
            raise ValueError("a scale needs a highest value above the lowest")

    def share(self, value: float) -> float:
        """How far up the scale, 0 to 1; what lies outside stands at the end."""
        return min(max((value - self.low.value) / (self.high.value - self.low.value), 0.0), 1.0)

    @property
    def upward(self) -> str:
        """What stands at an upright scale's top: «↑ better»."""
        return f"↑ {self.better_word}" if self.better is Better.HIGHER and self.better_word else ""

    @property
    def downward(self) -> str:
        return f"↓ {self.better_word}" if self.better is Better.LOWER and self.better_word else ""


def runs(values: Sequence[Mark | None]) -> Iterator[list[tuple[int, Mark]]]:
    """The stretches without a gap, each value with its place."""
    run: list[tuple[int, Mark]] = []
    for place, value in enumerate(values):
        if value is not None:
            run.append((place, value))
        elif run:
            yield run
            run = []
    if run:
        yield run
