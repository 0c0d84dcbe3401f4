"""The product's own source, read as text and as syntax trees."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from config import ROOT

PACKAGE = ROOT / "selfhelp"


@dataclass(frozen=True)
class Module:
    name: str  # selfhelp.core.care.due
    path: Path
    text: str
    tree: ast.Module

    @property
    def place(self) -> str:
        return str(self.path.relative_to(ROOT))

    def imports(self) -> set[str]:
        """Names imported anywhere in the file, dotted."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        return found


@cache
def modules() -> tuple[Module, ...]:
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if "versions" not in path.parts]
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> Module:
    text = path.read_text()
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    return Module(name, path, text, ast.parse(text))
