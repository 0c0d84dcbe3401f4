"""Sessions are rows: they run out, are ended, and cannot be made up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from selfhelp import clock
from selfhelp.access import sessions
from selfhelp.access.roles import Role
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuthSession, Draft, Treatment
from selfhelp.features.people.actions import grant_role
from tests.support.pages import cookie_of, press
from tests.support.world import World, csrf_of

PATIENT_IDLE, PATIENT_LIMIT = timedelta(minutes=60), timedelta(hours=24)
STAFF_IDLE, STAFF_LIMIT = timedelta(minutes=30), timedelta(hours=12)


def row_of(world: World, name: str) -> AuthSession:
    with world.inside():
        return db.session.scalars(select(AuthSession).where(AuthSession.person_id == world.person(name).id)).one()


@transaction
def end_sessions(world: World, name: str) -> None:
    sessions.end_all(world.person(name).id, clock.now())


@pytest.mark.parametrize(("name", "idle"), [("Mona", STAFF_IDLE), ("Kari", PATIENT_IDLE)])
def test_it_runs_out_when_nobody_is_there(world: World, name: str, idle: timedelta) -> None:
    world.patient("Kari")
    with time_machine.travel(world.now, tick=False) as travel:
        client = world.client(name)
        travel.shift(idle)
        assert client.get("/me").status_code == 200
        travel.shift(idle + timedelta(seconds=1))
        assert client.get("/me").status_code == 302
        assert row_of(world, name).state == "expired"


@pytest.mark.parametrize(("name", "limit"), [("Mona", STAFF_LIMIT), ("Kari", PATIENT_LIMIT)])
def test_it_ends_at_last_however_busy_she_is(world: World, name: str, limit: timedelta) -> None:
    world.patient("Kari")
    with time_machine.travel(world.now, tick=False) as travel:
        client = world.client(name)
        while clock.now() + timedelta(minutes=20) <= world.now + limit:
            travel.shift(timedelta(minutes=20))
            assert client.get("/me").status_code == 200
        travel.shift(timedelta(minutes=20))
        assert client.get("/me").status_code == 302


def test_a_sign_of_life_is_noted_and_for_kari_also_the_day(world: World) -> None:
    with time_machine.travel(world.now, tick=False) as travel:
        kari = world.patient("Kari")
        client = world.client("Kari")
        travel.shift(timedelta(seconds=59))
        client.get("/me")
        assert row_of(world, "Kari").last_seen_at == world.now
        travel.shift(timedelta(seconds=2))
        client.get("/me")
        assert row_of(world, "Kari").last_seen_at == clock.now()
        with world.inside():
            assert kari.treatment().last_seen_on == date(2026, 9, 7)


@pytest.mark.parametrize("path", ["/", "/privacy", "/accessibility", "/help-now", "/healthz"])
def test_an_open_page_is_no_sign_of_life(world: World, path: str) -> None:
    with time_machine.travel(world.now, tick=False) as travel:
        world.patient("Kari")
        client = world.client("Kari")
        travel.shift(timedelta(minutes=30))
        client.get(path)
        assert row_of(world, "Kari").last_seen_at == world.now


def test_the_day_is_noted_when_she_signs_in(world: World) -> None:
    """Also when she looks in for less than a minute."""
    with time_machine.travel(world.now, tick=False):
        kari = world.patient("Kari")
        world.client("Kari")
        with world.inside():
            assert kari.treatment().last_seen_on == date(2026, 9, 7)


def test_ended_is_ended_at_once(world: World) -> None:
    client = world.client("Mona")
    with world.inside():
        end_sessions(world, "Mona")
    assert client.get("/me").status_code == 302


def test_another_role_ends_her_sessions(world: World) -> None:
    client = world.client("Mona")
    with world.inside():
        grant_role(None, world.person("Mona"), Role.GUIDE, world.team("nordvik").id, clock.now())
    assert client.get("/me").status_code == 302


def test_a_request_on_its_way_cannot_bring_an_ended_session_back(world: World) -> None:
    world.client("Mona")
    row = row_of(world, "Mona")
    with world.inside():
        end_sessions(world, "Mona")
        sessions.save_data(row.id, {"csrf_token": "x"})
    assert (row_of(world, "Mona").state, row_of(world, "Mona").data) == ("ended", "{}")


@pytest.mark.parametrize("forge", [
    lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"), lambda token: token + "A", lambda token: "",
    lambda token: token.lower(), lambda token: f"{token}.signed", lambda token: "é" * 10,
])  # fmt: skip
def test_a_changed_cookie_is_nobody(world: World, app: Flask, forge: object) -> None:
    token = cookie_of(world.client("Mona"))
    stranger = app.test_client()
    stranger.set_cookie("steg", forge(token))  # type: ignore[operator]
    assert stranger.get("/me").status_code == 302


def test_the_cookie_is_long_says_nothing_and_is_kept_as_a_hash(world: World) -> None:
    tokens = {cookie_of(world.client("Mona")) for _ in range(5)}
    assert len(tokens) == 5
    assert all(len(token) == 43 for token in tokens)
    with world.inside():
        stored = db.session.scalars(select(AuthSession.token_hash)).all()
        person_id = world.person("Mona").id.hex
    assert not tokens & set(stored)
    assert not any(person_id in token for token in tokens)


def test_a_closed_account_has_no_session_left(world: World) -> None:
    client = world.client("Mona")
    with world.inside():
        close(world, "Mona")
    assert client.get("/me").status_code == 302


@transaction
def close(world: World, name: str) -> None:
    world.person(name).state = "closed"


def test_an_expired_session_opens_nothing_changes_nothing_and_is_over_the_next_day(world: World) -> None:
    with time_machine.travel(world.now, tick=False) as travel:
        world.patient("Kari")
        client = world.client("Kari")
        token = csrf_of(client.get("/me").text)
        travel.shift(timedelta(minutes=61))
        assert client.get("/me").status_code == 302
        for path in ("/language", "/me/leave-button", "/role", "/me/password"):
            answer = client.post(path, data={"csrf_token": token, "language": "en", "shown": "y"})
            assert answer.status_code == 401
        with world.inside():
            kari = world.person("Kari")
            assert (kari.language, kari.leave_button) == ("nb", False)
            assert db.session.scalar(select(Draft)) is None
        travel.shift(timedelta(hours=25))
        with world.inside():
            limits = {role: sessions.Limits(PATIENT_IDLE, PATIENT_LIMIT) for role in Role}
            assert sessions.find(cookie_of(client), limits, clock.now()) is None


def test_old_rows_are_swept_and_living_ones_stay(world: World) -> None:
    with time_machine.travel(world.now, tick=False) as travel:
        press(world.client("Mona"), "/sign-out", page="/me")
        travel.shift(timedelta(hours=25))
        client = world.client("Anne")
        with world.inside():
            sessions.sweep(clock.now())
            assert len(db.session.scalars(select(AuthSession)).all()) == 1
        assert client.get("/me").status_code == 200


def test_a_patients_day_is_not_noted_on_a_treatment_that_has_ended(world: World) -> None:
    with time_machine.travel(world.now, tick=False) as travel:
        kari = world.patient("Kari")
        client = world.client("Kari")
        with world.inside():
            ended(kari.id)
        travel.shift(timedelta(minutes=50))
        assert client.get("/me").status_code == 200
        travel.shift(timedelta(hours=18))
        world.client("Kari")
        with world.inside():
            assert kari.treatment().last_seen_on == date(2026, 9, 7)


@transaction
def ended(treatment_id: object) -> None:
    gone = update(Treatment).where(Treatment.id == treatment_id)
    db.session.execute(gone.values(ended_on=date(2026, 9, 7), end_reason="completed"))


def test_a_busy_database_after_the_work_is_done_does_not_turn_it_into_an_error(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message «Lagret» is lost; the answer is still that it went well."""
    client = world.client("Astrid")
    token = csrf_of(client.get("/me").text)
    tried = []

    def busy(*_arguments: object) -> None:
        tried.append("once")
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))

    monkeypatch.setattr(sessions, "save_data", busy)
    answer = client.post("/me/leave-button", data={"csrf_token": token, "shown": "1"})
    assert tried
    assert answer.status_code == 303
