"""What somebody has written, as a sentence, a drawing and a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from selfhelp.core.charts import Width
from selfhelp.core.content.chart_block import CHART_KINDS
from selfhelp.core.content.document import Chart, Exercise, Field, JsonValue, Option
from selfhelp.features.lessons.pictures.picture import KINDS, draws_one, others_of, picture_of, reaches_back
from tests.support.forms import opened
from tests.support.pictures import TODAY, Entry, drawn, entry, exercise, in_bokmaal
from tests.support.svg import all_named, parsed, texts
from tests.support.week import entries, on, welcomed
from tests.support.world import START, World

MINUTES = Field("minutes", "minutes", "Hvor lenge?")
MOOD = Field("mood", "scale", "Humør", min=0, max=10, low="Svært tungt", high="Svært bra")


@pytest.fixture(autouse=True)
def _in_bokmaal(request: pytest.FixtureRequest) -> Iterator[None]:
    if "world" in request.fixturenames:
        yield
        return
    with in_bokmaal():
        yield


def test_every_kind_an_author_can_write_is_drawn() -> None:
    assert set(KINDS) == set(CHART_KINDS)


def test_an_exercise_without_a_chart_has_no_picture() -> None:
    assert picture_of(Exercise("log", "Loggen", (MOOD,)), [entry(mood=3)], TODAY, "nb") is None


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_nothing_written_is_no_picture(kind: str) -> None:
    night = [Field(name, "time", name) for name in "abcdef"]
    y = tuple("abcdef") if kind == "nights" else ("mood", "mood") if kind == "before-after" else ("mood",)
    assert picture_of(exercise(Chart(kind, y), MOOD, *night), [], TODAY, "nb") is None


def test_a_line_is_one_mean_a_day_with_gaps_and_what_is_older_left_out() -> None:
    log = exercise(Chart("line", ("mood",)), MOOD)
    picture = drawn(
        log, entry(20, mood=9), entry(4, mood=2), entry(3, mood=4), entry(3, mood=5), entry(1), entry(mood=7)
    )
    assert picture.sentence == "Ført 3 av de siste 14 dagene. Først 2, sist 7. Der det er flere, vises gjennomsnittet."
    assert picture.heads == ("Dag", ("Humør (0–10)", "num"))
    assert picture.rows == (("sø 10. mai", "2"), ("ma 11. mai", "4,5"), ("to 14. mai", "7"))
    svg = parsed(str(picture.svg))
    assert len(all_named(svg, "c-pt")) == 3
    assert {"0 Svært tungt", "10 Svært bra", "4,5"} <= set(texts(svg))


def test_a_zero_is_a_value_and_an_empty_field_is_not() -> None:
    log = exercise(Chart("line", ("mood", "minutes")), MOOD, MINUTES)
    picture = drawn(log, entry(1, mood=0), entry(0, minutes=5))
    assert picture.rows == (("on 13. mai", "0", "–"), ("to 14. mai", "–", "5"))


def test_the_day_a_log_tells_counts_and_not_the_day_it_was_written() -> None:
    at = Field("at", "datetime", "Når?")
    log = exercise(Chart("line", ("mood",)), at, MOOD)
    picture = drawn(log, entry(0, at="2026-05-12T09:10", mood=3))
    assert [row[0] for row in picture.rows] == ["ti 12. mai"]


def test_what_is_met_again_every_lesson_is_drawn_by_week_with_a_gap_for_a_missing_one() -> None:
    check_in = exercise(Chart("line", ("mood",)), MOOD, log=False)
    picture = drawn(check_in, entry(28, mood=3), entry(21, mood=4), entry(0, mood=6))
    assert picture.sentence == "Ført i 3 uker. Først 3, sist 6."
    assert [row[0] for row in picture.rows] == ["Uka fra 13. april", "Uka fra 20. april", "Uka fra 11. mai"]
    assert len(all_named(parsed(str(picture.svg)), "c-line")) == 1


def test_bars_add_up_and_say_how_often_the_goal_was_reached() -> None:
    log = exercise(Chart("bars", ("minutes",), better="lower", goal=30), MINUTES)
    picture = drawn(log, entry(2, minutes=20), entry(2, minutes=25), entry(1, minutes=30), entry(0, minutes=0))
    assert picture.sentence == "Ført 3 av de siste 14 dagene. 75 minutter til sammen. 2 av dem på målet eller under."
    assert picture.rows == (
        ("ti 12. mai", "45"), ("on 13. mai", "30"), ("to 14. mai", "0"), ("Mål", "30"),
    )  # fmt: skip
    assert {"Mål: 30 minutter", "↓ bedre"} <= set(texts(parsed(str(picture.svg))))


def test_bars_by_week_are_as_many_as_have_been() -> None:
    log = exercise(Chart("bars", ("minutes",), better="higher", per="week"), MINUTES)
    picture = drawn(log, entry(15, minutes=10), entry(0, minutes=5))
    assert [row[0] for row in picture.rows] == ["Uka fra 27. april", "Uka fra 11. mai"]
    assert texts(parsed(str(picture.svg))).count("–") == 1


def test_her_own_weekly_goal_stands_beside_what_she_drank() -> None:
    units = Field("units", "number", "Hvor mange enheter?")
    chart = Chart("bars", ("units",), better="lower", per="week", goal_from="goal.week-limit")
    log = exercise(chart, units)
    week = (entry(1, units=6), entry(0, units=2))
    assert others_of(log) == {"goal"}
    assert reaches_back(log) is None  # the goal may be old
    goals = (entry(30, **{"week-limit": 14}), entry(20, goal="Mindre"), entry(9, **{"week-limit": 10}))
    picture = drawn(log, *week, others=goals)
    assert picture.sentence == "Ført i 1 uke. 8 til sammen. Mål: 10."
    assert picture.rows == (("Uka fra 11. mai", "8"), ("Mål", "10"))
    assert "Mål: 10" in texts(parsed(str(picture.svg)))
    without = drawn(log, *week)  # not set yet, or not shared with the one who reads
    assert without.rows == (("Uka fra 11. mai", "8"),)
    assert "Mål" not in without.sentence


ANSWERS = (Option("yes", "Ja"), Option("part", "Delvis"), Option("no", "Nei"))
DONE = Field("done", "choice", "Ble det noe av?", options=ANSWERS)


def test_dots_speak_with_the_words_of_the_question_and_the_best_of_a_day_counts() -> None:
    plan = exercise(Chart("dots", ("done",), states={"yes": "kept", "part": "partly", "no": "not"}), DONE)
    picture = drawn(
        plan, entry(30, done="yes"), entry(3, done="no"), entry(3, done="yes"), entry(2, done="part"), entry()
    )
    assert picture.sentence == "Ja på 1 av de siste 28 dagene. Delvis på 1."
    assert picture.rows == (("ma 11. mai", "Ja"), ("ti 12. mai", "Delvis"))
    assert {"Ja", "Delvis", "Nei", "ikke ført", "ma", "sø"} <= set(texts(parsed(str(picture.svg))))


def test_dots_of_a_text_are_the_days_it_was_written() -> None:
    log = exercise(Chart("dots", ("what",)), Field("what", "text", "Hva?"))
    assert drawn(log, entry(1, what="Kaffe"), entry()).sentence == "Ført på 1 av de siste 28 dagene."


def test_dots_of_yes_and_no() -> None:
    log = exercise(Chart("dots", ("rule",)), Field("rule", "yes-no", "Holdt du det?"))
    assert drawn(log, entry(1, rule=True), entry(0, rule=False)).rows[-1] == ("to 14. mai", "Nei")


BEFORE, AFTER = (Field(name, "scale", name, min=0, max=100, step=10) for name in ("before", "after"))


def test_before_and_after_tell_the_last_whole_pair() -> None:
    thoughts = exercise(Chart("before-after", ("before", "after"), better="lower"), BEFORE, AFTER)
    picture = drawn(thoughts, entry(3, before=80, after=40), entry(2), entry(1, before=70))
    assert picture.sentence == "Sist gikk tallet fra 80 til 40."
    assert picture.rows == (("ma 11. mai", "80", "40"), ("on 13. mai", "70", "–"))
    assert len(drawn(thoughts, *[entry(days, before=50, after=50) for days in range(12, 0, -1)]).rows) == 10
    assert drawn(thoughts, entry(1, before=50, after=50)).sentence == "Sist ble tallet stående på 50."


AREAS = Field(
    "areas", "group", "Områder",
    fields=(Field("name", "text", "Område"), Field("importance", "scale", "Viktig", min=0, max=10),
            Field("consistency", "scale", "Plass", min=0, max=10)),
)  # fmt: skip


def test_pairs_put_the_greatest_distance_first() -> None:
    values = exercise(Chart("pairs", ("importance", "consistency")), AREAS, log=False)
    rows: list[JsonValue] = [
        {"id": "row1", "name": "Sjakk", "importance": 8, "consistency": 7},
        {"id": "row2", "name": "Folk på jobben", "importance": 7, "consistency": 1},
        {"id": "row3", "name": "Tom"},
    ]
    picture = drawn(values, entry(2, areas=[]), entry(1, areas=rows))
    assert picture.sentence == "Størst avstand: Folk på jobben, 7 mot 1."
    assert picture.rows == (("Folk på jobben", "7", "1"), ("Sjakk", "8", "7"))


STEPS: list[JsonValue] = [
    {"id": "aaaa", "text": "Holde innlegg", "suds": 90},
    {"id": "bbbb", "text": "Ta bussen", "suds": 20},
    {"id": "cccc", "text": "Stå i kø", "suds": 40},
]
LADDER = Field("steps", "ladder", "Trinn", fields=(Field("text", "text", "Hva?"), Field("suds", "scale", "0–100")))


def test_the_ladder_is_told_from_the_hardest_down() -> None:
    ladder = exercise(Chart("ladder", ("steps",)), LADDER, log=False)
    picture = drawn(ladder, entry(1, steps=STEPS))
    assert picture.sentence == "3 trinn, fra 20 til 90."
    assert picture.rows == (("Holde innlegg", "90"), ("Stå i kø", "40"), ("Ta bussen", "20"))
    assert draws_one(ladder)


def test_in_the_log_of_what_she_tried_the_ladder_says_where_she_is() -> None:
    log = exercise(Chart("ladder", ("step",)), Field("step", "reference", "Trinn", refers_to="hierarchy.steps"))
    picture = drawn(log, *[entry(3, step="bbbb")] * 2, entry(1, step="cccc"), others=[entry(9, steps=STEPS)])
    assert picture.sentence == "3 trinn, fra 20 til 90. Sist gjort: «Stå i kø»."
    assert picture.rows == (
        ("Holde innlegg", "90", "–"), ("Stå i kø", "40", "gjort 1 gang"), ("Ta bussen", "20", "gjort 2 ganger"),
    )  # fmt: skip
    assert {"her nå · gjort 1 gang", "gjort 2 ganger"} <= set(texts(parsed(str(picture.svg))))
    assert not draws_one(log)
    assert others_of(log) == {"hierarchy"}
    assert reaches_back(log) is None


NIGHT = (
    Field("day", "date", "Hvilken morgen?"), Field("b", "time", "Til sengs"), Field("l", "time", "Lyset av"),
    Field("sol", "minutes", "Sovnet"), Field("waso", "minutes", "Våken"), Field("f", "time", "Våknet"),
    Field("o", "time", "Sto opp"),
)  # fmt: skip
SLEEP = exercise(Chart("nights", ("b", "l", "sol", "waso", "f", "o")), *NIGHT)


def night(day: str, b: str, light: str, sol: int, waso: int, f: str, o: str) -> Entry:
    return entry(0, day=day, b=b, l=light, sol=sol, waso=waso, f=f, o=o)


@pytest.mark.parametrize(
    ("told", "bed", "slept", "share"),
    [
        (("23:00", "23:15", 45, 60, "06:30", "07:15"), ("23.00", "07.15"), "5 t 30 min", "66\u00a0%"),
        (("22:30", "22:30", 90, 30, "06:00", "07:30"), ("22.30", "07.30"), "5 t 30 min", "61\u00a0%"),
        (("01:00", "01:00", 10, 5, "06:00", "06:00"), ("01.00", "06.00"), "4 t 45 min", "95\u00a0%"),
        (("00:30", "00:30", 15, 15, "06:15", "06:30"), ("00.30", "06.30"), "5 t 15 min", "87\u00a0%"),
    ],
)
def test_a_night_comes_to_what_the_diary_says(
    told: tuple[str, str, int, int, str, str], bed: tuple[str, str], slept: str, share: str
) -> None:
    picture = drawn(SLEEP, night("2026-05-13", *told))
    assert picture.rows == (("on 13. mai", *bed, slept, share), ("Den stiplete streken", "", "", "", "85\u00a0%"))
    assert picture.sentence == f"Ført 1 av de siste 14 nettene. Den siste natta var {share} av tida i senga søvn."


@pytest.mark.parametrize(
    "told",
    [
        ("23:00", "22:00", 10, 0, "06:00", "07:00"),  # light out before bed
        ("23:00", "23:00", 300, 300, "06:00", "07:00"),  # more time awake than there was night
        ("12:00", "12:00", 10, 0, "07:00", "07:00"),  # 19 hours in bed
        ("23:00", "23:00", 0, 0, "23:00", "23:00"),  # no time at all
    ],
)
def test_a_night_that_cannot_have_been_is_a_gap(told: tuple[str, str, int, int, str, str]) -> None:
    picture = drawn(SLEEP, night("2026-05-12", "23:00", "23:00", 0, 0, "07:00", "07:00"), night("2026-05-13", *told))
    assert [row[0] for row in picture.rows[:-1]] == ["ti 12. mai"]


def test_a_night_with_a_time_missing_is_a_gap() -> None:
    assert picture_of(SLEEP, [entry(0, day="2026-05-13", b="23:00")], TODAY, "nb") is None


def test_the_diamond_has_the_whole_of_what_is_written_in_its_table() -> None:
    long = "Alle så det. " * 40
    names = ("situation", "thought", "feelings", "body", "did")
    parts = dict(zip(("middle", "thoughts", "feelings", "body", "actions"), names, strict=True))
    given = exercise(Chart("diamond", parts=parts), *(Field(name, "text", name) for name in names), log=False)
    picture = drawn(given, entry(1, situation="Mandagsmøtet", thought=long, did="Gikk"))
    assert picture.rows[:2] == (("Situasjon", "Mandagsmøtet"), ("Tanker", long))
    assert picture.of_words
    assert dict(picture.rows)["Kropp"] == "–"


def test_a_guide_gets_the_wide_one() -> None:
    log = exercise(Chart("line", ("mood",)), MOOD)
    assert 'viewBox="0 0 720' in drawn(log, entry(mood=3), width=Width.WIDE).svg


def test_the_table_holds_every_number_of_the_drawing() -> None:
    log = exercise(Chart("bars", ("minutes",), better="lower", goal=30), MINUTES)
    picture = drawn(log, *[entry(days, minutes=days * 7) for days in range(12)])
    held = set(re.findall(r"\d+", " ".join(cell for row in picture.rows for cell in row)))
    said = [one.text or "" for one in all_named(parsed(str(picture.svg)), "c-val")]
    assert said
    assert set(said) <= held


def _write(browser: FlaskClient, **answers: str) -> None:
    log = opened(browser, "/diary/log/activity-log")
    for name, value in answers.items():
        log[f"activity-log.{name}"] = value
    assert log.send(browser, _do="another:activity-log").status_code == 303


def test_she_sees_her_log_as_a_picture_and_in_a_table(world: World) -> None:
    with on(START):
        kari = welcomed(world, starts_on=START.date() - timedelta(days=7))
        browser = world.client("Kari")
        opened(browser, "/lesson/1/end").send(browser, _do="keep")
        opened(browser, "/lesson/2/5").send(browser, _do="save")
        assert "<figure" not in browser.get("/diary/log/activity-log").text
        _write(browser, activity="Gikk til postkassa", mastery="6", pleasure="2")
        page = browser.get("/diary/log/activity-log").text
        (line,) = entries(world, kari, "activity-log")
        again = browser.get(f"/diary/{line.thread_id}").text
    for shown in (page, again):
        assert "Det blir til sammen" in shown
        assert "Ført 1 av de siste 14 dagene." in shown
        assert "Hvor mye mestring" in shown[shown.index("<figure") : shown.index("</figure>")]
        assert re.search(r'<th scope="row">ma 7. september</th><td class="num">6</td><td class="num">2</td>', shown)


def test_an_entry_read_again_is_drawn_alone(world: World) -> None:
    with on(START):
        kari = welcomed(world)
        browser = world.client("Kari")
        number = next(
            number for number in range(1, 9) if "diamond.situation" in browser.get(f"/lesson/1/{number}").text
        )
        page = opened(browser, f"/lesson/1/{number}")
        page["diamond.situation"] = "Mandagsmøtet på loftet"
        page.send(browser, _do="later")
        (one,) = entries(world, kari, "diamond")
        shown = browser.get(f"/diary/{one.thread_id}").text
    figure = shown[shown.index("<figure") : shown.index("</figure>")]
    assert "Mandagsmøtet på loftet" in figure
    assert "Vis ordene i en tabell" in figure
