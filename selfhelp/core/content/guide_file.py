"""What a guide looks for, lesson by lesson, in one language: guide.LANG.md."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selfhelp.core.content import prose
from selfhelp.core.content.document import GuideText
from selfhelp.core.content.lesson_file import render_piece
from selfhelp.core.content.report import Report, did_you_mean
from selfhelp.core.content.said import say
from selfhelp.core.content.source import Piece, PieceKind, read_source
from selfhelp.core.content.waivers import Waiver, read_waivers

FILE_NAME = re.compile(r"guide\.([a-z]{2,3})\.md")
OPENER = "opener"

_TITLE = re.compile(r"([0-9]{1,2})[.:]?\s+(.+)")


@dataclass(frozen=True, eq=False)
class GuideFile:
    file: str
    language: str
    module: str
    texts: tuple[GuideText, ...]
    lines: tuple[int, ...]  # of the headings, in the order of `texts`
    pieces: tuple[tuple[int, Piece], ...]  # with the number of the lesson
    waivers: tuple[Waiver, ...]

    def prose_of(self, number: int) -> tuple[prose.Paragraph, ...]:
        return tuple(
            paragraph
            for lesson, piece in self.pieces
            if lesson == number and piece.kind in (PieceKind.PROSE, PieceKind.BOX)
            for paragraph in prose.read_paragraphs(piece.text, piece.text_line)
        )


def read_guide(file: str, text: str, report: Report) -> GuideFile:
    """Raises ValueError for a file name that is not a guide's."""
    name = FILE_NAME.fullmatch(file)
    if name is None:
        raise ValueError(file)
    source = read_source(text, report)
    module, waivers = "", tuple[Waiver, ...]()
    if source.front:
        module = source.front.id("module")
        source.front.text("title", required=True)
        waivers = read_waivers(source.front)
        source.front.close()
    numbered = _number(source.pieces, report)
    headings = [(number, piece) for number, piece in numbered if piece.kind is PieceKind.HEADING and number]
    texts = tuple(_read_text(number, heading, numbered, report) for number, heading in headings)
    lines = tuple(heading.line for _, heading in headings)
    return GuideFile(file, name.group(1), module, texts, lines, numbered, waivers)


def _number(pieces: tuple[Piece, ...], report: Report) -> tuple[tuple[int, Piece], ...]:
    numbered: list[tuple[int, Piece]] = []
    current = 0
    seen: set[int] = set()
    for piece in pieces:
        if piece.kind is PieceKind.HEADING:
            title = _TITLE.fullmatch(piece.title)
            current = int(title.group(1)) if title else 0
            if title is None:
                report.error(piece.line, say(
                    '"{title}" has no number. Write # 1 and then the title of lesson 1.', title=piece.title
                ))
            elif current in seen:
                report.error(piece.line, say("lesson {number} is written twice. Join the two.", number=current))
            seen.add(current)
        elif not current and not seen:
            report.error(piece.line, say(
                "this stands before the first heading. Write # 1 and then the title of lesson 1."
            ))
        numbered.append((current, piece))
    return tuple(numbered)


def _read_text(number: int, heading: Piece, numbered: tuple[tuple[int, Piece], ...], report: Report) -> GuideText:
    title = _TITLE.fullmatch(heading.title)
    parts: list[str] = []
    openers: list[str] = []
    for piece in (piece for lesson, piece in numbered if lesson == number and piece.kind is not PieceKind.HEADING):
        if piece.kind is PieceKind.PROSE:
            parts.append(render_piece(piece, report))
        elif piece.kind is PieceKind.BOX and piece.word == OPENER:
            openers.append(" ".join(one.text for one in prose.read_paragraphs(piece.text, piece.text_line)))
        elif piece.kind is PieceKind.BOX:
            hint = did_you_mean(piece.word, [OPENER])
            report.error(piece.line, say('box type "{word}" does not exist here. {hint}', word=piece.word, hint=hint))
        else:
            report.error(piece.line, say("fenced blocks belong to lessons. Write this as prose or a table."))
    return GuideText(number, title.group(2) if title else "", "\n".join(parts), tuple(openers))
