"""From proposal to yes, and what takes a window away."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfhelp.core.exercises.sleep import Night
from selfhelp.core.exercises.sleep_safety import EXCLUSIONS, Screening, Stop
from selfhelp.core.exercises.sleep_window import Agrees, Kind, Reason, floor
from selfhelp.core.exercises.sleep_window_steps import Event, Offer, Standing, Step, may_begin, proposal, standing

TODAY = date(2026, 9, 16)
WELL = Screening(dict.fromkeys(EXCLUSIONS, False))
OFFER = Offer(Kind.FIRST, 360, time(6), 350, 480, 7)
UP = Offer(Kind.UP, 375, time(6), 350, 380, 7)


def event(step: Step, days_ago: int = 0, **more: object) -> Event:
    on = TODAY - timedelta(days=days_ago)
    return Event(step, datetime(on.year, on.month, on.day, 8, tzinfo=UTC), on, **more)  # type: ignore[arg-type]


def nights(count: int, last: date = TODAY, awake: int = 120) -> list[Night]:
    """Eight hours in bed each."""
    return [
        Night(last - timedelta(days=back), time(23), time(23), 0, awake, time(7), time(7)) for back in range(count)
    ]


PROPOSED, YES, BEGUN = Step.PROPOSED, Step.GUIDE_AGREED, Step.PATIENT_AGREED
HOLDING = [event(PROPOSED, 8, offer=OFFER), event(YES, 8), event(BEGUN, 8)]


def test_the_first_window_waits_for_the_guide_and_then_for_her() -> None:
    assert standing([event(PROPOSED, offer=OFFER)], TODAY).waits_for(38) is Agrees.GUIDE
    assert standing([event(PROPOSED, offer=OFFER), event(YES)], TODAY).waits_for(38) is Agrees.PATIENT
    held = standing(HOLDING, TODAY)
    assert held.window is not None
    assert (held.window.minutes, held.window.began, held.rise) == (360, TODAY - timedelta(days=8), time(6))


def test_at_sixteen_and_seventeen_the_supervisor_comes_first() -> None:
    sent = standing([event(PROPOSED, offer=OFFER)], TODAY)
    assert sent.waits_for(17) is Agrees.SUPERVISOR
    assert standing([event(PROPOSED, offer=OFFER), event(Step.SUPERVISOR_AGREED)], TODAY).waits_for(17) is Agrees.GUIDE
    assert not may_begin(standing([event(PROPOSED, offer=OFFER), event(YES)], TODAY), WELL, TODAY, 17)


def test_an_increase_waits_for_her_alone() -> None:
    assert standing([*HOLDING, event(PROPOSED, offer=UP)], TODAY).waits_for(38) is Agrees.PATIENT


@pytest.mark.parametrize("stop", Stop)
def test_a_stop_takes_everything_away_until_somebody_opens_it_again(stop: Stop) -> None:
    stopped = standing([*HOLDING, event(PROPOSED, offer=UP), event(Step.SUSPENDED, stop=stop)], TODAY)
    assert (stopped.window, stopped.offer, stopped.stopped) == (None, None, (stop,))
    told = proposal(stopped, nights(14), WELL, TODAY, 38)
    assert (told.kind, told.reason) == (Kind.NONE, Reason.STOPPED)
    again = standing([*HOLDING, event(Step.SUSPENDED, stop=stop), event(Step.REOPENED)], TODAY)
    assert proposal(again, nights(14), WELL, TODAY, 38).kind is Kind.FIRST


def test_taking_it_away_and_opening_it_again_makes_no_second_change_in_a_week() -> None:
    just = [event(PROPOSED, 3, offer=OFFER), event(YES, 3), event(BEGUN, 3)]
    again = standing([*just, event(Step.SUSPENDED, 2, stop=Stop.ASKED), event(Step.REOPENED, 1)], TODAY)
    assert proposal(again, nights(14), WELL, TODAY, 38).reason is Reason.CHANGED_THIS_WEEK
    offered = Standing(offer=OFFER, agreed=frozenset({Agrees.GUIDE}), changed_on=TODAY - timedelta(days=6))
    assert not may_begin(offered, WELL, TODAY, 38)
    assert may_begin(offered, WELL, TODAY + timedelta(days=1), 38)


@pytest.mark.parametrize("answers", [{}, {**WELL.answers, "shift": True}, {"shift": False}])
def test_a_yes_or_an_open_question_about_health_is_no_window_at_any_time(answers: dict[str, bool]) -> None:
    health = Screening(answers)
    for now in (Standing(), standing(HOLDING, TODAY)):
        assert proposal(now, nights(14), health, TODAY, 38).kind is Kind.NONE
    agreed = standing([event(PROPOSED, offer=OFFER), event(YES)], TODAY)
    assert may_begin(agreed, WELL, TODAY, 38)
    assert not may_begin(agreed, health, TODAY, 38)


@pytest.mark.parametrize("age", [None, 15])
def test_nobody_too_young_or_of_unknown_age_has_a_window(age: int | None) -> None:
    assert proposal(Standing(), nights(14), WELL, TODAY, age).kind is Kind.NONE
    assert not may_begin(standing([event(PROPOSED, offer=OFFER), event(YES)], TODAY), WELL, TODAY, age)


def test_what_nobody_has_answered_in_two_weeks_is_no_offer() -> None:
    assert standing([event(PROPOSED, 14, offer=OFFER), event(YES, 14)], TODAY).offer is not None
    assert standing([event(PROPOSED, 15, offer=OFFER), event(YES, 15)], TODAY).offer is None


def test_after_a_no_from_staff_a_week_goes_by() -> None:
    no = event(Step.DECLINED, 6, by=Agrees.GUIDE, words="Vent til etter flyttinga.")
    declined = standing([event(PROPOSED, 7, offer=OFFER), no], TODAY)
    assert declined.rests(TODAY)
    assert not declined.rests(TODAY + timedelta(days=1))
    assert not standing([event(PROPOSED, offer=OFFER), event(Step.DECLINED, by=Agrees.PATIENT)], TODAY).rests(TODAY)


STEPS = st.lists(st.tuples(st.sampled_from(list(Step)), st.integers(0, 3)), max_size=25)


@given(STEPS, st.integers(16, 90), st.integers(0, 480))
def test_whatever_happens_no_window_is_short_early_or_on_thin_weeks(
    steps: list[tuple[Step, int]], age: int, awake: int
) -> None:
    """Proposals are what the rules make; every other step comes as it will."""
    day, events, begun = date(2026, 3, 1), list[Event](), list[date]()
    for step, days in steps:
        day += timedelta(days=days)
        now = standing(events, day)
        at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
        if step is Step.PROPOSED:
            made = proposal(now, nights(10, day, awake), WELL, day, age)
            if made.minutes is None or made.kind not in (Kind.FIRST, Kind.UP, Kind.DOWN):
                continue
            assert made.minutes >= floor(age)
            events.append(Event(step, at, day, offer=Offer(made.kind, made.minutes, time(6), 300, 400, 7)))
        elif step is Step.PATIENT_AGREED:
            if may_begin(now, WELL, day, age):
                events.append(Event(step, at, day))
                begun.append(day)
        else:
            events.append(Event(step, at, day, stop=Stop.ASKED if step is Step.SUSPENDED else None))
    assert all(later - earlier >= timedelta(days=7) for earlier, later in pairwise(begun))
    assert proposal(standing(events, day), nights(4, day), WELL, day, age).kind in (Kind.NONE, Kind.HOLD)
