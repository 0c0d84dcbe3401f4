"""Reading the keys an author wrote: each asked for once, each fault told with its line, the rest reported."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from selfhelp.core.content.report import Report, did_you_mean
from selfhelp.core.content.said import say
from selfhelp.core.content.yaml_reader import Entries, Items, Node, Scalar, plain

ID = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
MAX_ID = 40
NO_KEYS = say("write keys and values, one on each line, such as id: something.")
NOTHING_YET = say("nothing is written here yet. Write keys and values, one on each line, such as id: something.")
_TRUE = ("true", "True", "yes", "ja")
_FALSE = ("false", "False", "no", "nei")


class Keys:
    """One mapping. `what` names it in messages: field "mood", front matter."""

    def __init__(self, entries: Entries, report: Report, what: str) -> None:
        self._pairs = {key.text: (key, value) for key, value in entries.pairs}
        self._asked: list[str] = []
        self.report = report
        self.what = what
        self.line = entries.line

    def __contains__(self, key: str) -> bool:
        return key in self._pairs

    def line_of(self, key: str) -> int:
        return self._pairs[key][0].line if key in self._pairs else self.line

    def wrong(self, key: str, message: str) -> None:
        self.report.error(self.line_of(key), say("{what}: {problem}", what=self.what, problem=message))

    def node(self, key: str, required: bool = False) -> Node | None:
        """The value, or None when the key is absent or has nothing after its colon."""
        self._asked.append(key)
        if key not in self._pairs:
            if required:
                self.wrong(key, say('"{key}" is missing. Write {key}: and then the text.', key=key))
            return None
        value = self._pairs[key][1]
        if isinstance(value, Scalar) and value.empty:
            message = say('"{key}" is empty. Write something after the colon, or remove the line.', key=key)
            self.wrong(key, message)
            return None
        return value

    def text(self, key: str, required: bool = False) -> str:
        node = self.node(key, required)
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.wrong(key, say('"{key}" must be a text. Put quotation marks around it.', key=key))
            return ""
        text = node.text.strip()
        if not text:
            self.wrong(key, say(
                '"{key}" is empty. Write something between the quotation marks, or remove the line.', key=key
            ))
        return text

    def id(self, key: str = "id", required: bool = True) -> str:
        text = self.text(key, required)
        if text and not is_id(text):
            self.wrong(key, say(
                '"{text}" cannot be used as {key}. Use small letters a–z, digits, - and _, starting with a letter, '
                "at most {most} characters.", text=text, key=key, most=MAX_ID,
            ))
        return text

    def word(self, key: str, known: Iterable[str], default: str = "", required: bool = False) -> str:
        """One of the known words."""
        words = tuple(known)
        text = self.text(key, required)
        if not text:
            return default
        if text not in words:
            hint = did_you_mean(text, words)
            self.wrong(key, say('{key} "{word}" does not exist. {hint}', key=key, word=text, hint=hint))
            return default
        return text

    def number(self, key: str, required: bool = False) -> float | None:
        value = self._number(key, required)
        if value is math.nan:
            self.wrong(key, say('"{key}" must be a number, with a point for decimals.', key=key))
            return None
        return value

    def whole(self, key: str, low: int, high: int, required: bool = False) -> int | None:
        value = self._number(key, required)
        if value is not None and (value is math.nan or value != int(value) or not low <= value <= high):
            self.wrong(key, say('"{key}" must be a whole number from {low} to {high}.', key=key, low=low, high=high))
            return None
        return None if value is None else int(value)

    def _number(self, key: str, required: bool) -> float | None:
        """None for nothing, not a number for anything else that is none."""
        node = self.node(key, required)
        if node is None:
            return None
        value = plain(Scalar(node.text, True, node.line)) if isinstance(node, Scalar) else None
        return math.nan if isinstance(value, bool) or not isinstance(value, int | float) else value

    def flag(self, key: str) -> bool:
        text = self.text(key)
        if text and text not in (*_TRUE, *_FALSE):
            self.wrong(key, say('"{key}" must be true or false.', key=key))
        return text in _TRUE

    def texts(self, key: str, required: bool = False) -> tuple[str, ...]:
        node = self.node(key, required)
        if node is None:
            return ()
        if not isinstance(node, Items) or not all(isinstance(one, Scalar) for one in node.nodes):
            self.wrong(key, say('"{key}" must be a list in square brackets: {key}: [first, second].', key=key))
            return ()
        return tuple(one.text for one in node.nodes if isinstance(one, Scalar))

    def child(self, key: str, what: str, required: bool = False) -> Keys | None:
        node = self.node(key, required)
        if node is None:
            return None
        if not isinstance(node, Entries):
            message = say('"{key}" must hold keys and values, one on each line, indented under it.', key=key)
            self.wrong(key, message)
            return None
        return Keys(node, self.report, what)

    def children(self, key: str, what: str, required: bool = False) -> tuple[Keys, ...]:
        """A list of mappings, each named `what` and its number."""
        node = self.node(key, required)
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.wrong(key, say('"{key}" must be a list: start each line under it with a hyphen.', key=key))
            return ()
        found = []
        for number, one in enumerate(node.nodes, start=1):
            named = say("{what} {number}", what=what, number=number)
            if isinstance(one, Entries):
                found.append(Keys(one, self.report, named))
            else:
                message = say("{what}: must hold keys and values, such as id: something.", what=named)
                self.report.error(one.line, message)
        return tuple(found)

    def by_language(self, key: str, languages: Sequence[str], required: bool = False) -> dict[str, str]:
        """One text for each of the languages; none may be missing."""
        keys = self.child(key, say('{what}, "{key}"', what=self.what, key=key), required)
        if keys is None:
            return {}
        texts = {language: keys.text(language, required=True) for language in languages}
        for language, node in keys.others():
            stray = say('"{language}" is not among languages. Add it there, or remove it here.', language=language)
            self.report.error(node.line, say("{what}: {problem}", what=keys.what, problem=stray))
        return texts

    def others(self) -> tuple[tuple[str, Node], ...]:
        """The keys nobody has asked for; asking for them here makes them known."""
        rest = tuple((key, value) for key, (_, value) in self._pairs.items() if key not in self._asked)
        self._asked.extend(key for key, _ in rest)
        return rest

    def close(self) -> None:
        """Report every key that nobody asked for."""
        for key, (scalar, _) in self._pairs.items():
            if key not in self._asked:
                stray = say('"{key}" is not a key here. {hint}', key=key, hint=did_you_mean(key, self._asked))
                self.report.error(scalar.line, say("{what}: {problem}", what=self.what, problem=stray))


def is_id(text: str) -> bool:
    return len(text) <= MAX_ID and ID.fullmatch(text) is not None


def read_keys(node: Node | None, report: Report, what: str, line: int) -> Keys | None:
    """The whole text as one mapping."""
    if isinstance(node, Entries):
        return Keys(node, report, what)
    if not report.broken:
        empty = node is None or (isinstance(node, Scalar) and node.empty)
        report.error(line, say("{what}: {problem}", what=what, problem=NOTHING_YET if empty else NO_KEYS))
    return None
