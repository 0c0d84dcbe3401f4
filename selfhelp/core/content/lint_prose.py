"""Klarspråk in numbers: the lengths a tired reader can follow. Every rule here can be waived with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from selfhelp.core.content import prose
from selfhelp.core.content.document import Exercise, Page, Problem, Severity, Use
from selfhelp.core.content.guide_file import GuideFile
from selfhelp.core.content.lesson_file import LessonFile
from selfhelp.core.content.source import PieceKind
from selfhelp.core.content.waivers import (
    EXCLAMATION,
    LIX,
    LONG_PAGE,
    LONG_PARAGRAPH,
    LONG_SENTENCE,
    NO_EXERCISE,
    PAGES,
    Finding,
)

MAX_PAGE_WORDS = 350
MAX_SENTENCE_WORDS = 20
MAX_PARAGRAPH_SENTENCES = 4
MAX_LIX_LESSON = 35
MAX_LIX_GUIDE = 40
FEWEST_PAGES, MOST_PAGES = 4, 7


def lint_lesson_prose(file: LessonFile) -> Iterator[Finding]:
    yield from _lint_length(file)
    yield from _lint_pages(file)
    for number, piece in file.pieces:
        if piece.kind in (PieceKind.PROSE, PieceKind.BOX):
            for paragraph in prose.read_paragraphs(piece.text, piece.text_line):
                yield from _lint_paragraph(file.file, number, paragraph)


def lint_guide_prose(file: GuideFile) -> Iterator[Finding]:
    for text, line in zip(file.texts, file.lines, strict=True):
        value = prose.lix(file.prose_of(text.number))
        if value > MAX_LIX_GUIDE:
            message = f"LIX of lesson {text.number} is {value:.0f}, above {MAX_LIX_GUIDE}. Shorten sentences and words."
            yield _warning(file.file, line, message, LIX, text.number)


def _lint_length(file: LessonFile) -> Iterator[Finding]:
    value = prose.lix(file.prose_of())
    if value > MAX_LIX_LESSON:
        message = f"LIX is {value:.0f}, above {MAX_LIX_LESSON}. Shorten sentences and words."
        yield _warning(file.file, 1, message, LIX, 0)
    pages = len(file.lesson.pages)
    if pages and not FEWEST_PAGES <= pages <= MOST_PAGES:
        message = f"the lesson has {pages} pages; {FEWEST_PAGES} to {MOST_PAGES} is right. Join or split pages."
        yield _warning(file.file, file.lesson.pages[-1].line, message, PAGES, 0)


def _lint_pages(file: LessonFile) -> Iterator[Finding]:
    silent = 0  # pages in a row with nothing to fill in
    for page in file.lesson.pages:
        if page.words > MAX_PAGE_WORDS:
            message = f'page "{page.title}" has {page.words} words, more than {MAX_PAGE_WORDS}. Split or shorten it.'
            yield _warning(file.file, page.line, message, LONG_PAGE, page.number)
        silent = 0 if _asks(page) else silent + 1
        if silent == 2:
            message = f"pages {page.number - 1} and {page.number} have nothing to fill in. Put an exercise on one."
            yield _warning(file.file, page.line, message, NO_EXERCISE, page.number)


def _asks(page: Page) -> bool:
    return any(isinstance(block, Exercise | Use) for block in page.blocks)


def _lint_paragraph(file: str, page: int, paragraph: prose.Paragraph) -> Iterator[Finding]:
    sentences = paragraph.sentences
    for sentence in sentences:
        length = len(prose.words(sentence))
        if length > MAX_SENTENCE_WORDS:
            message = f"a sentence has {length} words, more than {MAX_SENTENCE_WORDS}: «{_start(sentence)}». Split it."
            yield _warning(file, paragraph.line, message, LONG_SENTENCE, page)
    if len(sentences) > MAX_PARAGRAPH_SENTENCES:
        message = f"a paragraph has {len(sentences)} sentences, more than {MAX_PARAGRAPH_SENTENCES}. Start a new one."
        yield _warning(file, paragraph.line, message, LONG_PARAGRAPH, page)
    if "!" in paragraph.text:
        yield _warning(file, paragraph.line, "an exclamation mark. Write a full stop.", EXCLAMATION, page)


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:6]) + " …"


def _warning(file: str, line: int, message: str, rule: str, page: int) -> Finding:
    return Finding(Problem(file, line, message, Severity.WARNING), rule, page)
