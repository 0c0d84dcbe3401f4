"""Charts as an author writes them: every kind read whole, and every fault told at its line."""

from __future__ import annotations

import pytest

from selfhelp.core.content.chart_block import CHART_KINDS, PARTS, Y_COUNT
from selfhelp.core.content.document import Chart, Severity
from selfhelp.core.content.parser import read_module
from tests.content.small_module import EN, NB, SOURCE, line_of, told

# A log with a field of every kind that a chart can draw.
FIELDS = """\
fields:
  - {id: what, type: text, label: Hva gjorde du?}
  - {id: bed, type: time, label: I senga}
  - {id: light, type: time, label: Lyset av}
  - {id: sol, type: minutes, label: Til du sov}
  - {id: waso, type: minutes, label: Våken}
  - {id: woke, type: time, label: Våknet}
  - {id: up, type: time, label: Sto opp}
  - {id: before, type: scale, min: 0, max: 10, low: Rolig, high: Verst, label: Før}
  - {id: after, type: scale, min: 0, max: 10, low: Rolig, high: Verst, label: Etter}
  - {id: percent, type: scale, min: 0, max: 100, step: 10, label: Prosent}
  - {id: kept, type: choice, label: Holdt?, options: {yes: Ja, part: Delvis, no: Nei, not-yet: Ikke ennå}}
  - {id: odd, type: choice, label: Hvordan?, options: {well: Bra, badly: Dårlig}}
  - id: areas
    type: group
    label: Områder
    add: Legg til
    fields:
      - {id: name, type: text, label: Område}
      - {id: importance, type: scale, min: 0, max: 10, label: Viktig}
      - {id: consistency, type: scale, min: 0, max: 10, label: Plass}
  - id: steps
    type: group
    label: Steg
    add: Legg til
    fields:
      - {id: step, type: text, label: Steg}
      - {id: done, type: yes-no, label: Tatt?}
  - id: bare
    type: group
    label: Bare tall
    add: Legg til
    fields:
      - {id: one, type: number, label: En}
      - {id: two, type: number, label: To}
"""
OLD = SOURCE[NB][SOURCE[NB].index("pin: what\nfields:") : SOURCE[NB].index("```\n\n# Planen")]
NIGHTS = "y: [bed, light, sol, waso, woke, up]"


def with_chart(chart: str, log: bool = True) -> dict[str, str]:
    new = f"pin: what\nchart: {{{chart}}}\n{FIELDS}"
    files = {**SOURCE, **{name: SOURCE[name].replace(OLD, new) for name in (NB, EN)}}
    if not log:
        files |= {name: files[name].replace("log: true\n", "") for name in (NB, EN)}
        files["module.yaml"] = files["module.yaml"].partition("logs:")[0]
    return files


def chart_of(chart: str) -> Chart:
    checked = read_module(with_chart(chart))
    assert checked.problems == ()
    assert checked.module is not None
    lesson = checked.module.lesson(1, "nb")
    exercise = lesson.exercise("log") if lesson else None
    assert exercise is not None
    assert exercise.chart is not None
    return exercise.chart


WHOLE = {
    "line": "kind: line, y: [before, after]",
    "bars": "kind: bars, y: [sol], goal: 30, better: lower, per: week",
    "dots": "kind: dots, y: [kept]",
    "heat": "kind: heat, y: [before, after]",
    "counts": "kind: counts, y: [kept, odd], per: week",
    "steps": "kind: steps, y: [steps], note: what",
    "before-after": "kind: before-after, y: [before, after]",
    "ladder": "kind: ladder, y: [areas]",
    "nights": f"kind: nights, {NIGHTS}",
    "pairs": "kind: pairs, y: [importance, consistency]",
    "diamond": "kind: diamond, middle: what, thoughts: what, feelings: what, body: what, actions: what",
    "balance": "kind: balance, for-short: what, for-long: what, against-short: what, against-long: what",
}


def test_every_kind_has_an_example_here() -> None:
    assert set(WHOLE) == set(CHART_KINDS) == {*Y_COUNT, *PARTS}


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_every_kind_can_be_written(kind: str) -> None:
    assert chart_of(WHOLE[kind]).kind == kind


def test_a_goal_has_its_number_its_way_and_its_period() -> None:
    chart = chart_of(WHOLE["bars"])
    assert (chart.goal, chart.better, chart.per) == (30, "lower", "week")


def test_a_goal_can_be_the_one_she_has_set() -> None:
    chart = chart_of("kind: bars, y: [sol], goal: log.percent, better: lower, per: week")
    assert (chart.goal, chart.goal_from) == (None, "log.percent")


def test_usual_options_say_how_a_day_went_and_others_nothing() -> None:
    assert chart_of(WHOLE["dots"]).states == {"yes": "kept", "part": "partly", "no": "not"}


def test_an_author_can_say_which_options_mean_kept() -> None:
    assert chart_of("kind: dots, y: [odd], kept: [well], not: [badly]").states == {"well": "kept", "badly": "not"}


@pytest.mark.parametrize("field", ["what", "woke"])
def test_dots_of_another_field_mean_that_it_was_filled_in(field: str) -> None:
    assert chart_of(f"kind: dots, y: [{field}]").states == {}


@pytest.mark.parametrize(
    ("chart", "at", "message"),
    [
        ("kind: line", "kind: line}", '"y" is missing. Write y: and then the text.'),
        ("kind: line, y: before", "chart: {kind: line, y: before}", '"y" must be a list in square brackets'),
        (
            "kind: line, y: [befor]",
            "chart: {kind: line, y: [b",
            '"befor", which is not a field. Did you mean "before"?',
        ),
        ("kind: line, y: [kept]", "id: kept", 'draws "kept", which is a choice field. Choose one with numbers.'),
        ("kind: line, y: [before], better: up", "better: up", 'better "up" does not exist. Write one of: higher'),
        ("kind: line, y: [before], goal: 3", "goal: 3", '"goal" is not a key here.'),
        ("kind: bars, y: [sol, waso], better: lower", "kind: bars", "a bars chart has one field"),
        ("kind: bars, y: [sol], goal: mye, better: lower", "goal: mye", '"goal" must be a number'),
        (
            "kind: bars, y: [sol], goal: log.percen, better: lower", "goal: log.percen",
            'takes its goal from "log.percen", which is no field with a number. Did you mean "log.percent"?',
        ),
        ("kind: bars, y: [sol], goal: log.what, better: lower", "goal: log.what", "which is no field with a number"),
        ("kind: bars, y: [sol], per: month, better: lower", "per: month", 'per "month" does not exist.'),
        ("kind: dots, y: [odd]", "kind: dots", "say which options mean that it was kept: kept: [well]."),
        ("kind: dots, y: [odd], kept: [good]", "kept: [good]", 'kept names "good", which is not an option'),
        ("kind: dots, y: [what], kept: [x]", "kind: dots", 'kept names "x", which is not an option'),
        ("kind: dots, y: [areas]", "id: areas", "Choose one that says how the day went."),
        ("kind: before-after, y: [before]", "kind: before-after", "a before-after chart has two fields"),
        ("kind: before-after, y: [before, percent]", "kind: before-after", "need the same min and max"),
        ("kind: ladder, y: [before]", "id: before", "Choose a ladder, or a reference to one."),
        ("kind: ladder, y: [bare]", "id: bare", "whose rows need a text and a number"),
        ("kind: heat, y: [sol]", "id: sol", 'draws "sol", which is a minutes field. Choose a scale.'),
        ("kind: counts, y: [what]", "id: what", 'counts "what", which is a text field. Choose a choice or a yes-no.'),
        ("kind: counts, y: [kept], per: day", "per: day", 'per "day" does not exist.'),
        ("kind: steps, y: [what]", "id: what", "Choose a group with the steps."),
        ("kind: steps, y: [areas]", "id: areas", "whose rows need a text and a yes-no. Add the column."),
        ("kind: steps, y: [steps], note: whta", "kind: steps", '"whta", which is not a field. Did you mean "what"?'),
        ("kind: steps, y: [steps], note: kept", "id: kept", 'shows "kept", which is a choice field. Choose a text.'),
        ("kind: balance, for-short: what", "kind: balance", '"for-long" is missing'),
        (
            "kind: balance, for-short: sol, for-long: what, against-short: what, against-long: what", "id: sol",
            'shows "sol", which is a minutes field. Choose a text.',
        ),
        ("kind: nights, y: [bed, light]", "kind: nights", "six fields in this order: into bed, lights out"),
        (
            "kind: nights, y: [bed, light, woke, waso, sol, up]",
            "id: woke",
            "as minutes to sleep, which must be a minutes",
        ),
        ("kind: pairs, y: [importance, consistancy]", "kind: pairs", 'Did you mean "consistency"?'),
        ("kind: pairs, y: [importance, one]", "kind: pairs", "Write them as columns of the same group."),
        ("kind: pairs, y: [importance, name]", "id: name", 'draws "name", which is a text column.'),
        ("kind: pairs, y: [one, two]", "id: bare", "need a text that names them"),
        ("kind: diamond, middle: what, thoughts: what", "kind: diamond", '"feelings" is missing'),
        ("kind: diamonds, y: [what]", "kind: diamonds", 'kind "diamonds" does not exist. Did you mean "diamond"?'),
    ],
)
def test_a_fault_is_told_at_its_line(chart: str, at: str, message: str) -> None:
    files = with_chart(chart)
    here = [line for line in told(files) if line.startswith(f"{NB}:{line_of(at, files=files)}: ") and message in line]
    assert here, told(files)


@pytest.mark.parametrize("kind", ["bars", "dots", "heat", "counts", "nights"])
def test_what_is_drawn_day_after_day_needs_a_log(kind: str) -> None:
    assert any("needs many entries. Write log: true" in line for line in told(with_chart(WHOLE[kind], log=False)))


def test_a_scale_without_words_must_say_which_way_is_better() -> None:
    files = with_chart("kind: line, y: [percent]")
    problems = read_module(files).problems
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert "Write better: higher, lower or neither." in problems[0].message
    assert told(with_chart("kind: line, y: [percent], better: neither")) == []


def test_charts_are_alike_in_both_languages() -> None:
    files = with_chart("kind: bars, y: [sol], goal: 30, better: lower")
    files[EN] = files[EN].replace("goal: 30", "goal: 20")
    assert any(line.startswith(EN) and "chart is" in line for line in told(files))
