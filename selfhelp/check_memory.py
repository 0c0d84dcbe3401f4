"""What the last check of each folder found, kept until a file of it, or a rule, is changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from selfhelp.core import content
from selfhelp.core.content.check import check_folder, parts_of
from selfhelp.core.content.document import Problem, Severity

RULES = Path(str(content.__file__)).parent
MEMORY = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "steg" / "check.json"

Found = tuple[Problem, ...]


def checked(path: Path, memory: Path = MEMORY) -> Found:
    """Every problem under a path; what has not changed since the last time comes from memory."""
    known = _read(memory)
    marks = {part.as_posix(): _mark(part) for part in parts_of(path)}
    changed = [name for name, mark in marks.items() if known.get(name, {}).get("mark") != mark]
    for name, problems in zip(changed, _check_all(changed), strict=True):
        known[name] = {"mark": marks[name], "problems": [list(asdict(one).values()) for one in problems]}
    if changed:
        _keep(memory, known)
    return tuple(sorted(_problem(row) for name in marks for row in known[name]["problems"]))


def _check_all(names: Sequence[str]) -> Iterable[Found]:
    """Side by side: reading a module keeps a processor busy for a second."""
    folders = [Path(name) for name in names]
    if len(folders) < 2:
        return [check_folder(folder) for folder in folders]
    with ProcessPoolExecutor(min(len(folders), os.cpu_count() or 1)) as processes:
        return list(processes.map(check_folder, folders))


def _problem(row: Sequence[Any]) -> Problem:
    file, line, said, severity = row
    return Problem(file, line, said, Severity(severity))


def _mark(path: Path) -> str:
    """The same for the same files, read by the same rules."""
    digest = hashlib.sha256()
    for file in (*sorted(RULES.rglob("*.py")), *sorted(path.rglob("*"))):
        digest.update(os.fsencode(file) + b"\0" + hashlib.sha256(_print(file)).digest())
    return digest.hexdigest()


def _print(file: Path) -> bytes:
    """What makes it another file; of one that cannot be read, why."""
    try:
        return repr((file.is_symlink(), file.is_dir())).encode() + (file.read_bytes() if file.is_file() else b"")
    except OSError as error:
        return repr(error.errno).encode()


def _read(memory: Path) -> dict[str, Any]:
    try:
        known = json.loads(memory.read_text())
    except (OSError, ValueError):
        return {}
    whole = isinstance(known, dict) and all(isinstance(one, dict) for one in known.values())
    return known if whole else {}


def _keep(memory: Path, known: dict[str, Any]) -> None:
    """Without a place to keep it, the next check is as slow as this one."""
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps(known))
    except OSError:
        return
