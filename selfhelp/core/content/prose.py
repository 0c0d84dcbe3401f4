"""Counting an author's prose: words, sentences, LIX.

LIX = words / sentences + 100 × words of more than six letters / words (Björnsson 1968), over paragraphs, list items,
table cells and boxes; headings and fenced blocks are left out. A sentence ends at . ? ! or where its paragraph or list
item does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

KEPT = 8192  # paragraphs: somebody who writes in one lesson has the whole module counted again with every word
LONG_WORD = 6  # letters; a word with more is long

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?]+[»”’\")\]]*(?=\s|$)")
_ABBREVIATION = re.compile(r"(?:^|[\s(«“])(?:kl|ca|nr|f\.eks|bl\.a|dvs|osv|jf|e\.g|i\.e|approx|no)$", re.IGNORECASE)
_ORDINAL = re.compile(r"[0-9]$")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]{1,3}[.)])\s+")
_TABLE_RULE = re.compile(r"[|\s:-]+")
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,300}\)")
_LINK = re.compile(r"\[([^\]\n]{0,300})\]\([^)\n]{0,300}\)")
_MARK = re.compile(r"\*{1,3}|`{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, list item or table cell, without Markdown's marks."""

    line: int
    text: str

    @property
    def words(self) -> int:
        return len(words(self.text))

    @property
    def sentences(self) -> tuple[str, ...]:
        return sentences(self.text)


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def count_words(paragraphs: Iterable[Paragraph]) -> int:
    return sum(paragraph.words for paragraph in paragraphs)


@lru_cache(maxsize=KEPT)
def sentences(text: str) -> tuple[str, ...]:
    found: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _goes_on(text, match):
            continue
        found.append(text[start : match.end()])
        start = match.end()
    found.append(text[start:])
    return tuple(sentence.strip() for sentence in found if words(sentence))


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """«kl. 15.40», «14. mai» and “… you can …” do not end a sentence at the point."""
    following = text[match.end() :].lstrip()[:1]
    if match.group() != ".":
        return following.islower()
    before = text[max(0, match.start() - 10) : match.start()]
    return bool(_ABBREVIATION.search(before)) or (bool(_ORDINAL.search(before)) and following.islower())


def lix(paragraphs: Iterable[Paragraph]) -> float:
    """0 for no words."""
    every = tuple(paragraphs)
    all_words = [word for paragraph in every for word in words(paragraph.text)]
    if not all_words:
        return 0.0
    long = sum(1 for word in all_words if len(word) > LONG_WORD)
    number_of_sentences = sum(len(paragraph.sentences) for paragraph in every)
    return len(all_words) / number_of_sentences + 100 * long / len(all_words)


@lru_cache(maxsize=KEPT)
def read_paragraphs(markdown_text: str, first_line: int) -> tuple[Paragraph, ...]:
    """The paragraphs of a text that starts on `first_line` of its file. Headings and pictures are left out."""
    collected: list[tuple[int, list[str]]] = []
    open_paragraph = False
    for number, raw in enumerate(markdown_text.splitlines(), start=first_line):
        line = raw.strip().lstrip("> ").strip()
        if not line or line.startswith("#"):
            open_paragraph = False
        elif line.startswith("|"):
            collected.extend((number, [cell]) for cell in _cells(line))
            open_paragraph = False
        elif open_paragraph and not _LIST_ITEM.match(line):
            collected[-1][1].append(line)
        else:
            mark = _LIST_ITEM.match(line)
            collected.append((number, [line[mark.end() :] if mark else line]))
            open_paragraph = True
    read = (Paragraph(number, plain_text(" ".join(lines))) for number, lines in collected)
    return tuple(paragraph for paragraph in read if paragraph.words)


def plain_text(markdown_text: str) -> str:
    """Without links, pictures and marks of emphasis."""
    return _MARK.sub("", _LINK.sub(r"\1", _IMAGE.sub("", markdown_text))).strip()


def _cells(line: str) -> list[str]:
    if _TABLE_RULE.fullmatch(line):
        return []
    return [cell.strip() for cell in line.strip("|").split("|")]
