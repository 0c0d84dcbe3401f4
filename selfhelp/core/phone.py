"""Phone numbers: as they are stored, and as they are read aloud."""

from __future__ import annotations

import re

NORWAY = "+47"
_SIGNS_BETWEEN = re.compile(r"[\s.\-()/\u00a0]")
_NORWEGIAN = re.compile(r"[2-9]\d{7}")
_FOREIGN = re.compile(r"\+[1-9]\d{6,14}")  # ITU E.164: at most 15 digits


def normal(text: str) -> str | None:
    """`+4791234567`; none where it is neither eight Norwegian digits nor a number with its country code."""
    plain = _SIGNS_BETWEEN.sub("", text)
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    if _NORWEGIAN.fullmatch(plain):
        return NORWAY + plain
    if plain.startswith(NORWAY):
        return plain if _NORWEGIAN.fullmatch(plain[len(NORWAY) :]) else None
    return plain if _FOREIGN.fullmatch(plain) else None


def spoken(number: str) -> str:
    """A stored number in groups: `912 34 567`, or as it is when it is not Norwegian."""
    if not number.startswith(NORWAY):
        return number
    digits = number[len(NORWAY) :]
    return f"{digits[:3]} {digits[3:5]} {digits[5:]}"
