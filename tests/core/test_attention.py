"""The queue: each patient once, in the highest group, with one reason and its age."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfhelp.core.care.attention import Group, QueuePlace, Reason, queue_place, silent, silent_days
from selfhelp.core.care.plan import Facts, OpenQuestion, Pause, Plan
from selfhelp.core.care.working_time import OpeningHours

HOURS = OpeningHours(dict.fromkeys(range(5), (8 * 60, 15 * 60 + 30)))
START = date(2026, 3, 2)  # a Monday; feedback on Thursdays
KARI = Plan(started_on=START, lessons=8, feedback_weekday=3, hours=HOURS)
AWAY = Pause(date(2026, 3, 11), date(2026, 3, 18))


def march(day: int) -> date:
    return date(2026, 3, day)


def noon(day: int) -> datetime:
    return datetime(2026, 3, day, 11, tzinfo=UTC)


def facts(seen: int | None = None, given_for: int = 0, **others: object) -> Facts:
    """Kari was last seen on a day of March; feedback was given for the weeks up to and with `given_for`."""
    known: dict[str, object] = {
        "last_seen_on": None if seen is None else march(seen),
        "feedback_weeks": frozenset(range(1, given_for + 1)),
    }
    return Facts(**(known | others))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last_seen", "today", "pauses", "days", "is_silent"),
    [
        (None, date(2026, 2, 20), (), 0, False),
        (None, march(2), (), 0, False),
        (None, march(8), (), 6, False),
        (None, march(9), (), 7, True),
        (march(5), march(11), (), 6, False),
        (march(5), march(12), (), 7, True),
        (date(2026, 2, 10), march(8), (), 6, False),  # accepted the invitation long before the start
        (march(9), march(17), (AWAY,), 1, False),  # in the pause
        (march(5), march(17), (AWAY,), 5, False),
        (march(9), march(22), (AWAY,), 6, False),
        (march(9), march(23), (AWAY,), 7, True),  # 14 days, of which 7 away
        (march(2), march(12), (AWAY,), 8, False),  # was silent, is away now
        (march(14), march(18), (AWAY,), 1, False),  # looked in while away
    ],
)
def test_silence(last_seen: date | None, today: date, pauses: tuple[Pause, ...], days: int, is_silent: bool) -> None:
    assert silent_days(last_seen, START, today, pauses) == days
    assert silent(last_seen, START, 7, today, pauses) is is_silent


def test_an_overdue_feedback_comes_before_silence_and_new_work() -> None:
    place = queue_place(KARI, facts(shared_work_at=(noon(3),)), march(10))
    assert place == QueuePlace(Group.OVERDUE, Reason.FEEDBACK_OVERDUE, since=march(5), days=5, week=1, due_on=march(5))


def test_the_promise_passed_first_is_the_reason() -> None:
    several = facts(
        seen=9, given_for=1, questions=(OpenQuestion(noon(9)), OpenQuestion(noon(6))), call_asked_at=noon(9)
    )
    place = queue_place(KARI, several, march(12))
    assert (place.reason, place.since, place.days) == (Reason.ANSWER_OVERDUE, march(10), 2)


def test_of_two_passed_the_same_day_the_call_is_the_reason() -> None:
    both = facts(seen=9, given_for=1, questions=(OpenQuestion(noon(9)),), call_asked_at=noon(9))
    assert queue_place(KARI, both, march(12)).reason is Reason.CALL_OVERDUE


def test_an_overdue_feedback_keeps_its_age_when_the_next_is_passed_too() -> None:
    assert queue_place(KARI, facts(seen=19), march(20)).since == march(5)


def test_silence_comes_before_new_work() -> None:
    place = queue_place(KARI, facts(seen=5, given_for=1, shared_work_at=(noon(5),)), march(12))
    assert place == QueuePlace(Group.SILENT, Reason.NOT_SEEN, since=march(5), days=7, due_on=march(12))


def test_never_seen_is_said_as_such() -> None:
    place = queue_place(KARI, facts(given_for=1), march(9))
    assert (place.reason, place.since, place.days) == (Reason.NEVER_SEEN, START, 7)


def test_new_work_since_the_last_feedback() -> None:
    work = facts(seen=10, given_for=1, shared_work_at=(noon(4), noon(9), noon(10)), last_feedback_at=noon(5))
    assert queue_place(KARI, work, march(11)) == QueuePlace(
        Group.NEW_WORK, Reason.WORK_SHARED, since=march(9), days=2, count=2, due_on=march(12)
    )


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        ({"call_asked_at": noon(10), "questions": (OpenQuestion(noon(9)),)}, Reason.CALL_ASKED),
        ({"questions": (OpenQuestion(noon(10)),), "shared_work_at": (noon(9),)}, Reason.QUESTION),
        ({"shared_work_at": (noon(9),)}, Reason.WORK_SHARED),
        ({}, Reason.NOTHING),
    ],
)
def test_one_reason_within_new_work(others: dict[str, object], reason: Reason) -> None:
    assert queue_place(KARI, facts(seen=10, given_for=1, **others), march(11)).reason is reason


def test_a_feedback_due_today_is_in_the_queue_without_new_work() -> None:
    place = queue_place(KARI, facts(seen=10, given_for=1), march(12))
    assert (place.group, place.reason, place.since) == (Group.NEW_WORK, Reason.FEEDBACK_TODAY, march(12))


def test_a_patient_nobody_waits_for_is_not_in_the_queue_but_has_a_next_deadline() -> None:
    assert queue_place(KARI, facts(seen=6, given_for=1), march(6)) == QueuePlace(
        Group.NONE, Reason.NOTHING, due_on=march(12)
    )


def test_a_pause_empties_the_queue_but_for_what_kari_asks() -> None:
    plan = replace(KARI, pauses=(AWAY,))
    assert queue_place(plan, facts(seen=3, given_for=1), march(12)).group is Group.NONE
    assert queue_place(plan, facts(seen=12, given_for=1, call_asked_at=noon(12)), march(12)).group is Group.NEW_WORK
    assert queue_place(plan, facts(seen=12, given_for=1, call_asked_at=noon(12)), march(17)).group is Group.OVERDUE


def test_nobody_is_in_the_queue_before_the_start_or_after_the_end() -> None:
    assert queue_place(KARI, Facts(), date(2026, 2, 20)).group is Group.NONE
    ended = replace(KARI, ended_on=march(12))
    assert queue_place(ended, facts(seen=1, call_asked_at=noon(3)), march(12)).group is Group.NONE


def test_the_order_of_the_queue() -> None:
    """Overdue first and the oldest first, then silent, then new work with a wish to be called at the top."""
    today = march(13)
    queue = {
        "Kari": facts(seen=12, given_for=2, shared_work_at=(noon(12),)),
        "Ola": facts(seen=12, given_for=1),
        "Nora": facts(seen=12),
        "Per": facts(seen=4, given_for=2),
        "Liv": facts(seen=12, given_for=2, shared_work_at=(noon(9),)),
        "Eva": facts(seen=13, given_for=2, call_asked_at=noon(13)),
        "Jon": facts(seen=13, given_for=2),
    }
    places = {name: queue_place(KARI, known, today) for name, known in queue.items()}
    assert sorted(places, key=lambda name: places[name].order) == ["Nora", "Ola", "Per", "Eva", "Liv", "Kari", "Jon"]


moments = st.integers(-10, 60).map(lambda day: noon(1) + timedelta(days=day))


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Facts,
        shared_work_at=st.lists(moments, max_size=2).map(tuple),
        feedback_weeks=st.frozensets(st.integers(1, 8), max_size=4),
        questions=st.lists(moments.map(OpenQuestion), max_size=2).map(tuple),
        call_asked_at=st.none() | moments,
        last_seen_on=st.none() | moments.map(datetime.date),
        last_feedback_at=st.none() | moments,
    ),
    st.integers(0, 60),
    st.booleans(),
)
def test_a_patient_is_in_one_group_with_a_reason_of_that_group(known: Facts, offset: int, paused: bool) -> None:
    plan = replace(KARI, pauses=(AWAY,) if paused else ())
    place = queue_place(plan, known, START + timedelta(days=offset))
    reasons = {
        Group.OVERDUE: {Reason.CALL_OVERDUE, Reason.ANSWER_OVERDUE, Reason.FEEDBACK_OVERDUE},
        Group.SILENT: {Reason.NOT_SEEN, Reason.NEVER_SEEN},
        Group.NEW_WORK: {Reason.CALL_ASKED, Reason.QUESTION, Reason.WORK_SHARED, Reason.FEEDBACK_TODAY},
        Group.NONE: {Reason.NOTHING},
    }
    assert place.reason in reasons[place.group]
    assert (place.since is None) == (place.group is Group.NONE)
    if known.questions or known.call_asked_at:
        assert place.group is not Group.NONE
