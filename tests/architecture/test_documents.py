"""Documents are true: the generated table is the policy's, links lead somewhere, and nothing names this machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config import ROOT
from tests.architecture import permissions

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_permission_table_is_the_policy() -> None:
    assert permissions.written() == permissions.table(), "run: python -m tests.architecture.permissions"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text()
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    local = [target for target in targets if not target.startswith(("http", "mailto"))]
    missing = [target for target in local if not (document.parent / target).exists()]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_named_in_documents_exist(document: Path) -> None:
    """A path in backquotes that looks like one of ours is one of ours."""
    text = document.read_text()
    named = re.findall(r"`((?:selfhelp|tests|templates|static|docs|modules|requirements)/[\w./-]+)`", text)
    assert not [name for name in named if not (ROOT / name).exists()]
