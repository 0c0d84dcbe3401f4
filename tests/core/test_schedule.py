"""Weeks, lessons and the agreed day, over pauses, holidays, year ends and the nights the clock is changed."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfhelp.core.care.plan import Facts, Pause, Plan
from selfhelp.core.care.schedule import (
    date_of,
    feedback_day,
    joined,
    lesson_opens_on,
    opens,
    pause_on,
    treatment_day,
    week_of,
    week_start,
)
from selfhelp.core.care.working_time import OpeningHours, is_working_day

HOURS = OpeningHours(dict.fromkeys(range(5), (8 * 60, 15 * 60 + 30)))
MONDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = 0, 2, 3, 4, 5
START = date(2026, 3, 2)  # a Monday
A_WEEK_AWAY = Pause(date(2026, 3, 11), date(2026, 3, 18))  # Wednesday of week 2 to Tuesday

days = st.dates(date(2025, 1, 1), date(2030, 1, 1))
weekdays = st.integers(0, 6)


@st.composite
def pauses(draw: st.DrawFn) -> tuple[Pause, ...]:
    spans = draw(st.lists(st.tuples(st.integers(-10, 90), st.integers(0, 28)), max_size=3))
    return tuple(Pause(START + timedelta(days=a), START + timedelta(days=a + length)) for a, length in spans)


@pytest.mark.parametrize(
    ("today", "week"),
    [
        (date(2026, 3, 1), 0),  # the day before
        (date(2026, 3, 2), 1),
        (date(2026, 3, 8), 1),
        (date(2026, 3, 9), 2),
        (date(2026, 3, 29), 4),  # a day of 23 hours
        (date(2026, 3, 30), 5),
        (date(2026, 10, 25), 34),  # a day of 25 hours
        (date(2026, 10, 26), 35),
        (date(2026, 12, 31), 44),
        (date(2027, 1, 3), 44),  # the Sunday of ISO week 53
        (date(2027, 1, 4), 45),
    ],
)
def test_the_week(today: date, week: int) -> None:
    assert week_of(START, today) == week


@pytest.mark.parametrize(
    ("today", "week"),
    [
        (date(2026, 3, 10), 2),
        (date(2026, 3, 11), 2),  # away
        (date(2026, 3, 17), 2),  # the last day away
        (date(2026, 3, 18), 2),  # back: the third day of week 2
        (date(2026, 3, 22), 2),
        (date(2026, 3, 23), 3),
    ],
)
def test_the_week_stands_still_in_a_pause(today: date, week: int) -> None:
    assert week_of(START, today, [A_WEEK_AWAY]) == week


@pytest.mark.parametrize(
    ("pauses", "opens_on"),
    [
        ((), date(2026, 3, 9)),
        ((A_WEEK_AWAY,), date(2026, 3, 9)),  # the pause comes after
        ((Pause(date(2026, 3, 4), date(2026, 3, 7)),), date(2026, 3, 12)),
        ((Pause(date(2026, 3, 9), date(2026, 3, 16)),), date(2026, 3, 16)),  # away on the very day
        ((Pause(date(2026, 3, 4), date(2026, 3, 7)), Pause(date(2026, 3, 6), date(2026, 3, 9))), date(2026, 3, 14)),
        ((Pause(date(2026, 2, 20), date(2026, 3, 2)),), date(2026, 3, 9)),  # over before the start
        ((Pause(date(2026, 2, 20), date(2026, 3, 5)),), date(2026, 3, 12)),  # over the start: three days count
        ((Pause(date(2026, 3, 4), date(2026, 3, 4)),), date(2026, 3, 9)),  # cancelled
    ],
)
def test_lesson_2_opens_a_week_after_the_start_moved_by_pauses(pauses: Sequence[Pause], opens_on: date) -> None:
    assert lesson_opens_on(START, 2, pauses) == opens_on


def test_a_start_inside_a_pause_begins_on_the_day_back() -> None:
    pause = Pause(date(2026, 2, 25), date(2026, 3, 5))
    assert week_of(START, date(2026, 3, 4), [pause]) == 0
    assert lesson_opens_on(START, 1, [pause]) == date(2026, 3, 5)
    assert week_of(START, date(2026, 3, 5), [pause]) == 1


@pytest.mark.parametrize(
    ("started_on", "week", "weekday", "expected"),
    [
        (START, 1, THURSDAY, date(2026, 3, 5)),
        (START, 2, THURSDAY, date(2026, 3, 12)),
        (START, 1, MONDAY, date(2026, 3, 9)),  # agreed for the start's own weekday: a week to work first
        (START, 2, MONDAY, date(2026, 3, 16)),
        (date(2026, 3, 6), 1, THURSDAY, date(2026, 3, 12)),
        (START, 1, SATURDAY, date(2026, 3, 9)),  # nobody works on Saturday
        (START, 5, THURSDAY, date(2026, 4, 7)),  # Maundy Thursday: Tuesday after Easter
        (START, 5, FRIDAY, date(2026, 4, 7)),
        (START, 5, WEDNESDAY, date(2026, 4, 1)),
        (START, 9, FRIDAY, date(2026, 5, 4)),  # 1 May
        (START, 11, THURSDAY, date(2026, 5, 15)),  # Ascension Day
        (date(2027, 3, 1), 4, THURSDAY, date(2027, 3, 30)),  # Easter 2027
        (date(2027, 5, 6), 2, MONDAY, date(2027, 5, 18)),  # 17 May and Whit Monday
        (date(2026, 12, 7), 3, FRIDAY, date(2026, 12, 28)),  # Christmas Day
        (date(2026, 12, 7), 4, FRIDAY, date(2027, 1, 4)),  # New Year's Day in ISO week 53
        (date(2026, 3, 23), 1, MONDAY, date(2026, 3, 30)),  # over the night in March
        (date(2026, 10, 19), 1, MONDAY, date(2026, 10, 26)),  # over the night in October
    ],
)
def test_the_day_feedback_is_due(started_on: date, week: int, weekday: int, expected: date) -> None:
    assert feedback_day(started_on, week, weekday, HOURS) == expected


@pytest.mark.parametrize(
    ("pause", "week", "expected"),
    [
        (A_WEEK_AWAY, 1, date(2026, 3, 5)),
        (A_WEEK_AWAY, 2, date(2026, 3, 19)),  # Thursday was away: Thursday after the pause
        (A_WEEK_AWAY, 3, date(2026, 3, 26)),
        (Pause(date(2026, 3, 10), date(2026, 3, 13)), 2, date(2026, 3, 19)),  # still in week 2, as its first Thursday
        (Pause(date(2026, 3, 12), date(2026, 3, 13)), 2, date(2026, 3, 13)),  # no Thursday left: the day she is back
        (Pause(date(2026, 4, 4), date(2026, 4, 20)), 5, date(2026, 4, 20)),  # Easter pushes it into the pause
    ],
)
def test_the_day_feedback_is_due_around_a_pause(pause: Pause, week: int, expected: date) -> None:
    assert feedback_day(START, week, THURSDAY, HOURS, [pause]) == expected


def test_pauses_that_meet_are_one() -> None:
    first, second = Pause(date(2026, 3, 11), date(2026, 3, 14)), Pause(date(2026, 3, 14), date(2026, 3, 18))
    assert pause_on(date(2026, 3, 12), [second, first]) == A_WEEK_AWAY
    assert pause_on(date(2026, 3, 18), [second, first]) is None
    assert joined([second, Pause(date(2026, 4, 1), date(2026, 4, 1)), first]) == (A_WEEK_AWAY,)


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError):
        Pause(date(2026, 3, 11), date(2026, 3, 10))


def kari(**changes: object) -> Plan:
    agreed: dict[str, object] = {"started_on": START, "lessons": 8, "feedback_weekday": THURSDAY, "hours": HOURS}
    return Plan(**(agreed | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "lesson", "today", "is_open"),
    [
        (Facts(), 1, date(2026, 3, 1), False),
        (Facts(), 1, date(2026, 3, 2), True),
        (Facts(), 2, date(2026, 3, 9), False),  # the day has come, lesson 1 is not finished
        (Facts(finished={1: date(2026, 3, 3)}), 2, date(2026, 3, 8), False),  # finished, the day has not come
        (Facts(finished={1: date(2026, 3, 3)}), 2, date(2026, 3, 9), True),  # no feedback given, still it opens
        (Facts(opened_early=frozenset({2})), 2, date(2026, 3, 3), True),
        (Facts(opened_early=frozenset({2})), 3, date(2026, 3, 30), False),
        (Facts(begun=frozenset({2})), 2, date(2026, 3, 8), True),
    ],
)
def test_when_a_lesson_is_open(facts: Facts, lesson: int, today: date, is_open: bool) -> None:
    assert opens(kari(), facts, lesson).is_open(today) is is_open


def test_no_lesson_opens_in_a_pause_and_none_that_is_begun_closes() -> None:
    plan = kari(pauses=(Pause(date(2026, 3, 9), date(2026, 3, 16)),))
    finished = {1: date(2026, 3, 3)}
    assert not opens(plan, Facts(finished=finished), 2).is_open(date(2026, 3, 12))
    assert opens(plan, Facts(finished=finished), 2).is_open(date(2026, 3, 16))
    # Siri registers the pause after Kari has begun.
    assert opens(plan, Facts(finished=finished, begun=frozenset({2})), 2).is_open(date(2026, 3, 12))


def test_the_page_of_a_closed_lesson_can_say_when_and_what_first() -> None:
    opening = opens(kari(), Facts(), 3)
    assert (opening.opens_on, opening.waits_for) == (date(2026, 3, 16), 2)


@pytest.mark.parametrize("lesson", [0, 9, -1])
def test_a_lesson_that_does_not_exist_is_refused(lesson: int) -> None:
    with pytest.raises(ValueError, match="1 to 8"):
        opens(kari(), Facts(), lesson)


@pytest.mark.parametrize(
    "changes",
    [{"lessons": 0}, {"feedback_weekday": 7}, {"promise_days": -1}, {"silent_after_days": 0}],
)
def test_a_plan_that_cannot_be_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        kari(**changes)


@settings(max_examples=40, deadline=None)
@given(pauses(), st.integers(-20, 150))
def test_weeks_never_go_back_and_never_skip(away: tuple[Pause, ...], offset: int) -> None:
    today = START + timedelta(days=offset)
    assert week_of(START, today + timedelta(days=1), away) - week_of(START, today, away) in (0, 1)


@settings(max_examples=40, deadline=None)
@given(pauses(), st.integers(1, 20), st.integers(-20, 200))
def test_a_week_is_reached_on_its_first_day(away: tuple[Pause, ...], week: int, offset: int) -> None:
    today = START + timedelta(days=offset)
    assert (week_of(START, today, away) >= week) == (today >= week_start(START, week, away))


@settings(max_examples=40, deadline=None)
@given(pauses(), st.integers(1, 150))
def test_a_treatment_day_has_one_date_and_it_is_not_paused(away: tuple[Pause, ...], number: int) -> None:
    day = date_of(START, number, away)
    assert treatment_day(START, day, away) == number
    assert pause_on(day, away) is None


@settings(max_examples=40, deadline=None)
@given(days, st.integers(1, 20), weekdays, pauses())
def test_feedback_is_never_due_on_a_closed_or_paused_day(
    started_on: date, week: int, weekday: int, away: tuple[Pause, ...]
) -> None:
    due = feedback_day(started_on, week, weekday, HOURS, away)
    assert is_working_day(due, HOURS)
    assert pause_on(due, away) is None
    assert due > week_start(started_on, week, away)
    assert due <= feedback_day(started_on, week + 1, weekday, HOURS, away)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.integers(1, 28), st.integers(1, 12))
def test_a_pause_moves_all_that_comes_after_by_its_length(begins: int, length: int, week: int) -> None:
    pause = Pause(START + timedelta(days=begins), START + timedelta(days=begins + length))
    without = lesson_opens_on(START, week)
    moved = timedelta(days=length) if without >= pause.from_on else timedelta()
    assert lesson_opens_on(START, week, [pause]) == without + moved


@settings(max_examples=40, deadline=None)
@given(pauses(), st.integers(1, 8), st.integers(-10, 120), st.sets(st.integers(1, 8)))
def test_a_lesson_never_opens_before_its_date_or_before_its_turn(
    away: tuple[Pause, ...], lesson: int, offset: int, finished: set[int]
) -> None:
    today = START + timedelta(days=offset)
    facts = Facts(finished=dict.fromkeys(finished - {lesson}, START))
    if opens(kari(pauses=away), facts, lesson).is_open(today):
        assert today >= START + timedelta(days=7 * (lesson - 1))
        assert lesson == 1 or lesson - 1 in finished
