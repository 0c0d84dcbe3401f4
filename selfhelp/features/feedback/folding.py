"""Long texts on a crowded page: the beginning stands there, the rest is unfolded."""

from __future__ import annotations

from dataclasses import dataclass

LINES = 12
SIGNS_IN_A_LINE = 80  # about what the middle column holds


@dataclass(frozen=True)
class Folded:
    shown: str
    rest: str


def folded(text: str) -> Folded:
    """Cut after twelve lines as they fall on the page, between two lines or two words. Nothing is lost."""
    left = LINES
    kept = 0
    for line in text.split("\n"):
        lines = max(1, -(-len(line) // SIGNS_IN_A_LINE))
        if lines > left:
            kept += _between_words(line, left * SIGNS_IN_A_LINE)
            break
        left -= lines
        kept += len(line) + 1
    shown, rest = text[:kept].rstrip(), text[kept:].lstrip("\n")
    return Folded(shown, rest if rest.strip() else "")


def _between_words(line: str, most: int) -> int:
    if most <= 0:
        return 0
    space = line.rfind(" ", 0, most)
    return space if space > 0 else most
