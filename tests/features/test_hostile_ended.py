"""After the end: nothing to fill in, everything written still there to read, and nothing more stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from selfhelp.db.session import transaction
from tests.support.forms import opened
from tests.support.patients import Patient
from tests.support.week import entries, on, welcomed
from tests.support.world import START, World

PLAN = "/lesson/1/6"


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


@transaction
def ends(kari: Patient) -> None:
    kari.treatment().ended_on = START.date() - timedelta(days=1)


def test_the_pages_she_wrote_on_are_kind_and_have_no_form(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"] = "Te på trappa"
    page.send(browser, _do="later")
    thread = entries(world, kari, "plan")[0].thread_id
    with world.inside():
        ends(kari)
    for path in (PLAN, "/lesson/1/short", "/lesson/1/end", f"/diary/{thread}", "/mood", "/diary/log/activity-log"):
        answer = browser.get(path)
        assert (answer.status_code, "Programmet er avsluttet" in answer.text) == (200, True), path
        assert "<textarea" not in answer.text, path
    assert "Te på trappa" in browser.get("/diary").text


def test_the_lessons_she_has_been_in_can_be_read_again_and_the_others_stay_closed(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"] = "Te på trappa"
    page.send(browser, _do="later")
    with world.inside():
        ends(kari)
    again = browser.get(PLAN).text
    assert "En plan for uka" in again
    assert "Te på trappa" in again
    assert "Her skrev du ingenting." in again
    assert 'href="/lesson/1/5"' in again
    assert "ringe meg" not in again
    programme = browser.get("/programme").text
    assert 'href="/lesson/1"' in programme
    assert "Aktivitet og humør" not in programme
    assert "Aktivitet" not in browser.get("/lesson/2/1").text


def test_a_form_from_before_the_end_stores_nothing(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"] = "Te på trappa"
    with world.inside():
        ends(kari)
    answers = [page.send(browser, _do=button) for button in ("later", "call", "share:plan")]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert entries(world, kari) == []
