"""What is due in Kari's treatment: who owes whom what, and by when.

Kari starts on Monday 2 March 2026 and Astrid writes on Thursdays: 5, 12, 19, 26 March. Easter moves 2 April to the 7th.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfhelp.core.care.due import (
    DueItem,
    Kind,
    Next,
    NextStep,
    State,
    answer_date,
    due_items,
    feedback_due_on,
    next_deadline,
    next_feedback_on,
    next_step,
    no_reply_allowed,
    week_for_feedback,
)
from selfhelp.core.care.plan import Facts, OpenQuestion, Pause, Plan
from selfhelp.core.care.working_time import OpeningHours

HOURS = OpeningHours(dict.fromkeys(range(5), (8 * 60, 15 * 60 + 30)))
THURSDAY = 3
START = date(2026, 3, 2)
KARI = Plan(started_on=START, lessons=3, feedback_weekday=THURSDAY, hours=HOURS)
AWAY = Pause(date(2026, 3, 11), date(2026, 3, 18))


def oslo(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Oslo")).astimezone(UTC)


def march(day: int) -> date:
    return date(2026, 3, day)


def states(kind: Kind, plan: Plan, facts: Facts, today: date) -> list[str]:
    return [item.state.value for item in due_items(plan, facts, today) if item.kind is kind]


def weeks(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


def asked(*moments: datetime) -> tuple[OpenQuestion, ...]:
    return tuple(OpenQuestion(at) for at in moments)


@pytest.mark.parametrize(
    ("finished", "today", "expected"),
    [
        ({}, date(2026, 3, 1), ["not-yet", "not-yet", "not-yet"]),
        ({}, march(2), ["open", "not-yet", "not-yet"]),
        ({}, march(30), ["open", "not-yet", "not-yet"]),  # a month late, and not «overdue»
        ({1: march(4)}, march(8), ["done", "not-yet", "not-yet"]),
        ({1: march(4)}, march(9), ["done", "open", "not-yet"]),
        ({1: march(4), 2: march(12)}, march(16), ["done", "done", "open"]),
    ],
)
def test_lessons(finished: Mapping[int, date], today: date, expected: list[str]) -> None:
    assert states(Kind.LESSON, KARI, Facts(finished=finished), today) == expected


@pytest.mark.parametrize(
    ("given_for", "today", "expected"),
    [
        (weeks(), date(2026, 3, 1), ["not-yet", "not-yet"]),
        (weeks(), march(2), ["open", "not-yet"]),
        (weeks(), march(5), ["open", "not-yet"]),  # the day itself is in time
        (weeks(), march(6), ["overdue", "not-yet"]),
        (weeks(1), march(6), ["done", "not-yet"]),
        (weeks(1), march(12), ["done", "open", "not-yet"]),
        (weeks(), march(13), ["overdue", "overdue", "not-yet"]),
        (weeks(2), march(13), ["missed", "done", "not-yet"]),  # one letter caught up
    ],
)
def test_feedback(given_for: frozenset[int], today: date, expected: list[str]) -> None:
    assert states(Kind.FEEDBACK, KARI, Facts(feedback_weeks=given_for), today) == expected


def test_each_item_carries_its_dates() -> None:
    facts = Facts(questions=asked(oslo(2026, 3, 3, 9)), call_asked_at=oslo(2026, 3, 4, 18))
    assert due_items(replace(KARI, lessons=1), facts, march(4)) == (
        DueItem(Kind.LESSON, 1, State.OPEN, march(2)),
        DueItem(Kind.FEEDBACK, 1, State.OPEN, march(2), march(5)),
        DueItem(Kind.FEEDBACK, 2, State.NOT_YET, march(9), march(12)),
        DueItem(Kind.ANSWER, None, State.OPEN, march(3), march(5)),
        DueItem(Kind.CALL, None, State.OPEN, march(4), march(9)),
    )


def test_the_next_deadline_leaves_out_what_is_passed_or_done() -> None:
    assert next_deadline(due_items(KARI, Facts(feedback_weeks=weeks(1)), march(6))) == march(12)
    assert next_deadline(due_items(KARI, Facts(questions=asked(oslo(2026, 3, 6, 9))), march(6))) == march(10)
    assert next_deadline(due_items(replace(KARI, ended_on=march(6)), Facts(), march(6))) is None


@pytest.mark.parametrize(
    ("today", "expected"),
    [(march(5), State.OPEN), (march(6), State.OVERDUE)],
)
def test_a_question_is_answered_within_two_working_days(today: date, expected: State) -> None:
    facts = Facts(questions=asked(oslo(2026, 3, 3, 9)))
    assert states(Kind.ANSWER, KARI, facts, today) == [expected.value]
    assert states(Kind.CALL, KARI, Facts(call_asked_at=oslo(2026, 3, 3, 9)), today) == [expected.value]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (march(10), ["done", "open", "not-yet"]),
        (march(11), ["done", "not-yet", "not-yet"]),
        (march(12), ["done", "not-yet", "not-yet"]),  # Thursday, in the pause
        (march(17), ["done", "not-yet", "not-yet"]),
        (march(18), ["done", "open", "not-yet"]),
        (march(19), ["done", "open", "not-yet"]),
        (march(20), ["done", "overdue", "not-yet"]),
    ],
)
def test_no_feedback_is_due_in_a_pause(today: date, expected: list[str]) -> None:
    assert states(Kind.FEEDBACK, replace(KARI, pauses=(AWAY,)), Facts(feedback_weeks=weeks(1)), today) == expected


def test_a_pause_hides_no_promise_kari_waits_for() -> None:
    plan = replace(KARI, pauses=(AWAY,))
    facts = Facts(questions=asked(oslo(2026, 3, 10, 9)), call_asked_at=oslo(2026, 3, 11, 9))
    assert states(Kind.FEEDBACK, plan, facts, march(14))[0] == "overdue"  # 5 March, before the pause
    assert states(Kind.ANSWER, plan, facts, march(14)) == ["overdue"]
    assert states(Kind.CALL, plan, facts, march(14)) == ["overdue"]


def test_nothing_is_due_after_the_end() -> None:
    plan = replace(KARI, ended_on=march(12))
    facts = Facts(finished={1: march(4)}, feedback_weeks=weeks(), questions=asked(oslo(2026, 3, 3, 9)))
    for today in (march(12), march(30)):
        items = due_items(plan, facts, today)
        assert {item.state for item in items} == {State.DONE, State.MISSED}
        assert [item.number for item in items if item.kind is Kind.FEEDBACK] == [1]  # the 12th itself was not passed
    assert states(Kind.FEEDBACK, plan, facts, march(11))[0] == "overdue"  # the day before the end


def test_postponing_moves_the_date() -> None:
    plan = replace(KARI, moved={2: march(16)})
    assert feedback_due_on(plan, 2) == march(16)
    assert states(Kind.FEEDBACK, plan, Facts(feedback_weeks=weeks(1)), march(16))[1] == "open"
    assert states(Kind.FEEDBACK, plan, Facts(feedback_weeks=weeks(1)), march(17))[1] == "overdue"
    assert feedback_due_on(plan, 3) == march(19)


@pytest.mark.parametrize(
    ("moved_to", "expected"),
    [(march(14), march(16)), (date(2026, 4, 2), date(2026, 4, 7)), (march(12), march(18))],
)
def test_a_postponed_date_is_still_a_day_somebody_is_there(moved_to: date, expected: date) -> None:
    pauses = (AWAY,) if moved_to == march(12) else ()
    assert feedback_due_on(replace(KARI, moved={2: moved_to}, pauses=pauses), 2) == expected


@pytest.mark.parametrize(
    ("given_for", "today", "week"),
    [
        (weeks(), march(2), 1),
        (weeks(), march(4), 1),  # early
        (weeks(), march(5), 1),
        (weeks(1), march(6), 1),  # a further letter the same week
        (weeks(), march(9), 1),  # late: Monday of week 2
        (weeks(1), march(10), 2),
        (weeks(), march(12), 2),  # very late: catches up
        (weeks(), march(17), 2),
        (weeks(1, 2, 3, 4), date(2026, 4, 1), 5),
        (weeks(1, 2, 3, 4), date(2026, 4, 6), 5),  # Easter Monday, in week 6: week 5 is due tomorrow
        (weeks(1, 2, 3, 4), date(2026, 4, 7), 5),
        (weeks(1, 2, 3, 4, 5), date(2026, 4, 8), 6),
    ],
)
def test_the_week_a_letter_counts_for(given_for: frozenset[int], today: date, week: int) -> None:
    assert week_for_feedback(KARI, Facts(feedback_weeks=given_for), today) == week


def test_a_letter_before_a_postponed_day_counts_for_the_week_that_was_postponed() -> None:
    plan = replace(KARI, moved={2: march(18)})
    assert week_for_feedback(plan, Facts(feedback_weeks=weeks(1)), march(17)) == 2


def test_a_letter_on_the_agreed_day_counts_for_the_week_it_closes() -> None:
    plan = replace(KARI, feedback_weekday=0)  # starts on a Monday, Astrid writes on Mondays
    assert week_for_feedback(plan, Facts(), march(9)) == 1
    assert week_for_feedback(plan, Facts(feedback_weeks=weeks(1)), march(9)) == 1
    assert week_for_feedback(plan, Facts(feedback_weeks=weeks(1)), march(10)) == 2


@pytest.mark.parametrize(
    ("facts", "now", "expected"),
    [
        (Facts(), oslo(2026, 3, 3, 20), march(5)),
        (Facts(), oslo(2026, 3, 5, 15), march(5)),  # today, while they are at work
        (Facts(), oslo(2026, 3, 5, 16), march(12)),  # too late for today
        (Facts(feedback_weeks=weeks(1)), oslo(2026, 3, 4, 9), march(12)),
        (Facts(feedback_weeks=weeks(1), questions=asked(oslo(2026, 3, 6, 9))), oslo(2026, 3, 6, 9), march(10)),
        (Facts(feedback_weeks=weeks(1), questions=asked(oslo(2026, 3, 6, 20))), oslo(2026, 3, 6, 20), march(11)),
        (Facts(feedback_weeks=weeks(1), call_asked_at=oslo(2026, 3, 6, 9)), oslo(2026, 3, 6, 9), march(10)),
        (Facts(feedback_weeks=weeks(1), questions=asked(oslo(2026, 3, 11, 9))), oslo(2026, 3, 11, 9), march(12)),
        # Broken promises are not shown as dates to come.
        (Facts(feedback_weeks=weeks(1), questions=asked(oslo(2026, 3, 3, 9))), oslo(2026, 3, 9, 9), march(12)),
        (Facts(), oslo(2026, 3, 9, 9), march(12)),
        # The evening of the Wednesday before Easter: Tuesday is both the answer's and the feedback's first day.
        (Facts(feedback_weeks=weeks(1, 2, 3, 4)), oslo(2026, 4, 1, 18), date(2026, 4, 7)),
        (Facts(feedback_weeks=weeks(1, 2, 3, 4, 5)), oslo(2026, 4, 1, 18), date(2026, 4, 9)),
        # The night the clock is changed in March.
        (Facts(feedback_weeks=weeks(1, 2, 3, 4)), datetime(2026, 3, 29, 0, 30, tzinfo=UTC), date(2026, 4, 7)),
    ],
)
def test_the_day_kari_will_hear(facts: Facts, now: datetime, expected: date) -> None:
    assert answer_date(KARI, facts, now) == expected


def test_the_day_kari_will_hear_over_a_pause_and_after_the_end() -> None:
    plan = replace(KARI, pauses=(AWAY,), ended_on=march(30))
    assert answer_date(plan, Facts(feedback_weeks=weeks(1)), oslo(2026, 3, 12, 9)) == march(19)
    question = Facts(feedback_weeks=weeks(1), questions=asked(oslo(2026, 3, 12, 9)))
    assert answer_date(plan, question, oslo(2026, 3, 12, 9)) == march(16)  # she asked: it does not wait for her return
    assert answer_date(plan, Facts(), oslo(2026, 3, 30, 9)) is None


def test_no_reply_needed_is_refused_while_something_stands_open() -> None:
    assert no_reply_allowed(Facts())
    assert not no_reply_allowed(Facts(questions=asked(oslo(2026, 3, 3, 9))))
    assert not no_reply_allowed(Facts(call_asked_at=oslo(2026, 3, 3, 9)))


@pytest.mark.parametrize(
    ("facts", "today", "expected"),
    [
        (Facts(), date(2026, 2, 27), NextStep(Next.WAIT, 1, march(2))),
        (Facts(), march(2), NextStep(Next.BEGIN, 1)),
        (Facts(begun=frozenset({1})), march(4), NextStep(Next.CONTINUE, 1)),
        (Facts(finished={1: march(4)}), march(5), NextStep(Next.WAIT, 2, march(9))),
        (Facts(finished={1: march(4)}), march(9), NextStep(Next.BEGIN, 2)),
        (Facts(finished={1: march(4)}, opened_early=frozenset({2})), march(5), NextStep(Next.BEGIN, 2)),
        (Facts(begun=frozenset({2}), opened_early=frozenset({2})), march(5), NextStep(Next.CONTINUE, 2)),
        (Facts(finished={1: march(4), 2: march(10), 3: march(17)}), march(18), NextStep(Next.NOTHING)),
    ],
)
def test_the_next_step(facts: Facts, today: date, expected: NextStep) -> None:
    assert next_step(KARI, facts, today) == expected


def test_the_next_step_in_a_pause_and_after_the_end() -> None:
    plan = replace(KARI, pauses=(AWAY,), ended_on=march(30))
    assert next_step(plan, Facts(finished={1: march(4)}), march(12)) == NextStep(Next.PAUSED, 2, march(18))
    assert next_step(plan, Facts(finished={1: march(4)}), march(18)) == NextStep(Next.BEGIN, 2)
    assert next_step(plan, Facts(), march(30)) == NextStep(Next.ENDED, on=march(30))


offsets = st.integers(-20, 120)


@st.composite
def treatments(draw: st.DrawFn) -> tuple[Plan, Facts]:
    away = draw(st.lists(st.tuples(st.integers(-5, 80), st.integers(0, 28)), max_size=2))
    plan = Plan(
        started_on=START,
        lessons=draw(st.integers(1, 8)),
        feedback_weekday=draw(st.integers(0, 6)),
        hours=HOURS,
        pauses=tuple(Pause(START + timedelta(days=a), START + timedelta(days=a + n)) for a, n in away),
    )
    return plan, Facts(feedback_weeks=frozenset(draw(st.sets(st.integers(1, 6), max_size=4))))


@settings(max_examples=40, deadline=None)
@given(treatments(), offsets)
def test_nothing_is_overdue_before_its_day_and_nothing_falls_due_before_the_start_or_in_a_pause(
    treatment: tuple[Plan, Facts], offset: int
) -> None:
    plan, facts = treatment
    today = START + timedelta(days=offset)
    for item in due_items(plan, facts, today):
        if item.due_on is not None:
            assert not any(pause.from_on <= item.due_on < pause.to_on for pause in plan.pauses)
            assert item.due_on > START
            if item.state is State.OVERDUE:
                assert item.due_on < today
            if item.state is State.OPEN:
                assert item.opens_on <= today <= item.due_on


@settings(max_examples=40, deadline=None)
@given(treatments(), offsets)
def test_the_date_kari_sees_has_not_passed_and_a_letter_that_day_keeps_it(
    treatment: tuple[Plan, Facts], offset: int
) -> None:
    plan, facts = treatment
    now = datetime(2026, 3, 2, 11, tzinfo=UTC) + timedelta(days=offset)
    hears = answer_date(plan, facts, now)
    assert hears is not None
    assert hears >= now.date()
    assert hears == next_feedback_on(plan, facts, now.date())
    week = week_for_feedback(plan, facts, hears)
    assert feedback_due_on(plan, week) == hears
    written = replace(facts, feedback_weeks=facts.feedback_weeks | {week})
    assert "overdue" not in states(Kind.FEEDBACK, plan, written, hears)
