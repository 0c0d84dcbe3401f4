"""The start page: one next step and what has been done, never what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Pause
from tests.support.forms import opened
from tests.support.letters import give
from tests.support.patients import Patient
from tests.support.week import on, welcomed
from tests.support.world import START, World

A_WEEK_AGO = START.date() - timedelta(days=7)


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


def test_the_first_day_has_one_step(world: World) -> None:
    welcomed(world)
    page = world.client("Kari").get("/today").text
    assert "Hei, Kari" in page
    assert "Mandag 7. september" in page
    assert "Økt 1 · ca. 40 minutter" in page
    assert "Start</button>" in page
    assert 'href="/lesson/1/short"' in page
    assert page.count('class="next"') == 1


def test_a_lesson_begun_is_what_she_goes_on_with(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    opened(browser, "/lesson/1/1").send(browser, _do="next")
    page = browser.get("/today").text
    assert "Økt 1, del 2 av 6 · ca. 7 minutter" in page
    assert "Fortsett</button>" in page


def test_after_the_lesson_she_sees_when_the_next_opens_and_what_she_has_done(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, "/lesson/1/6")
    page["plan.what"] = "Te"
    page.send(browser, _do="next")
    opened(browser, "/lesson/1/end").send(browser, _do="share")
    html = browser.get("/today").text
    assert "Aktivitet og humør" in html
    assert "Åpner mandag 14. september" in html
    assert "Gjorde ferdig «Kom i gang»" in html
    assert "Skrev i «Min plan»" in html
    assert "Du hører fra Astrid senest torsdag 10. september." in html


def test_what_was_left_for_afterwards_can_be_reached(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, "/lesson/1/6")
    page["plan.what"] = "Te"
    page.send(browser, _do="next")
    opened(browser, "/lesson/1/end").send(browser, _do="share")
    with on(START + timedelta(days=3)):
        browser = world.client("Kari")
        html = browser.get("/today").text
        assert "Min plan: Hvordan gikk det?" in html
        (path,) = set(re.findall(r'href="(/diary/[0-9a-f-]{36})"', html))
        entry = opened(browser, path)
        entry["plan.did"] = "To ganger"
        entry.send(browser, _do="later")
        assert "Min plan: Hvordan gikk det?" not in browser.get("/today").text


def test_not_today_is_fine(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    opened(browser, "/today", "/today/not-today").send(browser)
    page = browser.get("/today").text
    assert "Helt greit. Den ligger her når du vil." in page
    assert "Start likevel" in page
    with on(START + timedelta(days=1)):
        assert "Start</button>" in world.client("Kari").get("/today").text


def test_after_days_away_she_is_welcome(world: World) -> None:
    welcomed(world)
    world.client("Kari")
    with on(START + timedelta(minutes=2)):
        browser = world.client("Kari")
        assert "Fint at du er her." not in browser.get("/today").text
    with on(START + timedelta(minutes=4)):
        browser.get("/today")
    with on(START + timedelta(days=6)):
        page = world.client("Kari").get("/today").text
    assert "Fint at du er her. Vi fortsetter der du slapp." in page
    assert "ikke vært her" not in page


def test_before_the_start_there_is_nothing_to_do(world: World) -> None:
    welcomed(world, starts_on=date(2026, 9, 14))
    page = world.client("Kari").get("/today").text
    assert "Programmet starter mandag 14. september" in page
    assert "Start</button>" not in page


def test_a_pause_asks_for_nothing(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    opened(browser, "/today", "/lesson/1/open").send(browser)
    with world.inside():
        _pause(kari, date(2026, 9, 7), date(2026, 9, 21))
    page = browser.get("/today").text
    assert "Du har pause til mandag 21. september" in page
    assert "Fortsett likevel" in page


def test_after_the_end_she_can_read_but_not_write(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, "/lesson/1/6")
    page["plan.what"] = "Te på trappa"
    page.send(browser, _do="later")
    page, letter = opened(browser, "/lesson/1/6"), opened(browser, "/letters")
    page["plan.what"] = "Kaffe"
    with world.inside():
        _end(kari, START.date())
    assert "Programmet er avsluttet" in browser.get("/today").text
    assert "Te på trappa" in browser.get("/diary").text
    letter["text"] = "Hei igjen"
    for answer in (page.send(browser, _do="later"), letter.send(browser), page.autosave(browser)):
        assert answer.status_code == 403
        assert "så dette ble ikke lagret" in answer.text


def test_a_letter_stands_on_today_until_it_is_read(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    with world.inside():
        letter = give(world, kari, "letter", "Hei Kari", START)
    assert "Brev fra Astrid" in browser.get("/today").text
    opened(browser, "/letters", f"/letters/{letter}/open").send(browser)
    assert "Brev fra Astrid" not in browser.get("/today").text


def test_asking_to_be_called_says_by_when(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    opened(browser, "/today", "/call-me").send(browser)
    page = browser.get("/today").text
    assert "Du har bedt Astrid ringe deg. Det skjer senest onsdag 9. september." in page
    assert "Be Astrid ringe meg" not in page
    with on(datetime(2026, 9, 10, 8, tzinfo=UTC)):
        late = world.client("Kari").get("/today").text
        assert "Det beklager vi." in late
        assert "55 00 00 00" in late


def test_today_never_counts_what_is_left(world: World) -> None:
    welcomed(world, starts_on=A_WEEK_AGO - timedelta(days=14))
    text = re.sub(r"<[^>]+>", " ", world.client("Kari").get("/today").text.split("<main")[1])
    assert not re.search(r"%|\b\d+ av \d+\b|\b\d+/\d+\b|gjenstår|mangler|glemt|forsinket|dager på rad", text)


@transaction
def _pause(kari: Patient, first: date, back: date) -> None:
    treatment = kari.treatment()
    db.session.add(Pause(
        id=new_id(), treatment_id=treatment.id, patient_id=treatment.patient_id, from_on=first, returns_on=back,
        made_by=treatment.patient_id, made_at=START,
    ))


@transaction
def _end(kari: Patient, day: date) -> None:
    kari.treatment().ended_on = day
