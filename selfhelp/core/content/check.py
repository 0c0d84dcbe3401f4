"""Checking folders on disk: one module, or everything under modules/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from selfhelp.core.content.document import Checked, Module, Problem
from selfhelp.core.content.folder import read_folder, shown, why
from selfhelp.core.content.keys import is_id
from selfhelp.core.content.module_file import FILE
from selfhelp.core.content.parser import NO_FILE, NOT_CONTENT, read_module
from selfhelp.core.content.said import say
from selfhelp.core.content.service import DEFAULT_TEAM, read_service, service_folder

INSTRUMENTS = "instruments"  # checked by their own reader
SERVICE = "service"


def check_folder(path: Path) -> tuple[Problem, ...]:
    """Every problem in a module's folder, in modules/service, or in a folder of modules; sorted, paths as given."""
    try:
        return tuple(sorted(_check(path)))
    except OSError as error:
        return (_closed(path, error),)


def check_module(folder: Path) -> Checked:
    """A module as it lies there, with every problem found, its files by name. Raises OSError for the folder."""
    lying = read_folder(folder)
    read = read_module(lying.files)
    found = lying.with_found((*read.problems, *_lint_name(folder.name, read.module)))
    return Checked(None if lying.errors else read.module, found)


def parts_of(path: Path) -> tuple[Path, ...]:
    """The folders that are checked each by itself; the path itself where it is one of them, or holds none."""
    if (path / FILE).exists() or path.name == SERVICE or not path.is_dir():
        return (path,)
    folders = [one for one in path.iterdir() if one.is_dir() and not one.name.startswith(".")]
    return tuple(sorted(one for one in folders if one.name != INSTRUMENTS)) or (path,)


def module_folders(path: Path) -> tuple[Path, ...]:
    """The folder itself if it is a module's, else the modules in it."""
    if (path / FILE).exists():
        return (path,)
    others = (SERVICE, INSTRUMENTS)
    return tuple(sorted(one for one in path.glob("*/") if one.name not in others and holds_module(one)))


def holds_module(folder: Path) -> bool:
    """Also one whose module.yaml has gone away, and one that nothing can be said of."""
    try:
        return (folder / FILE).exists() or any(one.name not in NOT_CONTENT for one in folder.glob("*.md"))
    except OSError:
        return True


def _check(path: Path) -> Iterator[Problem]:
    folders = sorted(one for one in path.iterdir() if one.is_dir() and not one.name.startswith("."))
    if (path / FILE).exists() or path.name == SERVICE or holds_module(path):
        yield from _check_one(path)
    elif not folders:
        yield Problem((path / FILE).as_posix(), 1, NO_FILE)
    else:
        for folder in folders:
            if folder.name != INSTRUMENTS:
                yield from _check_one(folder)


def _check_one(folder: Path) -> Iterator[Problem]:
    try:
        problems = _service_problems(folder) if folder.name == SERVICE else check_module(folder).problems
    except OSError as error:
        yield _closed(folder, error)
        return
    for problem in problems:
        yield replace(problem, file=shown((folder / problem.file).as_posix()))


def _service_problems(folder: Path) -> tuple[Problem, ...]:
    teams = {one.name for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")} | {DEFAULT_TEAM}
    lying = service_folder(folder)
    return lying.with_found(problem for team in teams for problem in read_service(lying.files, team).problems)


def _lint_name(name: str, module: Module | None) -> Iterator[Problem]:
    if not is_id(name):
        yield Problem(FILE, 1, say("the folder's name cannot be used. Use small letters a–z, digits and -."))
    elif module is not None and module.id != name:
        yield Problem(FILE, 1, say(
            'the folder is called "{name}", and id is "{id}". Give both the same name.', name=name, id=module.id
        ))


def _closed(folder: Path, error: OSError) -> Problem:
    return Problem(shown(folder.as_posix()), 1, say(
        "the folder cannot be read ({reason}). Check the path, and that this service has leave to read it.",
        reason=why(error),
    ))
