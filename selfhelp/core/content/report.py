"""Collecting what is wrong in one file, so that an author hears of everything at once."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from selfhelp.core.content.document import Problem, Severity
from selfhelp.core.content.said import Said, say

QUOTES = "“”„«»‘’\"'"  # a text processor puts them in


class Report:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def error(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, message))

    def warning(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, message, Severity.WARNING))

    @property
    def broken(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def did_you_mean(word: str, known: Iterable[str]) -> Said:
    """The nearest known word as a question, or all of them when none is near."""
    words = sorted(set(known))
    if not words:
        return say("There is none yet.")
    near = get_close_matches(word[:60].strip(QUOTES), words, n=1, cutoff=0.55)
    if near:
        return say('Did you mean "{word}"?', word=near[0])
    return say("Write one of: {words}.", words=tuple(words))
