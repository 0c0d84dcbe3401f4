"""Three short screens before the first lesson."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from selfhelp.db.base import db
from selfhelp.db.tables import Confirmation, Person
from tests.support.forms import opened
from tests.support.week import count, on
from tests.support.world import START, World

PROMISES = "/welcome/promises"


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


def test_today_waits_until_the_promises_are_read(world: World) -> None:
    world.patient("Kari")
    browser = world.client("Kari")
    assert browser.get("/today").headers["Location"] == "/welcome"
    first = browser.get("/welcome").text
    assert "Velkommen, Kari" in first
    assert "Astrid er veilederen din." in first
    assert "Astrid skriver til deg hver torsdag." in first


def test_she_confirms_what_is_promised_in_the_wording_she_read(world: World) -> None:
    kari = world.patient("Kari")
    browser = world.client("Kari")
    page = opened(browser, PROMISES)
    assert "read" not in page.fields  # the box is hers to tick
    page["read"] = "1"
    assert page.send(browser).headers["Location"] == "/welcome/help"
    with world.inside():
        stored = db.session.scalars(select(Confirmation)).one()
        assert (stored.treatment_id, stored.what, stored.text_version) == (kari.id, "promises", page["text_version"])
    assert browser.get("/today").status_code == 200


def test_without_the_tick_it_says_what_to_do(world: World) -> None:
    world.patient("Kari")
    browser = world.client("Kari")
    answer = opened(browser, PROMISES).send(browser)
    assert answer.status_code == 422
    assert "Kryss av når du har lest det." in answer.text
    assert count(world, Confirmation) == 0


def test_another_wording_than_the_one_shown_is_not_confirmed(world: World) -> None:
    world.patient("Kari")
    browser = world.client("Kari")
    page = opened(browser, PROMISES)
    page["read"], page["text_version"] = "1", "an older text"
    answer = page.send(browser)
    assert answer.status_code == 409
    assert "Les den en gang til." in answer.text
    assert count(world, Confirmation) == 0


def test_whom_to_call_and_the_quick_way_out(world: World) -> None:
    world.patient("Kari")
    browser = world.client("Kari")
    page = opened(browser, "/welcome/help")
    assert 'href="tel:113"' in browser.get("/welcome/help").text
    assert "top__exit" not in browser.get("/programme").text
    page["leave_button"] = "1"
    page.send(browser)
    assert "top__exit" in browser.get("/programme").text
    with world.inside():
        assert db.session.scalars(select(Person.leave_button).where(Person.leave_button)).all() == [True]


def test_somebody_of_seventeen_is_shown_a_number_for_the_young(world: World) -> None:
    world.patient("Nora", birth_year=2009)
    assert 'href="tel:116111"' in world.client("Nora").get("/welcome/help").text


def test_it_can_be_read_again_and_confirming_again_changes_nothing(world: World) -> None:
    world.patient("Kari")
    browser = world.client("Kari")
    page = opened(browser, PROMISES)
    page["read"] = "1"
    page.send(browser)
    assert 'href="/welcome"' in browser.get("/me").text
    again = opened(browser, PROMISES)
    assert again.send(browser).status_code == 303
    assert count(world, Confirmation) == 1
