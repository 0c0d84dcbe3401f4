"""Two versions of a module side by side: what answers are tied to, a page of each as it is drawn, and the lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from selfhelp.core.content.compare import Change, changed_lines, changes
from selfhelp.core.content.document import Module
from selfhelp.features.authoring.editor import LANGUAGE_NAMES
from selfhelp.features.authoring.sources import LIVE, Source, draw, source_of

MOST_LINES = 3000


@dataclass(frozen=True)
class Side:
    """`of`: edition, live, disk or a version's number."""

    of: str
    module: Module | None


@dataclass(frozen=True)
class Comparison:
    """`number`, `page` and `language`: which page of which lesson is drawn. `changes`: none where one is unreadable."""

    before: Side
    after: Side
    changes: tuple[Change, ...]
    lines: tuple[str, ...]
    number: int
    page: int
    language: str

    @property
    def module(self) -> Module | None:
        return self.after.module or self.before.module

    @property
    def lessons(self) -> tuple[tuple[int, str], ...]:
        """To choose from: number, and number with title."""
        written = self.module.written if self.module else ()
        return tuple((one.number, f"{one.number}. {one.titles.get(self.language, one.id)}") for one in written)

    @property
    def parts(self) -> tuple[tuple[int, str], ...]:
        """The pages of the lesson that is drawn, in the version with more of them."""
        lessons = [side.module.lesson(self.number, self.language) for side in (self.before, self.after) if side.module]
        most = max((one.pages for one in lessons if one), key=len, default=())
        return tuple((one.number, f"{one.number}. {one.title}") for one in most)

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        return tuple((one, LANGUAGE_NAMES.get(one, one)) for one in self.module.languages) if self.module else ()


def comparison(module_id: str, asked: Mapping[str, str], folder: Path, language: str) -> Comparison | None:
    """None where one of the two is not there."""
    before = source_of(module_id, asked.get("before") or LIVE, folder)
    after = source_of(module_id, asked.get("after", ""), folder)
    if before is None or after is None:
        return None
    sides = [Side(source.of, draw(source).module) for source in (before, after)]
    modules = [side.module for side in sides]
    languages = next((one.languages for one in reversed(modules) if one), (language,))
    wanted = asked.get("language", language)
    return Comparison(
        sides[0], sides[1], changes(modules[0], modules[1]) if modules[0] and modules[1] else (),
        _lines(before, after), _number(asked.get("lesson")), _number(asked.get("page")),
        wanted if wanted in languages else languages[0],
    )


def _lines(before: Source, after: Source) -> tuple[str, ...]:
    return tuple(islice(changed_lines(before.files, after.files), MOST_LINES))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 1
