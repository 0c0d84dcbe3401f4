"""Lines, bars and calendar dots: what somebody would notice in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from selfhelp.core.charts import (
    Axis,
    Bars,
    Better,
    Calendar,
    Caption,
    Mark,
    Series,
    State,
    Width,
    bars,
    dots,
    line,
)
from tests.support.svg import all_named, parsed, texts, value

SENTENCE = Caption("Ført 4 av de siste 14 dagene.", "Tallene står i tabellen.", "mood-chart")
MOOD = Axis(Mark(0, "0 Svært tungt"), Mark(10, "10 Svært bra"), Better.HIGHER, "bedre")
DISTRESS = Axis(Mark(0, "0 Ingen"), Mark(100, "100 Verst"), Better.LOWER, "bedre")
BOTH = pytest.mark.parametrize("width", list(Width))


def marks(*numbers: float | None) -> list[Mark | None]:
    return [None if one is None else Mark(one, f"{one:g}") for one in numbers]


def days(count: int) -> list[str]:
    return [f"{number}. mai" for number in range(1, count + 1)]


def points(element_points: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in element_points.split())]


@BOTH
def test_a_day_without_a_value_breaks_the_line(width: Width) -> None:
    svg = parsed(line([Series("Humør", marks(3, 4, None, 5, 0), MOOD)], days(5), SENTENCE, width))
    assert len(all_named(svg, "c-pt")) == 4
    before, after = (points(one.get("points", "")) for one in all_named(svg, "c-line"))
    assert len(before) == len(after) == 2
    assert after[1][1] > before[0][1] > before[1][1]  # 0 lies lowest, 3 under 4


def test_two_values_make_no_line_and_three_do() -> None:
    two = parsed(line([Series("Humør", marks(3, 4), MOOD)], days(2), SENTENCE))
    assert all_named(two, "c-line") == []
    three = parsed(line([Series("Humør", marks(3, 4, 5), MOOD)], days(3), SENTENCE))
    assert len(all_named(three, "c-line")) == 1


def test_a_value_alone_between_gaps_is_a_dot() -> None:
    svg = parsed(line([Series("Humør", marks(3, None, 4, None, 5), MOOD)], days(5), SENTENCE))
    assert len(all_named(svg, "c-pt")) == 3
    assert all_named(svg, "c-line") == []


def test_each_question_has_a_field_of_its_own_that_says_which_way_is_better() -> None:
    series = [Series("Humør", marks(3, 4, 5), MOOD), Series("Plager", marks(80, 40, 20), DISTRESS)]
    svg = parsed(line(series, days(3), SENTENCE))
    upper, lower = (points(one.get("points", "")) for one in all_named(svg, "c-line"))
    assert max(y for _, y in upper) < min(y for _, y in lower)
    assert {"Humør", "Plager", "10 Svært bra", "0 Ingen", "↑ bedre", "↓ bedre"} <= set(texts(svg))


def test_a_scale_that_does_not_say_better_has_no_arrow() -> None:
    svg = parsed(line([Series("Puls", marks(3), Axis(Mark(0, "0"), Mark(9, "9")))], days(1), SENTENCE))
    assert not [text for text in texts(svg) if "↑" in text or "↓" in text]


def test_a_drawing_is_one_picture_with_a_name_and_ids_of_its_own() -> None:
    series = [Series("Humør <uka>", marks(3), MOOD)]
    first = parsed(line(series, days(1), SENTENCE))
    other = parsed(line(series, days(1), Caption("En & to", "Tabell", "energy")))
    named = {one.get("id"): one.text for one in other.iter() if one.get("id")}
    assert other.get("role") == "img"
    assert named == {other.get("aria-labelledby"): "En & to", other.get("aria-describedby"): "Tabell"}
    assert not named.keys() & {one.get("id") for one in first.iter()}


def test_values_and_days_must_match() -> None:
    with pytest.raises(ValueError):
        line([Series("Humør", marks(3), MOOD)], days(2), SENTENCE)
    with pytest.raises(ValueError):
        line([], days(2), SENTENCE)
    with pytest.raises(ValueError):
        bars(Bars("Minutter", marks(3), days(2)), SENTENCE)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="missing value is None"):
        Mark(number, "?")


@BOTH
def test_a_missing_bar_is_a_dash_and_a_zero_is_a_bar(width: Width) -> None:
    svg = parsed(bars(Bars("Minutter", marks(30, None, 0, 60), days(4)), SENTENCE, width))
    first, zero, last = all_named(svg, "c-bar")
    assert texts(svg).count("–") == 1
    assert value(last, "height") == pytest.approx(2 * value(first, "height"), abs=0.2)
    assert 0 < value(zero, "height") < value(first, "height") / 5
    assert "0" in texts(svg)


@BOTH
def test_the_goal_stands_at_its_height_and_says_what_it_is(width: Width) -> None:
    given = Bars("Enheter", marks(20, 10, 5), days(3), Mark(10, "Mål: 10"), Better.LOWER, "bedre")
    svg = parsed(bars(given, SENTENCE, width))
    sample, goal = all_named(svg, "c-ref")
    assert value(goal, "y1") == value(goal, "y2") == value(all_named(svg, "c-bar")[1], "y")
    assert value(goal, "x2") - value(goal, "x1") > 300
    assert {"Mål: 10", "↓ bedre"} <= set(texts(svg))
    assert value(sample, "y1") < value(all_named(svg, "c-bar")[0], "y")


def test_a_goal_above_every_bar_is_still_inside() -> None:
    svg = parsed(bars(Bars("Turer", marks(1, 2), days(2), Mark(7, "Mål: 7")), SENTENCE))
    goal = all_named(svg, "c-ref")[-1]
    assert 0 < value(goal, "y1") < min(value(bar, "y") for bar in all_named(svg, "c-bar"))


def test_when_numbers_have_no_room_the_last_the_highest_and_the_lowest_stay() -> None:
    svg = parsed(
        bars(Bars("Minutter", marks(*[100 + place for place in range(10)], 999, 140, 130, 120), days(14)), SENTENCE)
    )
    said = [one.text for one in all_named(svg, "c-val")]
    assert {"120", "999", "100"} <= set(said)
    assert len(said) < 14


def calendar(*states: State, first: date = date(2026, 5, 6)) -> Calendar:
    every = [(first + timedelta(days=place), state) for place, state in enumerate(states)]
    labels = [f"{day.day}.{day.month}." for day, _ in every]
    words = {State.KEPT: "holdt", State.PARTLY: "delvis", State.NOT: "ikke", State.NOTHING: "ikke ført"}
    return Calendar(every, labels, ("ma", "ti", "on", "to", "fr", "lø", "sø"), words)


def test_each_state_has_a_shape_of_its_own() -> None:
    shapes = set()
    for state in State:
        svg = parsed(dots(Calendar(calendar(state).days, ["6.5."], ("",) * 7, {}), SENTENCE))
        drawn = [one for one in svg.iter() if one.get("class", "").startswith("c-") and one.get("text-anchor") is None]
        shapes.add(tuple((one.tag, one.get("class"), one.get("r")) for one in drawn))
    assert len(shapes) == len(State)


def test_the_calendar_begins_on_its_weekday_with_a_row_for_each_week() -> None:
    svg = parsed(dots(calendar(*[State.KEPT] * 28), SENTENCE))  # from a Wednesday
    kept = all_named(svg, "c-full")[:28]
    heads = {one.text: value(one, "x") for one in svg.iter() if one.text in ("ma", "on", "sø")}
    assert value(kept[0], "cx") == heads["on"]
    assert value(kept[5], "cx") == heads["ma"]
    assert len({value(one, "cy") for one in kept}) == 5
    assert [text for text in texts(svg) if text.endswith("5.")] == ["6.5.", "11.5.", "18.5.", "25.5."]


def test_on_a_wide_page_the_days_stand_in_one_row_and_the_words_under() -> None:
    svg = parsed(dots(calendar(*[State.KEPT] * 28), SENTENCE, Width.WIDE))
    kept = all_named(svg, "c-full")[:28]
    assert len({value(one, "cy") for one in kept}) == 1
    assert [value(one, "cx") for one in kept] == sorted(value(one, "cx") for one in kept)
    assert {"holdt", "delvis", "ikke", "ikke ført"} <= set(texts(svg))


def test_a_hole_in_the_days_is_refused() -> None:
    whole = calendar(State.KEPT, State.NOT, State.KEPT)
    with pytest.raises(ValueError, match="follow one another"):
        dots(Calendar([whole.days[0], whole.days[2]], ["a", "b"], whole.weekdays, whole.words), SENTENCE)
