"""Functions one step long, files one screenful of sense, and no room called utils."""

from __future__ import annotations

import ast

from config import ROOT
from tests.architecture.source import modules

LONGEST_FUNCTION, LONGEST_FILE = 40, 300
# file or file:function -> why it may be longer
EXCEPTIONS: dict[str, str] = {}
NAMELESS = ("utils", "helpers", "common", "misc")


def test_functions_are_short() -> None:
    long = {name: lines for name, lines in lengths().items() if lines > LONGEST_FUNCTION}
    assert set(long) - set(EXCEPTIONS) == set(), long


def lengths() -> dict[str, int]:
    """Lines of every function, its docstring included."""
    return {
        f"{module.place}:{node.name}:{node.lineno}": (node.end_lineno or node.lineno) - node.lineno + 1
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef)
    }


def test_files_are_short() -> None:
    long = {module.place: module.text.count("\n") for module in modules() if module.text.count("\n") > LONGEST_FILE}
    assert set(long) - set(EXCEPTIONS) == set(), long


def test_imports_stand_at_the_top() -> None:
    hidden = [
        f"{module.place}:{inner.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_every_room_has_a_name() -> None:
    paths = [path for folder in ("selfhelp", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert not [str(path.relative_to(ROOT)) for path in paths if path.stem in NAMELESS]
