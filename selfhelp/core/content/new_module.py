"""The files a new module begins with: small, whole, and free of problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Template

from selfhelp.core.content.keys import ID
from selfhelp.core.content.said import say

NO_ID = say("an id is small letters, digits and hyphens, and begins with a letter, such as good-nights")
STARTER = Path(__file__).parent / "starter"
# What the starter asks the author to do, whatever stands before it on the line.
_ASKS = re.compile(
    r"[\s>-]*(?:(?:nb|en): )?"
    r"((?:Skriv|Si hei|Fortell|Forklar|Foreslå|Be leseren|Write|Say|Tell|Explain|Suggest|Ask)\b.*)"
)


def starter_files(module_id: str, titles: Mapping[str, str]) -> dict[str, str]:
    """File name -> text. Raises ValueError for an id that is none."""
    if not ID.fullmatch(module_id):
        raise ValueError(NO_ID)
    filled = {"id": module_id} | {f"title_{language}": quoted(title) for language, title in titles.items()}
    return {file.name: Template(file.read_text()).substitute(filled) for file in sorted(STARTER.iterdir())}


def left_to_write(files: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """File -> the lines where the starter's request to the author still stands, which readers would otherwise meet."""
    asked = _asked()
    lines = {
        name: tuple(
            number for number, line in enumerate(text.split("\n"), start=1)
            if (found := _ASKS.fullmatch(line)) and found[1] in asked
        )
        for name, text in files.items()
    }
    return {name: numbers for name, numbers in lines.items() if numbers}


@cache
def _asked() -> frozenset[str]:
    return frozenset(_requests())


def _requests() -> Iterator[str]:
    for file in STARTER.iterdir():
        for line in file.read_text().split("\n"):
            if found := _ASKS.fullmatch(line):
                yield found[1]


def quoted(text: str) -> str:
    """As it can stand between quotation marks in YAML."""
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
