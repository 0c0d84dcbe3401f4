"""An author who writes `compute:` is told what the calculator lacks, at its line, and what to write."""

from __future__ import annotations

import re

import pytest

from config import ROOT
from selfhelp.core.exercises.register import CALCULATORS
from tests.content.small_module import EN, NB, SOURCE, line_of, told
from tests.support.nights import SOURCE as SLEEP

THOUGHT = """\
id: thought
title: Tanken
compute: belief
fields:
  - {id: belief-before, type: scale, min: 0, max: 100, step: 10, label: Før?}
  - {id: belief-after, type: scale, min: 0, max: 100, step: 10, label: Etter?}
  - id: emotion
    type: group
    label: Følelser
    add: Legg til
    fields:
      - {id: name, type: text, label: Navn}
      - {id: before, type: number, min: 0, max: 100, label: Før?}
  - {id: traps, type: choices, label: Feller, options: {filter: Filter}}
"""
PLAN = """\
id: planned
title: Det jeg vil gjøre
log: true
compute: plans
fields:
  - {id: activity, type: text, label: Hva?}
  - {id: done, type: choice, label: Ble det noe av?, options: {yes: Ja, part: Delvis, no: Nei}, when: later}
"""


def with_exercise(block: str) -> dict[str, str]:
    """The small module with one exercise more, in both languages."""
    fence = f"\n\n```exercise\n{block}```"
    return {
        **SOURCE,
        NB: SOURCE[NB].replace("Sett deg ned.", f"Sett deg ned.{fence}"),
        EN: SOURCE[EN].replace("Sit down.", f"Sit down.{fence}"),
    }


@pytest.mark.parametrize("block", [THOUGHT, PLAN])
def test_an_exercise_that_has_it_all_is_let_through(block: str) -> None:
    assert told(with_exercise(block)) == []


def test_an_underscore_in_an_id_is_let_through() -> None:
    assert told(with_exercise(THOUGHT.replace("belief-", "belief_"))) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            "  - {id: belief-after, type: scale, min: 0, max: 100, step: 10, label: Etter?}\n",
            "",
            "```exercise",
            'exercise "thought": belief needs the field "belief-after", how much it is believed afterwards. '
            "Write {id: belief-after, type: scale, min: 0, max: 100, step: 10, label: …}.",
        ),
        (
            "id: belief-after",
            "id: belief-later",
            "```exercise",
            'Is it "belief-later"? Then call it belief-after. Otherwise write {id: belief-after, type: scale,',
        ),
        (
            "id: belief-after, type: scale, min: 0, max: 100, step: 10",
            "id: belief-after, type: text",
            "id: belief-after",
            'field "belief-after": belief reads a scale or number field here, not text. Write type: scale.',
        ),
        (
            "id: belief-after, type: scale, min: 0, max: 100",
            "id: belief-after, type: scale, min: 0, max: 10",
            "id: belief-after",
            'field "belief-after": belief counts from 0 to 100 here. Write min: 0, max: 100.',
        ),
        (
            "id: before, type: number",
            "id: strength, type: number",
            "id: emotion",
            'exercise "thought", field "emotion": belief needs the field "before", how strong the feeling was.',
        ),
        (
            "id: before, type: number, min: 0, max: 100",
            "id: before, type: number, max: 100",
            "id: before, type: number",
            'field "emotion", field "before": belief counts from 0 to 100 here.',
        ),
        (
            "id: traps, type: choices",
            "id: traps, type: choice",
            "id: traps",
            'field "traps": belief reads a choices field here, not choice. Write type: choices.',
        ),
    ],
)
def test_what_is_wrong_with_a_field_is_told_at_its_line(old: str, new: str, at: str, message: str) -> None:
    assert THOUGHT.count(old) == 1
    files = with_exercise(THOUGHT.replace(old, new))
    line = line_of("id: thought", NB, files) - 1 if at == "```exercise" else line_of(at, NB, files)

    assert any(one.startswith(f"{NB}:{line}: ") and message in one for one in told(files)), told(files)


def test_a_choice_needs_the_options_that_are_counted() -> None:
    files = with_exercise(PLAN.replace("part: Delvis, no: Nei", "half: Delvis, no: Nei"))

    assert (
        f'{NB}:{line_of("id: done", NB, files)}: exercise "planned", field "done": plans needs the option "part". '
        "Write options: {yes: …, part: …, no: …}."
    ) in told(files)


def test_many_entries_need_a_log() -> None:
    files = with_exercise(PLAN.replace("log: true\n", ""))

    line = line_of("id: planned", NB, files) - 1
    assert f'{NB}:{line}: exercise "planned": plans sums up many entries. Write log: true.' in told(files)


def test_a_name_that_is_not_one_of_ours_is_told_with_those_that_are() -> None:
    assert any(
        'compute "worrytime" does not exist. Did you mean "worry-time"?' in one
        for one in told(with_exercise(PLAN.replace("plans", "worrytime")))
    )


@pytest.mark.parametrize("compute", CALCULATORS)
def test_the_handbook_names_every_field(compute: str) -> None:
    handbook = (ROOT / "docs" / "authoring.md").read_text()
    section = handbook.partition("## Exercises that are summed up")[2]  # a chart may have the same name
    row = next(line for line in section.splitlines() if line.startswith(f"| `{compute}` |"))
    needs = CALCULATORS[compute].needs
    named = [
        *(one for need in needs for one in (*need.names, *need.options)),
        *(c.id for n in needs for c in n.columns),
    ]

    assert [one for one in named if f"`{one}`" not in row] == []


@pytest.mark.parametrize("compute", CALCULATORS)
def test_what_the_check_says_to_write_is_enough(compute: str) -> None:
    """An author who knows nothing but the messages gets there."""
    empty = f"id: new\ntitle: Ny\nlog: true\ncompute: {compute}\nfields:\n  - {{id: zzz, type: text, label: Noe}}\n"
    advice = [one for one in about_fields(with_exercise(empty)) if one.startswith(f"{NB}:")]
    fields = [re.search(r"Write (\{.*\})\.$", one) for one in advice]
    lines = [f"  - {field.group(1).replace('…', 'Tekst')}\n" for field in fields if field]

    assert len(lines) == len(advice) == sum(not need.optional for need in CALCULATORS[compute].needs)
    assert about_fields(with_exercise(empty + "".join(lines))) == []


def about_fields(files: dict[str, str]) -> list[str]:
    """What other exercises the module must have is another matter, with a test of its own."""
    return [one for one in told(files) if "rests on" not in one]


def test_a_sleep_window_without_what_it_rests_on_is_told() -> None:
    for lacking in ("sleep-diary", "sleep-screening"):
        wrong = {name: text.replace(f"compute: {lacking}\n", "") for name, text in SLEEP.items()}
        assert any(f"rests on {lacking}, which no exercise of the module computes" in one for one in told(wrong))
    assert not any("rests on" in one for one in told(SLEEP))
