"""Nights on their axis of a day and a night."""

from __future__ import annotations

import pytest

from selfhelp.core.charts import Caption, Mark, Night, Nights, Width, nights
from selfhelp.core.charts.nights import REFERENCE
from tests.support.svg import all_named, parsed, texts, value

SENTENCE = Caption("Ført 2 av de siste 3 nettene.", "Tallene står i tabellen.", "nights")
BOTH = pytest.mark.parametrize("width", list(Width))
MIDNIGHT = 12 * 60


def per_cent(number: float) -> Mark:
    return Mark(number, f"{number:g} %")


NOTED = Night("ma 4.", MIDNIGHT - 60, MIDNIGHT + 420, MIDNIGHT, MIDNIGHT + 360, per_cent(75))
NOT_NOTED = Night("ti 5.")
AWAKE_ALL_NIGHT = Night("on 6.", MIDNIGHT, MIDNIGHT + 360, efficiency=per_cent(0))


def drawing(*given: Night, width: Width = Width.THIN) -> str:
    words = ("12", "18", "00", "06", "12")
    return nights(
        Nights(given, words, "i senga", "sov", "Søvn", Mark(85, "85 %"), "bedre", ("0 %", "100 %")), SENTENCE, width
    )


@BOTH
def test_the_reference_line_stands_at_85(width: Width) -> None:
    assert REFERENCE == 85
    night = Night("ma 4.", MIDNIGHT, MIDNIGHT + 480, efficiency=per_cent(85))
    svg = parsed(drawing(night, width=width))
    (dot,) = all_named(svg, "c-pt")
    reference = all_named(svg, "c-ref")[-1]
    assert value(reference, "y1") == value(dot, "cy")
    assert {"85 %", "↑ bedre", "0 %", "100 %"} <= set(texts(svg))


@BOTH
def test_sleep_lies_inside_the_time_in_bed_and_the_clock_runs_from_noon_to_noon(width: Width) -> None:
    svg = parsed(drawing(NOTED, width=width))
    bed, sleep = all_named(svg, "c-tib")[1], all_named(svg, "c-slp")[1]
    bed_end, sleep_end = (value(one, "x") + value(one, "width") for one in (bed, sleep))
    assert value(bed, "x") < value(sleep, "x") < sleep_end < bed_end
    clock = {one.text: value(one, "x") for one in svg.iter() if one.text in ("18", "00", "06")}
    assert value(sleep, "x") == pytest.approx(clock["00"], abs=0.1)
    assert sleep_end == pytest.approx(clock["06"], abs=0.2)
    assert clock["18"] < value(bed, "x") < clock["00"]


def test_a_night_that_was_not_noted_is_an_empty_row() -> None:
    svg = parsed(drawing(NOTED, NOT_NOTED, NOTED))
    assert len(all_named(svg, "c-tib")) == 1 + 2
    assert len(all_named(svg, "c-pt")) == 2
    assert "ti 5." in texts(svg)


def test_a_night_without_sleep_has_a_bed_and_a_zero_and_no_sleep() -> None:
    svg = parsed(drawing(AWAKE_ALL_NIGHT))
    assert len(all_named(svg, "c-tib")) == 1 + 1
    assert len(all_named(svg, "c-slp")) == 1
    assert "0 %" in texts(svg)


def test_the_line_of_sleep_is_broken_at_the_missing_night() -> None:
    svg = parsed(drawing(NOTED, NOTED, NOT_NOTED, NOTED, NOTED))
    assert [len(one.get("points", "").split()) for one in all_named(svg, "c-line")] == [2, 2]


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(ValueError, match="at least one night"):
        drawing()
