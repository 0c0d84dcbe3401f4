"""Letters between Kari and Astrid, and the wish to be called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from selfhelp.access.throttle import WRITING
from selfhelp.db.tables import CallRequest, Draft, LetterOpening, PatientLetter
from tests.support.forms import form_on, opened
from tests.support.letters import give, withdraw
from tests.support.pages import sign_in
from tests.support.week import count, expire_sessions, on, welcomed
from tests.support.world import START, World


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


def test_a_letter_is_sent_and_she_is_told_when_it_is_answered(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    letter = opened(browser, "/letters")
    letter["text"] = "Hei Astrid.\r\nSe www.nrk.no og meg.no"
    assert letter.send(browser).headers["Location"] == "/letters"
    page = browser.get("/letters").text
    assert "Sendt. Astrid svarer senest onsdag 9. september." in page
    assert "Hei Astrid.<br>Se <a href" in page
    assert "meg.no</a>" not in page
    assert form_on(page, "/letters")["text"] == ""


def test_the_same_letter_is_not_sent_twice(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    letter = opened(browser, "/letters")
    letter["text"] = "Hei"
    assert [letter.send(browser).status_code for _ in range(2)] == [303, 303]
    assert count(world, PatientLetter) == 1
    letter["text"] = "Hei, forresten"
    refused = letter.send(browser)
    assert refused.status_code == 409
    assert "Hei, forresten" in refused.text
    assert count(world, PatientLetter) == 1


def test_an_empty_and_a_too_long_letter_are_refused_beside_the_field(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    for text, said in (("  ", "Skriv noe først"), ("å" * 10_001, "Teksten er for lang")):
        letter = opened(browser, "/letters")
        letter["text"] = text
        answer = letter.send(browser)
        assert answer.status_code == 422
        assert said in answer.text
        assert 'id="text-problem"' in answer.text
        assert form_on(answer.text, "/letters")["text"] == text
    assert count(world, PatientLetter) == 0


def test_a_draft_is_kept_and_gone_when_it_is_sent(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    letter = opened(browser, "/letters")
    letter["text"] = "Jeg lurer på"
    assert letter.autosave(browser).get_json() == {"version": 1, "saved_at": "10.00"}
    again = opened(browser, "/letters")
    assert (again["text"], again["version"]) == ("Jeg lurer på", "1")
    again.send(browser)
    assert count(world, Draft) == 0


def test_a_draft_from_another_window_is_not_thrown_away(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    one, two = opened(browser, "/letters"), opened(browser, "/letters")
    one["text"], two["text"] = "Fra telefonen", "Fra datamaskinen"
    one.autosave(browser)
    answer = two.send(browser)
    assert answer.status_code == 409
    assert "Fra telefonen" in answer.text
    assert "Fra datamaskinen" in answer.text
    assert count(world, PatientLetter) == 0


def test_a_letter_survives_an_expired_session(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    letter = opened(browser, "/letters")
    letter["text"] = "Et langt brev"
    with world.inside():
        expire_sessions(START)
    assert letter.send(browser).status_code == 401
    sign_in(browser, "Kari")
    assert opened(browser, "/letters")["text"] == "Et langt brev"
    assert count(world, PatientLetter) == 0


def test_letters_are_throttled(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    statuses = set()
    for number in range(WRITING.tries + 1):
        letter = opened(browser, "/letters")
        letter["text"] = f"Brev {number}"
        statuses.add(letter.send(browser).status_code)
    assert statuses == {303, 429}
    assert count(world, PatientLetter) == WRITING.tries


def test_a_letter_is_read_by_pressing_and_looking_tells_nobody(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    with world.inside():
        letter = give(world, kari, "letter", "Hei Kari.\n\nTakk.", START)
    page = browser.get("/letters").text
    assert "Takk." not in page
    assert count(world, LetterOpening) == 0
    answer = opened(browser, "/letters", f"/letters/{letter}/open").send(browser)
    assert answer.headers["Location"] == f"/letters#letter-{letter}"
    page = browser.get("/letters").text
    assert "Hei Kari.<br><br>Takk." in page
    assert count(world, LetterOpening) == 1


def test_a_letter_not_yet_visible_or_withdrawn_does_not_exist(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    with world.inside():
        later = give(world, kari, "letter", "Ikke ennå", START, visible_from=START + timedelta(seconds=30))
        undone = give(world, kari, "letter", "Angret", START)
        withdraw(undone, START)
    token = opened(browser, "/letters")["csrf_token"]
    assert "Brev fra Astrid" not in browser.get("/letters").text
    for feedback in (later, undone):
        assert browser.post(f"/letters/{feedback}/open", data={"csrf_token": token}).status_code == 404
    assert count(world, LetterOpening) == 0


def test_somebody_elses_letter_does_not_exist(world: World) -> None:
    welcomed(world)
    ola = welcomed(world, "Ola")
    with world.inside():
        letter = give(world, ola, "letter", "Hei Ola", START)
    browser = world.client("Kari")
    token = opened(browser, "/letters")["csrf_token"]
    assert browser.post(f"/letters/{letter}/open", data={"csrf_token": token}).status_code == 404
    assert count(world, LetterOpening) == 0
    his = world.client("Ola")
    assert opened(his, "/letters", f"/letters/{letter}/open").send(his).status_code == 303


def test_contacts_and_word_that_it_has_been_read(world: World) -> None:
    kari = welcomed(world)
    with world.inside():
        give(world, kari, "phone", "", START - timedelta(days=3), reached=True)
        give(world, kari, "phone", "", START - timedelta(days=2), reached=False)
        give(world, kari, "read", "", START - timedelta(minutes=1))
    page = world.client("Kari").get("/letters").text
    assert "Du og Astrid snakket på telefon fredag 4. september." in page
    assert page.count("snakket på telefon") == 1
    assert "Astrid har lest det du delte. Neste brev kommer torsdag 17. september." in page
    assert "arbeidsnotat" not in page


def test_the_page_says_when_letters_are_read_and_where_to_turn(world: World) -> None:
    welcomed(world)
    page = world.client("Kari").get("/letters").text
    assert "Ingen leser brev om kvelden, i helger eller på helligdager." in page
    assert "Trenger du noen nå, trykk Hjelp nå" in page
    assert "Bare du kan lese dette til du sender det til Astrid." in page
    assert "Ingen brev ennå. Astrid skriver til deg senest torsdag 10. september." in page


def test_asking_for_a_call_twice_is_one_wish(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    ask = opened(browser, "/letters", "/call-me")
    assert [ask.send(browser).status_code for _ in range(2)] == [303, 303]
    assert count(world, CallRequest) == 1
    assert "Du har bedt Astrid ringe deg" in browser.get("/lesson/1/1").text
    with on(START + timedelta(hours=1)), world.inside():
        give(world, kari, "phone", "", START + timedelta(minutes=30), reached=True)
    with on(START + timedelta(hours=2)):
        browser = world.client("Kari")
        opened(browser, "/letters", "/call-me").send(browser)
    assert count(world, CallRequest) == 2
