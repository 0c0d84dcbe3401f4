"""How long Tove is to be in bed: proposed with a reason, agreed by those who must, and taken away at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfhelp.core.exercises.sleep import Night, week_of_nights
from selfhelp.core.exercises.sleep_safety import (
    EXCLUSIONS,
    Screening,
    Stop,
    WeeklyCheck,
    joined,
    stops_in,
)
from selfhelp.core.exercises.sleep_window import (
    Agrees,
    Follow,
    Kind,
    Profile,
    Proposal,
    Reason,
    Window,
    bedtime,
    first_window,
    floor,
    initial_minutes,
    may_finish,
    next_window,
    titrated_minutes,
)
from tests.core.test_sleep import DAY, MORNING, nights, slept

VECTORS = json.loads((Path(__file__).parent / "vectors" / "sleep.json").read_text())
TOVE, NORA, ODD = 61, 17, 74
GUIDE, PATIENT, SUPERVISOR = Agrees.GUIDE, Agrees.PATIENT, Agrees.SUPERVISOR
ALL_NO = Screening(dict.fromkeys(EXCLUSIONS, False))
POOR = nights(*[(510, 322)] * 10)  # 63 per cent


def week(share: float, count: int = 5) -> list[Night]:
    """Nights up to MORNING with exactly this efficiency together."""
    asleep, more = divmod(round(400 * count * share / 100), count)
    return nights(*[(400, asleep + (number < more)) for number in range(count)])


def proposed(
    minutes: int, share: float, age: int = TOVE, profile: Profile = Profile.DEFAULT, began: date = MORNING - 7 * DAY
) -> Proposal:
    return next_window(Window(minutes, began), week(share), MORNING, age, (), profile)


@pytest.mark.parametrize("vector", VECTORS["start"], ids=lambda vector: str(vector["mean_tst"]))
def test_the_first_window_is_the_sleep_rounded_up(vector: dict[str, int]) -> None:
    assert initial_minutes(vector["mean_tst"], TOVE) == vector["window"]


@pytest.mark.parametrize("vector", VECTORS["titrate"], ids=lambda vector: f"{vector['window']}-{vector['se']}")
def test_a_quarter_more_or_less_by_profile(vector: dict[str, Any]) -> None:
    for profile in (Profile.DEFAULT, Profile.SPIELMAN):
        assert titrated_minutes(vector["window"], vector["se"], TOVE, profile) == vector[profile]


@pytest.mark.parametrize(
    ("minutes", "efficiency", "age", "profile", "then"),
    [
        (330, 90, TOVE, Profile.NSF, 330),  # above 90, not at it
        (330, 90.1, TOVE, Profile.NSF, 345),
        (330, 80, TOVE, Profile.NSF, 330),
        (330, 79.9, TOVE, Profile.NSF, 315),
        (330, 90, TOVE, Profile.SPIELMAN, 345),
        (330, 89.9, TOVE, Profile.SPIELMAN, 330),
        (480, 99, TOVE, Profile.DEFAULT, 480),  # eight hours are enough
        (470, 99, TOVE, Profile.DEFAULT, 480),
        (510, 99, TOVE, Profile.DEFAULT, 510),  # set longer by hand: left alone
        (510, 70, TOVE, Profile.DEFAULT, 495),
        (305, 70, TOVE, Profile.DEFAULT, 300),
        (330, 70, ODD, Profile.DEFAULT, 330),
        (340, 70, ODD, Profile.DEFAULT, 330),
        (390, 70, NORA, Profile.DEFAULT, 390),
        (300, 82, ODD, Profile.DEFAULT, 330),  # has turned 65 since: up to the floor
    ],
)
def test_more_and_less_stay_within_floor_and_eight_hours(
    minutes: int, efficiency: float, age: int, profile: Profile, then: int
) -> None:
    assert titrated_minutes(minutes, efficiency, age, profile) == then


@pytest.mark.parametrize(("age", "least"), [(16, 390), (17, 390), (18, 300), (64, 300), (65, 330), (90, 330)])
def test_the_floor_by_age(age: int, least: int) -> None:
    assert floor(age) == least
    assert initial_minutes(0, age) == least


def test_nobody_under_sixteen_has_a_window() -> None:
    with pytest.raises(ValueError, match="16 or more"):
        floor(15)


@pytest.mark.parametrize(
    ("rise", "minutes", "bed"),
    [
        ("07:00", 330, "01:30"),
        ("06:00", 480, "22:00"),
        ("05:00", 300, "00:00"),
        ("00:30", 300, "19:30"),
        ("06:15", 375, "00:00"),
    ],
)
def test_bedtime_is_counted_back_past_midnight(rise: str, minutes: int, bed: str) -> None:
    assert bedtime(time.fromisoformat(rise), minutes) == time.fromisoformat(bed)


def test_the_first_window_waits_for_the_guide() -> None:
    assert first_window(POOR, MORNING, TOVE, ALL_NO) == Proposal(Kind.FIRST, Reason.BASELINE, 330, (GUIDE, PATIENT))


def test_at_sixteen_and_seventeen_the_supervisor_must_agree_to_every_window() -> None:
    assert first_window(POOR, MORNING, NORA, ALL_NO) == Proposal(
        Kind.FIRST, Reason.BASELINE, 390, (SUPERVISOR, GUIDE, PATIENT)
    )
    assert proposed(420, 90, NORA).agree == (SUPERVISOR, PATIENT)
    assert proposed(420, 70, NORA).agree == (SUPERVISOR, GUIDE, PATIENT)


@pytest.mark.parametrize("question", EXCLUSIONS)
def test_any_yes_in_the_screening_means_no_window(question: str) -> None:
    answers = Screening({**ALL_NO.answers, question: True})

    assert first_window(POOR, MORNING, TOVE, answers) == Proposal(
        Kind.NONE, Reason.EXCLUDED, follow=Follow.SUPERVISOR_DECIDES
    )


@pytest.mark.parametrize(
    ("screening", "reason"),
    [
        (Screening({}), Reason.NOT_SCREENED),
        (Screening({question: False for question in EXCLUSIONS if question != "newborn"}), Reason.NOT_SCREENED),
        (Screening({"heart": True}), Reason.EXCLUDED),  # a yes is enough, whatever stands open
        (Screening({**ALL_NO.answers, "any-yes": True}), Reason.EXCLUDED),
        (Screening({**ALL_NO.answers, "my-own-question": True}), Reason.EXCLUDED),
        (
            Screening({**ALL_NO.answers, "under-18": True, "any-yes": True}),
            Reason.BASELINE,
        ),  # the age speaks for itself
    ],
)
def test_the_screening_must_be_whole(screening: Screening, reason: Reason) -> None:
    assert first_window(POOR, MORNING, TOVE, screening).reason == reason


def test_who_sleeps_well_or_has_written_little_gets_no_window() -> None:
    assert first_window(nights(*[(400, 340)] * 7), MORNING, TOVE, ALL_NO) == Proposal(Kind.NONE, Reason.SLEEPS_WELL)
    assert first_window(nights(*[(400, 339)] * 7), MORNING, TOVE, ALL_NO).kind == Kind.FIRST
    assert first_window(POOR[:6], MORNING, TOVE, ALL_NO) == Proposal(Kind.NONE, Reason.TOO_FEW_NIGHTS)


def test_a_stop_comes_before_the_first_window_too() -> None:
    refused = first_window(POOR, MORNING, TOVE, ALL_NO, {Stop.NEAR_MISS})

    assert (refused.kind, refused.minutes, refused.follow) == (Kind.NONE, None, Follow.CALL_TODAY)


@pytest.mark.parametrize(
    ("minutes", "share", "expected"),
    [
        (330, 85, Proposal(Kind.UP, Reason.EFFICIENT, 345, (PATIENT,))),
        (330, 84.9, Proposal(Kind.HOLD, Reason.BETWEEN, 330)),
        (330, 80, Proposal(Kind.HOLD, Reason.BETWEEN, 330)),
        (330, 79.9, Proposal(Kind.DOWN, Reason.INEFFICIENT, 315, (GUIDE, PATIENT))),
        (300, 70, Proposal(Kind.HOLD, Reason.AT_FLOOR, 300)),
        (310, 70, Proposal(Kind.DOWN, Reason.INEFFICIENT, 300, (GUIDE, PATIENT))),
        (480, 95, Proposal(Kind.HOLD, Reason.AT_CAP, 480)),
        (285, 95, Proposal(Kind.UP, Reason.BELOW_FLOOR, 300, (PATIENT,))),
    ],
)
def test_the_week_decides_with_its_reason(minutes: int, share: float, expected: Proposal) -> None:
    assert proposed(minutes, share) == expected


def test_the_profile_is_followed() -> None:
    assert proposed(330, 85, profile=Profile.SPIELMAN).kind == Kind.HOLD
    assert proposed(330, 84, profile=Profile.SPIELMAN).kind == Kind.DOWN
    assert proposed(330, 90, profile=Profile.NSF).kind == Kind.HOLD


def test_nothing_changes_twice_in_seven_days() -> None:
    assert proposed(330, 95, began=MORNING - 6 * DAY) == Proposal(Kind.HOLD, Reason.CHANGED_THIS_WEEK, 330)
    assert proposed(330, 95, began=MORNING - 7 * DAY).kind == Kind.UP


def test_four_nights_since_the_window_began_decide_nothing() -> None:
    window = Window(330, MORNING - 7 * DAY)
    older = [slept(400, 380, MORNING - day * DAY) for day in range(7, 30)]

    assert next_window(window, [*older, *week(95, count=4)], MORNING, TOVE) == Proposal(
        Kind.HOLD, Reason.TOO_FEW_NIGHTS, 330
    )
    assert next_window(window, [*older, *week(95, count=5)], MORNING, TOVE).kind == Kind.UP


@pytest.mark.parametrize(
    ("stop", "follow"),
    [
        (Stop.NEAR_MISS, Follow.CALL_TODAY),
        (Stop.NEW_EXCLUSION, Follow.SUPERVISOR_DECIDES),
        (Stop.WORSE, Follow.SUPERVISOR_DECIDES),
        (Stop.ITEM_NINE, Follow.SUPERVISOR_DECIDES),
        (Stop.ELEVATED_MOOD, Follow.SUPERVISOR_DECIDES),
        (Stop.ASKED, Follow.GUIDE_DECIDES),
    ],
)
def test_a_stop_suspends_the_window_at_once(stop: Stop, follow: Follow) -> None:
    """Nobody is asked first, and it does not wait for the week to be over."""
    for began in (MORNING, MORNING - DAY, MORNING - 30 * DAY):
        suspended = next_window(Window(330, began), week(95), MORNING, TOVE, [stop])
        assert suspended == Proposal(Kind.SUSPEND, Reason.STOPPED, stops=(stop,), follow=follow)


def test_the_near_miss_is_acted_on_first() -> None:
    suspended = next_window(Window(330, MORNING), [], MORNING, TOVE, [Stop.ASKED, Stop.WORSE, Stop.NEAR_MISS])

    assert suspended.stops == (Stop.NEAR_MISS, Stop.WORSE, Stop.ASKED)
    assert suspended.follow == Follow.CALL_TODAY


def test_what_the_weekly_check_stops() -> None:
    assert stops_in(WeeklyCheck()) == set()
    assert stops_in(WeeklyCheck(safety_ok=True, sleepiness=9)) == set()
    assert stops_in(WeeklyCheck(near_miss=True, safety_ok=False, wants_to_stop=True)) == {
        Stop.NEAR_MISS,
        Stop.NEW_EXCLUSION,
        Stop.ASKED,
    }


def test_an_alarm_stands_although_the_next_check_is_quiet() -> None:
    alarm = WeeklyCheck(time(7), sleepiness=8, near_miss=True, safety_ok=False)
    quiet = WeeklyCheck(sleepiness=3, safety_ok=True)

    assert joined([alarm, quiet]) == WeeklyCheck(time(7), 3, near_miss=True, safety_ok=False)
    assert joined([]) == WeeklyCheck()


def test_finishing() -> None:
    good, poor, thin = (week_of_nights(one, MORNING) for one in (week(85), week(84), week(95, count=4)))

    assert may_finish(Window(345, MORNING), good, good)
    assert not may_finish(Window(345, MORNING), good, poor)
    assert not may_finish(Window(345, MORNING), good, thin)
    assert may_finish(Window(420, MORNING), poor, poor)


ages = st.integers(16, 99)
profiles = st.sampled_from(Profile)
# Not written, impossible (17 hours), and from no sleep to nothing but sleep; 85 and 80 per cent on the minute.
lengths = st.sampled_from([(480, asleep) for asleep in (0, 230, 360, 383, 384, 407, 408, 431, 432, 480)])
months = st.lists(lengths | st.sampled_from([None, (1020, 400)]), min_size=14, max_size=40)


@given(st.lists(lengths, min_size=7, max_size=14), ages)
@settings(max_examples=30)
def test_a_first_window_is_never_short_and_never_set_by_the_program(written: list[tuple[int, int]], age: int) -> None:
    proposal = first_window(nights(*written), MORNING, age, ALL_NO)

    assert (proposal.kind is Kind.FIRST) == (proposal.minutes is not None)
    if proposal.minutes is not None:
        assert floor(age) <= proposal.minutes <= 480
        assert proposal.minutes % 15 == 0
        assert GUIDE in proposal.agree
        assert PATIENT in proposal.agree
        assert (SUPERVISOR in proposal.agree) == (age < 18)


@given(months, ages, profiles, st.integers(300, 540))
@settings(max_examples=25, deadline=None)
def test_a_month_in_which_everybody_always_says_yes(
    month: Sequence[tuple[int, int] | None], age: int, profile: Profile, start: int
) -> None:
    """Asked every morning: never below the floor, never two changes in seven days, never on a thin week."""
    window, changed = Window(max(start, floor(age)), MORNING), [MORNING]
    written: list[Night] = []
    for day, lengths in enumerate(month, start=1):
        today = MORNING + day * DAY
        if lengths is not None:
            written.append(slept(*lengths, today))
        proposal = next_window(window, written, today, age, (), profile)
        if proposal.kind is Kind.HOLD:
            assert (proposal.minutes, proposal.agree) == (window.minutes, ())
            continue
        assert proposal.minutes is not None
        assert floor(age) <= proposal.minutes <= max(480, window.minutes)
        assert 0 < abs(proposal.minutes - window.minutes) <= 15
        assert (proposal.kind is Kind.UP) == (proposal.minutes > window.minutes)
        assert PATIENT in proposal.agree
        assert (GUIDE in proposal.agree) == (proposal.kind is Kind.DOWN)
        assert (SUPERVISOR in proposal.agree) == (age < 18)
        assert sum(window.began < one.morning <= today for one in written[-7:]) >= 5
        assert today - changed[-1] >= timedelta(days=7)
        window = Window(proposal.minutes, today)
        changed.append(today)


@given(months, st.sets(st.sampled_from(Stop), min_size=1), ages)
@settings(max_examples=15, deadline=None)
def test_no_week_is_good_enough_to_outweigh_a_stop(
    month: Sequence[tuple[int, int] | None], stops: set[Stop], age: int
) -> None:
    written = [slept(*one, MORNING - day * DAY) for day, one in enumerate(month) if one is not None]

    assert next_window(Window(400, MORNING - 9 * DAY), written, MORNING, age, stops).kind is Kind.SUSPEND
    assert first_window(written, MORNING, age, ALL_NO, stops).kind is Kind.NONE


@given(st.integers(0, 1439), st.integers(300, 540))
@settings(max_examples=30)
def test_bedtime_and_window_lead_back_to_the_rise_time(rise: int, minutes: int) -> None:
    bed = bedtime(time(rise // 60, rise % 60), minutes)

    assert (bed.hour * 60 + bed.minute + minutes) % 1440 == rise
