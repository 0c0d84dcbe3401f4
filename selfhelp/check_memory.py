"""What the last check of a folder found, kept until a file of it, or a rule, is changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from selfhelp.core import content
from selfhelp.core.content.check import check_folder
from selfhelp.core.content.document import Problem, Severity

RULES = Path(str(content.__file__)).parent
MEMORY = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "steg" / "check.json"


def checked(path: Path, memory: Path = MEMORY) -> tuple[Problem, ...]:
    """Every problem under a path, from memory when nothing has changed."""
    mark = _mark(path)
    known = _read(memory)
    if known.get("mark") == mark:
        return tuple(Problem(file, line, said, Severity(severity)) for file, line, said, severity in known["problems"])
    problems = check_folder(path)
    _keep(memory, {"mark": mark, "problems": [list(asdict(one).values()) for one in problems]})
    return problems


def _mark(path: Path) -> str:
    """The same for the same files, read by the same rules, asked for under the same name."""
    digest = hashlib.sha256(path.as_posix().encode())
    for file in (*_files(RULES, "*.py"), *_files(path, "*")):
        digest.update(file.as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Path, pattern: str) -> Iterable[Path]:
    return sorted(file for file in folder.rglob(pattern) if file.is_file())


def _read(memory: Path) -> dict[str, Any]:
    try:
        known = json.loads(memory.read_text())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _keep(memory: Path, known: dict[str, Any]) -> None:
    """Without a place to keep it, the next check is as slow as this one."""
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps(known))
    except OSError:
        return
