"""What goes wrong inside: she gets a page with her text on it, and the log learns nothing of what she wrote."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from selfhelp.access.throttle import TooOften
from selfhelp.db.base import db
from selfhelp.db.tables import PatientLetter
from selfhelp.features.letters import views_patient
from selfhelp.web.headers import HEADERS
from tests.support.forms import opened
from tests.support.week import count, on, welcomed
from tests.support.world import START, World

TEXT = "Jeg våget meg ut på altanen i går"
PATH = "/letters"


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


def test_an_error_in_the_middle_keeps_the_text_and_tells_the_log_only_where(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PATH)
    page["text"] = TEXT

    def broken(*_parts: object) -> None:
        raise RuntimeError(f"Kari wrote {TEXT}")

    monkeypatch.setattr(views_patient, "send_letter", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with caplog.at_level(logging.DEBUG):
        answer = page.send(browser)
    assert answer.status_code == 500
    assert TEXT in answer.text
    assert "RuntimeError" not in answer.text
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    reference = errors[0].split()[1]
    assert f"error {reference} RuntimeError at broken:" in errors[0]
    assert reference in answer.text
    assert not [word for word in (TEXT, "Kari", "kari@") if word in caplog.text]
    assert count(world, PatientLetter) == 0


def test_a_full_disk_keeps_the_text_and_stores_nothing_by_half(
    app: Flask, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PATH)
    page["text"] = (f"{TEXT} " * 150).strip()
    with app.app_context():
        engine = db.engine

        def no_room(connection: object, *_parts: object) -> None:
            used = connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
            connection.execute(f"PRAGMA max_page_count = {used}")  # type: ignore[attr-defined]

        event.listen(engine, "checkout", no_room)
        answer = page.send(browser)
        event.remove(engine, "checkout", no_room)
        engine.dispose()
    assert answer.status_code == 503
    assert TEXT in answer.text
    assert answer.headers["Retry-After"]
    assert TEXT not in caplog.text
    assert count(world, PatientLetter) == 0
    assert page.send(browser).status_code == 303  # the same form again, once there is room
    assert count(world, PatientLetter) == 1


@pytest.mark.parametrize("error", [None, TooOften(timedelta(minutes=1)), RuntimeError("broken")])
def test_refusals_carry_the_same_headers_and_are_not_kept(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PATH)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    if error is not None:

        def refuse(*_parts: object) -> None:
            raise error

        monkeypatch.setattr(views_patient, "send_letter", refuse)
    page["text"] = TEXT if error else ""
    answer = page.send(browser)
    assert answer.status_code == {TooOften: 429, RuntimeError: 500}.get(type(error), 422)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "no-store"
