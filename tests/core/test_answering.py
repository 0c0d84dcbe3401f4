"""How long Kari waits for an answer, in hours the service is open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from selfhelp.core.care.answering import Wait, call_waits_since, median_wait, waits, working_day
from selfhelp.core.care.working_time import OpeningHours

HOURS = OpeningHours(dict.fromkeys(range(5), (8 * 60, 15 * 60 + 30)))


def at(day: int, hour: int) -> datetime:
    """September 2026: the 7th is a Monday. Norway is two hours ahead of UTC."""
    return datetime(2026, 9, day, hour, tzinfo=UTC)


def test_three_letters_before_one_answer_are_one_wait() -> None:
    assert waits([at(7, 8), at(7, 9), at(8, 7)], [at(8, 10)]) == (Wait(at(7, 8), at(8, 10)),)


def test_what_stands_open_is_no_wait_yet() -> None:
    assert waits([at(7, 8)], []) == ()
    assert waits([at(8, 8)], [at(7, 8)]) == ()


def test_a_second_answer_to_the_same_letter_is_not_counted() -> None:
    assert waits([at(7, 8)], [at(8, 8), at(9, 8)]) == (Wait(at(7, 8), at(8, 8)),)


@pytest.mark.parametrize(
    ("tried", "written", "talked", "since"),
    [
        ([], [], [], at(7, 8)),
        ([], [], [at(7, 9)], None),
        ([], [at(7, 9)], [], at(7, 8)),  # she asked for a call, not for a letter
        ([at(7, 9)], [], [], at(7, 8)),
        ([at(7, 9)], [at(7, 10)], [], None),
        ([at(7, 10)], [at(7, 9)], [], at(7, 8)),
        ([at(6, 9)], [at(7, 10)], [], at(7, 8)),  # the try was before she asked
        ([], [], [at(6, 9)], at(7, 8)),
    ],
)
def test_a_wish_to_be_called_stands_until_somebody_talks_or_has_tried_and_written(
    tried: list[datetime], written: list[datetime], talked: list[datetime], since: datetime | None
) -> None:
    assert call_waits_since([at(7, 8)], tried, written, talked) == since


def test_a_new_wish_after_the_talk_stands() -> None:
    assert call_waits_since([at(7, 8), at(8, 8)], [], [], [at(7, 9)]) == at(8, 8)
    assert call_waits_since([at(8, 8), at(7, 8)], [], [], []) == at(7, 8)
    assert call_waits_since([], [], [], []) is None


def test_a_weekend_costs_no_working_time() -> None:
    friday_to_monday = Wait(at(11, 12), at(14, 7))  # Friday 14.00 to Monday 09.00
    assert median_wait([friday_to_monday], HOURS) == timedelta(hours=2, minutes=30)


def test_the_median_is_the_middle_and_nothing_when_nobody_waited() -> None:
    one, two, ten = (Wait(at(7, 8), at(7, 8) + timedelta(hours=hours)) for hours in (1, 2, 3))
    assert median_wait([ten, one, two], HOURS) == timedelta(hours=2)
    assert median_wait([], HOURS) is None


def test_a_working_day_is_as_long_as_the_longest() -> None:
    assert working_day(OpeningHours({0: (480, 930), 4: (480, 840)})) == timedelta(hours=7, minutes=30)
