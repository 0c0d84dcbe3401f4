"""How Kari is, with one tap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from selfhelp.db.base import db
from selfhelp.db.tables import Draft, Mood
from tests.support.forms import form_on, opened
from tests.support.pages import sign_in
from tests.support.week import count, expire_sessions, on, welcomed
from tests.support.world import START, World


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


def test_one_tap_notes_it(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    assert "Bare du ser dette. Når du deler, ser Astrid det også." in browser.get("/today").text
    assert opened(browser, "/today", "/mood").send(browser, mood="4").headers["Location"] == "/today"
    page = browser.get("/today").text
    assert "Notert kl. 10.00." in page
    assert 'value="4" aria-pressed="true"' in page
    assert "Er det for tungt" not in page
    assert "Førte humøret én dag" in page


def test_heavy_brings_a_quiet_line(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    opened(browser, "/today", "/mood").send(browser, mood="1")
    assert "Er det for tungt? Se hvem du kan ringe" in browser.get("/today").text


def test_a_double_tap_is_one_mood(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    row = opened(browser, "/today", "/mood")
    assert [row.send(browser, mood="3").status_code for _ in range(2)] == [303, 303]
    assert count(world, Mood) == 1


@pytest.mark.parametrize("value", ["0", "6", "-1", "3.5", "tre", "", "99999999999999999999"])
def test_what_is_no_mood_is_refused(world: World, value: str) -> None:
    welcomed(world)
    browser = world.client("Kari")
    assert opened(browser, "/today", "/mood").send(browser, mood=value).status_code == 422
    assert count(world, Mood) == 0


def test_words_are_hers_alone_and_stand_beside_the_mood(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    opened(browser, "/today", "/mood").send(browser, mood="2")
    note = opened(browser, "/mood", "/mood/note")
    assert "Bare du kan lese disse ordene, også når du deler." in browser.get("/mood").text
    note["note"] = "Sliten etter jobb"
    note.send(browser)
    diary = browser.get("/diary").text
    assert "Sliten etter jobb" in diary
    assert "Du har ført humøret 1 av de siste 14 dagene." in diary
    with world.inside():
        assert all(row.note is None or b"Sliten" not in row.note for row in db.session.scalars(select(Mood)))


def test_words_are_kept_while_she_writes_and_when_the_session_runs_out(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    opened(browser, "/today", "/mood").send(browser, mood="2")
    note = opened(browser, "/mood", "/mood/note")
    note["note"] = "Sliten"
    assert note.autosave(browser).get_json()["version"] == 1
    note["note"], note["version"] = "Sliten etter jobb", "1"
    with world.inside():
        expire_sessions(START)
    assert note.send(browser).status_code == 401
    sign_in(browser, "Kari")
    again = opened(browser, "/mood", "/mood/note")
    assert again["note"] == "Sliten etter jobb"
    again.send(browser)
    assert count(world, Draft) == 0


def test_empty_and_too_long_words_are_refused_beside_the_field(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    opened(browser, "/today", "/mood").send(browser, mood="2")
    for text, said in ((" ", "Skriv noen ord først."), ("å" * 2001, "Teksten er for lang")):
        note = opened(browser, "/mood", "/mood/note")
        note["note"] = text
        answer = note.send(browser)
        assert answer.status_code == 422
        assert said in answer.text
        assert form_on(answer.text, "/mood/note")["note"] == text
    assert count(world, Mood) == 1


def test_days_without_are_blank_and_the_last_of_a_day_counts(world: World) -> None:
    welcomed(world)
    for day, values in ((0, "24"), (2, "5")):
        for minute, value in enumerate(values):
            with on(START + timedelta(days=day, minutes=minute)):
                browser = world.client("Kari")
                opened(browser, "/today", "/mood").send(browser, mood=value)
    with on(START + timedelta(days=2, hours=1)):
        diary = world.client("Kari").get("/diary").text
    assert diary.count('class="c-mood"') == 2
    assert "Ganske bra" in diary
    assert "Litt tungt" not in diary
