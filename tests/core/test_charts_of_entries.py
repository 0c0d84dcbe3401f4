"""Before and after, pairs, the ladder and the diamond: what somebody would notice in them."""

from __future__ import annotations

import pytest

from selfhelp.core.charts import (
    Area,
    Axis,
    Better,
    Caption,
    Change,
    Changes,
    Corner,
    Diamond,
    Ladder,
    Mark,
    Pairs,
    Step,
    Width,
    before_after,
    diamond,
    ladder,
    pairs,
)
from tests.support.svg import all_named, parsed, texts, value

SENTENCE = Caption("Sist gikk tallet fra 80 til 40.", "Tallene står i tabellen.", "chart")
BELIEF = Axis(Mark(0, "0 Ikke"), Mark(100, "100 Helt"), Better.LOWER, "bedre")
TEN = Axis(Mark(0, "0"), Mark(10, "10"))
BOTH = pytest.mark.parametrize("width", list(Width))


def mark(number: float | None) -> Mark | None:
    return None if number is None else Mark(number, f"{number:g}")


def changes(*every: tuple[float | None, float | None]) -> Changes:
    rows = [Change(f"{place}. mai", mark(before), mark(after)) for place, (before, after) in enumerate(every, start=1)]
    return Changes(rows, BELIEF, "før", "etter")


def tip(points: str) -> float:
    return float(points.split()[0].split(",")[0])


@BOTH
def test_an_arrow_goes_from_before_to_after(width: Width) -> None:
    svg = parsed(before_after(changes((80, 40), (20, 70)), SENTENCE, width))
    down, up = all_named(svg, "c-head")[1:]  # the first explains the arrow
    from_80, from_20 = all_named(svg, "c-ring")[1:]
    assert tip(down.get("points", "")) < value(from_80, "cx")
    assert tip(up.get("points", "")) > value(from_20, "cx")
    assert {"80", "40", "20", "70", "før", "etter", "← bedre"} <= set(texts(svg))


def test_before_alone_is_a_ring_without_an_arrow() -> None:
    svg = parsed(before_after(changes((50, None)), SENTENCE))
    assert len(all_named(svg, "c-ring")) == 2
    assert len(all_named(svg, "c-head")) == 1
    assert all_named(svg, "c-line") == []


def test_no_change_says_the_number_once() -> None:
    svg = parsed(before_after(changes((60, 60)), SENTENCE))
    assert texts(svg).count("60") == 1
    assert len(all_named(svg, "c-dotted")) == 1


@BOTH
def test_the_greatest_distance_comes_first_and_what_is_missing_last(width: Width) -> None:
    areas = [
        Area("Tro", mark(3), None),
        Area("Sjakk", mark(8), mark(10)),
        Area("Jobb", mark(7), mark(1)),
        Area("Ieva", mark(10), mark(6)),
    ]
    svg = parsed(pairs(Pairs(areas, TEN, "Viktig", "Plass"), SENTENCE, width))
    named = [text for text in texts(svg) if text in ("Tro", "Sjakk", "Jobb", "Ieva")]
    assert named == ["Jobb", "Ieva", "Sjakk", "Tro"]
    assert len(all_named(svg, "c-bar")) == 1 + 4
    assert len(all_named(svg, "c-hollow")) == 1 + 3
    assert texts(svg).count("–") == 1


def test_bars_of_a_pair_share_a_scale() -> None:
    svg = parsed(pairs(Pairs([Area("Jobb", mark(10), mark(5))], TEN, "Viktig", "Plass"), SENTENCE))
    whole, half = all_named(svg, "c-bar")[1], all_named(svg, "c-hollow")[1]
    assert value(half, "width") == pytest.approx(value(whole, "width") / 2, abs=0.1)


LADDER = Ladder(
    [
        Step("Kø på Rema", mark(35), "gjort 1 gang", here=True),
        Step("Holde innlegg", mark(90)),
        Step("Uten tall", None),
        Step("Ett stopp", mark(20), "gjort 4 ganger"),
    ],
    "her nå",
    "0–100",
)


@BOTH
def test_the_ladder_is_sorted_with_the_hardest_at_the_top(width: Width) -> None:
    svg = parsed(ladder(LADDER, SENTENCE, width))
    height = {one.text: value(one, "y") for one in svg.iter() if one.text and one.get("y")}
    steps = ["Holde innlegg", "Kø på Rema", "Ett stopp", "Uten tall"]
    assert sorted(steps, key=lambda step: height[step]) == steps
    assert height["90"] == height["Holde innlegg"]


@BOTH
def test_where_she_is_and_how_often_stand_in_words(width: Width) -> None:
    svg = parsed(ladder(LADDER, SENTENCE, width))
    assert {"her nå · gjort 1 gang", "gjort 4 ganger"} <= set(texts(svg))
    (position,) = all_named(svg, "c-full")
    (rung,) = (one for one in all_named(svg, "c-rail") if value(one, "y1") == value(position, "cy"))
    assert value(rung, "x1") < value(position, "cx") < value(rung, "x2")


def test_a_long_step_is_cut_and_takes_more_room() -> None:
    long = "Ta bussen hele veien til jobben i rushtida og sitte innerst ved vinduet " * 3
    svg = parsed(ladder(Ladder([Step(long, mark(70))], "her nå"), SENTENCE))
    assert texts(svg)[-2].endswith("…")
    assert len([text for text in texts(svg) if text != "70"]) == 3


WRITTEN = Diamond(
    Corner("Situasjonen", "Mandagsmøtet."),
    Corner("Tanker", "Alle så det. " * 30),
    Corner("Følelser", "Skam"),
    Corner("Handlinger", "Gikk rett ned til bilen."),
    Corner("Kropp", ""),
)


@BOTH
def test_the_four_corners_stand_round_with_thoughts_at_the_top(width: Width) -> None:
    svg = parsed(diamond(WRITTEN, SENTENCE, width))
    at = {one.text: (value(one, "x"), value(one, "y")) for one in svg.iter() if one.text and one.get("y")}
    assert at["Tanker"][1] < at["Kropp"][1] == at["Følelser"][1] < at["Handlinger"][1]
    assert at["Kropp"][0] < at["Tanker"][0] == at["Handlinger"][0] < at["Følelser"][0]
    assert len(all_named(svg, "c-middle")) == 1


@BOTH
def test_the_cards_of_the_diamond_hold_their_words_and_do_not_overlap(width: Width) -> None:
    cards = [
        (value(one, "x"), value(one, "y"), value(one, "width"), value(one, "height"))
        for one in all_named(parsed(diamond(WRITTEN, SENTENCE, width)), "c-node")
    ]
    assert len(cards) == 5
    for place, (x, y, wide, high) in enumerate(cards):
        for other_x, other_y, other_wide, other_high in cards[place + 1 :]:
            beside = x + wide <= other_x or other_x + other_wide <= x
            assert beside or y + high <= other_y or other_y + other_high <= y


def test_an_empty_corner_has_a_dash_and_a_long_one_is_cut() -> None:
    said = texts(parsed(diamond(WRITTEN, SENTENCE)))
    assert "–" in said
    assert any(text.endswith("…") for text in said)


@pytest.mark.parametrize(
    "empty",
    [
        lambda: before_after(changes(), SENTENCE),
        lambda: pairs(Pairs([], TEN, "", ""), SENTENCE),
        lambda: ladder(Ladder([], ""), SENTENCE),
    ],
)
def test_nothing_to_draw_is_said(empty: object) -> None:
    assert callable(empty)
    with pytest.raises(ValueError, match="at least one"):
        empty()
