"""The language of a page, and dates, times and numbers as they are read."""

from datetime import UTC, date, datetime

import pytest

from selfhelp.core.language import (
    choose,
    date_in_words,
    day_and_month,
    days_ago,
    moment_in_words,
    near_date,
    number,
    supported,
    time_of_day,
)

TODAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("nb", "nb"), ("no", "nb"), ("nn", "nb"), ("nb-NO", "nb"), ("nn_NO", "nb"), ("NO", "nb"), (" en-GB ", "en"),
        ("sv", None), ("", None), ("norsk", None),
    ],
)  # fmt: skip
def test_the_language_of_a_tag(tag: str, language: str | None) -> None:
    assert supported(tag) == language


@pytest.mark.parametrize(
    ("setting", "header", "language"),
    [
        (None, None, "nb"),
        (None, "", "nb"),
        ("en", "nb", "en"),
        ("nb", "en-US,en;q=0.9", "nb"),
        ("klingon", "en", "en"),
        (None, "no", "nb"),
        (None, "nn-NO,en;q=0.9", "nb"),
        (None, "nn-NO,en", "nb"),
        (None, "en-GB,en;q=0.9,nb;q=0.8", "en"),
        (None, "en;q=0.5,nb;q=0.8", "nb"),
        (None, "sv-SE,sv;q=0.9,en;q=0.5", "en"),
        (None, "sv", "nb"),
        (None, "*", "nb"),
        (None, "en;q=0,nb;q=0.1", "nb"),
        (None, "en;q=many", "nb"),
        (None, "en;q=nan", "nb"),
        (None, ";;,,=,q=1", "nb"),
    ],
)
def test_the_language_of_a_page(setting: str | None, header: str | None, language: str) -> None:
    assert choose(setting, header) == language


def test_dates_in_words() -> None:
    assert date_in_words(TODAY, "nb") == "torsdag 14. mai"
    assert date_in_words(TODAY, "en") == "Thursday 14 May"
    assert date_in_words(date(2027, 1, 1), "nb", TODAY) == "fredag 1. januar 2027"
    assert date_in_words(date(2026, 8, 29), "nb", TODAY) == "lørdag 29. august"
    assert day_and_month(date(2026, 12, 6), "nb") == "6. desember"
    assert day_and_month(date(2026, 12, 6), "en") == "6 December"


@pytest.mark.parametrize(
    ("day", "nb", "en"),
    [
        (date(2026, 5, 13), "i går", "yesterday"),
        (date(2026, 5, 14), "i dag", "today"),
        (date(2026, 5, 15), "i morgen", "tomorrow"),
        (date(2026, 5, 16), "lørdag 16. mai", "Saturday 16 May"),
        (date(2026, 5, 12), "tirsdag 12. mai", "Tuesday 12 May"),
    ],
)
def test_days_near_today(day: date, nb: str, en: str) -> None:
    assert (near_date(day, TODAY, "nb"), near_date(day, TODAY, "en")) == (nb, en)


@pytest.mark.parametrize(
    ("days", "nb", "en"),
    [(0, "i dag", "today"), (1, "i går", "yesterday"), (2, "for 2 dager siden", "2 days ago")],
)
def test_days_ago(days: int, nb: str, en: str) -> None:
    assert (days_ago(days, "nb"), days_ago(days, "en")) == (nb, en)


def test_days_ago_is_not_for_days_to_come() -> None:
    with pytest.raises(ValueError):
        days_ago(-1, "nb")


@pytest.mark.parametrize(
    ("at", "local"),
    [
        (datetime(2026, 5, 14, 15, 30, tzinfo=UTC), "17.30"),
        (datetime(2026, 1, 14, 6, 5, tzinfo=UTC), "07.05"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "01.59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03.00"),  # the hour from two to three is left out
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02.30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02.30"),  # and comes twice
    ],
)
def test_the_time_on_the_wall(at: datetime, local: str) -> None:
    assert time_of_day(at, "nb") == local
    assert time_of_day(at, "en") == local.replace(".", ":")


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        time_of_day(datetime(2026, 5, 14, 15, 30), "nb")
    with pytest.raises(ValueError, match="time zone"):
        moment_in_words(datetime(2026, 5, 14, 15, 30), TODAY, "nb")


def test_moments() -> None:
    late = datetime(2026, 5, 13, 22, 15, tzinfo=UTC)  # after midnight in Norway
    assert moment_in_words(late, TODAY, "nb") == "i dag kl. 00.15"
    assert moment_in_words(late, date(2026, 5, 20), "en") == "Thursday 14 May at 00:15"


@pytest.mark.parametrize(
    ("value", "decimals", "nb", "en"),
    [
        (5, 0, "5", "5"),
        (5.25, 1, "5,3", "5.3"),
        (2.675, 2, "2,68", "2.68"),
        (-5.5, 1, "−5,5", "−5.5"),
        (-0.04, 1, "0,0", "0.0"),
        (7, 1, "7,0", "7.0"),
    ],
)
def test_numbers(value: float, decimals: int, nb: str, en: str) -> None:
    assert (number(value, "nb", decimals), number(value, "en", decimals)) == (nb, en)
