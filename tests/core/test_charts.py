"""The mood strip and the spark line, read as XML the way a browser does."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from selfhelp.core.charts import mood_strip, spark

SVG = "{http://www.w3.org/2000/svg}"


def strip(moods: list[int | None], title: str = "Humør siste 14 dager") -> ElementTree.Element:
    days = [(date(2026, 5, 1) + timedelta(days=place), mood) for place, mood in enumerate(moods)]
    labels = [f"{day.day}. mai" for day, _ in days]
    return parsed(mood_strip(days, labels, title, "Tallene står i tabellen.", "mood"))


def parsed(svg: str) -> ElementTree.Element:
    assert "style" not in svg
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def marks(svg: ElementTree.Element, shape: str) -> list[ElementTree.Element]:
    return list(svg.iter(f"{SVG}{shape}"))


def test_a_day_without_a_mood_is_blank_and_nothing_joins_the_dots() -> None:
    svg = strip([3, None, 5, None, 1])
    dots = marks(svg, "circle")
    assert [dot.get("class") for dot in dots] == ["c-mood"] * 3
    assert marks(svg, "polyline") == []
    middle, best, worst = (float(dot.get("cy", "")) for dot in dots)
    assert best < middle < worst  # a better mood is higher up
    assert marks(svg, "line")[0].get("y1") == f"{middle}"


def test_dots_stand_at_their_days() -> None:
    first, last = (float(dot.get("cx", "")) for dot in marks(strip([1, *[None] * 12, 5]), "circle"))
    assert 0 < first < 360 / 14
    assert 360 * 13 / 14 < last < 360


def test_it_is_one_picture_with_a_name_and_a_description() -> None:
    svg = strip([3], title="Bare <dager> & humør")
    assert svg.get("role") == "img"
    named = {element.get("id"): element.text for element in [*marks(svg, "title"), *marks(svg, "desc")]}
    assert named[svg.get("aria-labelledby")] == "Bare <dager> & humør"
    assert named[svg.get("aria-describedby")] == "Tallene står i tabellen."


@pytest.mark.parametrize(
    ("length", "labels"),
    [
        (1, ["1. mai"]),
        (14, ["1. mai", "8. mai", "14. mai"]),
        (15, ["1. mai", "8. mai", "15. mai"]),
        (16, ["1. mai", "8. mai", "16. mai"]),
        (28, ["1. mai", "8. mai", "15. mai", "22. mai", "28. mai"]),
    ],
)
def test_labels_do_not_run_together(length: int, labels: list[str]) -> None:
    assert [text.text for text in marks(strip([3] * length), "text")] == labels


@pytest.mark.parametrize("mood", [0, 6])
def test_a_mood_off_the_scale_is_refused(mood: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        strip([mood])


def test_days_and_labels_must_match() -> None:
    with pytest.raises(ValueError):
        mood_strip([], [], "t", "d", "m")
    with pytest.raises(ValueError):
        mood_strip([(date(2026, 5, 1), 3)], [], "t", "d", "m")


def test_a_spark_line_leaves_a_gap_where_a_value_is_missing() -> None:
    svg = parsed(spark([20, 16, None, 12], 0, 27))
    assert svg.get("aria-hidden") == "true"
    lines = [line.get("points", "").split() for line in marks(svg, "polyline")]
    assert [len(line) for line in lines] == [2, 2]
    assert lines[0][0] != lines[0][1]
    assert lines[1][0] == lines[1][1]  # alone: a dot
    assert float(lines[0][0].split(",")[1]) < float(lines[1][0].split(",")[1])  # 20 is above 12


def test_a_spark_line_marks_the_last_value_there_is() -> None:
    (dot,) = marks(parsed(spark([20, 12, None], 0, 27)), "circle")
    assert dot.get("cx") == "65.0"


def test_a_spark_line_of_nothing_is_nothing() -> None:
    assert spark([], 0, 27) == ""
    assert spark([None, None], 0, 27) == ""
    assert 'cx="126.0"' in spark([9], 0, 27)
    with pytest.raises(ValueError):
        spark([1], 5, 5)
