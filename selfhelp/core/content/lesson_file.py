"""One lesson in one language: NN-slug.LANG.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selfhelp.core.content import html, prose
from selfhelp.core.content.document import Block, Box, Lesson, Page, Prose
from selfhelp.core.content.exercise_block import read_fence
from selfhelp.core.content.keys import Keys
from selfhelp.core.content.report import Report, did_you_mean
from selfhelp.core.content.said import say
from selfhelp.core.content.source import Piece, PieceKind, Source, read_source
from selfhelp.core.content.waivers import Waiver, read_waivers

FILE_NAME = re.compile(r"([0-9]{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.([a-z]{2,3})\.md")
BOX_TYPES = ("short", "story", "caution", "stuck", "summary")


@dataclass(frozen=True, eq=False)
class LessonFile:
    """The lesson and what it was read from. With a fault in it, `lesson` is what could be read. One reading is the
    same as itself alone, so that what is found in it can be kept beside it."""

    file: str
    slug: str
    lesson: Lesson
    pieces: tuple[tuple[int, Piece], ...]  # with the number of the page they stand on, 0 before the first
    waivers: tuple[Waiver, ...]
    broken: bool
    complete: bool  # every block could be read, perhaps with faults

    def prose_of(self, page: int | None = None) -> tuple[prose.Paragraph, ...]:
        """The paragraphs of prose and boxes on one page, or of all pages and the short version."""
        return tuple(
            paragraph
            for number, piece in self.pieces
            if piece.kind in (PieceKind.PROSE, PieceKind.BOX) and page in (None, number)
            for paragraph in prose.read_paragraphs(piece.text, piece.text_line)
        )


def read_lesson(file: str, text: str, report: Report) -> LessonFile:
    """Raises ValueError for a file name that is not a lesson's."""
    name = FILE_NAME.fullmatch(file)
    if name is None:
        raise ValueError(file)
    number, slug, language = int(name.group(1)), name.group(2), name.group(3)
    source = read_source(text, report)
    pages = _split_pages(source)
    boxes = _Boxes(report)
    built = tuple(_read_page(pieces, boxes, report) for pieces in pages[1:])
    _read_opening(pages[0], boxes, report)
    lesson, waivers = _read_front(source.front, number, language, built, boxes)
    numbered = tuple((page, piece) for page, pieces in enumerate(pages) for piece in pieces)
    fences = sum(1 for piece in source.pieces if piece.kind is PieceKind.FENCE)
    blocks = sum(1 for page in lesson.pages for block in page.blocks if not isinstance(block, Prose | Box))
    return LessonFile(file, slug, lesson, numbered, waivers, report.broken, complete=fences == blocks)


def render_piece(piece: Piece, report: Report) -> str:
    try:
        return html.render(piece.text)
    except html.Refused as refused:
        report.error(piece.text_line, refused.said)
        return ""


class _Boxes:
    """The two boxes a lesson has one of."""

    def __init__(self, report: Report) -> None:
        self.short: Box | None = None
        self.summary: Box | None = None
        self._report = report

    def read(self, piece: Piece, before_first_page: bool) -> Box:
        box = Box(piece.word, piece.title, render_piece(piece, self._report), count(piece), piece.line)
        if not piece.title:
            message = say('the box has no title. Write "> [!{word}] Title".', word=piece.word)
            self._report.error(piece.line, message)
        if piece.word not in BOX_TYPES:
            hint = did_you_mean(piece.word, BOX_TYPES)
            self._report.error(piece.line, say('box type "{word}" does not exist. {hint}', word=piece.word, hint=hint))
        elif piece.word == "short" and not before_first_page:
            self._report.error(piece.line, say('the box "short" stands before the first heading. Move it up.'))
        elif piece.word != "short" and before_first_page:
            message = say('the box "{word}" stands before the first heading. Move it down.', word=piece.word)
            self._report.error(piece.line, message)
        if piece.word == "short":
            self.short = self._only_one(self.short, box)
        elif piece.word == "summary":
            self.summary = self._only_one(self.summary, box)
        return box

    def _only_one(self, before: Box | None, box: Box) -> Box:
        if before is not None:
            self._report.error(box.line, say(
                'a second box "{word}"; the first is on line {line}. Keep one.', word=box.type, line=before.line
            ))
        return box


def count(piece: Piece) -> int:
    return prose.count_words(prose.read_paragraphs(piece.text, piece.text_line))


def _split_pages(source: Source) -> list[list[Piece]]:
    """What stands before the first heading, and then each page with its heading first."""
    pages: list[list[Piece]] = [[]]
    for piece in source.pieces:
        if piece.kind is PieceKind.HEADING:
            pages.append([])
        pages[-1].append(piece)
    return pages


def _read_opening(pieces: Sequence[Piece], boxes: _Boxes, report: Report) -> None:
    for piece in pieces:
        if piece.kind is PieceKind.BOX:
            boxes.read(piece, before_first_page=True)
        else:
            report.error(piece.line, say(
                'only the box "short" stands before the first heading. Write # and a title above.'
            ))


def _read_page(pieces: Sequence[Piece], boxes: _Boxes, report: Report) -> tuple[Piece, tuple[Block, ...]]:
    blocks: list[Block] = []
    for piece in pieces[1:]:
        if piece.kind is PieceKind.PROSE:
            blocks.append(Prose(render_piece(piece, report), count(piece), piece.line))
        elif piece.kind is PieceKind.BOX:
            blocks.append(boxes.read(piece, before_first_page=False))
        else:
            block = read_fence(piece, report)
            blocks += [block] if block is not None else []
    return pieces[0], tuple(blocks)


def _read_front(
    front: Keys | None, number: int, language: str, pages: Sequence[tuple[Piece, tuple[Block, ...]]], boxes: _Boxes
) -> tuple[Lesson, tuple[Waiver, ...]]:
    lesson = Lesson(
        id=front.id() if front else "",
        number=number,
        language=language,
        title=front.text("title", required=True) if front else "",
        goal=front.text("goal", required=True) if front else "",
        minutes=(front.whole("minutes", 1, 240, required=True) if front else None) or 0,
        pages=tuple(_page(at, heading, blocks) for at, (heading, blocks) in enumerate(pages, start=1)),
        short=boxes.short,
        summary=boxes.summary,
    )
    waivers = read_waivers(front) if front else ()
    if front:
        front.close()
    return lesson, waivers


def _page(number: int, heading: Piece, blocks: tuple[Block, ...]) -> Page:
    words = sum(block.words for block in blocks if isinstance(block, Prose | Box))
    return Page(number, heading.title, blocks, words, heading.line)
