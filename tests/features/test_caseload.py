"""Siri sees how her guides' patients stand, and nobody of another team."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select, update

from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuditEvent, Person, Treatment
from selfhelp.features.feedback.actions import send_letter as answer
from selfhelp.features.letters.actions import send_letter
from selfhelp.features.treatments.actions import end_treatment, hand_over, pause_treatment
from selfhelp.features.treatments.end_reasons import EndReason
from tests.support.patients import Patient, actor_of
from tests.support.statements import counted
from tests.support.world import World

NOW = datetime(2026, 9, 16, 8, 0, tzinfo=UTC)  # a Wednesday, ten o'clock in Norway
TODAY = date(2026, 9, 16)
PAGE = "/supervisor/caseload"
CEILING = 14


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def siri(world: World) -> FlaskClient:
    return world.client("Siri")


@transaction
def seen_on(patient: Patient, day: date) -> None:
    db.session.execute(update(Treatment).where(Treatment.id == patient.id).values(last_seen_on=day))


def guide_row(html: str, name: str) -> list[str]:
    """Active, overdue, silent and time to answer of one guide."""
    row = re.search(rf"<tr><th scope=\"row\"><a[^>]*>{name}</a></th>(.*?)</tr>", html, re.DOTALL)
    assert row, f"{name} is not in the table"
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row[1], re.DOTALL)]


def writes(world: World, patient: Patient, at: datetime) -> None:
    person = db.session.get_one(Person, patient.person_id)
    send_letter(actor_of(person), patient.treatment(), "Hei. Når hører jeg fra deg?", at)


def test_each_guide_has_her_numbers(world: World, siri: FlaskClient) -> None:
    kari, ola = world.patient("Kari", starts_on=date(2026, 9, 7)), world.patient("Ola", guide="Bjørn")
    with world.inside():
        seen_on(kari, TODAY)
        seen_on(ola, TODAY)
        writes(world, ola, NOW - timedelta(days=7, hours=1))  # promised within two working days
    html = siri.get(PAGE).text
    assert guide_row(html, "Astrid")[:3] == ["1", "1", "0"]  # week 1 was due last Thursday
    assert guide_row(html, "Bjørn")[:3] == ["1", "1", "0"]
    assert "Gro" not in html


def test_silence_is_counted_and_shown(world: World, siri: FlaskClient) -> None:
    marit = world.patient("Marit", starts_on=date(2026, 9, 7))
    with world.inside():
        answer(actor_of(world.person("Astrid")), marit.treatment(), "Hei Marit.", NOW - timedelta(days=6))
        seen_on(marit, date(2026, 9, 8))
    html = siri.get(PAGE).text
    assert guide_row(html, "Astrid")[:3] == ["1", "0", "1"]
    assert "Stille" in html


def test_the_time_to_answer_counts_open_hours_and_belongs_to_who_answered(world: World, siri: FlaskClient) -> None:
    kari = world.patient("Kari", starts_on=date(2026, 9, 7))
    with world.inside():
        friday = datetime(2026, 9, 11, 12, 0, tzinfo=UTC)  # 14.00; closes 15.30
        writes(world, kari, friday)
        answer(actor_of(world.person("Astrid")), kari.treatment(), "Hei.", friday + timedelta(days=2, hours=19))
        hand_over(actor_of(world.person("Siri")), kari.treatment(), world.person("Bjørn").id, "", NOW)
    html = siri.get(PAGE).text
    assert guide_row(html, "Astrid")[3] == "3 arbeidstimer"  # Friday 14.00 to Monday 09.00: two and a half, rounded
    assert guide_row(html, "Bjørn")[3] == "–"


def test_the_list_can_be_narrowed_to_one_guide(world: World, siri: FlaskClient) -> None:
    world.patient("Kari")
    world.patient("Ola", guide="Bjørn")
    with world.inside():
        bjorn = world.person("Bjørn").id
    html = siri.get(f"{PAGE}?guide={bjorn}").text
    assert "Ola" in html
    assert "Kari" not in html
    assert siri.get(f"{PAGE}?guide=noe").status_code == 200


def test_how_it_stands_is_said_in_words(world: World, siri: FlaskClient) -> None:
    erik = world.patient("Erik", starts_on=date(2026, 9, 7))
    world.patient("Sofie", accepted=False, starts_on=date(2026, 9, 21))
    world.patient("Amir", starts_on=date(2026, 9, 21))
    ended = world.patient("Ingrid")
    with world.inside():
        supervisor = actor_of(world.person("Siri"))
        pause_treatment(supervisor, erik.treatment(), date(2026, 9, 28), "Ferie", NOW)
        end_treatment(supervisor, ended.treatment(), EndReason.COMPLETED, "", NOW)
    html = siri.get(PAGE).text
    assert "På pause" in html
    assert "Invitert" in html
    assert "Starter mandag 21. september" in html
    assert "Ingrid" not in html
    assert "Ingrid" in siri.get("/supervisor/ended").text


def test_two_of_the_same_name_are_told_apart_by_birth_year(world: World, siri: FlaskClient) -> None:
    world.patient("Kari Nordmann", birth_year=1987)
    world.patient("Kari Nordmann", birth_year=1961, email="kari.1961@example.com")
    html = siri.get(PAGE).text
    assert "1987" in html
    assert "1961" in html


def test_the_other_team_is_not_there(world: World, siri: FlaskClient) -> None:
    kari = world.patient("Kari")
    assert "Kari" in siri.get(PAGE).text
    ivar = world.client("Ivar")
    for page in (PAGE, "/supervisor/ended"):
        html = ivar.get(page).text
        assert "Kari" not in html
        assert str(kari.id) not in html


def test_reading_it_leaves_one_event_with_everybody(world: World, siri: FlaskClient) -> None:
    ids = {str(world.patient(name).person_id) for name in ("Kari", "Ola")}
    siri.get(PAGE)
    with world.inside():
        read = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "caseload read")).one()
        assert set(json.loads(read.patient_ids or "[]")) == ids


@pytest.mark.parametrize("who", ["Astrid", "Anne", "Mona", "Frode"])
def test_only_a_supervisor_sees_it(world: World, who: str) -> None:
    world.patient("Kari")
    answer_to = world.client(who).get(PAGE)
    assert answer_to.status_code == 403
    assert "Kari" not in answer_to.text


def test_five_patients_and_sixty_cost_the_same(world: World, siri: FlaskClient) -> None:
    siri.get(PAGE)  # the module and the service are read once in each process
    spent = []
    for upto in (5, 60):
        with world.inside():
            there = len(db.session.scalars(select(Treatment.id)).all())
        for number in range(there, upto):
            world.patient(f"Pasient {number}", guide=("Astrid", "Bjørn")[number % 2], email=f"p{number}@example.com")
        with counted(world.app) as statements:
            assert siri.get(PAGE).text.count("/supervisor/patient/") == 2 * upto
        spent.append(len(statements))
    assert spent[0] == spent[1] <= CEILING
