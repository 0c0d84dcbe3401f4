"""What is different between two versions of a module: what answers are tied to, and the words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from selfhelp.core.content.document import Exercise, Field, Module
from selfhelp.core.content.parser import TEXT_SUFFIXES, Files
from selfhelp.core.content.said import say


class ChangeKind(StrEnum):
    GONE = "gone"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True)
class Change:
    """`place`: lesson/exercise/field. `before` and `after`: what it was and is, empty where it was or is not there.

    In English where it is printed; a page has its own words for it."""

    kind: ChangeKind
    place: str
    before: str
    after: str

    def __str__(self) -> str:
        if self.kind is ChangeKind.CHANGED:
            return f"changed: {self.place} was {self.before}, is {self.after}"
        return f"{self.kind}: {self.place} ({self.before or self.after})"


def ids_of(module: Module) -> dict[str, str]:
    """Everything answers are tied to, as lesson/exercise/field, with what it is."""
    return {place: what for lesson in module.lessons.values() for place, what in _places(lesson.id, lesson.exercises)}


def same_ids(before: Module, after: Module) -> bool:
    """Whether answers written in the one can be read in the other, page for page."""
    return _page_counts(before) == _page_counts(after) and ids_of(before) == ids_of(after)


def same_pages(before: Module, after: Module) -> bool:
    """Whether every lesson has as many pages in the one as in the other."""
    return _page_counts(before) == _page_counts(after)


def changes(before: Module, after: Module) -> tuple[Change, ...]:
    """What is gone, what was added, and what has become something else; in that order."""
    old, new = ids_of(before), ids_of(after)
    gone = [Change(ChangeKind.GONE, place, old[place], "") for place in sorted(old.keys() - new.keys())]
    added = [Change(ChangeKind.NEW, place, "", new[place]) for place in sorted(new.keys() - old.keys())]
    other = [Change(ChangeKind.CHANGED, place, old[place], new[place]) for place in sorted(old.keys() & new.keys())
             if old[place] != new[place]]  # fmt: skip
    return (*gone, *added, *other)


def changed_ids(before: Module, after: Module) -> tuple[str, ...]:
    """The same in words."""
    return tuple(str(one) for one in changes(before, after))


def changed_lines(before: Files, after: Files) -> Iterator[str]:
    """The files of two versions line by line, only where they differ."""
    for name in sorted(one for one in before.keys() | after.keys() if one.endswith(TEXT_SUFFIXES)):
        old, new = (_lines(files.get(name, "")) for files in (before, after))
        yield from difflib.unified_diff(old, new, f"before/{name}", f"after/{name}", lineterm="", n=2)


def _page_counts(module: Module) -> dict[tuple[int, str], int]:
    return {key: len(lesson.pages) for key, lesson in module.lessons.items()}


def _lines(content: str | bytes) -> list[str]:
    return (content if isinstance(content, str) else content.decode("utf-8", "replace")).splitlines()


def _places(lesson: str, exercises: tuple[Exercise, ...]) -> Iterator[tuple[str, str]]:
    for exercise in exercises:
        yield f"{lesson}/{exercise.id}", _shared(exercise)
        for field in exercise.fields:
            yield from _field(f"{lesson}/{exercise.id}", field)


def _field(within: str, field: Field) -> Iterator[tuple[str, str]]:
    place = f"{within}/{field.id}"
    yield place, _kind(field)
    for option in field.options:
        yield f"{place}={option.id}", say("an answer to choose")
    for column in field.fields:
        yield from _field(place, column)


def _shared(exercise: Exercise) -> str:
    if exercise.log:
        return say("log, share {share}", share=exercise.share)
    return say("exercise, share {share}", share=exercise.share)


def _kind(field: Field) -> str:
    if field.min is None or field.max is None:
        return field.type
    return say("{type} {low} to {high}", type=field.type, low=f"{field.min:g}", high=f"{field.max:g}")
