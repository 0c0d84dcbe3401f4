"""Who is 16, and which numbers can be rung."""

from __future__ import annotations

from datetime import date

import pytest

from selfhelp.core import phone
from selfhelp.core.care.age import age_on


@pytest.mark.parametrize(("born", "day", "age"), [
    (date(2010, 9, 14), date(2026, 9, 13), 15),  # the day before her birthday
    (date(2010, 9, 14), date(2026, 9, 14), 16),
    (date(2010, 12, 31), date(2026, 12, 31), 16),
    (date(2011, 1, 1), date(2026, 12, 31), 15),
    (date(2008, 2, 29), date(2024, 2, 28), 15),  # born on a leap day, in a leap year
    (date(2008, 2, 29), date(2024, 2, 29), 16),
    (date(2012, 2, 29), date(2027, 2, 28), 14),  # and in a year without one
    (date(2012, 2, 29), date(2027, 3, 1), 15),
])
def test_age_counts_whole_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@pytest.mark.parametrize(("typed", "stored"), [
    ("91234567", "+4791234567"),
    ("912 34 567", "+4791234567"),
    ("+47 912 34 567", "+4791234567"),
    ("0047 91234567", "+4791234567"),
    ("+46 70 123 45 67", "+46701234567"),
    ("9123456", None),
    ("912345678", None),
    ("+47 9123456", None),
    ("112", None),
    ("nummeret mitt", None),
    ("", None),
    ("+", None),
    ("+123456789012345678", None),
    ("９1234567", None),  # a full-width nine is no digit to a telephone
])
def test_a_number_is_stored_with_its_country_or_refused(typed: str, stored: str | None) -> None:
    assert phone.normal(typed) == stored


def test_a_norwegian_number_is_read_in_groups() -> None:
    assert phone.spoken("+4791234567") == "912 34 567"
    assert phone.spoken("+46701234567") == "+46701234567"
