"""The files a new module begins with: small, whole, and free of problems."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template

from selfhelp.core.content.keys import ID
from selfhelp.core.content.said import say

NO_ID = say("an id is small letters, digits and hyphens, and begins with a letter, such as good-nights")
STARTER = Path(__file__).parent / "starter"


def starter_files(module_id: str, titles: Mapping[str, str]) -> dict[str, str]:
    """File name -> text. Raises ValueError for an id that is none."""
    if not ID.fullmatch(module_id):
        raise ValueError(NO_ID)
    filled = {"id": module_id} | {f"title_{language}": quoted(title) for language, title in titles.items()}
    return {file.name: Template(file.read_text()).substitute(filled) for file in sorted(STARTER.iterdir())}


def quoted(text: str) -> str:
    """As it can stand between quotation marks in YAML."""
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
