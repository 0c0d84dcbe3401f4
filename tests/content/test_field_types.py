"""What a person types in a field, what is stored, what is told back. One row for each kind of field."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest

from selfhelp.core.content.document import Exercise, Field, JsonValue, Option
from selfhelp.core.content.fields import (
    FIELD_TYPES,
    Reading,
    answer_texts,
    form_values,
    glance,
    is_shown,
    missing_required,
    read_answers,
)

OPTIONS = (Option("a_lot", "Mye"), Option("little", "Litt"))
COLUMNS = (
    Field("name", "text", "Følelse", required=True),
    Field("strength", "scale", "Hvor sterk?", min=0, max=100, step=10),
)


@dataclass(frozen=True)
class Row:
    """A kind of field: settings, what is sent and stored and told, and what is refused with which code."""

    type: str
    settings: dict[str, Any]
    sent: dict[str, list[str]]  # ".": the field itself, otherwise what follows its name
    stored: dict[str, JsonValue]
    told: dict[str, tuple[str, ...]]
    refused: tuple[tuple[str, str], ...] = ()  # (typed, code)
    also: tuple[tuple[str, JsonValue], ...] = ()  # (typed, stored): other ways to write it


ROWS = (
    Row(
        "text", {}, {".": ["Gikk en tur"]}, {"f": "Gikk en tur"}, {"nb": ("Gikk en tur",)},
        (("x" * 501, "too-long"), ("a\x00b", "bad-characters"), ("a\x1bb", "bad-characters"),
         ("a\ud800b", "bad-characters")),
        (("x" * 500, "x" * 500), ("  æ 😀 \u0301 ", "  æ 😀 \u0301 "), ("<b>&amp;", "<b>&amp;"), ("=1+1", "=1+1")),
    ),
    Row(
        "long-text", {}, {".": ["Linje\r\nto"]}, {"f": "Linje\nto"}, {"nb": ("Linje", "to")},
        (("x" * 10_001, "too-long"), ("x" * 1_000_000, "too-long"), ("\x7f", "bad-characters"),
         ("\x9b", "bad-characters")),
        (("x" * 10_000, "x" * 10_000), ("fra\vWord", "fra\nWord"), ("\ttabell", "\ttabell")),
    ),
    Row(
        "number", {"min": -10, "max": 10.5}, {".": ["1,5"]}, {"f": 1.5}, {"nb": ("1,5",), "en": ("1.5",)},
        (("10.6", "out-of-range"), ("-11", "out-of-range"), ("ti", "not-a-number"), ("2 OR 1", "not-a-number"),
         ("1e3", "not-a-number"), ("nan", "not-a-number"), ("inf", "not-a-number"), ("1.2.3", "not-a-number"),
         ("٣", "not-a-number"), ("9" * 400, "not-a-number")),
        (("1.5", 1.5), ("10,0", 10), ("−3", -3), (" 7 ", 7), ("-0", 0), ("0,000001", 0.000001)),
    ),
    Row(
        "scale", {"min": 0, "max": 10, "low": "Ingen", "high": "Mye"}, {".": ["6"]}, {"f": 6},
        {"nb": ("6 (0 Ingen – 10 Mye)",), "en": ("6 (0 Ingen – 10 Mye)",)},
        (("11", "out-of-range"), ("-1", "out-of-range"), ("5,5", "not-a-step"), ("mye", "not-a-number")),
        (("0", 0), ("10", 10), ("6.0", 6)),
    ),
    Row(
        "scale", {"min": 0, "max": 100, "step": 10}, {".": ["80"]}, {"f": 80}, {"nb": ("80 (0–100)",)},
        (("85", "not-a-step"), ("110", "out-of-range")),
    ),
    Row(
        "choice", {"options": OPTIONS}, {".": ["a_lot"]}, {"f": "a_lot"}, {"nb": ("Mye",)},
        (("Mye", "not-an-option"), ("a_lot ", "not-an-option"), ("7", "not-an-option")),
    ),
    Row(
        "choices", {"options": OPTIONS, "other": True}, {".": ["little", "a_lot"], "other": ["Noe eget"]},
        {"f": ["a_lot", "little"], "f.other": "Noe eget"}, {"nb": ("Mye", "Litt", "Noe eget")},
        (("mye", "not-an-option"),),
    ),
    Row(
        "yes-no", {}, {".": ["yes"]}, {"f": True}, {"nb": ("Ja",), "en": ("Yes",)},
        (("ja", "not-an-option"), ("true", "not-an-option")), (("no", False),),
    ),
    Row(
        "date", {}, {".": ["2026-05-14"]}, {"f": "2026-05-14"},
        {"nb": ("torsdag 14. mai",), "en": ("Thursday 14 May",)},
        (("2026-02-30", "not-a-date"), ("i morgen", "not-a-date"), ("1776-01-01", "out-of-range"),
         ("20260514", "not-a-date")),
        (("14.5.2026", "2026-05-14"), ("14. 5. 2026", "2026-05-14")),
    ),
    Row(
        "time", {}, {".": ["15.40"]}, {"f": "15:40"}, {"nb": ("kl. 15.40",), "en": ("15:40",)},
        (("24:00", "not-a-time"), ("1540", "not-a-time"), ("15:4", "not-a-time"), ("kveld", "not-a-time")),
        (("9:05", "09:05"), ("15:40:30", "15:40"), ("00:00", "00:00")),
    ),
    Row(
        "datetime", {}, {".": ["2026-05-14T13:20"]}, {"f": "2026-05-14T13:20"},
        {"nb": ("torsdag 14. mai kl. 13.20",), "en": ("Thursday 14 May, 13:20",)},
        (("2026-05-14", "not-a-datetime"), ("nå", "not-a-datetime"), ("1776-05-14T13:20", "out-of-range")),
        (("14.5.2026 13.20", "2026-05-14T13:20"), ("2026-05-14T13:20:59.123", "2026-05-14T13:20")),
    ),
    Row(
        "minutes", {}, {".": ["90"]}, {"f": 90}, {"nb": ("90 minutter",), "en": ("90 minutes",)},
        (("1441", "out-of-range"), ("-5", "out-of-range"), ("1:30", "not-a-number"), ("1,5", "not-a-step")),
        (("0", 0), ("1440", 1440)),
    ),
    Row(
        "group", {"fields": COLUMNS, "max": 3},
        {".": ["row2", "row1"], "row1.name": ["Skam"], "row1.strength": ["80"], "row2.name": ["Sinne"]},
        {"f": [{"id": "row2", "name": "Sinne"}, {"id": "row1", "name": "Skam", "strength": 80}]},
        {"nb": ("Sinne", "Skam · Hvor sterk? 80 (0–100)")},
    ),
    Row(
        "ladder", {"fields": COLUMNS, "max": 3}, {".": ["aaaa", "bbbb"], "aaaa.name": ["Buss"], "bbbb.name": ["Tog"]},
        {"f": [{"id": "aaaa", "name": "Buss"}, {"id": "bbbb", "name": "Tog"}]}, {"nb": ("1. Buss", "2. Tog")},
    ),
    Row(
        "reference", {"refers_to": "goal.steps"}, {".": ["k3jd9s"]}, {"f": "k3jd9s"}, {"nb": ("k3jd9s",)},
        (("../1", "not-an-option"), ("AB", "not-an-option")),
    ),
)  # fmt: skip
IDS = [f"{row.type}-{number}" for number, row in enumerate(ROWS)]


def one_field(row: Row) -> Exercise:
    return Exercise("x", "Øvelse", (Field("f", row.type, "Spørsmål", **row.settings),))


def form(row: Row) -> dict[str, list[str]]:
    return {"x.f" if name == "." else f"x.f.{name}": values for name, values in row.sent.items()}


def test_every_kind_of_field_has_a_row_here() -> None:
    assert {row.type for row in ROWS} == set(FIELD_TYPES)


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_what_is_typed_is_stored_and_told(row: Row) -> None:
    exercise = one_field(row)
    reading = read_answers(exercise, form(row))

    assert reading.answers == row.stored
    assert (reading.problems, reading.unknown, reading.missing) == ((), (), ())
    json.dumps(reading.answers)
    for language, lines in row.told.items():
        (text,) = answer_texts(exercise, reading.answers, language)
        assert (text.field_id, text.label, text.lines) == ("f", "Spørsmål", lines)


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_a_form_filled_from_answers_is_read_as_the_same_answers(row: Row) -> None:
    exercise = one_field(row)

    assert read_answers(exercise, form_values(exercise, row.stored)).answers == row.stored


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_empty_is_absent(row: Row) -> None:
    exercise = one_field(row)
    # A group without rows sends nothing under its name, or its row ids with nothing in them.
    started = form(row).get("x.f", []) if row.type in ("group", "ladder") else ["", ""]
    for empty in ({}, {**{name: [""] for name in form(row)}, "x.f": started}):
        reading = read_answers(exercise, empty)
        assert (reading.answers, reading.problems, reading.unknown) == ({}, (), ())
    assert answer_texts(exercise, {}, "nb") == ()


@pytest.mark.parametrize(("row", "typed", "code"), [(row, *bad) for row in ROWS for bad in row.refused])
def test_a_wrong_value_is_told_and_kept_for_the_next_try(row: Row, typed: str, code: str) -> None:
    reading = read_answers(one_field(row), {"x.f": [typed]})

    assert [(problem.name, problem.code) for problem in reading.problems] == [("x.f", code)]
    assert reading.answers == {}
    assert len(reading.typed["x.f"][0]) == len(typed)
    json.dumps(reading.typed).encode()
    reading.typed["x.f"][0].encode("utf-8")


@pytest.mark.parametrize(("row", "typed", "stored"), [(row, *way) for row in ROWS for way in row.also])
def test_other_ways_to_write_it(row: Row, typed: str, stored: JsonValue) -> None:
    answers = read_answers(one_field(row), {"x.f": [typed]}).answers

    assert answers == {"f": stored}
    assert type(answers["f"]) is type(stored)


def test_a_problem_says_what_the_limits_are() -> None:
    def params(row_type: str, typed: str, **settings: Any) -> dict[str, Any]:
        (problem,) = read_answers(one_field(Row(row_type, settings, {}, {}, {})), {"x.f": [typed]}).problems
        return dict(problem.params)

    assert params("scale", "11", min=0, max=10) == {"min": 0, "max": 10}
    assert params("scale", "5", min=0, max=100, step=10) == {"step": 10, "start": 0}
    assert params("text", "x" * 600) == {"max": 500, "length": 600}
    assert params("number", "3", max=2.5) == {"max": 2.5}


def test_a_value_sent_twice_is_not_guessed_at() -> None:
    scale = one_field(ROWS[3])

    assert [problem.code for problem in read_answers(scale, {"x.f": ["1", "2"]}).problems] == ["sent-twice"]
    assert read_answers(scale, {"x.f": ["", "2", "2"]}).answers == {"f": 2}


def test_a_mapping_that_would_lose_choices_is_the_programmers_mistake() -> None:
    with pytest.raises(TypeError, match="to_dict"):
        read_answers(one_field(ROWS[0]), {"x.f": "text"})


def kari() -> Exercise:
    """A plan with everything that depends on something else."""
    return Exercise(
        "plan",
        "Planen",
        (
            Field("day", "date", "Hvilken dag?", required=True),
            Field("feelings", "group", "Hva følte du?", fields=COLUMNS, required=True),
            Field("went", "choice", "Hvordan gikk det?", options=OPTIONS, required=True, later=True),
            Field("why", "text", "Hva kom i veien?", required=True, later=True, show_if=("went", "little")),
            Field("body", "choices", "Kroppen?", options=OPTIONS, other=True, required=True),
        ),
        glance=("went", "day"),
    )


def read(later: bool = False, **typed: str | list[str]) -> Reading:
    sent = {
        f"plan.{name.replace('__', '.')}": [value] if isinstance(value, str) else value for name, value in typed.items()
    }
    return read_answers(kari(), sent, later)


def test_what_is_missing_is_named_and_stops_nothing() -> None:
    assert read().missing == ("plan.day", "plan.feelings", "plan.body")
    assert read(body__other="Klump i halsen").missing == ("plan.day", "plan.feelings")
    assert read(day="2026-05-14", feelings="row1", feelings__row1__strength="80", body="little").missing == (
        "plan.feelings.row1.name",
    )
    assert read().problems == ()


def test_later_fields_are_missed_only_afterwards_and_read_always() -> None:
    assert "plan.went" in read(later=True).missing
    assert "plan.why" not in read(later=True).missing
    assert "plan.why" in read(later=True, went="little").missing
    assert read(went="a_lot").answers == {"went": "a_lot"}


def test_a_hidden_field_keeps_what_was_written_in_it() -> None:
    assert read(went="a_lot", why="Jeg var syk").answers == {"went": "a_lot", "why": "Jeg var syk"}
    assert read(went="a_lot", why="").answers == {"went": "a_lot"}


@pytest.mark.parametrize(
    ("field", "wanted", "answer", "shown"),
    [
        (Field("a", "choices", "", options=OPTIONS), "little", ["a_lot", "little"], True),
        (Field("a", "choices", "", options=OPTIONS), "little", ["a_lot"], False),
        (Field("a", "yes-no", ""), "yes", True, True),
        (Field("a", "yes-no", ""), "yes", False, False),
        (Field("a", "scale", "", min=0, max=10), "7", 7, True),
        (Field("a", "text", ""), "None", None, False),
    ],
)
def test_show_if_compares_as_the_author_reads_it(field: Field, wanted: str, answer: JsonValue, shown: bool) -> None:
    asked = Field("b", "text", "", show_if=("a", wanted))
    answers = {} if answer is None else {"a": answer}

    assert is_shown(asked, Exercise("x", "", (field, asked)), answers) is shown


def test_a_name_the_exercise_does_not_have_is_told() -> None:
    reading = read_answers(
        kari(),
        {
            "plan.dag": ["x"], "plan.day.other": ["x"], "plan.feelings": ["row1"], "plan.feelings.row1.colour": ["x"],
            "plan.feelings.row9.name": ["x"], "plan.": ["x"], "planner.day": ["x"], "csrf_token": ["x"],
        },
    )  # fmt: skip

    assert reading.unknown == (
        "plan.", "plan.dag", "plan.day.other", "plan.feelings.row1.colour", "plan.feelings.row9.name",
    )  # fmt: skip
    assert set(reading.typed) <= {"plan.feelings", *reading.unknown}


def test_row_ids_are_the_forms_own() -> None:
    twice = read(feelings=["row1", "row1"], feelings__row1__name="Skam")

    assert twice.answers["feelings"] == [{"id": "row1", "name": "Skam"}]
    for made_up in ("abc", "../etc", "ROW1", "a" * 33, "row.1"):
        assert "plan.feelings" in read(feelings=[made_up]).unknown


def test_too_many_rows_are_told_and_kept() -> None:
    group = replace(kari().fields[1], max=2)
    rows = [f"row{number}" for number in range(3)]
    sent = {"x.feelings": rows, **{f"x.feelings.{row}.name": ["Skam"] for row in rows}}
    reading = read_answers(Exercise("x", "", (group,)), sent)

    assert [(problem.code, problem.params) for problem in reading.problems] == [("too-many-rows", {"max": 2})]
    assert isinstance(reading.answers["feelings"], list)
    assert len(reading.answers["feelings"]) == 3


def test_a_problem_in_a_row_has_the_rows_name() -> None:
    reading = read(feelings="row1", feelings__row1__name="Skam", feelings__row1__strength="85")

    assert reading.problem_with("plan.feelings.row1.strength") is not None
    assert reading.answers["feelings"] == [{"id": "row1", "name": "Skam"}]


def test_an_own_answer_needs_the_authors_leave() -> None:
    closed = Exercise("x", "", (Field("f", "choices", "", options=OPTIONS),))

    assert read_answers(closed, {"x.f.other": ["Noe"]}).unknown == ("x.f.other",)
    assert [p.name for p in read(body__other="x" * 501).problems] == ["plan.body.other"]


def test_a_reference_is_held_to_the_rows_there_are() -> None:
    exercise = Exercise("x", "", (Field("step", "reference", "Steg", refers_to="goal.steps"),))
    rows = {"row1": "Gå til postkassa"}

    assert read_answers(exercise, {"x.step": ["row1"]}, references=rows).answers == {"step": "row1"}
    assert answer_texts(exercise, {"step": "row1"}, "nb", rows)[0].lines == ("Gå til postkassa",)
    gone = read_answers(exercise, {"x.step": ["row9"]}, references=rows)
    assert ([problem.code for problem in gone.problems], gone.answers) == (["not-an-option"], {})


def test_the_guide_sees_first_what_the_author_chose() -> None:
    answers: dict[str, JsonValue] = {"day": "2026-05-14", "went": "little", "body": ["a_lot"], "why": "Regn"}

    assert [text.field_id for text in glance(kari(), answers, "nb")] == ["went", "day"]
    assert [text.field_id for text in glance(replace(kari(), glance=()), answers, "nb")] == ["day", "went"]
    assert glance(kari(), {}, "nb") == ()


def test_an_option_a_correction_removed_is_told_by_its_id() -> None:
    assert answer_texts(kari(), {"went": "gone"}, "nb")[0].lines == ("gone",)


def test_missing_is_asked_of_stored_answers_too() -> None:
    feelings: list[JsonValue] = [{"id": "row1", "name": "Skam"}]
    stored: dict[str, JsonValue] = {"day": "2026-05-14", "feelings": feelings, "body.other": "Klump"}

    assert missing_required(kari(), stored) == ()
    assert missing_required(kari(), stored, later=True) == ("plan.went",)
