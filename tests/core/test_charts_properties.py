"""Whatever the numbers and words: nothing outside the drawing, nothing that is not a number, ids that are one's own."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import ROOT
from selfhelp.core.charts import (
    Area,
    Axis,
    Bars,
    Better,
    Calendar,
    Caption,
    Change,
    Changes,
    Cloud,
    Corner,
    Counted,
    Diamond,
    Ladder,
    Mark,
    Night,
    Nights,
    Pairs,
    Progress,
    Series,
    State,
    Step,
    Width,
    bars,
    before_after,
    counts,
    diamond,
    dots,
    heat,
    ladder,
    line,
    nights,
    pairs,
    progress,
)
from selfhelp.core.charts.canvas import fit, width_of, wrap
from tests.support.svg import parsed, spans

CAPTION = Caption("Setning", "Tabell", "uid")
SLACK = 0.2  # numbers are written with one decimal

numbers = st.one_of(
    st.integers(-1000, 100_000), st.floats(-1000, 100_000, allow_nan=False).map(lambda one: round(one, 2))
)
words = st.text(st.sampled_from('abcdefghijklmnopqrstuvwxyzæøåABCDEW .,?0123456789<&«»"'), max_size=90)
marks = numbers.map(lambda one: Mark(one, f"{one:g}"))
some_marks = st.one_of(st.none(), marks)
widths = st.sampled_from(Width)
better = st.sampled_from([None, *Better])
axes = st.builds(
    lambda low, range_, ends, which: Axis(Mark(low, ends[0]), Mark(low + range_, ends[1]), which, "bedre"),
    st.integers(-10, 10), st.integers(1, 1000), st.tuples(words, words), better,
)  # fmt: skip
answer_counts = st.lists(st.tuples(words, st.integers(0, 900)), min_size=1, max_size=8)
minutes = st.one_of(st.none(), st.floats(-600, 3000, allow_nan=False))


def labels(count: int) -> list[str]:
    return [f"{29 + place}. september" for place in range(count)]


def sound(svg: str) -> None:
    assert not re.search(r"\b(nan|inf)\b", re.sub(r">[^<]*<", "><", svg), re.IGNORECASE)
    root = parsed(svg)
    wide, high = (float(one) for one in root.get("viewBox", "").split()[2:])
    for what, left, right, top, bottom in spans(root):
        assert -SLACK <= left <= right + SLACK <= wide + 2 * SLACK, (what, left, right)
        assert -SLACK <= top <= bottom <= high + SLACK, (what, top, bottom)
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids)) == 2

few = settings(max_examples=15, deadline=None)  # each draws a whole picture


@few
@given(st.lists(st.tuples(words, axes), min_size=1, max_size=3), st.lists(some_marks, min_size=1, max_size=31), widths)
def test_a_line(fields: list[tuple[str, Axis]], values: list[Mark | None], width: Width) -> None:
    sound(line([Series(name, values, axis) for name, axis in fields], labels(len(values)), CAPTION, width))


@few
@given(words, st.lists(some_marks, min_size=1, max_size=31), some_marks, better, widths)
def test_bars(name: str, values: list[Mark | None], goal: Mark | None, which: Better | None, width: Width) -> None:
    sound(bars(Bars(name, values, labels(len(values)), goal, which, "bedre"), CAPTION, width))


@few
@given(st.lists(st.tuples(words, some_marks, some_marks), min_size=1, max_size=20), axes, widths)
def test_before_and_after(rows: list[tuple[str, Mark | None, Mark | None]], axis: Axis, width: Width) -> None:
    sound(before_after(Changes([Change(*row) for row in rows], axis, "før", "etter"), CAPTION, width))


@few
@given(st.lists(st.sampled_from(State), min_size=1, max_size=28), st.dates(date(2020, 1, 1), date(2030, 1, 1)), widths)
def test_dots(states: list[State], first: date, width: Width) -> None:
    every = [(first + timedelta(days=place), state) for place, state in enumerate(states)]
    given_words = dict.fromkeys(State, "delvis")
    calendar = Calendar(every, [f"{day.day}. mai" for day, _ in every], ("ma",) * 7, given_words)
    sound(dots(calendar, CAPTION, width))


@few
@given(st.lists(st.tuples(words, some_marks, words, st.booleans()), min_size=1, max_size=15), widths)
def test_a_ladder(steps: list[tuple[str, Mark | None, str, bool]], width: Width) -> None:
    sound(ladder(Ladder([Step(*step) for step in steps], "her nå", "0–100"), CAPTION, width))


@few
@given(
    st.lists(st.tuples(minutes, minutes, minutes, minutes, st.one_of(st.none(), marks)), min_size=1, max_size=28),
    widths,
)
def test_nights(
    rows: list[tuple[float | None, float | None, float | None, float | None, Mark | None]], width: Width
) -> None:
    given_nights = [Night(f"ma {place}.", *row) for place, row in enumerate(rows)]
    ends = ("0 %", "100 %")
    hours = ("12", "18", "00", "06", "12")
    every = Nights(given_nights, hours, "i senga", "sov", "Så mye av tida var søvn", Mark(85, "85 %"), "bedre", ends)
    sound(nights(every, CAPTION, width))


@few
@given(st.lists(st.tuples(words, some_marks, some_marks), min_size=1, max_size=8), axes, words, words, widths)
def test_pairs(
    rows: list[tuple[str, Mark | None, Mark | None]], axis: Axis, first: str, second: str, width: Width
) -> None:
    sound(pairs(Pairs([Area(*row) for row in rows], axis, first, second), CAPTION, width))


@few
@given(st.integers(1, 40), st.integers(0, 40), words, words, words, widths)
def test_progress(total: int, done: int, said: str, name: str, goal: str, width: Width) -> None:
    sound(progress(Progress(min(done, total), total, said, name, goal), CAPTION, width))


@few
@given(st.lists(st.tuples(words, answer_counts), min_size=1, max_size=4), widths)
def test_counts(asked: list[tuple[str, list[tuple[str, int]]]], width: Width) -> None:
    sound(counts([Counted(*one) for one in asked], CAPTION, width))


@few
@given(st.lists(st.tuples(words, axes), min_size=1, max_size=4), st.lists(some_marks, min_size=1, max_size=31), widths)
def test_heat(fields: list[tuple[str, Axis]], values: list[Mark | None], width: Width) -> None:
    there = [mark.value for mark in values if mark]
    against = Cloud(fields[0][0], list(zip(there, there, strict=True)) * 2, "Mestring", fields[0][1], "", fields[-1][1])
    strips = [Series(name, values, axis) for name, axis in fields]
    sound(heat(strips, labels(len(values)), CAPTION, width, against))


@few
@given(st.lists(words, min_size=5, max_size=5), widths)
def test_a_diamond(said: list[str], width: Width) -> None:
    sound(diamond(Diamond(*(Corner("Handlinger", one) for one in said)), CAPTION, width))


@few
@given(words, st.integers(20, 400), widths, st.integers(1, 5))
def test_text_keeps_to_its_room(said: str, room: int, width: Width, most: int) -> None:
    assert width_of(fit(said, room, width), width) <= room
    lines = wrap(said, room, width, most)
    assert len(lines) <= most
    assert all(width_of(one, width) <= room for one in lines)


@pytest.mark.parametrize("width", list(Width))
def test_the_style_sheet_sets_text_in_the_size_that_is_reckoned_with(width: Width) -> None:
    css = (ROOT / "static" / "app.css").read_text(encoding="utf-8")
    rule = rf"\.chart-{width.name.lower()} :is\(\.c-tick, \.c-text, \.c-val\) {{ font-size: (\d+)px }}"
    assert re.findall(rule, css) == [str(width.letter)]


def test_every_class_of_a_drawing_has_a_rule() -> None:
    css = (ROOT / "static" / "app.css").read_text(encoding="utf-8")
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "selfhelp/core/charts").glob("*.py"))
    used = {name for group in re.findall(r'"((?:c-[a-z]+ ?)+)"', source) for name in group.split()}
    assert len(used) > 15
    assert not [name for name in used if not re.search(rf"\.{name}\b", css)]
