"""Checking folders on disk: one module, or everything under modules/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from selfhelp.core.content.document import Problem
from selfhelp.core.content.module_file import FILE
from selfhelp.core.content.parser import read_module, source_from_folder
from selfhelp.core.content.service import DEFAULT_TEAM, read_service, service_files

INSTRUMENTS = "instruments"  # checked by their own reader
SERVICE = "service"


def check_folder(path: Path) -> tuple[Problem, ...]:
    """Every problem in a module's folder, in modules/service, or in a folder of modules; sorted, paths as given."""
    try:
        return tuple(sorted(_check(path)))
    except OSError as error:
        return (Problem(path.as_posix(), 1, f"the folder cannot be read ({error.strerror}). Check the path."),)


def parts_of(path: Path) -> tuple[Path, ...]:
    """The folders that are checked each by itself; the path itself where it is one of them, or holds none."""
    if (path / FILE).exists() or path.name == SERVICE or not path.is_dir():
        return (path,)
    folders = [one for one in path.iterdir() if one.is_dir() and not one.name.startswith(".")]
    return tuple(sorted(one for one in folders if one.name != INSTRUMENTS)) or (path,)


def module_folders(path: Path) -> tuple[Path, ...]:
    """The folder itself if it is a module's, else the modules in it."""
    return (path,) if (path / FILE).exists() else tuple(sorted(file.parent for file in path.glob(f"*/{FILE}")))


def _check(path: Path) -> Iterator[Problem]:
    folders = sorted(one for one in path.iterdir() if one.is_dir() and not one.name.startswith("."))
    if (path / FILE).exists():
        yield from _check_module(path)
    elif path.name == SERVICE:
        yield from _check_service(path)
    elif not folders:
        yield Problem(
            (path / FILE).as_posix(), 1, "the file is missing. Write it with id, languages, title and lessons."
        )
    else:
        for folder in folders:
            if folder.name == SERVICE:
                yield from _check_service(folder)
            elif folder.name != INSTRUMENTS:
                yield from _check_module(folder)


def _check_module(folder: Path) -> Iterator[Problem]:
    for problem in read_module(source_from_folder(folder)).problems:
        yield replace(problem, file=(folder / problem.file).as_posix())


def _check_service(folder: Path) -> Iterator[Problem]:
    teams = {one.name for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")} | {DEFAULT_TEAM}
    problems = {problem for team in teams for problem in read_service(service_files(folder), team).problems}
    for problem in problems:
        yield replace(problem, file=(folder / problem.file).as_posix())
