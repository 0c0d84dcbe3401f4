"""The whole lesson that others are measured by, as files and read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from selfhelp.core.content.document import Checked, Exercise
from selfhelp.core.content.folder import source_from_folder
from selfhelp.core.content.parser import read_module

FOLDER = Path(__file__).parent / "example"
NB = "01-notice-the-critic.nb.md"
SOURCE = source_from_folder(FOLDER)


@cache
def checked() -> Checked:
    return read_module(SOURCE)


def exercise(name: str, language: str = "nb") -> Exercise:
    module = checked().module
    assert module is not None
    lesson = module.lesson(1, language)
    assert lesson is not None
    found = lesson.exercise(name)
    assert found is not None
    return found
