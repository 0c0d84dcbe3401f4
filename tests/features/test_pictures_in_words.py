"""Pictures of what is counted and of her own words: the way to a goal, answers, for and against, and heat strips."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from selfhelp.core.charts import Width
from selfhelp.core.content.document import Chart, Field, JsonValue, Option
from selfhelp.features.lessons.pictures.picture import draws_one, picture_of, reaches_back
from tests.support.pictures import TODAY, drawn, entry, exercise, in_bokmaal
from tests.support.svg import all_named, parsed, texts, value

STEPS = Field(
    "steps", "group", "Hvilke steg?",
    fields=(Field("step", "text", "Steg"), Field("done", "yes-no", "Har du tatt steget?")),
)  # fmt: skip
TARGET = Field("target", "text", "Når er det godt nok?")
GOAL = exercise(Chart("steps", ("steps",), note="target"), STEPS, TARGET, log=False)


@pytest.fixture(autouse=True)
def _in_bokmaal() -> Iterator[None]:
    with in_bokmaal():
        yield


def steps(*answers: bool | None) -> list[JsonValue]:
    rows: list[JsonValue] = []
    for number, answer in enumerate(answers, start=1):
        told: dict[str, JsonValue] = {} if answer is None else {"done": answer}
        rows.append({"id": f"row{number}", "step": f"Steg nummer {number}", **told})
    return rows


def test_three_of_five_steps_are_taken() -> None:
    old, new = entry(3, steps=steps(True)), entry(steps=steps(True, False, True, None, True), target="To turer i uka")
    picture = drawn(GOAL, old, new)
    svg = parsed(str(picture.svg))
    assert {"3 av 5 steg", "Når er det godt nok?", "To turer i uka"} <= set(texts(svg))
    assert (len(all_named(svg, "c-bar")), len(all_named(svg, "c-hollow"))) == (3, 2)
    assert "<title" in picture.svg
    assert "3 av 5 steg er tatt." in picture.svg
    assert picture.sentence == "Neste steg: «Steg nummer 2»."
    assert picture.heads == ("Steg", "Har du tatt steget?")
    assert [row[1] for row in picture.rows] == ["Ja", "Nei", "Ja", "–", "Ja"]
    assert draws_one(GOAL)


def test_when_all_steps_are_taken_there_is_no_next_one() -> None:
    picture = drawn(GOAL, entry(steps=steps(True)))
    assert picture.sentence == "Alle stegene er tatt."
    assert texts(parsed(str(picture.svg))) == ["1 av 1 steg"]


def test_a_goal_without_steps_has_no_bar() -> None:
    assert picture_of(GOAL, [entry(target="To turer i uka", steps=[])], TODAY, "nb") is None


HOW_OFTEN = Field(
    "often", "choice", "Hvor ofte?", options=(Option("daily", "Hver dag"), Option("rarely", "Sjeldnere"))
)
DROP = Field("drop", "yes-no", "Kan du prøve deg uten?")
SAFETY = exercise(Chart("counts", ("often", "drop"), per="week"), HOW_OFTEN, DROP)


def test_answers_are_counted_and_lines_by_the_week() -> None:
    picture = drawn(
        SAFETY, entry(8, often="daily", drop=True), entry(1, often="daily", drop=False), entry(drop=True)
    )  # fmt: skip
    assert picture.sentence == "Skrevet ned 3 ganger."
    assert picture.heads == ("Det som telles", "Svar", ("Antall", "num"))
    assert picture.rows == (
        ("Linjer per uke", "Uka fra 4. mai", "1"), ("Linjer per uke", "Uka fra 11. mai", "2"),
        ("Hvor ofte?", "Hver dag", "2"), ("Hvor ofte?", "Sjeldnere", "0"),
        ("Kan du prøve deg uten?", "Ja", "2"), ("Kan du prøve deg uten?", "Nei", "1"),
    )  # fmt: skip
    svg = parsed(str(picture.svg))
    assert {"Linjer per uke", "Hver dag", "Sjeldnere", "Ja", "Nei"} <= set(texts(svg))
    assert len(all_named(svg, "c-bar")) == 5  # none for what nobody answered
    assert reaches_back(SAFETY) is None


def test_a_question_nobody_has_answered_is_not_drawn() -> None:
    rows = drawn(exercise(Chart("counts", ("often", "drop")), HOW_OFTEN, DROP), entry(drop=False)).rows
    assert {row[0] for row in rows} == {"Kan du prøve deg uten?"}


PARTS = ("for-short", "for-long", "against-short", "against-long")
BALANCE = exercise(
    Chart("balance", parts={part: part.replace("-", "_") for part in PARTS}),
    *(Field(part.replace("-", "_"), "long-text", part) for part in PARTS), log=False,
)  # fmt: skip


def test_for_and_against_stand_in_a_table_in_her_own_words() -> None:
    new = entry(for_short="Sove bedre.\nStå opp.", for_long="Være til å regne med", against_short="Ro")
    picture = drawn(BALANCE, entry(4, for_long="Gammelt"), new)
    assert picture.heads == ("", "På kort sikt", "På lang sikt")
    assert picture.rows == (("For", "Sove bedre.\nStå opp.", "Være til å regne med"), ("Imot", "Ro", "–"))
    assert picture.svg == ""
    assert draws_one(BALANCE)
    assert picture_of(BALANCE, [entry()], TODAY, "nb") is None


MASTERY, PLEASURE = (
    Field(name, "scale", label, min=0, max=10, low="Ingen", high="Mye")
    for name, label in (("mastery", "Mestring"), ("pleasure", "Glede"))
)
HEAT = exercise(Chart("heat", ("mastery", "pleasure")), MASTERY, PLEASURE)


@pytest.mark.parametrize("width", list(Width))
def test_a_heat_strip_is_deeper_the_higher_the_mean_of_the_day(width: Width) -> None:
    lines = (entry(20, mastery=9), entry(3, mastery=2, pleasure=0), entry(3, mastery=3), entry(mastery=10))
    picture = drawn(HEAT, *lines, width=width)
    assert picture.rows == (("ma 11. mai", "2,5", "0"), ("to 14. mai", "10", "–"))
    svg = parsed(str(picture.svg))
    assert [len(all_named(svg, depth)) for depth in ("c-faint", "c-light", "c-deepest")] == [2 + 1, 1, 2 + 1]
    assert {"Mestring", "Glede", "2,5", "10", "0 Ingen", "10 Mye"} <= set(texts(svg))
    assert texts(svg).count("–") == 2 * 14 - 3
    assert all_named(svg, "c-pt") == []  # one line alone has both


@pytest.mark.parametrize("width", list(Width))
def test_each_line_is_a_dot_with_mastery_to_the_right_and_pleasure_upwards(width: Width) -> None:
    what = Field("what", "text", "Hva?")
    log = exercise(Chart("heat", ("mastery", "pleasure")), MASTERY, PLEASURE, what)
    lines = (
        entry(20, mastery=5, pleasure=5), entry(2, mastery=8, pleasure=1, what="Vasket"), entry(1, mastery=1),
        entry(1, mastery=2, pleasure=9, what="Så på film"), entry(mastery=2, pleasure=9),
    )  # fmt: skip
    picture = drawn(log, *lines, width=width)
    svg = parsed(str(picture.svg))
    washed, film = all_named(svg, "c-pt")
    assert value(washed, "cx") > value(film, "cx")
    assert value(washed, "cy") > value(film, "cy")
    assert {"× 2", "Hver linje er en prikk", "↑ Glede", "→ Mestring"} <= set(texts(svg))
    assert picture.rows[-3:] == (
        ("ti 12. mai: Vasket", "8", "1"), ("on 13. mai: Så på film", "2", "9"), ("to 14. mai", "2", "9"),
    )  # fmt: skip
