"""Who is reminded of what on which day, and at which instant, through the nights the clock is changed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from selfhelp.core.care.plan import Facts, Pause, Plan
from selfhelp.core.care.reminders import (
    LessonReminder,
    Letter,
    LetterReminder,
    allowed_now,
    feedback_is_due,
    hour_has_come,
    moment_of,
    reminder_for_patient,
    room_for_one,
)
from selfhelp.core.care.working_time import OpeningHours

HOURS = OpeningHours(dict.fromkeys(range(5), (8 * 60, 15 * 60 + 30)))
THURSDAY = 3
START = date(2026, 3, 2)  # a Monday
LETTER = uuid.UUID(int=17)
DAY = timedelta(days=1)
NOTHING = Facts()


def plan(**changes: object) -> Plan:
    values: dict[str, object] = {"started_on": START, "lessons": 8, "feedback_weekday": THURSDAY, "hours": HOURS}
    return Plan(**(values | changes))  # type: ignore[arg-type]


def reminded(
    today: date, facts: Facts = NOTHING, agreed: Plan | None = None, unread: Sequence[Letter] = (),
    before: Sequence[date] = (),
) -> object:
    return reminder_for_patient(agreed or plan(), facts, unread, before, today)


@pytest.mark.parametrize(
    ("day", "lesson"),
    [
        (date(2026, 3, 1), None),  # before the start
        (date(2026, 3, 2), 1),  # the day it opens
        (date(2026, 3, 3), None),
        (date(2026, 3, 5), 1),  # the agreed Thursday
        (date(2026, 3, 6), None),
        (date(2026, 3, 9), None),  # week 2 has begun, but lesson 1 is still the open one
        (date(2026, 3, 12), 1),
    ],
)
def test_a_lesson_not_begun_on_the_day_it_opens_and_the_agreed_day(day: date, lesson: int | None) -> None:
    assert reminded(day) == (lesson and LessonReminder(lesson))


@pytest.mark.parametrize(
    ("facts", "reminder"),
    [
        (Facts(), LessonReminder(1)),
        (Facts(begun=frozenset({1})), None),  # begun: hers to go on with
        (Facts(begun=frozenset({1}), finished={1: date(2026, 3, 4)}), None),  # the next is not open yet
    ],
)
def test_only_what_is_open_and_not_begun(facts: Facts, reminder: object) -> None:
    assert reminded(date(2026, 3, 5), facts) == reminder


def test_the_next_lesson_on_the_day_it_opens() -> None:
    facts = Facts(begun=frozenset({1}), finished={1: date(2026, 3, 4)}, last_seen_on=date(2026, 3, 4))
    assert reminded(date(2026, 3, 9), facts) == LessonReminder(2)


def test_no_reminder_when_every_lesson_is_finished() -> None:
    facts = Facts(begun=frozenset({1}), finished={1: date(2026, 3, 4)})
    assert reminded(date(2026, 3, 12), facts, plan(lessons=1)) is None


@pytest.mark.parametrize(
    ("day", "reminder"),
    [(date(2026, 3, 4), LessonReminder(1)), (date(2026, 3, 5), None), (date(2026, 3, 12), None)],
)
def test_none_from_the_day_of_the_end(day: date, reminder: object) -> None:
    assert reminded(day, agreed=plan(feedback_weekday=day.weekday(), ended_on=date(2026, 3, 5))) == reminder


@pytest.mark.parametrize(
    ("day", "reminder"),
    [
        (date(2026, 3, 5), None),
        (date(2026, 3, 11), None),
        (date(2026, 3, 12), LessonReminder(1)),  # back
    ],
)
def test_none_during_a_pause(day: date, reminder: object) -> None:
    away = Pause(date(2026, 3, 5), date(2026, 3, 12))
    unread = () if reminder else (Letter(LETTER, date(2026, 3, 3)),)
    assert reminded(day, agreed=plan(pauses=(away,), feedback_weekday=day.weekday()), unread=unread) == reminder


@pytest.mark.parametrize(
    ("visible_on", "had_one", "reminder"),
    [
        (date(2026, 3, 10), False, None),  # came today
        (date(2026, 3, 9), False, LetterReminder(LETTER)),
        (date(2026, 3, 4), False, LetterReminder(LETTER)),  # as soon as it can be, once
        (date(2026, 3, 9), True, None),
    ],
)
def test_an_unread_letter_once_from_the_day_after(visible_on: date, had_one: bool, reminder: object) -> None:
    assert reminded(date(2026, 3, 10), unread=[Letter(LETTER, visible_on, had_one)]) == reminder


def test_of_several_letters_the_newest_and_before_a_lesson() -> None:
    older, newer = Letter(uuid.UUID(int=1), date(2026, 3, 3)), Letter(LETTER, date(2026, 3, 11))
    assert reminded(date(2026, 3, 12), unread=[newer, older]) == LetterReminder(LETTER)
    had = Letter(LETTER, date(2026, 3, 11), reminded=True)
    assert reminded(date(2026, 3, 12), unread=[older, had]) == LessonReminder(1), "the older one is not dug out"


@pytest.mark.parametrize(
    ("before", "seen", "room"),
    [
        ([], None, True),
        ([date(2026, 3, 12)], date(2026, 3, 12), False),  # one today
        ([date(2026, 3, 6), date(2026, 3, 9)], date(2026, 3, 11), False),  # two in seven days
        ([date(2026, 3, 5), date(2026, 3, 9)], date(2026, 3, 11), True),  # the first is seven days ago
        ([date(2026, 2, 20), date(2026, 2, 26)], None, False),  # two unanswered
        ([date(2026, 2, 20), date(2026, 2, 26)], date(2026, 2, 19), False),
        ([date(2026, 2, 20), date(2026, 2, 26)], date(2026, 2, 20), True),  # she came after the first
        ([date(2026, 2, 20), date(2026, 2, 26), date(2026, 3, 1)], date(2026, 2, 20), False),
    ],
)
def test_two_a_week_and_none_after_two_unanswered(before: list[date], seen: date | None, room: bool) -> None:
    assert room_for_one(before, seen, date(2026, 3, 12)) is room


def test_somebody_who_never_comes_gets_two_and_then_silence() -> None:
    had: list[date] = []
    for days in range(60):
        today = START + days * DAY
        if reminded(today, before=had) is not None:
            had.append(today)
    assert had == [date(2026, 3, 2), date(2026, 3, 5)]


@pytest.mark.parametrize(
    ("day", "hour", "instant"),
    [
        (date(2026, 3, 28), 9, datetime(2026, 3, 28, 8, tzinfo=UTC)),  # winter
        (date(2026, 3, 29), 9, datetime(2026, 3, 29, 7, tzinfo=UTC)),  # the clock went forward this night
        (date(2026, 10, 24), 20, datetime(2026, 10, 24, 18, tzinfo=UTC)),
        (date(2026, 10, 25), 8, datetime(2026, 10, 25, 7, tzinfo=UTC)),  # it went back this night
        (date(2026, 10, 25), 3, datetime(2026, 10, 25, 7, tzinfo=UTC)),  # never at night
        (date(2026, 10, 25), 23, datetime(2026, 10, 25, 19, tzinfo=UTC)),
    ],
)
def test_the_chosen_hour_on_the_wall(day: date, hour: int, instant: datetime) -> None:
    assert moment_of(day, hour) == instant


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1), date(2026, 12, 31)])
def test_every_minute_of_the_day_is_between_eight_and_nine_in_the_evening_or_quiet(day: date) -> None:
    first, last = moment_of(day, 8), moment_of(day, 20) + timedelta(hours=1)
    minute = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
    while minute.date() <= day:
        of_this_day = first - timedelta(hours=9) < minute < last + timedelta(hours=3)
        if of_this_day:
            assert allowed_now(minute) is (first <= minute < last), minute
        minute += timedelta(minutes=1)


@pytest.mark.parametrize(
    ("now", "come"),
    [
        (datetime(2026, 9, 7, 14, 59, tzinfo=UTC), False),
        (datetime(2026, 9, 7, 15, 0, tzinfo=UTC), True),  # 17 in Oslo
        (datetime(2026, 9, 7, 18, 59, tzinfo=UTC), True),  # late is better than not
        (datetime(2026, 9, 7, 19, 0, tzinfo=UTC), False),
        (datetime(2026, 9, 8, 7, 0, tzinfo=UTC), False),  # another day, before her hour
    ],
)
def test_her_hour_has_come_until_the_evening(now: datetime, come: bool) -> None:
    assert hour_has_come(17, now) is come


@pytest.mark.parametrize(
    ("day", "facts", "due"),
    [
        (date(2026, 3, 4), Facts(), False),
        (date(2026, 3, 5), Facts(), True),
        (date(2026, 3, 5), Facts(feedback_weeks=frozenset({1})), False),  # given
        (date(2026, 3, 6), Facts(), False),  # overdue: the queue says so, and a mail a day would be noise
        (date(2026, 4, 2), Facts(), False),  # Maundy Thursday
        (date(2026, 4, 7), Facts(), True),  # the first working day after Easter
    ],
)
def test_the_guide_on_the_day_feedback_is_due(day: date, facts: Facts, due: bool) -> None:
    assert feedback_is_due(plan(), facts, day) is due
