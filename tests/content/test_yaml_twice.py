"""Two parsers read an author's YAML, the fast one where it is sure: they must agree."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from config import ROOT
from selfhelp.core.content import yaml_reader

PIECES = st.sampled_from([
    "a", "b", ": ", ":", "- ", "\n", "\n  ", "{", "}", "[", "]", ", ", ",", "'", '"', "#", " #x", " ", "|", ">",
    "\n\n", "&a", "*a", "!t", "?", "? ", "%", "@", "no", "15.40", "~", "æ", "---", "...", "\\", "=", "<<",
    "0x1", "\t", "\ufeff",
])  # fmt: skip
BLOCK = re.compile(r"```exercise\n(.*?)\n```", re.DOTALL)


def told(outcome: object) -> str:
    """Where an empty value stands is told differently, and no author asks."""
    return re.sub(r"text='', plain=True, line=\d+", "nothing", str(outcome))


def agree(text: str) -> bool:
    slowly, quickly = yaml_reader._with_reasons(text, 1), yaml_reader._quickly(text, 1)
    return bool(yaml_reader._SLOWLY.search(text)) or quickly is None or told(quickly) == told(slowly)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_is_read_fast_is_what_would_be_read_slowly(text: str) -> None:
    assert agree(text), repr(text)


def test_so_is_a_shipped_lesson() -> None:
    for file in sorted(ROOT.glob("modules/*/01-*.md")):
        assert all(agree(block) for block in BLOCK.findall(file.read_text())), file.name
