"""Two texts for one place: the first is stored, the second is found again where it was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from selfhelp.db.base import db
from selfhelp.db.tables import CallRequest, Draft, Feedback, FeedbackMove, Mood, PatientLetter
from selfhelp.features.drafts.actions import LARGEST
from tests.support.forms import form_on, opened
from tests.support.pages import sign_in
from tests.support.week import count, entries, expire_sessions, on, welcomed
from tests.support.world import START, World

PLAN = "/lesson/1/6"
FIRST, SECOND = "Te på trappa", "Kaffe i sola"


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


def test_the_refused_text_stands_on_the_page_when_it_is_opened_again(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    one, two = opened(browser, PLAN), opened(browser, PLAN)
    one["plan.what"], two["plan.what"] = FIRST, SECOND
    one.send(browser, _do="later")
    assert "tatt vare på" in two.send(browser, _do="later").text
    page = browser.get(PLAN).text
    assert form_on(page, PLAN)["plan.what"] == FIRST
    assert "Du skrev også dette" in page
    assert SECOND in page


def test_it_is_kept_once_however_often_it_is_sent(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    one, two = opened(browser, PLAN), opened(browser, PLAN)
    one["plan.what"], two["plan.what"] = FIRST, SECOND[:5]
    one.send(browser, _do="later")
    two.autosave(browser)
    two["plan.what"] = SECOND
    assert [two.send(browser, _do="later").status_code for _ in range(3)] == [409, 409, 409]
    assert browser.get(PLAN).text.count(SECOND) == 1


def test_saving_takes_away_what_was_shown(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    one, two = opened(browser, PLAN), opened(browser, PLAN)
    one["plan.what"], two["plan.what"] = FIRST, SECOND
    one.send(browser, _do="later")
    two.send(browser, _do="later")
    both = opened(browser, PLAN)
    both["plan.what"] = f"{FIRST}. {SECOND}"
    assert both.send(browser, _do="later").status_code == 303
    assert "Du skrev også dette" not in browser.get(PLAN).text
    assert count(world, Draft) == 0
    assert entries(world, kari, "plan")[0].answers == {"what": f"{FIRST}. {SECOND}"}


def test_a_text_she_has_not_been_shown_survives_a_save_from_an_older_page(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    one, two = opened(browser, PLAN), opened(browser, PLAN)
    one["plan.what"], two["plan.what"] = FIRST, SECOND
    one.send(browser, _do="later")
    older = opened(browser, PLAN)
    two.send(browser, _do="later")
    older["plan.what"] = "Te og kaffe"
    assert older.autosave(browser).status_code == 200
    older["version"] = "1"
    assert older.send(browser, _do="later").status_code == 303
    assert SECOND in browser.get(PLAN).text


def test_an_old_key_with_another_line_shows_both_and_keeps_both(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, "/letters")
    page["text"] = FIRST
    page.send(browser)
    page["text"] = SECOND
    answer = page.send(browser)
    assert (answer.status_code, FIRST in answer.text, SECOND in answer.text) == (409, True, True)
    assert count(world, PatientLetter) == 1
    assert SECOND in browser.get("/letters").text
    assert entries(world, kari) == []


def test_another_letter_in_a_second_tab_is_kept_beside(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    one, two = opened(browser, "/letters"), opened(browser, "/letters")
    one["text"], two["text"] = FIRST, SECOND
    one.autosave(browser)
    assert two.autosave(browser).status_code == 409
    page = browser.get("/letters").text
    assert form_on(page, "/letters")["text"] == FIRST
    assert SECOND in page


def test_the_words_beside_the_mood_are_not_lost_either(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    opened(browser, "/today", "/mood").send(browser, mood="3")
    page = opened(browser, "/mood", "/mood/note")
    page["note"] = FIRST
    page.send(browser)
    page["note"] = SECOND
    answer = page.send(browser)
    assert (answer.status_code, FIRST in answer.text, SECOND in answer.text) == (409, True, True)
    assert count(world, Mood) == 2
    assert SECOND in browser.get("/mood").text


def test_the_guides_refused_letter_stands_beside_her_draft(world: World) -> None:
    kari = welcomed(world)
    guide, page = world.client("Astrid"), f"/guide/patient/{kari.id}"
    one, two = opened(guide, page, f"{page}/letter"), opened(guide, page, f"{page}/letter")
    one["text"], two["text"] = FIRST, SECOND
    one.autosave(guide)
    assert two.send(guide, do="send").status_code == 409
    again = guide.get(page).text
    assert form_on(again, f"{page}/letter")["text"] == FIRST
    assert SECOND in again
    assert count(world, Feedback) == 0


def test_a_note_changed_after_it_was_sent_is_shown_with_the_one_stored(world: World) -> None:
    kari = welcomed(world)
    guide, page = world.client("Astrid"), f"/guide/patient/{kari.id}/contact"
    form = form_on(guide.get(page).text, "")
    form.action = page
    form["kind"], form["reached"], form["note"] = "phone", "yes", FIRST
    form.send(guide)
    form["note"] = SECOND
    answer = form.send(guide)
    assert (answer.status_code, FIRST in answer.text, SECOND in answer.text) == (409, True, True)
    assert count(world, Feedback) == 1


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("contact", {"kind": "phone", "reached": "yes", "minutes": "12", "note": FIRST}),
        ("postpone", {"moved_to": f"{START.date() + timedelta(days=4)}", "reason": FIRST}),
    ],
)
def test_a_guides_note_survives_an_expired_session_and_is_done_once_sent_again(
    world: World, page: str, fields: dict[str, str]
) -> None:
    kari = welcomed(world)
    guide, path = world.client("Astrid"), f"/guide/patient/{kari.id}/{page}"
    form = form_on(guide.get(path).text, "")
    form.action = path
    form.fields.update({name: [value] for name, value in fields.items()})
    with world.inside():
        expire_sessions(START)
    answer = form.send(guide)
    assert (answer.status_code, answer.headers["X-Text-Kept"]) == (401, "yes")
    assert count(world, Feedback) + count(world, FeedbackMove) == 0
    sign_in(guide, "Astrid")
    again = form_on(guide.get(path).text, "")
    again.action = path
    assert {name: again[name] for name in fields} == fields
    assert again.send(guide).status_code == 303
    assert count(world, Feedback) + count(world, FeedbackMove) == 1
    assert FIRST not in guide.get(path).text


def test_asking_to_be_called_from_a_lesson_saves_what_stands_on_the_page(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    html = browser.get(PLAN).text
    assert '<button class="plain" type="submit" form="sheet" name="_do" value="call">' in html
    page = form_on(html, PLAN)
    page["plan.what"] = FIRST
    answer = page.send(browser, _do="call")
    assert answer.headers["Location"] == PLAN
    assert count(world, CallRequest) == 1
    assert entries(world, kari, "plan")[0].answers == {"what": FIRST}
    assert "Du har bedt Astrid ringe deg" in browser.get(PLAN).text


def test_more_than_a_draft_holds_is_shown_when_the_session_ran_out(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, "/letters")
    page["text"] = "Hei " * LARGEST
    with world.inside():
        expire_sessions(START)
    answer = page.send(browser)
    assert (answer.status_code, answer.headers["X-Text-Kept"]) == (401, "no")
    assert "Hei Hei Hei" in answer.text


def test_somebody_else_in_the_same_browser_does_not_get_the_text(world: World) -> None:
    welcomed(world)
    world.patient("Ola")
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"] = FIRST
    with world.inside():
        expire_sessions(START)
    assert page.send(browser, _do="later").headers["X-Text-Kept"] == "yes"
    sign_in(browser, "Ola")
    assert FIRST not in browser.get(PLAN).text
    with world.inside():
        assert db.session.query(Draft).count() == 1
