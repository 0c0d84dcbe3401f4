"""Astrid's queue: each patient once, the most pressing first, and nobody else's patients."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.core.care.attention import Group, Reason
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuditEvent, Person, Treatment
from selfhelp.features.feedback import actions
from selfhelp.features.feedback.queue import queue_of
from selfhelp.features.lessons.actions import share_exercise, write_entry
from selfhelp.features.letters.actions import ask_for_call, send_letter
from tests.support.patients import Patient, actor_of
from tests.support.statements import counted
from tests.support.world import World

NOW = datetime(2026, 9, 16, 8, 0, tzinfo=UTC)  # a Wednesday, ten o'clock in Norway
TODAY = date(2026, 9, 16)
MONDAY = date(2026, 9, 14)
CEILING = 14


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@transaction
def seen_on(patient: Patient, day: date) -> None:
    db.session.execute(update(Treatment).where(Treatment.id == patient.id).values(last_seen_on=day))


def herself(patient: Patient) -> Actor:
    return actor_of(db.session.scalars(select(Person).where(Person.id == patient.person_id)).one())


def shares(patient: Patient, text: str, at: datetime = NOW) -> None:
    """The patient writes the diamond of lesson 1 and shares it."""
    answers = {"situation": text, "thought": "Jeg orker ikke.", "did": "La meg."}
    write_entry(herself(patient), patient.treatment(), 1, "diamond", answers, at)
    share_exercise(herself(patient), patient.treatment(), 1, "diamond", at)
    seen_on(patient, TODAY)


def rows_in(html: str) -> list[str]:
    """The names in the queue, in order; not those of the list of all patients."""
    queue = html[html.index('class="work__queue"') : html.index("Alle mine pasienter")]
    return re.findall(r"<li><a [^>]*>\s*<b>([^<]+?)\s*(?:<span class=\"num\">\d+</span>)?</b>", queue)


def test_the_most_pressing_come_first_and_each_once(world: World) -> None:
    late = world.patient("Kari Nordmann", starts_on=date(2026, 9, 2))
    silent = world.patient("Ola Hansen", starts_on=date(2026, 9, 9))
    new = world.patient("Nora Lie", starts_on=MONDAY)
    calm = world.patient("Per Dahl", starts_on=MONDAY)
    with world.inside():
        for patient in (late, new, calm):
            seen_on(patient, TODAY)
        shares(new, "Bussen kom ikke.")
        shares(late, "Jeg sto opp.")
        ask_for_call(herself(new), new.treatment(), NOW)
        actions.send_letter(actor_of(world.person("Astrid")), silent.treatment(), "Hei Ola.", NOW)
        queue = queue_of(actor_of(world.person("Astrid")), NOW)
        found = [(row.who.name, row.place.group, row.place.reason) for row in queue.rows]
    assert found == [
        ("Kari Nordmann", Group.OVERDUE, Reason.FEEDBACK_OVERDUE),
        ("Ola Hansen", Group.SILENT, Reason.NEVER_SEEN),
        ("Nora Lie", Group.NEW_WORK, Reason.CALL_ASKED),
    ]
    assert [row.who.name for row in queue.resting] == ["Per Dahl"]


def test_the_page_says_why_and_for_how_long(world: World) -> None:
    late = world.patient("Kari Nordmann", starts_on=date(2026, 9, 7))
    with world.inside():
        seen_on(late, TODAY)
    page = world.client("Astrid").get("/guide/queue").text
    assert rows_in(page) == ["Kari Nordmann"]
    assert "Svarfrist passert</span><span class=\"num\">1" in page
    assert "Svar for uke 1 var lovet torsdag" in page
    assert "6 dager" in page


def test_the_queue_opens_with_the_first_patient(world: World) -> None:
    kari = world.patient("Kari Nordmann", starts_on=date(2026, 9, 2))
    with world.inside():
        shares(kari, "Jeg sto opp da vekkerklokka ringte.")
    page = world.client("Astrid").get("/guide/queue").text
    assert "Jeg sto opp da vekkerklokka ringte." in page
    assert 'href="tel:+4791234567"' in page


def test_an_empty_queue_names_the_next_deadline(world: World) -> None:
    calm = world.patient("Per Dahl", starts_on=MONDAY)
    with world.inside():
        seen_on(calm, TODAY)
    page = world.client("Astrid").get("/guide/queue").text
    assert "Køen er tom. Neste frist er i morgen." in page
    assert rows_in(page) == []
    assert "Per Dahl" in page[page.index("Alle mine pasienter (1)") :]


def test_two_of_the_same_name_are_told_apart(world: World) -> None:
    for year in (1988, 1961):
        world.patient(
            "Kari Nordmann", starts_on=date(2026, 9, 2), birth_year=year, email=f"kari{year}@example.com"
        )
    world.patient("Ola Hansen", starts_on=date(2026, 9, 2), birth_year=1975)
    page = world.client("Astrid").get("/guide/queue").text
    queue = page[: page.index("Alle mine pasienter")]
    assert 'Kari Nordmann <span class="num">1961</span>' in queue
    assert 'Kari Nordmann <span class="num">1988</span>' in queue
    assert '<span class="num">1975</span>' not in queue


def test_nobody_sees_anothers_patients(world: World) -> None:
    world.patient("Kari Nordmann", "Astrid", starts_on=date(2026, 9, 2))
    world.patient("Ola Hansen", "Bjørn", starts_on=date(2026, 9, 2))
    world.patient("Nora Lie", "Gro", starts_on=date(2026, 9, 2))
    pages = {name: world.client(name).get("/guide/queue").text for name in ("Astrid", "Bjørn", "Gro")}
    seen = {name: [who for who in ("Kari", "Ola", "Nora") if who in page] for name, page in pages.items()}
    assert seen == {"Astrid": ["Kari"], "Bjørn": ["Ola"], "Gro": ["Nora"]}


@pytest.mark.parametrize("name", ["Siri", "Anne", "Mona", "Frode"])
def test_only_guides_have_a_queue(world: World, name: str) -> None:
    world.patient("Kari Nordmann", starts_on=date(2026, 9, 2))
    answer = world.client(name).get("/guide/queue")
    assert answer.status_code == 403
    assert "Kari" not in answer.text


def test_reading_the_queue_is_noted_with_everybody_in_it(world: World) -> None:
    kari = world.patient("Kari Nordmann", starts_on=date(2026, 9, 2))
    per = world.patient("Per Dahl", starts_on=MONDAY)
    world.client("Astrid").get("/guide/queue")
    with world.inside():
        listed = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "queue read")).one()
        opened = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "record read")).one()
    assert set(json.loads(listed.patient_ids or "[]")) == {str(kari.person_id), str(per.person_id)}
    assert (opened.patient_id, opened.object_id) == (kari.person_id, str(kari.id))


def test_a_page_that_cannot_be_noted_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    kari = world.patient("Kari Nordmann", starts_on=date(2026, 9, 2))
    astrid = world.client("Astrid")

    def fails() -> None:
        raise OperationalError("insert", {}, Exception("disk is full"))

    monkeypatch.setattr(audit, "own_transaction", fails)
    for path in ("/guide/queue", f"/guide/patient/{kari.id}", f"/guide/patient/{kari.id}/journal"):
        answer = astrid.get(path)
        assert answer.status_code == 503
        assert "Kari" not in answer.text


def test_sixty_patients_cost_no_more_than_five(world: World) -> None:
    patients = [_somebody(world, number) for number in range(5)]
    astrid = world.client("Astrid")
    few = {path: _cost(world, astrid, path) for path in ("/guide/queue", f"/guide/patient/{patients[0].id}")}
    for number in range(5, 60):
        _somebody(world, number)
    many = {path: _cost(world, astrid, path) for path in few}
    assert many == few
    assert max(many.values()) <= CEILING
    assert "Alle mine pasienter (60)" in astrid.get("/guide/queue").text


def _somebody(world: World, number: int) -> Patient:
    """Every fifth has shared something and written, every third is late."""
    start = date(2026, 9, 2) if number % 3 == 0 else MONDAY
    patient = world.patient(f"Pasient {number}", starts_on=start, email=f"p{number}@example.com")
    with world.inside():
        if number % 5 == 0:
            shares(patient, f"Dag {number}")
            send_letter(herself(patient), patient.treatment(), "Hei.", NOW - timedelta(hours=1))
    return patient


def _cost(world: World, client: FlaskClient, path: str) -> int:
    client.get(path)  # reads the module once
    with counted(world.app) as statements:
        assert client.get(path).status_code == 200
    return len(statements)
