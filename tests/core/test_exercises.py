"""What exposure, activity, worry, thoughts, steps, plans and drinking come to."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfhelp.core.exercises.activity import Activity, activities
from selfhelp.core.exercises.averages import mean, share, together
from selfhelp.core.exercises.belief import Emotion, Record, beliefs
from selfhelp.core.exercises.drinking import Drink, Week, kept_goal, weeks
from selfhelp.core.exercises.exposure import Exposure, exposures
from selfhelp.core.exercises.plans import Done, Plan, plans
from selfhelp.core.exercises.steps import progress
from selfhelp.core.exercises.worry import Kept, Type, Worry, WorryTime, faded, worries, worry_times

MONDAY = date(2026, 3, 2)


def at(day: int, hour: int = 12) -> datetime:
    """A day of March 2026: the 2nd is a Monday."""
    return datetime(2026, 3, day, hour)


def test_of_nothing_there_is_no_mean() -> None:
    assert mean([]) is None
    assert share(0, 0) is None
    assert (mean([0, 1]), share(1, 4)) == (0.5, 0.25)


def test_ten_pairs_are_needed_before_two_things_go_together() -> None:
    rising = [(float(one), 2.0 * one) for one in range(10)]

    assert together(rising) == pytest.approx(1)
    assert together([(one, -other) for one, other in rising]) == pytest.approx(-1)
    assert together(rising[:9]) is None
    assert together([(5.0, other) for _, other in rising]) is None  # one never varies


def practice(step: str, day: int, peak: float, end: float = 30, happened: bool = False) -> Exposure:
    return Exposure(step, peak, end, happened, at(day))


def test_exposure_within_one_practice_and_between_repetitions() -> None:
    told = exposures(
        [
            practice("bridge", 5, 60, 40),  # given out of order
            practice("bridge", 3, 80, 30),
            practice("lift", 4, 70, 70, happened=True),
            practice("bridge", 9, 35, 20),
        ]
    )

    assert told.practices == 4
    assert told.violated == 0.75
    assert told.within == pytest.approx((20 + 50 + 0 + 15) / 4)
    bridge, lift = told.steps
    assert (bridge.step, bridge.peaks, bridge.repeats, bridge.between) == ("bridge", (80, 60, 35), 3, 45)
    assert (lift.repeats, lift.between) == (1, None)


def test_fear_that_grows_is_told_as_it_is() -> None:
    told = exposures([practice("bridge", 3, 40, 60), practice("bridge", 4, 70, 30)])

    assert told.steps[0].between == -30
    assert told.within == 10


def test_exposures_without_a_time_come_last_in_the_order_given() -> None:
    late = [Exposure("bridge", peak, 0, False) for peak in (50, 40)]

    assert exposures([*late, practice("bridge", 3, 90)]).steps[0].peaks == (90, 50, 40)


def test_how_sure_she_was_is_the_mean_of_what_was_given() -> None:
    sure = [Exposure("bridge", 50, 40, False, expected=expected) for expected in (90, 70, None)]

    assert exposures(sure).expected == 80
    assert exposures([]).violated is None


def done(day: int, mastery: float, pleasure: float, minutes: int | None = 30, what: str = "") -> Activity:
    return Activity(at(day), what, mastery, pleasure, minutes)


def test_the_activity_log_in_numbers() -> None:
    told = activities([done(2, 6, 2, 60), done(2, 4, 4, 90), done(3, 2, 9, 30), done(4, 0, 1, None)])

    assert (told.count, told.days) == (4, 3)
    assert (told.mastery, told.pleasure) == (3, 4)
    assert told.hours_a_day == 1.5  # three hours over the two days that have a length
    assert told.correlation is None


def test_hours_without_any_length_are_not_nought() -> None:
    assert activities([done(2, 5, 5, None)]).hours_a_day is None
    assert activities([]).mastery is None


def test_best_and_worst_three_share_nothing() -> None:
    told = activities([done(day, day, day) for day in range(1, 9)])
    few = activities([done(day, day, day) for day in range(1, 5)])

    assert [one.mastery for one in told.top] == [8, 7, 6]
    assert [one.mastery for one in told.bottom] == [1, 2, 3]
    assert ([one.mastery for one in few.top], [one.mastery for one in few.bottom]) == ([4, 3, 2], [1])


def test_the_newest_of_equals_stands_first() -> None:
    told = activities([done(2, 5, 5, what="old"), done(9, 4, 6, what="new")])

    assert [one.what for one in told.top] == ["new", "old"]


def test_mastery_and_pleasure_go_together_from_ten_on() -> None:
    log = [done(day, day, 10 - day) for day in range(1, 11)]

    assert activities(log).correlation == pytest.approx(-1)
    assert activities(log[:9]).correlation is None


def test_worry_in_numbers() -> None:
    told = worries(
        [
            Worry(at(3, 9), Type.HYPOTHETICAL, 40, 70),
            Worry(at(2, 22), Type.REAL, 10, 30),
            Worry(at(3, 20), Type.HYPOTHETICAL, 20),
            Worry(at(9), Type.UNSURE, 20),
        ]
    )

    assert list(told.minutes_by_day.items()) == [(date(2026, 3, 2), 10), (date(2026, 3, 3), 60), (date(2026, 3, 9), 20)]
    assert told.minutes_a_day == 30  # over the three days written, not the eight that passed
    assert told.hypothetical == 0.5
    assert told.distress == 50
    assert worries([]).minutes_a_day is None


def test_worry_time_kept_and_faded() -> None:
    told = worry_times(
        [
            WorryTime(Kept.YES, postponed=4, still_relevant=1),
            WorryTime(Kept.YES, postponed=6, still_relevant=3),
            WorryTime(Kept.PART, postponed=5),  # nobody looked at them
            WorryTime(Kept.NO),
        ]
    )

    assert (told.days, told.kept, told.partly) == (4, 0.5, 0.25)
    assert told.faded == 0.6


@pytest.mark.parametrize(("postponed", "relevant"), [(2, 3), (0, 0), (None, 1)])
def test_numbers_that_do_not_fit_say_nothing_of_fading(postponed: int | None, relevant: int) -> None:
    assert faded([WorryTime(Kept.YES, postponed, relevant)]) is None
    assert faded([WorryTime(Kept.YES, postponed, relevant), WorryTime(Kept.YES, 2, 1)]) == 0.5


def test_a_weaker_thought_is_a_change_below_nought() -> None:
    told = beliefs(
        [
            Record(80, 40, emotions=(Emotion(90, 50), Emotion(60)), traps=("filter", "should")),
            Record(70, 80, emotions=(Emotion(40, 50),), traps=("should", "should")),
            Record(50, traps=("all-or-nothing",)),
        ]
    )

    assert (told.records, told.finished) == (3, 2)
    assert told.belief_change == -15
    assert told.emotion_change == -15
    assert told.traps == (("should", 2), ("all-or-nothing", 1), ("filter", 1))
    assert beliefs([Record(50)]).belief_change is None


def test_what_was_predicted_beside_what_happened() -> None:
    assert beliefs([Record(90, 20, happened=0), Record(60, 50), Record(70, 70, happened=80)]).predictions == (
        (90, 0),
        (70, 80),
    )


@pytest.mark.parametrize(("confidence", "shrink"), [(6, True), (6.9, True), (7, False), (10, False), (None, False)])
def test_under_seven_the_step_should_be_smaller(confidence: float | None, shrink: bool) -> None:
    assert progress([True, False, False, True], confidence).should_shrink is shrink
    assert not progress([True, True], confidence).should_shrink  # none is left to make smaller


def test_progress_is_steps_taken_of_all() -> None:
    told = progress([True, False, False, True, False])

    assert (told.done, told.total, told.share) == (2, 5, 0.4)
    assert progress([]).share is None


def test_what_became_of_the_plans() -> None:
    told = plans(
        [
            Plan(Done.YES, "Gikk til butikken", 3, 6),
            Plan(Done.PART, "Ringte Odd", 4, 4),
            Plan(Done.NO, "Svømming", 2),
            Plan(Done.NOT_YET, "Kino"),
            Plan(what="Rydde"),
        ]
    )

    assert (told.planned, told.done, told.partly, told.waiting) == (5, 1, 1, 2)
    assert told.avoided == ("Svømming",)
    assert told.completed == pytest.approx(1 / 3)
    assert told.mood_change == 1.5
    assert plans([Plan(what="Kino")]).completed is None


def test_a_drinking_week_runs_from_monday_and_adds_up_a_day() -> None:
    drinks = [
        Drink(date(2026, 3, 8), 4),  # Sunday, twice
        Drink(date(2026, 3, 8), 2.5),
        Drink(date(2026, 3, 6), 5.5),
        Drink(date(2026, 3, 5), 6),
        Drink(date(2026, 3, 3), 0),
        Drink(date(2026, 3, 9), 0),  # the Monday after
    ]

    assert weeks(drinks) == (
        Week(MONDAY, units=18, days=4, dry=1, heavy=2),
        Week(MONDAY + timedelta(days=7), units=0, days=1, dry=1, heavy=0),
    )


@pytest.mark.parametrize(
    ("units", "days", "goal", "kept"),
    [(10, 7, 10, True), (10.5, 7, 10, False), (10.5, 2, 10, False), (10, 6, 10, None), (0, 7, 0, True)],
)
def test_a_goal_is_broken_at_once_and_kept_when_the_week_is_whole(
    units: float, days: int, goal: float, kept: bool | None
) -> None:
    assert kept_goal(Week(MONDAY, units, days, 0, 0), goal) is kept


ratings = st.integers(0, 100)


@given(st.lists(st.builds(Exposure, st.sampled_from("abc"), ratings, ratings, st.booleans()), max_size=20))
@settings(max_examples=20)
def test_every_practice_is_counted_under_one_step(every: list[Exposure]) -> None:
    told = exposures(every)

    assert sum(step.repeats for step in told.steps) == told.practices == len(every)
    assert (told.violated is None) == (not every)
    if told.violated is not None:
        assert 0 <= told.violated <= 1


@given(st.lists(st.builds(Drink, st.dates(MONDAY, date(2026, 6, 1)), st.integers(0, 40)), max_size=30))
@settings(max_examples=20)
def test_no_unit_is_lost_between_the_weeks(drinks: list[Drink]) -> None:
    told = weeks(drinks)

    assert sum(week.units for week in told) == sum(drink.units for drink in drinks)
    assert sum(week.days for week in told) == len({drink.day for drink in drinks})
    assert all(week.monday.weekday() == 0 and week.dry + week.heavy <= week.days <= 7 for week in told)
