"""What is different between two versions of a module: what answers are tied to, and the words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from selfhelp.core.content.document import Exercise, Field, Module
from selfhelp.core.content.parser import TEXT_SUFFIXES, Files


def ids_of(module: Module) -> dict[str, str]:
    """Everything answers are tied to, as lesson/exercise/field, with what it is."""
    return {place: what for lesson in module.lessons.values() for place, what in _places(lesson.id, lesson.exercises)}


def same_ids(before: Module, after: Module) -> bool:
    """Whether answers written in the one can be read in the other, page for page."""
    pages = [{key: len(lesson.pages) for key, lesson in module.lessons.items()} for module in (before, after)]
    return pages[0] == pages[1] and ids_of(before) == ids_of(after)


def changed_ids(before: Module, after: Module) -> tuple[str, ...]:
    """What was added, what is gone, and what has become something else, in words."""
    old, new = ids_of(before), ids_of(after)
    gone = [f"gone: {place} ({old[place]})" for place in old.keys() - new.keys()]
    added = [f"new: {place} ({new[place]})" for place in new.keys() - old.keys()]
    other = [f"changed: {place} was {old[place]}, is {new[place]}" for place in old.keys() & new.keys()
             if old[place] != new[place]]  # fmt: skip
    return (*sorted(gone), *sorted(added), *sorted(other))


def changed_lines(before: Files, after: Files) -> Iterator[str]:
    """The files of two versions line by line, only where they differ."""
    for name in sorted(one for one in before.keys() | after.keys() if one.endswith(TEXT_SUFFIXES)):
        old, new = (_lines(files.get(name, "")) for files in (before, after))
        yield from difflib.unified_diff(old, new, f"before/{name}", f"after/{name}", lineterm="", n=2)


def _lines(content: str | bytes) -> list[str]:
    return (content if isinstance(content, str) else content.decode("utf-8", "replace")).splitlines()


def _places(lesson: str, exercises: tuple[Exercise, ...]) -> Iterator[tuple[str, str]]:
    for exercise in exercises:
        yield f"{lesson}/{exercise.id}", f"{'log' if exercise.log else 'exercise'}, share {exercise.share}"
        for field in exercise.fields:
            yield from _field(f"{lesson}/{exercise.id}", field)


def _field(within: str, field: Field) -> Iterator[tuple[str, str]]:
    place = f"{within}/{field.id}"
    limits = f" {field.min:g} to {field.max:g}" if field.min is not None and field.max is not None else ""
    yield place, field.type + limits
    for option in field.options:
        yield f"{place}={option.id}", "an answer to choose"
    for column in field.fields:
        yield from _field(place, column)
