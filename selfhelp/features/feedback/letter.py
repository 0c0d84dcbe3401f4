"""What a letter must be before it can be sent, and the beginnings a guide can start from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from selfhelp.features.drafts.received import received_text
from selfhelp.features.feedback.refused import Refused, Why

LONGEST = 20_000  # characters: ten times a long letter
LONGEST_NOTE = 5_000
MOST_MINUTES = 600
BLANK = "…"  # what an opener leaves for the guide to fill in


@dataclass(frozen=True)
class Letter:
    """`seen`: marks of the texts beside the draft that stood on the page."""

    text: str
    minutes: int | None = None
    seen: tuple[str, ...] = ()


def checked_text(text: str, longest: int = LONGEST) -> str:
    """The text without blank lines around it. Raises Refused when there is none, or too much."""
    plain = received_text(text).strip()
    if not plain:
        raise Refused(Why.NO_TEXT)
    if len(plain) > longest:
        raise Refused(Why.TOO_LONG)
    return plain


def checked_minutes(minutes: int | None) -> int | None:
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise Refused(Why.MINUTES)
    return minutes


def refuse_untouched(text: str, openers: Iterable[str]) -> None:
    """An opener is the beginning of a sentence about this patient: as it stands it says nothing to her."""
    words = _plain(text)
    rest = words
    for opener in map(_plain, openers):
        if BLANK in opener and opener in words:
            raise Refused(Why.OPENER)
        rest = rest.replace(opener, "")
    if not any(sign.isalnum() for sign in rest):
        raise Refused(Why.OPENER)


def with_opener(text: str, opener: str) -> str:
    """The draft with the beginning of a sentence after what is there."""
    return f"{text.rstrip()}\n\n{opener}".lstrip()


def _plain(text: str) -> str:
    return " ".join(text.replace("...", BLANK).split())
