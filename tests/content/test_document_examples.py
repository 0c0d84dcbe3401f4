"""What docs/authoring.md shows is what the check accepts."""

from __future__ import annotations

import re

import pytest

from config import ROOT
from selfhelp.core.content.document import Severity
from selfhelp.core.content.field_types import FIELD_TYPES
from selfhelp.core.content.parser import read_module

TEXT = (ROOT / "docs" / "authoring.md").read_text()


def after(words: str) -> str:
    """The first block of code after these words, without its fence."""
    found = re.search(r"^(`{3,})\w*\n(.*?)^\1$", TEXT[TEXT.index(words) :], re.S | re.M)
    assert found is not None
    return found.group(2)


def smallest() -> dict[str, str]:
    return {
        "module.yaml": after("The smallest module there can be"),
        "01-rest.nb.md": after("this in `01-rest.nb.md`"),
        "guide.nb.md": after("and this in `guide.nb.md`"),
    }


def errors(files: dict[str, str]) -> list[str]:
    return [str(one) for one in read_module(files).problems if one.severity is Severity.ERROR]


def test_the_smallest_module_can_be_published() -> None:
    assert errors(smallest()) == []


@pytest.mark.parametrize("file", list(smallest()))
def test_and_nothing_of_it_can_be_left_out(file: str) -> None:
    assert errors({name: text for name, text in smallest().items() if name != file})


def test_every_kind_of_field_is_shown_and_can_be_read() -> None:
    block = after("Every kind, written out:")
    assert {kind for kind in FIELD_TYPES if f"type: {kind}" not in block} == set()
    files = smallest()
    files["01-rest.nb.md"] = files["01-rest.nb.md"].replace("# I morgen\n", f"# I morgen\n\n{block}\n")
    assert errors(files) == []


def test_the_example_of_what_is_gone_can_be_read() -> None:
    files = smallest()
    files["module.yaml"] += after("until `module.yaml` says that it is meant")
    assert errors(files) == []
