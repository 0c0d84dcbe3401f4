"""What stands where in one file, for somebody who writes in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selfhelp.core.content.exercise_block import BLOCKS
from selfhelp.core.content.report import Report
from selfhelp.core.content.said import say
from selfhelp.core.content.source import Piece, PieceKind, decode, read_source

HEADING = say("heading")
WORDS = {
    **BLOCKS, "short": say("short"), "story": say("story"), "caution": say("caution"), "stuck": say("stuck"),
    "summary": say("summary"), "opener": say("opener"),
}  # fmt: skip
_TITLE = re.compile(r"^(?:title|use): *(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Heading:
    """A page or a part of one. `page`: 0 before the first. `what`: heading, box, or the word of a fenced block."""

    line: int
    page: int
    what: str
    title: str


def outline(content: str | bytes) -> tuple[Heading, ...]:
    """The headings, boxes and blocks of a Markdown file; what cannot be read is left out."""
    report = Report("")
    text = decode(content, report)
    if text is None:
        return ()
    found: list[Heading] = []
    page = 0
    for piece in read_source(text, report).pieces:
        page += piece.kind is PieceKind.HEADING
        if piece.kind is not PieceKind.PROSE:
            found.append(Heading(piece.line, page, _what(piece), _title(piece)))
    return tuple(found)


def _what(piece: Piece) -> str:
    return HEADING if piece.kind is PieceKind.HEADING else WORDS.get(piece.word, piece.word)


def _title(piece: Piece) -> str:
    if piece.title:
        return piece.title
    written = _TITLE.search(piece.text) if piece.kind is PieceKind.FENCE else None
    return written.group(1).strip().strip("\"'") if written else ""
