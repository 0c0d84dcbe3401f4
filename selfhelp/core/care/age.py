"""Age in whole years."""

from __future__ import annotations

from datetime import date

YOUNGEST = 16  # of age in matters of health: pasient- og brukerrettighetsloven § 4-3


def age_on(born: date, day: date) -> int:
    """Whole years lived on `day`. Somebody born on 29 February is a year older on 1 March when there is no 29th."""
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (0 if had_birthday else 1)
