"""Numbers as a sentence holds them."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from math import floor

from flask_babel import gettext as _
from flask_babel import ngettext

from selfhelp.core import language as wording
from selfhelp.core.content import saying

MINUTES_IN_AN_HOUR = 60


def amount(value: float, language: str) -> str:
    """At most one decimal."""
    rounded = Decimal(str(value)).quantize(Decimal("0.1"))
    return wording.number(rounded, language, 0 if rounded == int(rounded) else 1)


def per_cent(value: float, language: str) -> str:
    """`value`: per cent. Rounded down: 84.9 is not yet 85."""
    return f"{floor(value)}\u00a0%" if language == "nb" else f"{floor(value)}%"


def share(value: float, language: str) -> str:
    """`value`: 0 to 1, rounded to a whole per cent."""
    return per_cent(round(value * 100), language)


def length(minutes: float) -> str:
    """«5 t 22 min», «6 timer»; whole minutes."""
    hours, rest = divmod(round(minutes), MINUTES_IN_AN_HOUR)
    if hours and not rest:
        return str(ngettext("%(num)s hour", "%(num)s hours", hours))
    return str(_("%(hours)s h %(minutes)s min", hours=hours, minutes=rest))


def minutes(value: float) -> str:
    return str(ngettext("%(num)s minute", "%(num)s minutes", round(value)))


def clock(at: time, language: str) -> str:
    """«07.00», "07:00"."""
    return f"{at.hour:02}{saying.words_of(language).clock_mark}{at.minute:02}"


__all__ = ["amount", "clock", "length", "minutes", "per_cent", "share"]
