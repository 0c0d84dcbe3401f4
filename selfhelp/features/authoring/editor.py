"""One file open in the browser: its text, what stands where in it, and what the check says line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selfhelp.core.content import lesson_file
from selfhelp.core.content.document import Module, Problem, Severity
from selfhelp.core.content.outline import Heading, outline
from selfhelp.features.authoring.editions import Edition
from selfhelp.features.authoring.sources import EDITION, check

NUMBERED_AT_ONCE = 24_000  # characters; what compresses a page looks no further back than that
LANGUAGE_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English", "se": "Davvisámegiella"}  # each in its own


@dataclass(frozen=True)
class PreviewChoice:
    """What stands in the frame. `plain`: without script."""

    page: int
    language: str
    dark: bool
    large: bool
    plain: bool

    @property
    def asked(self) -> dict[str, str]:
        """As the preview's address carries it."""
        switched = {"dark": self.dark, "large": self.large}
        on = {name: "1" for name, is_on in switched.items() if is_on}
        return {"of": EDITION, "language": self.language, "framed": "1"} | on


@dataclass(frozen=True)
class Panel:
    """Beside the text: its outline and the check's messages. `elsewhere`: errors in other files of the module."""

    outline: tuple[Heading, ...]
    problems: tuple[Problem, ...]
    elsewhere: int

    @property
    def errors(self) -> int:
        return sum(one.severity is Severity.ERROR for one in self.problems)

    @property
    def pages(self) -> tuple[Heading, ...]:
        return tuple(one for one in self.outline if one.what == "heading")


@dataclass(frozen=True)
class LessonAt:
    """The lesson a file holds. `others`: language -> the file of the same lesson in it."""

    number: int
    language: str
    others: dict[str, str]


@dataclass(frozen=True)
class OpenFile:
    edition: Edition
    file: str
    lesson: LessonAt | None  # none for what is no lesson
    module: Module | None
    panel: Panel

    @property
    def text(self) -> str:
        return self.edition.files[self.file]

    @property
    def lines(self) -> tuple[str, ...]:
        """Drawn under the text with their numbers; for a long file the script draws them, so that it is sent once."""
        return tuple(self.text.split("\n")) if len(self.text) <= NUMBERED_AT_ONCE else ()

    @property
    def lesson_id(self) -> str:
        """Empty for what is no lesson, or one that module.yaml does not name."""
        plans = self.module.plan if self.module and self.lesson else ()
        return next((one.id for one in plans if self.lesson and one.number == self.lesson.number), "")

    @property
    def wrong_lines(self) -> frozenset[int]:
        return frozenset(one.line for one in self.panel.problems)


def open_file(edition: Edition, file: str) -> OpenFile:
    checked = check(edition.module_id, edition.files)
    mine = tuple(one for one in checked.problems if one.file == file)
    errors_elsewhere = sum(one.severity is Severity.ERROR for one in checked.problems if one.file != file)
    panel = Panel(outline(edition.files[file]), mine, errors_elsewhere)
    return OpenFile(edition, file, _lesson(edition, file), checked.module, panel)


def preview_choice(lesson: LessonAt, pages: int, asked: Mapping[str, str]) -> PreviewChoice:
    page, language = asked.get("page", ""), asked.get("language", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1
    return PreviewChoice(
        max(1, min(number, pages + 1)), language if language in lesson.others else lesson.language,
        "dark" in asked, "large" in asked, "plain" in asked,
    )


def _lesson(edition: Edition, file: str) -> LessonAt | None:
    name = lesson_file.FILE_NAME.fullmatch(file)
    if name is None:
        return None
    number, _slug, language = name.groups()
    same = {one: lesson_file.FILE_NAME.fullmatch(one) for one in edition.texts}
    others = {
        found.group(3): one for one, found in same.items()
        if found is not None and found.group(1) == number and found.group(3) != language
    }
    return LessonAt(int(number), language, others)
