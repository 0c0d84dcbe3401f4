"""Exercises that only the guide opens: closed until she has, with nothing asked for meanwhile and no text lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from selfhelp.db.base import db
from selfhelp.db.tables import AuditEvent, ExerciseOpening
from selfhelp.features.feedback import opening
from selfhelp.features.feedback.refused import Refused, Why
from selfhelp.features.lessons.actions import write_entry
from selfhelp.features.lessons.refusals import ExerciseLocked
from selfhelp.features.treatments.actions import end_treatment
from selfhelp.features.treatments.end_reasons import EndReason
from tests.support.desk import MONDAY, NOW, page_of, rows
from tests.support.forms import opened
from tests.support.patients import Patient, actor_of
from tests.support.week import entries, welcomed
from tests.support.world import World, csrf_of
from tests.support.worries import LOG, PAGE, guide_presses, worrier

TOGETHER = "Denne øvelsen åpner du og Astrid sammen, i en samtale."
TEXT = "Jeg står på tomta, og veggen står feil."
CLOSE = 'name="do" value="close"'
SCRIPT, READINGS = "Min bekymringstekst", "Lesningene mine"


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def kari(world: World) -> Patient:
    return worrier(world, starts_on=MONDAY)


@pytest.fixture
def browser(world: World, kari: Patient) -> FlaskClient:
    return world.client("Kari")


@pytest.fixture
def astrid(world: World, kari: Patient) -> FlaskClient:
    return world.client("Astrid")


def writes(browser: FlaskClient) -> None:
    page = opened(browser, PAGE)
    page["script.text"] = TEXT
    assert page.send(browser, _do="save").status_code == 303


# --- closed


def test_a_closed_exercise_says_what_to_do_and_has_no_fields(browser: FlaskClient) -> None:
    html = browser.get(PAGE).text
    assert html.count(TOGETHER) == 1
    assert html.count("Denne åpner dere i samme samtale.") == 1
    assert "Skriv i ti minutter" not in html
    assert "Økta er hel uten" in html
    assert 'href="/letters"' in html.split(TOGETHER)[1]
    assert "script.text" not in html
    assert "reading.well" not in html
    assert opened(browser, PAGE).send(browser, _do="next").headers["Location"] == "/lesson/5/6"


def test_nothing_asks_her_for_it(browser: FlaskClient, astrid: FlaskClient, kari: Patient) -> None:
    for path in ("/today", "/diary", "/lesson/5/end"):
        html = browser.get(path).text
        assert READINGS not in html, path
        assert SCRIPT not in html, path
    guide_presses(astrid, kari, "open")
    for path in ("/today", "/diary"):
        assert READINGS in browser.get(path).text, path


def test_what_is_missing_in_it_does_not_stand_among_what_is_empty(world: World) -> None:
    worrier(world, "Ola", ("id: text\n    type", "id: text\n    required: true\n    type"), starts_on=MONDAY)
    browser = world.client("Ola")
    assert SCRIPT not in browser.get("/lesson/5/end").text
    assert opened(browser, "/lesson/5/end").send(browser, _do="keep").headers["Location"] == "/today"


def test_its_log_page_says_the_same(browser: FlaskClient, world: World, kari: Patient) -> None:
    html = browser.get(LOG).text
    assert TOGETHER in html
    assert "reading.well" not in html
    token = csrf_of(browser.get(PAGE).text)
    sent = {"csrf_token": token, "reading.well": "yes", "reading.expectation": "At kvelden er ødelagt."}
    answer = browser.post(LOG, data=sent)
    assert answer.status_code == 403
    assert "At kvelden er ødelagt." in answer.text
    assert entries(world, kari) == []


def test_the_short_version_says_the_same(world: World) -> None:
    ola = worrier(world, "Ola", ("id: text\n    type", "id: text\n    low_energy: true\n    type"), starts_on=MONDAY)
    browser = world.client("Ola")
    assert TOGETHER in browser.get("/lesson/5/short").text
    short = opened(browser, "/lesson/5/short")
    short["script.text"] = TEXT
    answer = short.send(browser, _do="next")
    assert (answer.status_code, TEXT in answer.text) == (403, True)
    guide_presses(world.client("Astrid"), ola, "open")
    html = browser.get("/lesson/5/short").text
    assert TOGETHER not in html
    assert "script.text" in html


def test_what_is_sent_all_the_same_is_refused_and_stands_on_the_screen(
    world: World, browser: FlaskClient, kari: Patient
) -> None:
    page = opened(browser, PAGE)
    page["script.text"] = TEXT
    answer = page.send(browser, _do="next")
    assert answer.status_code == 403
    assert "Øvelsen er ikke åpen nå" in answer.text
    assert TEXT in answer.text
    assert 'href="/lesson/5/5"' in answer.text
    assert entries(world, kari) == []
    assert "Det du holdt på å skrive" in browser.get(PAGE).text
    assert TEXT in browser.get(PAGE).text


def test_it_is_closed_to_whatever_writes(world: World, kari: Patient) -> None:
    """Also where the guide closes it while a form is on its way."""
    with world.inside():
        herself = actor_of(world.person("Kari"))
        with pytest.raises(ExerciseLocked):
            write_entry(herself, kari.treatment(), 5, "script", {"text": TEXT}, NOW)
        assert write_entry(herself, kari.treatment(), 5, "promise", {"situation": TEXT}, NOW) is not None


def test_a_closed_exercise_left_as_it_was_stops_nothing(world: World, browser: FlaskClient, kari: Patient) -> None:
    page = opened(browser, PAGE)
    page["script.text"] = ""
    page["reading.at"] = "2026-09-16T10:00"
    assert page.send(browser, _do="next").status_code == 303
    assert entries(world, kari) == []


# --- opened


def test_one_press_opens_all_of_the_lesson(
    world: World, browser: FlaskClient, astrid: FlaskClient, kari: Patient
) -> None:
    desk = astrid.get(page_of(kari)).text
    assert "Dette åpner du: økt 5, Det den lover" in desk
    for words in (SCRIPT, READINGS, "Åpne i en samtale, aldri i et brev.", "Åpne for Kari"):
        assert words in desk
    assert CLOSE not in desk
    answer = guide_presses(astrid, kari, "open")
    assert answer.headers["Location"].endswith("#exercises-5")
    assert CLOSE in astrid.get(page_of(kari)).text
    html = browser.get(PAGE).text
    assert TOGETHER not in html
    assert "script.text" in html
    assert "reading.well" in html
    writes(browser)
    assert [one.answers for one in entries(world, kari)] == [{"text": TEXT}]
    with world.inside():
        done = db.session.execute(
            select(AuditEvent.action, AuditEvent.actor_role).where(AuditEvent.object_kind == "exercise_opening")
        ).all()
        by = set(db.session.scalars(select(ExerciseOpening.by_id)))
        assert [tuple(one) for one in done] == [("exercise opened", "guide")] * 2
        assert by == {world.person("Astrid").id}


def test_pressing_twice_adds_nothing(world: World, astrid: FlaskClient, kari: Patient) -> None:
    guide_presses(astrid, kari, "open")
    guide_presses(astrid, kari, "open")
    assert rows(world, ExerciseOpening) == 2


def test_it_can_be_opened_before_the_lesson_is_reached(world: World, astrid: FlaskClient, kari: Patient) -> None:
    ola = welcomed(world, "Ola", module_id="worry", starts_on=MONDAY)
    assert "Åpne for Ola" in astrid.get(page_of(ola)).text
    guide_presses(astrid, ola, "open")
    assert CLOSE in astrid.get(page_of(ola)).text
    assert "Åpne for Kari" in astrid.get(page_of(kari)).text, "only for Ola"


# --- closed again


def test_closed_again_what_she_wrote_is_there_to_read(
    world: World, browser: FlaskClient, astrid: FlaskClient, kari: Patient
) -> None:
    guide_presses(astrid, kari, "open")
    writes(browser)
    guide_presses(astrid, kari, "close")
    (entry,) = entries(world, kari)
    for path in (PAGE, "/diary", f"/diary/{entry.thread_id}"):
        html = browser.get(path).text
        assert TEXT in html, path
        assert "script.text" not in html, path
    assert f'href="/diary/{entry.thread_id}"' not in browser.get("/diary").text
    guide_presses(astrid, kari, "open")
    assert "script.text" in browser.get(f"/diary/{entry.thread_id}").text


def test_an_old_window_is_refused_and_the_text_comes_back_when_it_is_open(
    world: World, browser: FlaskClient, astrid: FlaskClient, kari: Patient
) -> None:
    guide_presses(astrid, kari, "open")
    writes(browser)
    (entry,) = entries(world, kari)
    page, again = opened(browser, PAGE), opened(browser, f"/diary/{entry.thread_id}")
    guide_presses(astrid, kari, "close")
    assert page.send(browser, _do="next").status_code == 303, "nothing new in it"
    page["script.text"] = again["script.text"] = f"{TEXT} Og jeg går."
    assert page.autosave(browser).status_code == 403
    for old in (page, again):
        answer = old.send(browser, _do="later")
        assert answer.status_code == 403
        assert "Og jeg går." in answer.text
    assert [one.answers for one in entries(world, kari)] == [{"text": TEXT}]
    assert "Og jeg går." in browser.get(PAGE).text
    guide_presses(astrid, kari, "open")
    html = browser.get(PAGE).text
    assert "Du skrev også dette" in html
    assert "Og jeg går." in html


def test_a_draft_outlives_the_closing_and_what_she_saves_meanwhile(
    browser: FlaskClient, astrid: FlaskClient, kari: Patient
) -> None:
    guide_presses(astrid, kari, "open")
    page = opened(browser, PAGE)
    page["script.text"] = TEXT
    assert page.autosave(browser).status_code == 200
    guide_presses(astrid, kari, "close")
    assert TEXT in browser.get(PAGE).text
    assert opened(browser, PAGE).autosave(browser).status_code == 200
    for _ in range(2):
        assert opened(browser, PAGE).send(browser, _do="next").status_code == 303
        assert TEXT in browser.get(PAGE).text
    guide_presses(astrid, kari, "open")
    assert TEXT in browser.get(PAGE).text


# --- who, and when not


def test_another_guide_is_not_let_near(world: World, kari: Patient) -> None:
    bjorn, astrid = world.client("Bjørn"), world.client("Astrid")
    token = csrf_of(bjorn.get("/me").text)
    path = f"{page_of(kari)}/lesson/5/exercises"
    assert bjorn.post(path, data={"csrf_token": token, "do": "open"}).status_code == 404
    siri = world.client("Siri")
    assert "Dette åpner veilederen: økt 5" in siri.get(page_of(kari)).text
    assert "Åpne for Kari" not in siri.get(page_of(kari)).text
    assert rows(world, ExerciseOpening) == 0
    assert guide_presses(astrid, kari, "open", lesson=1).status_code == 303
    assert "Det er ingen øvelse i denne økta som du skal åpne." in astrid.get(page_of(kari)).text
    assert rows(world, ExerciseOpening) == 0


def test_for_those_under_18_the_psychologist_comes_first(world: World, astrid: FlaskClient, kari: Patient) -> None:
    nora = welcomed(world, "Nora", module_id="worry", starts_on=MONDAY, birth_year=2009)
    assert "Nora er 16 eller 17 år. Snakk med psykologen først." in astrid.get(page_of(nora)).text
    assert "16 eller 17 år. Snakk" not in astrid.get(page_of(kari)).text


def test_after_the_end_nothing_is_opened(world: World, browser: FlaskClient, kari: Patient) -> None:
    with world.inside():
        end_treatment(actor_of(world.person("Siri")), kari.treatment(), EndReason.COMPLETED, "", NOW)
        with pytest.raises(Refused) as refused:
            opening.set_exercises(actor_of(world.person("Astrid")), kari.treatment(), 5, True, NOW)
    assert refused.value.why is Why.ENDED
    assert rows(world, ExerciseOpening) == 0
    html = browser.get(PAGE).text
    assert "Denne øvelsen ble ikke åpnet." in html
    assert TOGETHER not in html


def test_the_author_sees_the_exercise_and_that_the_guide_opens_it(world: World, kari: Patient) -> None:
    html = world.client("Frode").get("/author/module/worry/preview/5/5").text
    assert html.count("Veilederen åpner denne øvelsen.") == 2
    assert "script.text" in html
