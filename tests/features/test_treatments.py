"""Siri registers patients and changes their treatments."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import (
    AuditEvent,
    GuideAssignment,
    ModuleAssignment,
    OutboxMail,
    Pause,
    Person,
    RoleGrant,
    StepAssignment,
    Treatment,
)
from selfhelp.features.treatments.refusals import Fault, Refused
from selfhelp.features.treatments.registering import register_patient
from tests.support.patients import Patient, actor_of, new_patient
from tests.support.week import publish_again
from tests.support.world import World, csrf_of

NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)  # a Monday, ten o'clock in Norway
TODAY = date(2026, 9, 14)
NEW = "/supervisor/patients/new"
LASTING = (Person, RoleGrant, Treatment, GuideAssignment, ModuleAssignment, StepAssignment, Pause, OutboxMail)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def siri(world: World) -> FlaskClient:
    return world.client("Siri")


@pytest.fixture
def kari(world: World) -> Patient:
    return world.patient("Kari Nordmann")


def test_whom_a_programme_is_for_and_what_to_ask_first_stand_beside_the_choice(siri: FlaskClient) -> None:
    page = siri.get(NEW).text
    assert "Hvem det passer for, og hva dere spør om først" in page
    assert "Lavt humør, lite lyst og lite krefter" in page
    assert "<li>Har hatt planer om å ta livet sitt eller har forsøkt</li>" in page


def filled_in(world: World, page: str, **changes: str) -> dict[str, str]:
    with world.inside():
        guide = str(world.person("Astrid").id)
    once = re.search(r'name="once" value="([^"]+)"', page)
    return {
        "csrf_token": csrf_of(page), "once": once[1] if once else "", "name": "Ola Hansen",
        "birth_date": "1988-05-14", "phone": "912 34 567", "email": "ola.hansen@example.com", "language": "nb",
        "referred_on": "2026-09-10", "module": "depression", "guide": guide, "starts_on": "2026-09-21",
        "weekday": "3",
    } | changes


def register(world: World, siri: FlaskClient, **changes: str) -> TestResponse:
    return siri.post(NEW, data=filled_in(world, siri.get(NEW).text, **changes))


def change(siri: FlaskClient, patient: Patient, what: str, **fields: str) -> TestResponse:
    page = siri.get(f"/supervisor/patient/{patient.id}").text
    once = re.search(r'name="once" value="([^"]+)"', page)
    data = {"csrf_token": csrf_of(page), "once": once[1] if once else str(uuid.uuid4()), **fields}
    return siri.post(f"/supervisor/patient/{patient.id}/{what}", data=data)


def counts(world: World) -> dict[str, int]:
    with world.inside():
        return {one.__tablename__: db.session.scalar(select(func.count()).select_from(one)) or 0 for one in LASTING}


def test_a_registered_patient_has_everything_and_an_invitation(world: World, siri: FlaskClient) -> None:
    answer = register(world, siri)
    assert answer.status_code == 303
    page = siri.get(answer.location).text
    assert "Ola Hansen" in page
    assert "912 34 567" in page
    with world.inside():
        treatment = db.session.scalars(select(Treatment)).one()
        assert (treatment.referred_on, treatment.starts_on) == (date(2026, 9, 10), date(2026, 9, 21))
        assert db.session.scalars(select(ModuleAssignment.module_id)).one() == "depression"
        assert db.session.scalars(select(StepAssignment.step)).one() == 2
        mail = db.session.scalars(select(OutboxMail)).one()
        assert (mail.kind, mail.person_id) == ("invitation", treatment.patient_id)
        done = db.session.scalars(select(AuditEvent.action).where(AuditEvent.patient_id == treatment.patient_id)).all()
        assert {"patient registered", "guide assigned", "invited"} <= set(done)


def test_pressing_twice_registers_once(world: World, siri: FlaskClient) -> None:
    data = filled_in(world, siri.get(NEW).text)
    first, second = siri.post(NEW, data=data), siri.post(NEW, data=data)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert counts(world)["treatment"] == 1


def test_the_same_form_with_another_text_registers_nobody_else(world: World, siri: FlaskClient) -> None:
    data = filled_in(world, siri.get(NEW).text)
    first = siri.post(NEW, data=data)
    again = siri.post(NEW, data=data | {"email": "another@example.com"})
    assert (again.status_code, first.location in again.text, "another@example.com" in again.text) == (409, True, True)
    assert counts(world)["treatment"] == 1


WRONG = {
    "no name": {"name": "  "},
    "a long name": {"name": "K" * 121},
    "fifteen": {"birth_date": "2010-09-15"},
    "born on a leap day, sixteen tomorrow": {"birth_date": "2011-02-28"},
    "born tomorrow": {"birth_date": "2026-09-15"},
    "born in the year 198": {"birth_date": "0198-05-14"},
    "no date": {"birth_date": "i fjor"},
    "a year of two digits": {"birth_date": "14.05.88"},
    "seven digits": {"phone": "9123456"},
    "no e-mail": {"email": "ola"},
    "a megabyte": {"email": "o" * 1_000_000},
    "another language": {"language": "de"},
    "referred tomorrow": {"referred_on": "2026-09-15"},
    "starts before the referral": {"starts_on": "2026-09-09"},
    "starts in two years": {"starts_on": "2028-09-21"},
    "an unknown module": {"module": "magic"},
    "nobody's guide": {"guide": str(uuid.uuid4())},
    "no id": {"guide": "Astrid"},
    "no weekday": {"weekday": "9"},
    "an empty weekday": {"weekday": ""},
}


def test_what_cannot_be_is_refused_beside_its_field(world: World, siri: FlaskClient) -> None:
    before = counts(world)
    data = filled_in(world, siri.get(NEW).text)
    for name, wrong in WRONG.items():
        answer = siri.post(NEW, data=data | wrong)
        (field,) = wrong
        assert answer.status_code == 422, name
        assert f'id="{field}-problem"' in answer.text, name
        if field != "email":
            assert 'value="ola.hansen@example.com"' in answer.text, name  # what was written is kept
    assert counts(world) == before
    assert siri.post(NEW, data=data).status_code == 303  # and with nothing wrong it is taken


def test_birth_dates_that_are_taken(world: World, siri: FlaskClient) -> None:
    for number, birth_date in enumerate((
        "2010-09-14",  # sixteen today
        "2008-02-29",  # a leap day
        "14.05.1988",  # the Norwegian way
    )):
        answer = register(world, siri, birth_date=birth_date, email=f"ola{number}@example.com")
        assert answer.status_code == 303, birth_date


def test_the_refusal_of_a_child_is_kind_and_says_where_to_go(world: World, siri: FlaskClient) -> None:
    assert "fastlegen" in register(world, siri, birth_date="2012-01-01").text


def test_a_guide_of_another_team_cannot_be_chosen(world: World, siri: FlaskClient) -> None:
    with world.inside():
        gro = str(world.person("Gro").id)
    before = counts(world)
    assert register(world, siri, guide=gro).status_code == 422
    with world.inside():
        siris, new = actor_of(world.person("Siri")), new_patient("Ola", "ola@example.com", uuid.UUID(gro), TODAY)
        with pytest.raises(Refused) as refused:
            register_patient(siris, new, NOW)
    assert refused.value.faults == (Fault.NOT_A_GUIDE,)
    assert counts(world) == before


def test_training_for_staff_is_given_to_no_patient(world: World, siri: FlaskClient) -> None:
    page = siri.get(NEW).text
    assert 'value="depression"' in page
    with world.inside():
        publish_again({"module.yaml": ("id: depression\n", "id: depression\nreader: staff\n")}, NOW)
    assert 'value="depression"' not in siri.get(NEW).text
    answer = siri.post(NEW, data=filled_in(world, page))
    assert answer.status_code == 422
    with world.inside():
        assert db.session.scalar(select(func.count()).select_from(Treatment)) == 0


@pytest.mark.parametrize("email", ["kari.nordmann@example.com", "KARI.nordmann@example.com", "bjorn@example.com"])
def test_an_address_in_use_is_refused_and_nobody_named(
    world: World, siri: FlaskClient, kari: Patient, email: str
) -> None:
    before = counts(world)
    answer = register(world, siri, email=email)
    assert answer.status_code == 422
    assert "i bruk fra før" in answer.text
    assert "Kari" not in answer.text.replace(email, "")
    assert counts(world) == before


def test_a_former_patient_can_come_back(world: World, siri: FlaskClient, kari: Patient) -> None:
    change(siri, kari, "end", end_reason="completed")
    answer = register(world, siri, name="Kari Hansen", email=kari.email)
    assert answer.status_code == 303
    with world.inside():
        treatments = db.session.scalars(select(Treatment).where(Treatment.patient_id == kari.person_id)).all()
        assert len(treatments) == 2
        person = db.session.get_one(Person, kari.person_id)
        assert (keys.unseal(person, "name"), person.state) == ("Kari Hansen", "invited")


@pytest.mark.parametrize("changes", [{"birth_date": "1999-01-01"}, {}], ids=["born another day", "still in treatment"])
def test_a_relative_with_the_same_address_is_not_taken_for_her(
    world: World, siri: FlaskClient, kari: Patient, changes: dict[str, str]
) -> None:
    if changes:
        change(siri, kari, "end", end_reason="completed")
    before = counts(world)
    assert register(world, siri, email=kari.email, **changes).status_code == 422
    assert counts(world) == before


def test_a_former_patient_of_another_team_stays_behind_the_wall(world: World, siri: FlaskClient) -> None:
    nils = world.patient("Nils", guide="Gro")
    change(world.client("Ivar"), nils, "end", end_reason="completed")
    before = counts(world)
    assert register(world, siri, email=nils.email).status_code == 422
    assert counts(world) == before


def test_two_supervisors_at_once_register_one(world: World) -> None:
    with world.inside():
        siri, astrid = actor_of(world.person("Siri")), world.person("Astrid").id
    ready, outcomes = Barrier(2), list[str]()

    def act() -> None:
        with world.inside():
            ready.wait()
            try:
                register_patient(siri, new_patient("Ola", "ola@example.com", astrid, TODAY), NOW)
                outcomes.append("registered")
            except Refused as refused:
                outcomes.extend(refused.faults)

    both = [Thread(target=act) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == ["e-mail taken", "registered"]
    assert counts(world)["treatment"] == 1


def test_after_a_hand_over_the_first_guide_sees_nothing_at_once(world: World, siri: FlaskClient, kari: Patient) -> None:
    astrid, bjorn = world.client("Astrid"), world.client("Bjørn")
    page = f"/guide/patient/{kari.id}"
    assert (astrid.get(page).status_code, bjorn.get(page).status_code) == (200, 404)
    with world.inside():
        new_guide = str(world.person("Bjørn").id)
    assert change(siri, kari, "hand-over", new_guide=new_guide, handover_note="Liker korte brev.").status_code == 303
    assert (astrid.get(page).status_code, bjorn.get(page).status_code) == (404, 200)
    assert kari.name not in astrid.get("/guide/queue").text
    history = siri.get(f"/supervisor/patient/{kari.id}").text
    assert "Astrid" in history
    assert "Liker korte brev." in history


def test_a_hand_over_to_the_same_guide_or_another_team_changes_nothing(
    world: World, siri: FlaskClient, kari: Patient
) -> None:
    before = counts(world)
    with world.inside():
        same, foreign = str(world.person("Astrid").id), str(world.person("Gro").id)
    for guide in (same, foreign, str(uuid.uuid4()), "nobody", ""):
        assert change(siri, kari, "hand-over", new_guide=guide).status_code == 422
    assert counts(world) == before


def test_a_hand_over_from_a_page_that_is_no_longer_true_is_refused(
    world: World, siri: FlaskClient, kari: Patient
) -> None:
    with world.inside():
        astrid, bjorn = str(world.person("Astrid").id), str(world.person("Bjørn").id)
    assert change(siri, kari, "hand-over", new_guide=bjorn, seen=astrid).status_code == 303
    answer = change(siri, kari, "hand-over", new_guide=astrid, seen=astrid)  # her page still showed Astrid
    assert answer.status_code == 422
    assert "En kollega har flyttet pasienten" in answer.text


def test_a_pause_lasts_from_today_until_the_day_of_return(world: World, siri: FlaskClient, kari: Patient) -> None:
    answer = change(siri, kari, "pause", from_on="2026-09-14", returns_on="2026-10-12", reason="Ferie hos søsteren.")
    assert answer.status_code == 303
    page = siri.get(f"/supervisor/patient/{kari.id}").text
    assert "På pause" in page
    assert "Ferie hos søsteren." in page


def test_a_pause_that_cannot_be_is_refused(world: World, siri: FlaskClient, kari: Patient) -> None:
    before = counts(world)
    for first, back in (
        ("2026-09-14", "2026-10-13"),  # a day more than four weeks
        ("2026-09-14", "2026-09-14"),
        ("2026-09-13", "2026-09-20"),
        ("2026-09-20", "2026-09-16"),
        ("", "2026-09-20"),
        ("2026-09-14", "snart"),
    ):
        answer = change(siri, kari, "pause", from_on=first, returns_on=back, reason="Ferie.")
        assert answer.status_code == 422, (first, back)
        assert "Ferie." in answer.text
    assert counts(world) == before


def test_pauses_do_not_overlap_but_may_follow_each_other(world: World, siri: FlaskClient, kari: Patient) -> None:
    change(siri, kari, "pause", from_on="2026-09-21", returns_on="2026-09-28")
    before = counts(world)
    assert change(siri, kari, "pause", from_on="2026-09-14", returns_on="2026-09-22").status_code == 422
    assert counts(world) == before
    assert change(siri, kari, "pause", from_on="2026-09-28", returns_on="2026-10-01").status_code == 303


def test_an_ended_treatment_cannot_be_changed_any_more(world: World, siri: FlaskClient, kari: Patient) -> None:
    page = siri.get(f"/supervisor/patient/{kari.id}").text
    assert change(siri, kari, "end", end_reason="stepped-up", end_note="Trenger mer.").status_code == 303
    ended = siri.get(f"/supervisor/patient/{kari.id}").text
    assert "Flyttet til mer støtte" in ended
    assert "Trenger mer." in ended
    before = counts(world)
    with world.inside():
        bjorn = str(world.person("Bjørn").id)
    for what, fields in (
        ("end", {"end_reason": "completed"}), ("hand-over", {"new_guide": bjorn}), ("invite", {}),
        ("pause", {"from_on": "2026-09-14", "returns_on": "2026-09-20"}),
    ):
        data = {"csrf_token": csrf_of(page), "once": str(uuid.uuid4()), **fields}
        answer = siri.post(f"/supervisor/patient/{kari.id}/{what}", data=data)
        assert answer.status_code in (409, 422)
        assert "Forløpet er avsluttet" in answer.text
    assert counts(world) == before


def test_a_reason_that_is_not_in_the_list_ends_nothing(world: World, siri: FlaskClient, kari: Patient) -> None:
    assert change(siri, kari, "end", end_reason="bored").status_code == 422
    with world.inside():
        assert kari.treatment().ended_on is None


def test_ending_takes_back_an_invitation_that_waits(world: World, siri: FlaskClient) -> None:
    sofie = world.patient("Sofie", accepted=False)
    change(siri, sofie, "end", end_reason="declined")
    with world.inside():
        assert db.session.scalars(select(OutboxMail.state)).one() == "dropped"


def test_an_invitation_can_be_sent_again_until_it_is_accepted(
    world: World, siri: FlaskClient, kari: Patient
) -> None:
    sofie = world.patient("Sofie", accepted=False)
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        assert change(siri, sofie, "invite").status_code == 303
    with world.inside():
        mails = db.session.scalars(select(OutboxMail).where(OutboxMail.person_id == sofie.person_id)).all()
        assert len(mails) == 2
    before = counts(world)
    assert change(siri, kari, "invite").status_code == 409
    assert counts(world) == before


def test_the_page_shows_nothing_the_patient_has_written_and_is_noted(
    world: World, siri: FlaskClient, kari: Patient
) -> None:
    siri.get(f"/supervisor/patient/{kari.id}")
    with world.inside():
        read = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "record read")).all()
        assert [event.patient_id for event in read] == [kari.person_id]


@pytest.mark.parametrize(
    ("who", "status"), [("Ivar", 404), ("Astrid", 403), ("Anne", 403), ("Mona", 403), ("Frode", 403)]
)
def test_nobody_else_changes_a_treatment(world: World, kari: Patient, who: str, status: int) -> None:
    client = world.client(who)
    token = csrf_of(client.get("/me").text)
    before = counts(world)
    assert client.get(f"/supervisor/patient/{kari.id}").status_code == status
    for what in ("pause", "end", "hand-over", "invite"):
        data = {"csrf_token": token, "end_reason": "completed", "from_on": "2026-09-14", "returns_on": "2026-09-20"}
        answer = client.post(f"/supervisor/patient/{kari.id}/{what}", data=data)
        assert answer.status_code == status
        assert kari.name not in answer.text
    assert counts(world) == before
