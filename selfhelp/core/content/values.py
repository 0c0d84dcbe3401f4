"""What a typed value means: one small function for each kind, from the text a person wrote to what is stored.

Each raises Wrong with a stable code; the words for it live in the templates. Nothing is clipped or guessed.
"""

from __future__ import annotations

import re
from datetime import date, time

from selfhelp.core.content.document import Field

TEXT_LENGTH = 500
LONG_TEXT_LENGTH = 10_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
MINUTES_IN_A_DAY = 1440
ROW_ID = re.compile(r"[a-z0-9]{4,32}")

_NUMBER = re.compile(r"[-+]?[0-9]{1,12}(?:[.,][0-9]{1,6})?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NORWEGIAN_DATE = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?::[0-9]{2}(?:\.[0-9]{1,3})?)?")
_BAD_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Wrong(Exception):
    """The text cannot be read as this kind of value."""

    def __init__(self, code: str, **params: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def clean_text(typed: str) -> str:
    """Line breaks as \\n, nothing else changed. Word sends a line break as \\v, and a page break as \\f."""
    return re.sub(r"\r\n?|[\v\f]", "\n", typed)


def has_bad_characters(text: str) -> bool:
    """Control characters, NUL and halves of characters: no keyboard makes them, and databases refuse them."""
    return _BAD_CHARACTER.search(text) is not None


def without_bad_characters(text: str) -> str:
    return _BAD_CHARACTER.sub("\ufffd", text)


def parse_text(field: Field, text: str) -> str:
    return _at_most(TEXT_LENGTH, text)


def parse_long_text(field: Field, text: str) -> str:
    return _at_most(LONG_TEXT_LENGTH, text)


def parse_number(field: Field, text: str) -> int | float:
    """A point or a comma before decimals; a whole number is stored as one."""
    typed = text.strip().replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
    if not _NUMBER.fullmatch(typed):
        raise Wrong("not-a-number")
    number = float(typed.replace(",", "."))
    value = int(number) if number == int(number) else number
    _check_range(value, field.min, field.max)
    _check_step(value, field.min or 0, field.step)
    return value


def parse_scale(field: Field, text: str) -> int:
    """A whole number on one of the scale's steps."""
    value = parse_number(field, text)
    _check_step(value, field.min or 0, field.step or 1)
    return int(value)


def parse_minutes(field: Field, text: str) -> int:
    value = parse_number(field, text)
    _check_range(value, field.min or 0, MINUTES_IN_A_DAY if field.max is None else field.max)
    _check_step(value, 0, 1)
    return int(value)


def parse_choice(field: Field, text: str) -> str:
    if text not in {option.id for option in field.options}:
        raise Wrong("not-an-option")
    return text


def parse_yes_no(field: Field, text: str) -> bool:
    if text not in ("yes", "no"):
        raise Wrong("not-an-option")
    return text == "yes"


def parse_date(field: Field, text: str) -> str:
    """2026-05-14, as the browser sends it, or 14.5.2026 as a person writes it. Stored as the first."""
    typed = text.strip()
    if iso := _ISO_DATE.fullmatch(typed):
        year, month, day = (int(part) for part in iso.groups())
    elif norwegian := _NORWEGIAN_DATE.fullmatch(typed):
        day, month, year = (int(part) for part in norwegian.groups())
    else:
        raise Wrong("not-a-date")
    try:
        value = date(year, month, day)
    except ValueError:
        raise Wrong("not-a-date") from None
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Wrong("out-of-range", min=f"{FIRST_YEAR}-01-01", max=f"{LAST_YEAR}-12-31")
    return value.isoformat()


def parse_time(field: Field, text: str) -> str:
    """15:40 or 15.40, with or without seconds, which are dropped. Stored as 15:40."""
    typed = _TIME.fullmatch(text.strip())
    if not typed:
        raise Wrong("not-a-time")
    try:
        return time(int(typed.group(1)), int(typed.group(2))).strftime("%H:%M")
    except ValueError:
        raise Wrong("not-a-time") from None


def parse_datetime(field: Field, text: str) -> str:
    """The time on the wall where the person was, without a zone. Stored as 2026-05-14T13:20."""
    day, _, clock = text.strip().replace("T", " ").partition(" ")
    try:
        return f"{parse_date(field, day)}T{parse_time(field, clock)}"
    except Wrong as wrong:
        if wrong.code == "out-of-range":
            raise
        raise Wrong("not-a-datetime") from None


def parse_reference(field: Field, text: str) -> str:
    """The id of a row elsewhere. Whether the row exists is for the caller, who has the entries."""
    if not ROW_ID.fullmatch(text):
        raise Wrong("not-an-option")
    return text


def number_text(value: int | float) -> str:
    """With a point and without an exponent, so that it can be read back."""
    return str(value) if isinstance(value, int) else f"{value:f}".rstrip("0").rstrip(".")


def _at_most(length: int, text: str) -> str:
    if len(text) > length:
        raise Wrong("too-long", max=length, length=len(text))
    return text


def _check_range(value: int | float, low: float | None, high: float | None) -> None:
    if (low is not None and value < low) or (high is not None and value > high):
        raise Wrong("out-of-range", **_limits(low, high))


def _limits(low: float | None, high: float | None) -> dict[str, int | float]:
    named = {"min": low, "max": high}
    return {name: int(limit) if limit == int(limit) else limit for name, limit in named.items() if limit is not None}


def _check_step(value: int | float, start: float, step: float | None) -> None:
    if not step:
        return
    steps = (value - start) / step
    if abs(steps - round(steps)) > 1e-9:
        raise Wrong("not-a-step", step=_limits(step, None)["min"], start=_limits(start, None)["min"])
