"""From an author's files to a module, with every problem found on the way.

A broken file never raises: its problems are told, the others are read. A module comes out only when nothing in it is
unreadable; what the lint finds beside that stops publishing, never the reading of what is already published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from selfhelp.core.content import guide_file, lesson_file, module_file
from selfhelp.core.content.document import Checked, GuideText, Lesson, Module, Problem
from selfhelp.core.content.guide_file import GuideFile
from selfhelp.core.content.lesson_file import LessonFile
from selfhelp.core.content.lint import lint_module, lint_titles
from selfhelp.core.content.module_file import ModuleFile
from selfhelp.core.content.report import Report
from selfhelp.core.content.said import say
from selfhelp.core.content.source import FILES_KEPT, decode

Files = Mapping[str, str | bytes]

NO_FILE = say("the file is missing. Write it with id, languages, title and lessons.")
_NAMES = say(
    "the file name is not known. Call it module.yaml, 01-title.nb.md or guide.nb.md; small letters a–z, digits and -."
)
NOT_CONTENT = ("README.md",)
TEXT_SUFFIXES = (".md", ".yaml")
MEDIA_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".mp3", ".m4a", ".ogg", ".mp4", ".webm", ".vtt")


@dataclass(frozen=True)
class Parsed:
    """Every file of a module as it was read."""

    head: ModuleFile | None
    module: Module | None  # with the lessons that could be read
    lessons: tuple[LessonFile, ...]
    guides: tuple[GuideFile, ...]
    problems: tuple[Problem, ...]
    readable: bool


def read_module(files: Files) -> Checked:
    """Reads and lints. `module` is None when something cannot be read; publish only where `errors` is empty."""
    parsed = parse(files)
    problems = list(parsed.problems)
    if parsed.module is not None:
        problems += lint_titles(parsed.head) if parsed.head else ()
        problems += lint_module(parsed.module, parsed.lessons, parsed.guides, frozenset(files))
    return Checked(parsed.module if parsed.readable else None, tuple(sorted(set(problems))))


def read_published(files: Files) -> Module | None:
    """A version that was published: read without the lint, whose rules may have changed since."""
    parsed = parse(files)
    return parsed.module if parsed.readable else None


def read_head(files: Files) -> Module | None:
    """A published module without its lessons, which take a hundred times as long to read."""
    report = Report(module_file.FILE)
    head = _read_head({module_file.FILE: decode(files.get(module_file.FILE, ""), report)}, {module_file.FILE: report})
    return head.module if head and not report.broken else None


def parse(files: Files) -> Parsed:
    reports = {name: Report(name) for name in sorted(files) if name not in NOT_CONTENT}
    texts = {name: decode(files[name], reports[name]) for name in reports if name.endswith(TEXT_SUFFIXES)}
    head = _read_head(texts, reports)
    lessons: list[LessonFile] = []
    guides: list[GuideFile] = []
    for name, text in texts.items():
        if text is None or name == module_file.FILE:
            continue
        if lesson_file.FILE_NAME.fullmatch(name):
            lesson, found = _read_lesson(name, text)
            lessons.append(lesson)
            reports[name].problems += found
        elif guide_file.FILE_NAME.fullmatch(name):
            guide, found = _read_guide(name, text)
            guides.append(guide)
            reports[name].problems += found
        else:
            reports[name].error(1, _NAMES)
    readable = head is not None and not any(report.broken for report in reports.values())
    module = _assemble(head.module, lessons, guides) if head else None
    problems = tuple(problem for report in reports.values() for problem in report.problems)
    return Parsed(head, module, tuple(lessons), tuple(guides), problems, readable)


@lru_cache(maxsize=FILES_KEPT)
def _read_lesson(name: str, text: str) -> tuple[LessonFile, tuple[Problem, ...]]:
    """Kept for a while: somebody who writes in one lesson has the others read again with every word."""
    report = Report(name)
    return lesson_file.read_lesson(name, text, report), tuple(report.problems)


@lru_cache(maxsize=FILES_KEPT)
def _read_guide(name: str, text: str) -> tuple[GuideFile, tuple[Problem, ...]]:
    report = Report(name)
    return guide_file.read_guide(name, text, report), tuple(report.problems)


def _read_head(texts: Mapping[str, str | None], reports: dict[str, Report]) -> ModuleFile | None:
    report = reports.setdefault(module_file.FILE, Report(module_file.FILE))
    text = texts.get(module_file.FILE)
    if module_file.FILE not in texts:
        report.error(1, NO_FILE)
        return None
    if text is None:
        return None
    head, found = _read_plan(text)
    report.problems += found
    return head


@lru_cache(maxsize=FILES_KEPT)
def _read_plan(text: str) -> tuple[ModuleFile | None, tuple[Problem, ...]]:
    report = Report(module_file.FILE)
    return module_file.read_module_file(text, report), tuple(report.problems)


def _assemble(head: Module, lessons: list[LessonFile], guides: list[GuideFile]) -> Module:
    read: dict[tuple[int, str], Lesson] = {(one.lesson.number, one.lesson.language): one.lesson for one in lessons}
    guide: dict[tuple[int, str], GuideText] = {
        (text.number, one.language): text for one in guides for text in one.texts
    }
    return replace(head, lessons=read, guide=guide)
