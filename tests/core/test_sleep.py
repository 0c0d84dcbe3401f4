"""Tove's nights: times across midnight, nights that cannot be, thin weeks and nights nobody wrote."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfhelp.core.exercises.sleep import (
    Doubt,
    Fault,
    Night,
    baseline_of_nights,
    diary,
    doubts_about,
    early_waking,
    efficiency,
    fault_in,
    time_asleep,
    time_in_bed,
    week_of_nights,
)

VECTORS = json.loads((Path(__file__).parent / "vectors" / "sleep.json").read_text())
MORNING = date(2026, 3, 15)
DAY = timedelta(days=1)


def night(
    bed: str = "23:00",
    light: str = "23:15",
    to_sleep: int = 45,
    awake: int = 60,
    woke: str = "06:30",
    up: str = "07:15",
    morning: date = MORNING,
) -> Night:
    into_bed, lights_out, woke_up, out_of_bed = map(time.fromisoformat, (bed, light, woke, up))
    return Night(morning, into_bed, lights_out, to_sleep, awake, woke_up, out_of_bed)


def slept(in_bed: int, asleep: int, morning: date = MORNING) -> Night:
    """So many minutes in bed from 22.00, of which so many asleep, in one stretch from lights out."""
    up = 22 * 60 + in_bed
    at = time(up // 60 % 24, up % 60)
    return Night(morning, time(22), time(22), 0, in_bed - asleep, at, at)


def nights(*lengths: tuple[int, int], last: date = MORNING) -> list[Night]:
    """One a day up to `last`: (in bed, asleep)."""
    return [slept(*one, last - day * DAY) for day, one in enumerate(reversed(lengths))]


@pytest.mark.parametrize("vector", VECTORS["nights"], ids=lambda vector: f"{vector['B']}-{vector['O']}")
def test_the_numbers_of_a_night(vector: dict[str, Any]) -> None:
    one = night(vector["B"], vector["L"], vector["SOL"], vector["WASO"], vector["F"], vector["O"])

    assert time_in_bed(one) == vector["TIB"]
    assert time_asleep(one) == vector["TST"]
    assert round(efficiency(time_asleep(one), time_in_bed(one)), 1) == vector["SE"]
    assert early_waking(one) == vector["EMA"]
    assert fault_in(one) is None


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        (night(), None),
        (night(bed="23:15", light="23:00"), Fault.NOT_IN_ORDER),
        (night(woke="07:15", up="06:30"), Fault.NOT_IN_ORDER),
        (night(light="07:00"), Fault.NOT_IN_ORDER),  # the light went out after waking
        (night(bed="11:00"), Fault.NOT_IN_ORDER),  # 20 h 15
        (night(bed="11:15"), Fault.TOO_LONG_IN_BED),  # 20 h on the minute: in order, but far too long
        (night(bed="15:14"), Fault.TOO_LONG_IN_BED),  # 16 h 1
        (night(bed="15:15"), None),  # 16 h on the minute
        (night(to_sleep=375), None),  # 0 minutes of sleep is a bad night, not a fault
        (night(to_sleep=376), Fault.AWAKE_TOO_LONG),
        (night("07:00", "07:00", 0, 0, "07:00", "07:00"), Fault.NO_TIME_IN_BED),
        (night("08:30", "09:00", 20, 0, "15:00", "15:30"), None),  # after a night shift
        (night("00:00", "00:00", 0, 30, "06:00", "06:00"), None),
        (night("23:59", "00:00", 0, 30, "00:00", "06:00"), Fault.AWAKE_TOO_LONG),  # woke as the light went out
    ],
)
def test_a_night_that_cannot_be_is_told_apart(one: Night, fault: Fault | None) -> None:
    assert fault_in(one) == fault


@pytest.mark.parametrize(
    ("one", "doubts"),
    [
        (night(), ()),
        (slept(500, 490), ()),  # 98 per cent exactly
        (slept(500, 491), (Doubt.HARDLY_AWAKE,)),
        (slept(480, 120), ()),
        (slept(480, 119), (Doubt.HARDLY_SLEPT,)),
        (slept(100, 100), (Doubt.HARDLY_AWAKE, Doubt.HARDLY_SLEPT)),
        (night(bed="15:14"), ()),  # not counted, so nothing to doubt
        (replace(slept(480, 0), minutes_awake=481), ()),
    ],
)
def test_a_strange_night_is_counted_and_asked_about(one: Night, doubts: tuple[Doubt, ...]) -> None:
    assert doubts_about(one) == doubts


def test_less_than_no_minutes_cannot_be_written() -> None:
    for wrong in ({"to_sleep": -1}, {"awake": -1}):
        with pytest.raises(ValueError, match="below 0"):
            night(**wrong)  # type: ignore[arg-type]


minutes = st.integers(0, 90)


@given(st.integers(0, 1439), minutes, minutes, minutes, st.integers(0, 700), minutes)
@settings(max_examples=30)
def test_midnight_makes_no_difference(
    start: int, reading: int, to_sleep: int, awake: int, more: int, lying: int
) -> None:
    """The same night an hour or ten later comes to the same."""

    def at(minute: int) -> time:
        return time(minute // 60 % 24, minute % 60)

    light = start + reading
    woke = light + to_sleep + awake + more
    one = Night(MORNING, at(start), at(light), to_sleep, awake, at(woke), at(woke + lying))

    assert time_asleep(one) == more
    assert early_waking(one) == lying
    assert time_in_bed(one) == reading + to_sleep + awake + more + lying
    if fault_in(one) is None:
        assert 0 <= efficiency(time_asleep(one), time_in_bed(one)) <= 100


def test_a_week_is_the_sums_and_not_the_mean_of_the_nights() -> None:
    week = week_of_nights(nights((600, 300), (600, 300), (300, 270), (300, 270), (300, 270)), MORNING)

    assert week.efficiency == pytest.approx(100 * 1410 / 2100)  # 67.1; the mean of the nights is 74
    assert week.mean_asleep == 282
    assert week.mean_in_bed == 420


def test_five_nights_are_needed_and_bad_ones_do_not_count() -> None:
    four = nights(*[(480, 400)] * 4)
    impossible = replace(slept(480, 400, MORNING - 4 * DAY), minutes_awake=481)
    week = week_of_nights([*four, impossible], MORNING)

    assert (len(week.valid), len(week.faulty), week.efficiency, week.mean_asleep) == (4, 1, None, None)
    assert week_of_nights([*four, slept(480, 400, MORNING - 4 * DAY)], MORNING).efficiency == pytest.approx(
        83.333, 0.001
    )


def test_the_week_is_seven_calendar_nights() -> None:
    """Three nights not written are missing, not replaced by older ones."""
    good_old_days = [slept(480, 480, MORNING - day * DAY) for day in range(7, 20)]
    this_week = [slept(480, 240, MORNING - day * DAY) for day in (0, 1, 4, 6)]
    week = week_of_nights([*good_old_days, *this_week], MORNING)

    assert week.efficiency is None
    assert week.missing == tuple(MORNING - day * DAY for day in (5, 3, 2))
    assert (week.first, week.last) == (MORNING - 6 * DAY, MORNING)


def test_nights_before_the_window_began_are_left_out() -> None:
    every = nights((480, 100), (480, 100), (360, 324), (360, 324), (360, 324), (360, 324), (360, 324))
    began = MORNING - 5 * DAY  # the first night in the window ended the morning after

    assert week_of_nights(every, MORNING, began).efficiency == pytest.approx(90)
    assert week_of_nights(every, MORNING, began + DAY).efficiency is None
    assert week_of_nights(every, MORNING).efficiency == pytest.approx(100 * 1820 / 2760)
    assert week_of_nights(every, MORNING, MORNING).missing == ()  # begins tonight: no night yet


def test_a_night_written_twice_counts_as_it_was_written_last() -> None:
    week = week_of_nights([*nights(*[(480, 400)] * 5), slept(480, 0)], MORNING)

    assert len(week.valid) == 5
    assert week.mean_asleep == 320


def test_the_baseline_looks_two_weeks_back_and_needs_seven_nights() -> None:
    every_other = [slept(480, 380, MORNING - day * DAY) for day in range(0, 40, 2)]

    assert len(baseline_of_nights(every_other, MORNING).valid) == 7
    assert baseline_of_nights(every_other, MORNING).mean_asleep == 380
    assert baseline_of_nights(every_other[1:], MORNING).mean_asleep is None


def test_the_diary_is_in_order_and_ends_with_the_last_night_written() -> None:
    written = nights(*[(480, 400)] * 6)
    told = diary([*reversed(written), night(bed="11:00", morning=MORNING - 9 * DAY)])

    assert [one.morning for one in told.nights] == [MORNING - day * DAY for day in (9, 5, 4, 3, 2, 1, 0)]
    assert told.week is not None
    assert told.week.efficiency == pytest.approx(83.333, 0.001)
    later = diary(written, MORNING + 4 * DAY).week
    assert later is not None
    assert (len(later.valid), later.efficiency) == (3, None)
    assert diary([]).week is None


@pytest.mark.parametrize("share", [80, 84, 85, 90])
@pytest.mark.parametrize("clock", [-60, 60])
def test_the_changed_clock_moves_a_week_by_less_than_a_point(share: int, clock: int) -> None:
    """Why it is left alone. Five nights of six hours in bed; one of them was an hour shorter or longer."""
    asleep, in_bed = 5 * 360 * share / 100, 5 * 360

    assert abs(efficiency(asleep + clock, in_bed + clock) - share) < 1


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(60, 900), st.integers(0, 900)), max_size=25), st.randoms())
@settings(max_examples=30)
def test_a_week_counts_each_of_its_mornings_once(written: list[tuple[int, int, int]], random: Any) -> None:
    """Valid, faulty and missing are the seven mornings; the order of writing decides nothing else."""
    every = [slept(in_bed, min(asleep, in_bed), MORNING - ago * DAY) for ago, in_bed, asleep in written]
    week = week_of_nights(every, MORNING)
    mornings = sorted([*(one.morning for one in (*week.valid, *week.faulty)), *week.missing])
    once = list({one.morning: one for one in every}.values())
    random.shuffle(once)

    assert mornings == [MORNING - day * DAY for day in reversed(range(7))]
    assert week_of_nights(once, MORNING) == week
    assert (week.efficiency is None) == (len(week.valid) < 5)
    if week.efficiency is not None:
        assert 0 <= week.efficiency <= 100
