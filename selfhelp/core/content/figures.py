"""How long and how heavy each lesson is, for the author's table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from selfhelp.core.content import prose
from selfhelp.core.content.check import module_folders
from selfhelp.core.content.document import Use
from selfhelp.core.content.folder import read_folder
from selfhelp.core.content.lesson_file import LessonFile
from selfhelp.core.content.parser import Files, parse


@dataclass(frozen=True)
class LessonFigures:
    """`words` and `lix`: of prose and boxes; `exercises`: filled in here, those used again included."""

    module: str
    number: int
    language: str
    title: str
    words: int
    lix: float
    pages: int
    exercises: int
    minutes: int
    waived: int


def figures_of(path: Path) -> tuple[LessonFigures, ...]:
    """Each lesson of the module in a folder, or of all modules in it."""
    return tuple(
        one for folder in module_folders(path) for one in figures_in(folder.name, read_folder(folder).files)
    )


def figures_in(module_id: str, files: Files) -> tuple[LessonFigures, ...]:
    """Each lesson of one module that can be read."""
    return tuple(_figures(module_id, lesson) for lesson in parse(files).lessons)


def _figures(module: str, file: LessonFile) -> LessonFigures:
    lesson, paragraphs = file.lesson, file.prose_of()
    used_again = sum(isinstance(block, Use) for page in lesson.pages for block in page.blocks)
    return LessonFigures(
        module, lesson.number, lesson.language, lesson.title, prose.count_words(paragraphs), prose.lix(paragraphs),
        len(lesson.pages), len(lesson.exercises) + used_again, lesson.minutes, len(file.waivers),
    )
