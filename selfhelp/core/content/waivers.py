"""`allow:` in front matter: a rule of the lint set aside on purpose, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selfhelp.core.content.document import Problem, Severity
from selfhelp.core.content.keys import Keys
from selfhelp.core.content.said import say

LONG_PAGE = "long-page"
LONG_SENTENCE = "long-sentence"
LONG_PARAGRAPH = "long-paragraph"
LIX = "lix"
PAGES = "pages"
EXCLAMATION = "exclamation"
NO_EXERCISE = "no-exercise"
PHONE_NUMBER = "phone-number"
WAIVABLE = (LONG_PAGE, LONG_SENTENCE, LONG_PARAGRAPH, LIX, PAGES, EXCLAMATION, NO_EXERCISE, PHONE_NUMBER)


@dataclass(frozen=True)
class Waiver:
    rule: str
    page: int | None  # None: the whole file
    because: str
    line: int


def read_waivers(front: Keys) -> tuple[Waiver, ...]:
    waivers: list[Waiver] = []
    for keys in front.children("allow", say("{what}, {part}", what=front.what, part="allow")):
        rule = keys.word("rule", WAIVABLE, required=True)
        page = keys.whole("page", 0, 99)
        because = keys.text("because", required=True)
        keys.close()
        if rule and because:
            waivers.append(Waiver(rule, page, because, keys.line))
    return tuple(waivers)


@dataclass(frozen=True)
class Finding:
    """What the lint found. Only a finding with a rule's name can be waived."""

    problem: Problem
    rule: str = ""
    page: int = 0


def not_waived(findings: Iterable[Finding], waivers: Sequence[Waiver], file: str) -> tuple[Problem, ...]:
    """The problems that stand, and the waivers that no longer set anything aside."""
    used: set[Waiver] = set()
    standing: list[Problem] = []
    for finding in findings:
        hit = [waiver for waiver in waivers if waiver.rule == finding.rule and waiver.page in (None, finding.page)]
        used.update(hit)
        if not hit:
            standing.append(finding.problem)
    for waiver in waivers:
        if waiver not in used:
            message = say(
                'allow: nothing breaks the rule "{rule}" here any more. Remove the line.', rule=waiver.rule
            )
            standing.append(Problem(file, waiver.line, message, Severity.WARNING))
    return tuple(standing)
