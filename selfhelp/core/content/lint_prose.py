"""Klarspråk in numbers: the lengths a tired reader can follow. Every rule here can be waived with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from selfhelp.core.content import prose
from selfhelp.core.content.document import Exercise, Page, Problem, Severity, Use
from selfhelp.core.content.guide_file import GuideFile
from selfhelp.core.content.lesson_file import LessonFile
from selfhelp.core.content.said import Said, say
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
            message = say(
                "LIX of lesson {number} is {lix}, above {most}. Shorten sentences and words.",
                number=text.number, lix=f"{value:.0f}", most=MAX_LIX_GUIDE,
            )
            yield _warning(file.file, line, message, LIX, text.number)


def _lint_length(file: LessonFile) -> Iterator[Finding]:
    value = prose.lix(file.prose_of())
    if value > MAX_LIX_LESSON:
        message = say(
            "LIX is {lix}, above {most}. Shorten sentences and words.", lix=f"{value:.0f}", most=MAX_LIX_LESSON
        )
        yield _warning(file.file, 1, message, LIX, 0)
    pages = len(file.lesson.pages)
    if pages and not FEWEST_PAGES <= pages <= MOST_PAGES:
        message = say(
            "the lesson has {pages} pages; {fewest} to {most} is right. Join or split pages.",
            pages=pages, fewest=FEWEST_PAGES, most=MOST_PAGES,
        )
        yield _warning(file.file, file.lesson.pages[-1].line, message, PAGES, 0)


def _lint_pages(file: LessonFile) -> Iterator[Finding]:
    silent = 0  # pages in a row with nothing to fill in
    for page in file.lesson.pages:
        if page.words > MAX_PAGE_WORDS:
            message = say(
                'page "{title}" has {words} words, more than {most}. Split or shorten it.',
                title=page.title, words=page.words, most=MAX_PAGE_WORDS,
            )
            yield _warning(file.file, page.line, message, LONG_PAGE, page.number)
        silent = 0 if _asks(page) else silent + 1
        if silent == 2:
            message = say(
                "pages {one} and {other} have nothing to fill in. Put an exercise on one.",
                one=page.number - 1, other=page.number,
            )
            yield _warning(file.file, page.line, message, NO_EXERCISE, page.number)


def _asks(page: Page) -> bool:
    return any(isinstance(block, Exercise | Use) for block in page.blocks)


def _lint_paragraph(file: str, page: int, paragraph: prose.Paragraph) -> Iterator[Finding]:
    sentences = paragraph.sentences
    for sentence in sentences:
        length = len(prose.words(sentence))
        if length > MAX_SENTENCE_WORDS:
            message = say(
                "a sentence has {words} words, more than {most}: «{start}». Split it.",
                words=length, most=MAX_SENTENCE_WORDS, start=_start(sentence),
            )
            yield _warning(file, paragraph.line, message, LONG_SENTENCE, page)
    if len(sentences) > MAX_PARAGRAPH_SENTENCES:
        message = say(
            "a paragraph has {sentences} sentences, more than {most}. Start a new one.",
            sentences=len(sentences), most=MAX_PARAGRAPH_SENTENCES,
        )
        yield _warning(file, paragraph.line, message, LONG_PARAGRAPH, page)
    if "!" in paragraph.text:
        yield _warning(file, paragraph.line, say("an exclamation mark. Write a full stop."), EXCLAMATION, page)


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:6]) + " …"


def _warning(file: str, line: int, message: Said, rule: str, page: int) -> Finding:
    return Finding(Problem(file, line, message, Severity.WARNING), rule, page)
