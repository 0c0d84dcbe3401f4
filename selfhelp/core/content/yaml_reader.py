"""YAML 1.2 as authors write it: a tree in which everything knows its line.

Values keep the text that was typed. What they mean is for the reader of the key to say: «no» is a word in a label,
and «15.40» a time in an example. Anchors, aliases and tags are refused: they hide what is written, and a few lines
of aliases can grow to hundreds of megabytes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from selfhelp.core.content.report import Report
from selfhelp.core.content.said import Said, say

MAX_CHARACTERS = 60_000
MAX_DEPTH = 12

PlainValue = None | bool | int | float | str | list["PlainValue"] | dict[str, "PlainValue"]

_TOO_DEEP = say("more than {most} lists or brackets inside one another. Use fewer levels.", most=MAX_DEPTH)
_DEEP = re.compile(rf"(?:[\[{{]\s*){{{MAX_DEPTH + 1}}}")  # the scanner needs seconds for thousands of brackets
# What the two parsers read differently: tabs, rare line ends, texts begun by | and >, «? », what separates documents.
_SLOWLY = re.compile(
    r"[\t\x85\u2028\u2029\ufeff]|(?:^|[\s:-])[|>]|(?:^|[\s{\[,])\?(?:\s|$)|^(?:---|\.\.\.)|^%", re.MULTILINE
)
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,18}|[0-9]{1,18}(?:\.[0-9]{0,18})?)(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_COLON_IN_TEXT = "mapping values are not allowed"
_INDENTED = say("this line is indented differently from the lines it belongs with")
_CURLED = say('a text with a colon and a space in it needs straight quotation marks around it: "…", not “…”')
_CHECK = say("check indentation, colons and quotation marks")
_EXPLANATIONS = {
    _COLON_IN_TEXT: say("a text with a colon and a space in it needs quotation marks around it"),
    "character '\\t'": say("use spaces, not tabs, at the start of a line"),
    "cannot start any token": say("a text cannot start with this character: put quotation marks around it"),
    "scanning a quoted scalar": say("a quotation mark is opened and never closed"),
    "expected ',' or '}'": say(
        "a {{ is not closed, or a text inside {{ }} holds a comma: put quotation marks around it"
    ),
    "expected ',' or ']'": say("a [ is not closed, or a text inside [ ] holds a comma: put quotation marks around it"),
    "expected <block end>": _INDENTED,
    "could not find expected ':'": say("a colon is missing after the key"),
}


@dataclass(frozen=True)
class Scalar:
    text: str
    plain: bool  # written without quotation marks
    line: int

    @property
    def empty(self) -> bool:
        return self.plain and self.text in ("", "~", "null")


@dataclass(frozen=True)
class Items:
    nodes: tuple[Node, ...]
    line: int


@dataclass(frozen=True)
class Entries:
    pairs: tuple[tuple[Scalar, Node], ...]
    line: int


Node = Scalar | Items | Entries
Complaint = tuple[int, Said]  # line, message


class _Refused(Exception):
    def __init__(self, line: int, message: Said) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def read_yaml(text: str, report: Report, first_line: int = 1) -> Node | None:
    """The tree, or None with the reason in the report. Never raises. `first_line`: where in its file it starts."""
    node, complaints = _read(text, first_line)
    for line, message in complaints:
        report.error(line, message)
    return node


@lru_cache(maxsize=256)  # an author checks a folder again and again with one block changed
def _read(text: str, first_line: int) -> tuple[Node | None, tuple[Complaint, ...]]:
    if len(text) > MAX_CHARACTERS:
        return None, ((first_line, say("this is longer than {most} characters. Split it.", most=MAX_CHARACTERS)),)
    if deep := _DEEP.search(text):
        line = text.count("\n", 0, deep.start())
        return None, ((first_line + line, _TOO_DEEP),)
    quick = None if _SLOWLY.search(text) else _quickly(text, first_line)
    return quick or _with_reasons(text, first_line)


def _quickly(text: str, first_line: int) -> tuple[Node | None, tuple[Complaint, ...]] | None:
    """With the parser in C, which is ten times as fast. None where it stumbles: it is older than YAML 1.2."""
    builder = _Builder(text, first_line, pure=False)
    try:
        return builder.document(), tuple(builder.complaints)
    except Exception:
        return None


def _with_reasons(text: str, first_line: int) -> tuple[Node | None, tuple[Complaint, ...]]:
    """With the parser whose word counts, and whose complaints are explained."""
    builder = _Builder(text, first_line, pure=True)
    try:
        return builder.document(), tuple(builder.complaints)
    except _Refused as refused:
        fault = (refused.line, refused.message)
    except MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        written = "".join(text.splitlines()[line : line + 1])
        fault = (first_line + line, _unread(_explain(error, written)))
    except Exception:
        # ruamel also raises plain ValueError, RecursionError and others; one typo must never take more than its file.
        fault = (first_line, _unread(_CHECK))
    return None, (*builder.complaints, fault)


def plain(node: Node) -> PlainValue:
    """Plain Python values by the rules of YAML 1.2: no dates, no yes and no, no octal, no sixties."""
    if isinstance(node, Items):
        return [plain(one) for one in node.nodes]
    if isinstance(node, Entries):
        return {key.text: plain(value) for key, value in node.pairs}
    return _plain_scalar(node)


def _plain_scalar(scalar: Scalar) -> bool | int | float | str | None:
    if not scalar.plain:
        return scalar.text
    if scalar.text in _WORDS:
        return _WORDS[scalar.text]
    if _INT.fullmatch(scalar.text):
        return int(scalar.text)
    if _FLOAT.fullmatch(scalar.text) and math.isfinite(number := float(scalar.text)):
        return number
    return scalar.text


def _unread(reason: Said) -> Said:
    return say("this cannot be read as YAML: {reason}.", reason=reason)


def _explain(error: MarkedYAMLError, written: str) -> Said:
    """`written`: the line where the parser stopped."""
    told = f"{error.context or ''} {error.problem or ''}"
    if _COLON_IN_TEXT in told and len(re.findall(r":(?:\s|$)", written)) == 1:
        return _INDENTED
    if _COLON_IN_TEXT in told and re.search("[“”„]", written):
        return _CURLED
    for sign, explanation in _EXPLANATIONS.items():
        if sign in told:
            return explanation
    return _CHECK


class _Builder:
    """Builds the tree from ruamel's events, which arrive one by one: a deep nest is refused before it is read."""

    def __init__(self, text: str, first_line: int, pure: bool) -> None:
        self._events: Iterator[Any] = iter(YAML(typ="safe", pure=pure).parse(text))
        self._first_line = first_line
        self.complaints: list[Complaint] = []

    def document(self) -> Node | None:
        node: Node | None = None
        documents = 0
        for event in self._events:
            kind = type(event).__name__
            documents += kind == "DocumentStartEvent"
            if documents > 1:
                raise _Refused(self._line(event), say("only one YAML document can stand here: remove the line ---."))
            if not kind.startswith(("Stream", "Document")):
                node = self._node(event, 1)
        return node

    def _line(self, event: Any) -> int:
        line: int = event.start_mark.line
        return self._first_line + line

    def _node(self, event: Any, depth: int) -> Node:
        line = self._line(event)
        kind = type(event).__name__
        if kind == "AliasEvent" or event.anchor:
            raise _Refused(line, say("& and * (anchors and aliases) cannot be used: write the text out each time."))
        if event.tag and str(event.tag) != "!":
            raise _Refused(line, say("! (a tag) cannot be used: put quotation marks around a text that starts with !."))
        if kind == "ScalarEvent":
            return Scalar(str(event.value), bool(event.implicit[0]), line)
        if depth > MAX_DEPTH:
            raise _Refused(line, _TOO_DEEP)
        return self._items(line, depth) if kind == "SequenceStartEvent" else self._entries(line, depth)

    def _items(self, line: int, depth: int) -> Items:
        nodes: list[Node] = []
        for event in self._events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            nodes.append(self._node(event, depth + 1))
        return Items(tuple(nodes), line)

    def _entries(self, line: int, depth: int) -> Entries:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for event in self._events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused(key.line, say("a key must be one word, followed by a colon."))
            if key.text in pairs:
                first = pairs[key.text][0].line
                twice = say('"{key}" is written twice, first on line {line}. Remove one.', key=key.text, line=first)
                self.complaints.append((key.line, twice))
                continue
            pairs[key.text] = (key, value)
        return Entries(tuple(pairs.values()), line)
