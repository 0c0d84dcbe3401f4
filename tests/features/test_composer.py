"""The guide's letter on its way: written, kept, sent, called back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from selfhelp.db.base import db
from selfhelp.db.tables import Draft, Feedback
from tests.support.desk import DRAFT, LETTER, MONDAY, NOW, box, field, page_of, presses, rows, written_in
from tests.support.patients import Patient
from tests.support.world import World, csrf_of


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def kari(world: World) -> Patient:
    return world.patient("Kari Nordmann", starts_on=MONDAY, birth_year=1988)


@pytest.fixture
def astrid(world: World) -> FlaskClient:
    return world.client("Astrid")


def test_sent_and_on_to_the_next(world: World, kari: Patient, astrid: FlaskClient) -> None:
    ola = world.patient("Ola Hansen", starts_on=date(2026, 9, 2))
    answer = presses(astrid, kari, "send", f"  {LETTER}\r\n\r\nHilsen Astrid ", minutes="10")
    assert answer.status_code == 303
    assert answer.location.startswith(page_of(ola))
    html = astrid.get(answer.location).text
    assert "Sendt til Kari Nordmann." in html
    assert "(30 s)" in html
    with world.inside():
        stored = db.session.scalars(select(Feedback)).one()
        assert box(kari, NOW + timedelta(minutes=1)) == ["letter"]
    assert stored.minutes == 10
    assert written_in(astrid.get(page_of(kari)).text).strip() == ""


def test_undone_without_script(
    world: World, kari: Patient, astrid: FlaskClient, travel: time_machine.Traveller
) -> None:
    html = astrid.get(presses(astrid, kari, "send").location).text
    undo = re.search(r'action="([^"]*/undo)"', html)
    assert undo
    travel.shift(20)
    answer = astrid.post(undo.group(1), data={"csrf_token": csrf_of(html)})
    assert answer.location == page_of(kari)
    html = astrid.get(answer.location).text
    assert written_in(html).strip() == LETTER
    assert html.count(LETTER) == 1  # in the composer; not among what has been sent
    assert "Pasienten har ikke sett brevet" in html
    with world.inside():
        assert box(kari, NOW + timedelta(hours=1)) == []


def test_too_late_to_undo(world: World, kari: Patient, astrid: FlaskClient, travel: time_machine.Traveller) -> None:
    sent_page = presses(astrid, kari, "send").location
    html = astrid.get(sent_page).text
    undo = re.search(r'action="([^"]*/undo)"', html)
    assert undo
    travel.shift(30)
    answer = astrid.post(undo.group(1), data={"csrf_token": csrf_of(html)})
    assert answer.status_code == 409
    assert "Må noe rettes, sender du et nytt brev" in answer.text
    assert "Sendt til" not in astrid.get(sent_page).text
    with world.inside():
        assert box(kari, NOW + timedelta(hours=1)) == ["letter"]


def test_a_letter_of_another_patient_is_not_undone_from_here(world: World, kari: Patient, astrid: FlaskClient) -> None:
    ola = world.patient("Ola Hansen", starts_on=MONDAY)
    presses(astrid, kari, "send")
    with world.inside():
        sent = db.session.scalars(select(Feedback)).one()
    token = csrf_of(astrid.get(page_of(ola)).text)
    assert astrid.post(f"{page_of(ola)}/letter/{sent.id}/undo", data={"csrf_token": token}).status_code == 404
    with world.inside():
        assert box(kari, NOW + timedelta(hours=1)) == ["letter"]


def test_a_double_click_sends_one_letter(world: World, kari: Patient, astrid: FlaskClient) -> None:
    presses(astrid, kari, "save")
    html = astrid.get(page_of(kari)).text
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")}
    form |= {"text": LETTER, "minutes": "", "do": "send"}
    answers = [astrid.post(f"{page_of(kari)}/letter", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert rows(world, Feedback) == 1


def test_changed_and_sent_again_both_texts_are_shown(world: World, kari: Patient, astrid: FlaskClient) -> None:
    html = astrid.get(page_of(kari)).text
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")} | {"minutes": "", "do": "send"}
    astrid.post(f"{page_of(kari)}/letter", data=form | {"text": LETTER})
    answer = astrid.post(f"{page_of(kari)}/letter", data=form | {"text": "En annen tekst."})
    assert answer.status_code == 409
    assert LETTER in answer.text
    assert "En annen tekst." in answer.text
    assert rows(world, Feedback) == 1


def test_the_second_tab_sees_both_texts(world: World, kari: Patient, astrid: FlaskClient) -> None:
    presses(astrid, kari, "save", "Først.")
    html = astrid.get(page_of(kari)).text
    presses(astrid, kari, "save", "Fra den andre fanen.")
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")} | {"minutes": "", "do": "send"}
    answer = astrid.post(f"{page_of(kari)}/letter", data=form | {"text": LETTER})
    assert answer.status_code == 409
    assert LETTER in answer.text
    assert "Fra den andre fanen." in answer.text
    assert rows(world, Feedback) == 0


def test_a_letter_sent_from_another_tab_is_not_sent_twice(world: World, kari: Patient, astrid: FlaskClient) -> None:
    presses(astrid, kari, "save")
    html = astrid.get(page_of(kari)).text
    presses(astrid, kari, "send")
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")} | {"minutes": "", "do": "send"}
    assert astrid.post(f"{page_of(kari)}/letter", data=form | {"text": LETTER}).status_code == 409
    assert rows(world, Feedback) == 1


@pytest.mark.parametrize(
    ("text", "minutes", "says"),
    [
        (" ", "", "Skriv noe før du sender"),
        ("Målet ditt er … . Det første steget du skrev, er noe jeg kan se for meg: …", "", "En startsetning står"),
        (LETTER, "ti", "Skriv minuttene som et helt tall"),
        (LETTER, "9" * 5000, "Skriv minuttene som et helt tall"),
        ("a" * 1_000_000, "", "Teksten er for lang"),
    ],
)
def test_what_cannot_be_sent_is_kept_on_the_page(
    world: World, kari: Patient, astrid: FlaskClient, text: str, minutes: str, says: str
) -> None:
    answer = presses(astrid, kari, "send", text, minutes=minutes)
    assert answer.status_code == 422
    assert says in answer.text
    assert "<title>Feil:" in answer.text
    assert written_in(answer.text).strip() == text.strip()
    assert rows(world, Feedback) == 0


def test_an_opener_is_put_in_without_script(world: World, kari: Patient, astrid: FlaskClient) -> None:
    answer = presses(astrid, kari, "", "Hei Kari.", opener="1")
    assert answer.status_code == 303
    assert written_in(astrid.get(page_of(kari)).text).strip().startswith("Hei Kari.\n\nMålet ditt er … .")


@pytest.mark.parametrize("opener", ["99", "-1", "x", "1" * 5000])
def test_an_opener_that_is_not_there_keeps_the_text(
    world: World, kari: Patient, astrid: FlaskClient, opener: str
) -> None:
    assert presses(astrid, kari, "", "Hei Kari.", opener=opener).status_code == 303
    assert written_in(astrid.get(page_of(kari)).text).strip() == "Hei Kari."


def test_the_draft_saves_itself(world: World, kari: Patient, astrid: FlaskClient) -> None:
    form = {"csrf_token": csrf_of(astrid.get(page_of(kari)).text), "text": DRAFT, "minutes": "5", "do": "save"}
    saved = astrid.put(f"{page_of(kari)}/letter", data=form | {"version": "0"})
    assert saved.json == {"version": 1, "saved_at": "10.00"}
    assert astrid.put(f"{page_of(kari)}/letter", data=form | {"text": "Eldre.", "version": "0"}).status_code == 409
    assert astrid.put(f"{page_of(kari)}/letter", data=form | {"text": "a" * 300_000, "version": "1"}).status_code == 422
    html = astrid.get(page_of(kari)).text
    assert written_in(html).strip() == DRAFT
    assert field(html, "minutes") == "5"
    with world.inside():
        assert DRAFT.encode() not in db.session.scalars(select(Draft)).one().content


def test_text_survives_an_expired_session(
    world: World, kari: Patient, astrid: FlaskClient, travel: time_machine.Traveller
) -> None:
    html = astrid.get(page_of(kari)).text
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")}
    travel.shift(31 * 60)
    answer = astrid.post(f"{page_of(kari)}/letter", data=form | {"text": DRAFT, "minutes": "", "do": "send"})
    assert answer.status_code == 401
    assert rows(world, Feedback) == 0
    assert written_in(world.client("Astrid").get(page_of(kari)).text).strip() == DRAFT


def test_on_to_the_queue_when_nobody_is_left(world: World, kari: Patient, astrid: FlaskClient) -> None:
    answer = presses(astrid, kari, "send")
    assert answer.location.startswith("/guide/queue?sent=")
    assert "Sendt til Kari Nordmann." in astrid.get(answer.location).text
