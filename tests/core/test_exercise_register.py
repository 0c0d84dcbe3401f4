"""From stored answers to numbers, by the name an author writes; what does not fit is left out and never raises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfhelp.core.content.document import JsonValue
from selfhelp.core.content.field_types import FIELD_TYPES
from selfhelp.core.exercises.belief import Emotion, Record, beliefs
from selfhelp.core.exercises.exposure import Exposure
from selfhelp.core.exercises.needs import Need
from selfhelp.core.exercises.plans import Done, Plan, plans
from selfhelp.core.exercises.read_logs import exposure
from selfhelp.core.exercises.read_sleep import night
from selfhelp.core.exercises.register import CALCULATORS, summary
from selfhelp.core.exercises.sleep import Diary, Night
from selfhelp.core.exercises.sleep_safety import EXCLUSIONS, Screening, WeeklyCheck
from selfhelp.core.exercises.steps import progress
from selfhelp.core.exercises.worry import Worries

NIGHT: dict[str, Any] = {
    "date": "2026-03-03",
    "into-bed": "22:15",
    "lights-out": "22:30",
    "minutes-to-sleep": 40,
    "awakenings": 3,
    "minutes-awake": 95,
    "woke-up": "06:00",
    "out-of-bed": "06:45",
    "quality": 2,
    "note": "Lå og regnet på påskeliljer.",
}
TOVE = Night(date(2026, 3, 3), time(22, 15), time(22, 30), 40, 95, time(6), time(6, 45), awakenings=3, quality=2)


# One entry of each, whole: (answers, how the summary tells that it was counted).
WHOLE: dict[str, tuple[dict[str, Any], Any]] = {
    "sleep-diary": (NIGHT, lambda told: told.nights == (TOVE,)),
    "sleep-screening": (dict.fromkeys(EXCLUSIONS, False), lambda told: told.complete and not told.yes),
    "sleep-window": (
        {"rise": "07:00", "sleepiness": 4, "near-miss": False, "safety-ok": True},
        lambda told: told == WeeklyCheck(time(7), 4, False, True),
    ),
    "exposure": (
        {"step": "row1", "when": "2026-03-03T12:00", "suds-peak": 80, "suds-end": 30, "happened": False},
        lambda told: (told.practices, told.within, told.violated, told.steps[0].step) == (1, 50, 1, "row1"),
    ),
    "activity": (
        {"at": "2026-03-03T12:00", "activity": "Tur", "mastery": 5, "pleasure": 7, "minutes": 90},
        lambda told: (told.mastery, told.pleasure, told.hours_a_day, told.top[0].what) == (5, 7, 1.5, "Tur"),
    ),
    "worry": (
        {"at": "2026-03-03T12:00", "type": "hypothetical", "minutes": 20, "distress": 60},
        lambda told: (told.hypothetical, told.minutes_a_day, told.distress) == (1, 20, 60),
    ),
    "worry-time": (
        {"kept": "yes", "postponed": 4, "still-relevant": 1},
        lambda told: (told.kept, told.faded) == (1, 0.75),
    ),
    "belief": (
        {
            "belief-before": 80,
            "belief-after": 50,
            "happened": 10,
            "emotion": [{"id": "row1", "name": "Skam", "before": 60, "after": 40}, {"id": "row2", "after": 10}],
            "traps": ["filter"],
        },
        lambda told: told == beliefs([Record(80, 50, 10, (Emotion(60, 40),), ("filter",))]),
    ),
    "steps": (
        {
            "steps": [{"id": "a", "done": True}, {"id": "b", "step": "Ringe"}, {"id": "c", "done": False}],
            "confidence": 6,
        },
        lambda told: told == (progress([True, False, False], 6),),
    ),
    "plans": (
        {"activity": "Svømming", "done": "no", "mood-before": 3, "mood-after": 2},
        lambda told: told == plans([Plan(Done.NO, "Svømming", 3, 2)]),
    ),
    "drinking": ({"date": "2026-03-03", "units": 2.5}, lambda told: (told[0].units, told[0].dry) == (2.5, 0)),
}


@pytest.mark.parametrize("compute", CALCULATORS)
def test_a_whole_entry_is_summed_up(compute: str) -> None:
    answers, is_counted = WHOLE[compute]

    assert is_counted(summary(compute, [answers]))


@pytest.mark.parametrize("compute", CALCULATORS)
def test_an_empty_or_foreign_entry_changes_nothing(compute: str) -> None:
    answers, is_counted = WHOLE[compute]

    assert is_counted(summary(compute, [{}, answers, {"message": "Hei"}]))


def required(compute: str) -> list[Need[Any]]:
    return [need for need in CALCULATORS[compute].needs if not need.optional]


LEAVES_OUT = [
    (compute, need.id)
    for compute in ("sleep-diary", "exposure", "activity", "worry", "drinking")
    for need in required(compute)
]


WRONG: tuple[Any, ...] = ("hei", -1, 10_000, [1], {"id": "x"}, "2026-13-40", "25:00", "")


@pytest.mark.parametrize(("compute", "field_id"), LEAVES_OUT)
def test_an_answer_that_is_missing_or_wrong_leaves_its_entry_out(compute: str, field_id: str) -> None:
    answers, is_counted = WHOLE[compute]
    missing = {key: value for key, value in answers.items() if key != field_id}
    damaged = [missing, *({**answers, field_id: wrong} for wrong in WRONG)]

    assert all(summary(compute, [one]) == summary(compute, []) for one in damaged)
    assert is_counted(summary(compute, [*damaged, answers]))


@pytest.mark.parametrize(
    ("field_id", "wrong"),
    [
        ("minutes-awake", True),  # a yes is not one minute
        ("minutes-to-sleep", 12.5),
        ("into-bed", 22),  # nor a number a time or a day
        ("date", 20260303),
        ("date", "0926-03-03"),
        ("woke-up", "Kl. 6.00"),
    ],
)
def test_a_night_is_left_out_for_what_only_looks_right(field_id: str, wrong: Any) -> None:
    assert night(NIGHT) == TOVE
    assert night({**NIGHT, field_id: wrong}) is None


def test_what_is_optional_is_left_out_alone() -> None:
    assert night({**NIGHT, "quality": 9, "awakenings": "mange"}) == replace(TOVE, quality=None, awakenings=None)


def test_a_night_without_awakenings_needs_no_minutes_awake() -> None:
    calm = {key: value for key, value in NIGHT.items() if key != "minutes-awake"}

    assert night(calm) is None
    slept = night({**calm, "awakenings": 0})
    assert slept is not None
    assert slept.minutes_awake == 0


def test_the_diary_ends_today_when_told() -> None:
    week_later = summary("sleep-diary", [NIGHT], date(2026, 3, 12))

    assert isinstance(week_later, Diary)
    assert week_later.week is not None
    assert (week_later.week.valid, len(week_later.week.missing)) == ((), 7)


def test_a_body_exercise_is_an_exposure_too() -> None:
    spin: dict[str, JsonValue] = {
        "exercise": "spin",
        "at": "2026-03-03T12:00",
        "suds_peak": 70,
        "suds-after": 20,
        "happened": False,
    }

    assert exposure(spin) == Exposure("spin", 70, 20, False, datetime(2026, 3, 3, 12))


def test_a_zone_on_a_time_is_dropped() -> None:
    """Times with and without one cannot be put in order beside each other."""
    sound = WHOLE["worry"][0]
    told = summary("worry", [{**sound, "at": "2026-03-03T23:30+02:00"}, sound])

    assert isinstance(told, Worries)
    assert told.minutes_by_day == {date(2026, 3, 3): 40}


def test_an_underscore_is_as_good_as_a_hyphen() -> None:
    assert summary("belief", [{"belief_before": 80, "belief_after": 50}]) == beliefs([Record(80, 50)])


def test_the_newest_answer_to_each_question_of_the_screening_counts() -> None:
    told = summary("sleep-screening", [{"heart": True, "falls": False}, {"heart": False, "restless_legs": True}])

    assert isinstance(told, Screening)
    assert told.yes == {"restless-legs"}
    assert not told.complete


def test_a_near_miss_is_heard_although_nothing_else_is_answered() -> None:
    told = summary("sleep-window", [{"near-miss": True}, WHOLE["sleep-window"][0]])

    assert isinstance(told, WeeklyCheck)
    assert told.near_miss


def test_a_calculator_that_does_not_exist_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        summary("sleep-dairy", [])


@pytest.mark.parametrize("compute", CALCULATORS)
def test_a_row_asks_for_field_types_that_exist(compute: str) -> None:
    needs = CALCULATORS[compute].needs
    columns = [column for need in needs for column in need.columns]

    assert all(set(need.types) <= set(FIELD_TYPES) and need.asks for need in (*needs, *columns))
    names = [name for need in needs for name in need.names]
    assert len(names) == len(set(names))


NAMES = sorted({name for one in CALCULATORS.values() for need in one.needs for name in need.names})
VALUES = [
    *(None, True, False, -1, 0, 7, 10**30, 3.5, float("nan"), float("inf"), "", "hei", "7", "yes", "real", "23:59"),
    *("2026-03-03", "0001-01-01", "9999-12-31", "2026-03-03T12:00+02:00", "2026-03-03T11:00", "1001-01-01T11:00"),
    *([], [1], ["should", None], {}, {"id": "x"}, [{"id": "x", "done": "x", "before": 5, "after": "hei"}]),
]


@given(st.sampled_from(sorted(CALCULATORS)), st.data())
@settings(max_examples=40)
def test_no_stored_answer_makes_it_raise(compute: str, data: st.DataObject) -> None:
    """Sound answers with some of them spoilt, in any order."""
    spoilt = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES), max_size=3)
    sound = WHOLE[compute][0]
    entries = data.draw(st.lists(spoilt.map(lambda wrong: {**sound, **wrong}), max_size=4))

    summary(compute, entries)
