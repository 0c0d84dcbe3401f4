"""The first reading of an author's file: front matter, then headings, prose, boxes and fenced blocks, with lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from selfhelp.core.content.html import Refused, refuse_heavy
from selfhelp.core.content.keys import Keys, read_keys
from selfhelp.core.content.report import Report
from selfhelp.core.content.said import Said, say
from selfhelp.core.content.yaml_reader import read_yaml

MAX_FILE = 200_000  # characters
TOO_LONG = say("the file is longer than {most} characters. Split it.", most=MAX_FILE)
_OTHER_ENCODING = say("the file is saved as UTF-16. Save the file again, and choose the encoding UTF-8.")
_OTHER_LETTER = say("a letter here is not UTF-8. Save the file again, and choose the encoding UTF-8.")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MAX_PIECES = 300  # headings, boxes, blocks and the prose between them
FILES_KEPT = 64  # read files kept, for somebody who writes in one has the others of the module read with every word

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})\s*([^\s`]*)(.*)$")
_HEADING = re.compile(r"#(?!#)\s*(.*?)(?:\s#+)?\s*$")
_MARKER = re.compile(r"\s{0,3}>\s*\[!([^\]]{0,40})\]\s*(.*)$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
_BARE_MARKER = re.compile(r"\s{0,3}\[!\w")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_HIDING = re.compile(r"[\u200b\u202a-\u202e\u2060-\u2069\ufeff]")  # of no width, or turning around what follows


class PieceKind(Enum):
    HEADING = "heading"
    PROSE = "prose"
    BOX = "box"
    FENCE = "fence"


@dataclass(frozen=True)
class Piece:
    """A part of a file. `word` is the type of a box or fence; `title` that of a heading or box."""

    kind: PieceKind
    line: int
    text: str = ""
    text_line: int = 0  # where `text` begins
    word: str = ""
    title: str = ""


@dataclass(frozen=True)
class Source:
    front: Keys | None
    pieces: tuple[Piece, ...]


def decode(content: str | bytes, report: Report) -> str | None:
    """The text with \\n at line ends, or None with the reason in the report."""
    try:
        written = content.decode("utf-8") if isinstance(content, bytes) else content
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        report.error(line, _OTHER_ENCODING if error.object[:2] in UTF_16 else _OTHER_LETTER)
        return None
    text = written.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_FILE:
        report.error(1, TOO_LONG)
        return None
    unseen = _CONTROL.search(text) or _HIDING.search(text)
    if unseen:
        line, code = text.count("\n", 0, unseen.start()) + 1, f"U+{ord(unseen.group()):04X}"
        control, hiding = say("control character"), say("character that hides or turns around letters")
        what = control if ord(unseen.group()) < 0x200B else hiding
        report.error(line, say(
            "there is an invisible {what} here ({code}). Write the line anew, without pasting.", what=what, code=code
        ))
        return None
    return text


def read_source(text: str, report: Report) -> Source:
    lines = text.split("\n")
    end = _end_of_front_matter(lines)
    if end is None:
        report.error(1, _no_front_matter(lines))
        return Source(None, _Scanner(lines, 1, report).scan())
    tree = read_yaml("\n".join(lines[1:end]), report, first_line=2)
    front = read_keys(tree, report, say("front matter"), 1)
    return Source(front, _Scanner(lines[end + 1 :], end + 2, report).scan())


def _no_front_matter(lines: Sequence[str]) -> Said:
    if lines[0].rstrip() == "---":
        return say(
            "the front matter is never closed. Write a line --- after its last key, above the first box or heading."
        )
    return say("front matter is missing. Begin the file with a line ---, keys such as id: …, and a line ---.")


def _end_of_front_matter(lines: list[str]) -> int | None:
    if lines[0].rstrip() != "---":
        return None
    return next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == "---"), None)


def _opens_another(line: str, mark: str) -> bool:
    """A block inside a block is none: the one before it was forgotten open."""
    inner = _FENCE.match(line)
    return inner is not None and inner.group(1) == mark and bool(inner.group(2))


class _Scanner:
    def __init__(self, lines: list[str], first_line: int, report: Report) -> None:
        self._lines = lines
        self._first_line = first_line
        self._report = report
        self._at = 0
        self._pieces: list[Piece] = []

    def scan(self) -> tuple[Piece, ...]:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if len(self._pieces) == MAX_PIECES:
                message = say("the file has more than {most} headings, boxes and blocks. Split it.", most=MAX_PIECES)
                self._report.error(self._line, message)
                break
            if not line.strip():
                self._at += 1
            elif fence := _FENCE.match(line):
                self._take_fence(fence)
            elif heading := _HEADING.match(line):
                self._take_heading(line, heading)
            elif marker := _MARKER.match(line):
                self._take_box(marker)
            else:
                self._take_prose()
        return tuple(self._light(piece) for piece in self._pieces)

    def _light(self, piece: Piece) -> Piece:
        """Without its text if that is too heavy to render or to count; told here, once."""
        if piece.kind not in (PieceKind.PROSE, PieceKind.BOX):
            return piece
        try:
            refuse_heavy(piece.text)
        except Refused as refused:
            self._report.error(piece.text_line, refused.said)
            return replace(piece, text="")
        return piece

    @property
    def _line(self) -> int:
        return self._first_line + self._at

    def _take_heading(self, line: str, heading: re.Match[str]) -> None:
        if not heading.group(1):
            self._report.error(self._line, say("the heading has no words. Write # and then the title."))
        elif not line.startswith("# "):
            self._report.error(self._line, say("a space is missing after #. Write # and then the title."))
        self._pieces.append(Piece(PieceKind.HEADING, self._line, title=heading.group(1)))
        self._at += 1

    def _take_fence(self, opening: re.Match[str]) -> None:
        start, mark, word = self._line, opening.group(1), opening.group(2)
        self._at += 1
        body: list[str] = []
        closed = False
        while self._at < len(self._lines) and not closed and not _opens_another(self._lines[self._at], mark):
            line = self._lines[self._at]
            self._at += 1
            closed = line.strip().startswith(mark) and not line.strip().strip(mark[0])
            body.append(line)
        if closed:
            body.pop()
        else:
            if word:  # without one it is likelier to be the end of a block whose first line is gone
                message = say("the block is never closed. Write {mark} on a line of its own where it ends.", mark=mark)
                self._report.error(start, message)
            # The pages after it are read as pages, or one forgotten line would be told as ten faults.
            whole = body.index("") if "" in body else len(body)
            self._at -= len(body) - whole
            del body[whole:]
        if opening.group(3).strip():
            message = say("only one word can stand after {mark}. Move the rest into the block.", mark=mark)
            self._report.error(start, message)
        self._pieces.append(Piece(PieceKind.FENCE, start, "\n".join(body), start + 1, word))

    def _take_box(self, marker: re.Match[str]) -> None:
        start = self._line
        self._at += 1
        body: list[str] = []
        while self._at < len(self._lines) and self._lines[self._at].lstrip().startswith(">"):
            line = self._lines[self._at]
            if _MARKER.match(line):
                self._report.error(self._line, say("two boxes stand together. Put an empty line between them."))
                break
            body.append(line.lstrip()[1:].removeprefix(" "))
            self._at += 1
        after = self._lines[self._at] if self._at < len(self._lines) else ""
        if after.strip() and not _MARKER.match(after):
            message = say("a box ends with an empty line. Put one here, or start the line with >.")
            self._report.error(self._line, message)
        word, title = marker.group(1).strip(), marker.group(2).strip()
        self._pieces.append(Piece(PieceKind.BOX, start, "\n".join(body), start + 1, word, title))

    def _take_prose(self) -> None:
        start = self._line
        body: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if _FENCE.match(line) or _HEADING.match(line) or _MARKER.match(line):
                break
            self._check_prose(line, body)
            body.append(line)
            self._at += 1
        self._pieces.append(Piece(PieceKind.PROSE, start, "\n".join(body), start))

    def _check_prose(self, line: str, before: list[str]) -> None:
        if _BARE_MARKER.match(line):
            self._report.error(self._line, say('a box starts with >. Write "> [!story] Title".'))
        if _UNDERLINE.match(line) and before and before[-1].strip() and "|" not in line:
            self._report.error(self._line, say(
                "a line of = or - makes the text above it a heading. Write ## before a title, or an empty line here."
            ))
