"""Writes the permission table of docs/security-and-privacy.md from the policy."""

from __future__ import annotations

from config import ROOT
from selfhelp.access.policy import POLICY
from selfhelp.access.roles import Role

DOCUMENT = ROOT / "docs" / "security-and-privacy.md"
START, END = "<!-- permissions: written by `python -m tests.architecture.permissions` -->\n", "<!-- /permissions -->"


def table() -> str:
    rows = [["permission", *Role], ["---"] * (len(Role) + 1)]
    rows += [[permission, *(grants.get(role, "") for role in Role)] for permission, grants in POLICY.items()]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def written() -> str:
    text = DOCUMENT.read_text()
    return text[text.index(START) + len(START) : text.index(END)]


def write() -> None:
    text = DOCUMENT.read_text()
    DOCUMENT.write_text(text.replace(START + written() + END, START + table() + END))


if __name__ == "__main__":
    write()
