"""Holidays, opening hours, and the day by which Kari hears from Astrid."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfhelp.core.care.working_time import (
    OpeningHours,
    add_working_days,
    answer_by,
    easter_sunday,
    holidays,
    is_working_day,
    local_date,
    next_working_day,
    received_on,
    working_hours_between,
)

HOURS = OpeningHours(dict.fromkeys(range(5), (8 * 60, 15 * 60 + 30)))


def oslo(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Oslo")).astimezone(UTC)


# Dates as printed in Norwegian calendars; 1818, 1886, 1943, 1954, 1981, 2038 and 2049 are the hard ones.
@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1818, 3, 22), (1886, 4, 25), (1943, 4, 25), (1954, 4, 18), (1981, 4, 19), (2000, 4, 23), (2008, 3, 23),
        (2011, 4, 24), (2019, 4, 21), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2028, 4, 16),
        (2029, 4, 1), (2030, 4, 21), (2035, 3, 25), (2038, 4, 25), (2049, 4, 18),
    ],
)  # fmt: skip
def test_easter_sunday(year: int, month: int, day: int) -> None:
    assert easter_sunday(year) == date(year, month, day)


def test_easter_agrees_with_another_way_of_counting_for_a_thousand_years() -> None:
    assert [easter_sunday(year) for year in range(1900, 2900)] == [by_butcher(year) for year in range(1900, 2900)]


def by_butcher(year: int) -> date:
    """The Meeus/Jones/Butcher form (Meeus, Astronomical Algorithms, chapter 8), letters as printed there."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def test_the_holidays_of_2026() -> None:
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 17),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


@pytest.mark.parametrize(("year", "count"), [(2026, 12), (2027, 11), (2008, 11)])
def test_two_holidays_on_one_day_are_one_day_off(year: int, count: int) -> None:
    # 17 May 2027 is also Whit Monday; 1 May 2008 was also Ascension Day.
    assert len(holidays(year)) == count


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 1), True),  # the Wednesday before Easter
        (date(2026, 4, 2), False),
        (date(2026, 4, 3), False),
        (date(2026, 4, 4), False),
        (date(2026, 4, 6), False),
        (date(2026, 4, 7), True),
        (date(2027, 3, 25), False),
        (date(2027, 3, 29), False),
        (date(2027, 3, 30), True),
        (date(2027, 5, 17), False),
        (date(2028, 5, 17), False),
        (date(2026, 5, 1), False),
        (date(2026, 12, 24), True),  # not a public holiday: the service lists it if it is closed
        (date(2026, 12, 25), False),
        (date(2027, 1, 1), False),
        (date(2026, 5, 9), False),  # a Saturday
    ],
)
def test_working_days(day: date, works: bool) -> None:
    assert is_working_day(day, HOURS) is works


def test_a_day_the_service_closes_is_not_a_working_day() -> None:
    planning_day = date(2026, 8, 17)
    hours = OpeningHours(HOURS.weekdays, closed_on=frozenset({planning_day}))
    assert not is_working_day(planning_day, hours)
    assert next_working_day(planning_day, hours) == date(2026, 8, 18)


def test_shortened_hours_count_only_when_the_day_is_open() -> None:
    hours = OpeningHours(HOURS.weekdays, shortened={date(2026, 4, 1): (480, 720), date(2026, 4, 3): (480, 720)})
    assert hours.on(date(2026, 4, 1)) == (480, 720)
    assert hours.on(date(2026, 4, 3)) is None


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
        (date(2026, 5, 9), 0, date(2026, 5, 11)),
        (date(2026, 5, 5), 2, date(2026, 5, 7)),
        (date(2026, 5, 8), 1, date(2026, 5, 11)),
        (date(2026, 5, 9), 1, date(2026, 5, 11)),
        (date(2026, 4, 1), 1, date(2026, 4, 7)),
        (date(2026, 5, 13), 2, date(2026, 5, 18)),  # over Ascension Day, a Saturday and 17 May on a Sunday
        (date(2026, 12, 23), 3, date(2026, 12, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_adding_working_days(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count, HOURS) == expected


@pytest.mark.parametrize(
    ("asked_at", "expected"),
    [
        (oslo(2026, 5, 5, 9), date(2026, 5, 7)),  # Tuesday morning: Thursday
        (oslo(2026, 5, 5, 6), date(2026, 5, 7)),  # before opening counts the same day
        (oslo(2026, 5, 5, 15, 29), date(2026, 5, 7)),
        (oslo(2026, 5, 5, 15, 30), date(2026, 5, 8)),  # at closing time: counted from Wednesday
        (oslo(2026, 5, 8, 14), date(2026, 5, 12)),  # Friday in time: Tuesday
        (oslo(2026, 5, 8, 20), date(2026, 5, 13)),  # Friday evening: counted from Monday
        (oslo(2026, 5, 9, 12), date(2026, 5, 13)),  # Saturday: counted from Monday
        (oslo(2026, 4, 1, 12), date(2026, 4, 8)),  # the Wednesday before Easter
        (oslo(2026, 4, 1, 18), date(2026, 4, 9)),  # the same evening: counted from Tuesday after Easter
        (oslo(2026, 4, 3, 10), date(2026, 4, 9)),  # Good Friday
        (oslo(2027, 3, 24, 12), date(2027, 3, 31)),
        (oslo(2027, 5, 14, 12), date(2027, 5, 19)),  # over Whitsun and 17 May
        (oslo(2026, 12, 30, 12), date(2027, 1, 4)),  # over the year end, ISO week 53
        (oslo(2026, 3, 27, 20), date(2026, 4, 1)),  # over the night in March
        (oslo(2026, 10, 23, 14), date(2026, 10, 27)),  # over the night in October
    ],
)
def test_kari_is_promised_an_answer_within_two_working_days(asked_at: datetime, expected: date) -> None:
    assert answer_by(asked_at, 2, HOURS) == expected


def test_a_shortened_day_closes_earlier() -> None:
    hours = OpeningHours(HOURS.weekdays, shortened={date(2026, 4, 1): (480, 720)})
    assert received_on(oslo(2026, 4, 1, 11, 59), hours) == date(2026, 4, 1)
    assert received_on(oslo(2026, 4, 1, 12), hours) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),  # still winter time at midnight
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),  # summer time: a day of 23 hours
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),  # a day of 25 hours
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_date_on_the_wall(at: datetime, expected: date) -> None:
    assert local_date(at) == expected


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2026, 5, 5, 12, 0))
    with pytest.raises(ValueError, match="time zone"):
        answer_by(datetime(2026, 5, 5, 12, 0), 2, HOURS)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (oslo(2026, 5, 5, 9), oslo(2026, 5, 5, 11), 2.0),
        (oslo(2026, 5, 5, 6), oslo(2026, 5, 5, 22), 7.5),
        (oslo(2026, 5, 8, 14, 30), oslo(2026, 5, 11, 9), 2.0),  # an hour on Friday and one on Monday
        (oslo(2026, 4, 1, 15), oslo(2026, 4, 7, 8, 30), 1.0),  # over Easter
        (oslo(2026, 5, 5, 16), oslo(2026, 5, 6, 9), 1.0),  # asked after closing
        (oslo(2026, 5, 9, 9), oslo(2026, 5, 9, 18), 0.0),
        (oslo(2026, 5, 6, 9), oslo(2026, 5, 5, 9), 0.0),
    ],
)
def test_working_hours_until_an_answer(start: datetime, end: datetime, hours: float) -> None:
    assert working_hours_between(start, end, HOURS) == timedelta(hours=hours)


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_opening_hours_follow_the_wall_clock_when_it_is_changed(sunday: date) -> None:
    always = OpeningHours(dict.fromkeys(range(7), (5 * 60, 12 * 60)))
    five = oslo(sunday.year, sunday.month, sunday.day, 5)
    assert working_hours_between(five - timedelta(hours=4), five + timedelta(hours=1), always) == timedelta(hours=1)
    assert working_hours_between(five, five + timedelta(hours=12), always) == timedelta(hours=7)


@pytest.mark.parametrize(
    "weekdays", [{}, {7: (480, 900)}, {0: (900, 480)}, {0: (480, 480)}, {0: (480, 1441)}, {0: (-1, 480)}]
)
def test_opening_hours_that_cannot_be_are_refused(weekdays: dict[int, tuple[int, int]]) -> None:
    with pytest.raises(ValueError):
        OpeningHours(weekdays)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(0, 10))
def test_a_promise_never_falls_on_a_closed_day_and_never_shrinks(day: date, count: int) -> None:
    due = add_working_days(day, count, HOURS)
    assert is_working_day(due, HOURS)
    assert due >= day
    assert add_working_days(day + timedelta(days=1), count, HOURS) >= due
