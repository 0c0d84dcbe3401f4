"""What no browser sends by itself: a clear refusal in the page's language, the text shown again, nothing stored."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from selfhelp.db.tables import Feedback, PatientLetter, Treatment
from tests.support.forms import form_on, opened
from tests.support.week import count, on, welcomed
from tests.support.world import START, World

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


@pytest.fixture
def kari(world: World) -> FlaskClient:
    welcomed(world)
    return world.client("Kari")


@pytest.mark.parametrize("text", ["%FF%FE", "%C3", "%ED%A0%80", "%00"])
def test_bytes_that_are_no_text_are_refused_also_when_they_are_written_in_percent(
    world: World, kari: FlaskClient, text: str
) -> None:
    token = opened(kari, "/letters")["csrf_token"]
    answer = kari.post("/letters", data=f"csrf_token={token}&text=hei+{text}", content_type=FORM)
    assert answer.status_code == 400
    assert count(world, PatientLetter) == 0


def test_a_percent_sign_somebody_writes_is_text(world: World, kari: FlaskClient) -> None:
    page = opened(kari, "/letters")
    page["text"] = "100 % og %FF"
    assert page.send(kari).status_code == 303
    assert "100 % og %FF" in kari.get("/letters").text


def test_a_letter_with_a_field_it_does_not_have_is_not_sent(world: World, kari: FlaskClient) -> None:
    page = opened(kari, "/letters")
    page["text"], page["treatment_id"] = "Hei Astrid", "1"
    answer = page.send(kari)
    assert (answer.status_code, "Hei Astrid" in answer.text) == (422, True)
    assert "Last siden på nytt" in answer.text
    assert count(world, PatientLetter) == 0


@pytest.mark.parametrize("extra", [{"patient_id": "1"}, {"note": ["Ringte", "Ringte ikke"]}])
def test_a_fixed_form_refuses_unknown_names_and_names_sent_twice(world: World, extra: dict[str, str]) -> None:
    patient = welcomed(world)
    guide, path = world.client("Astrid"), f"/guide/patient/{patient.id}/contact"
    form = form_on(guide.get(path).text, "")
    form.action = path
    for name, value in ({"kind": "phone", "reached": "no", "note": "Ringte klokka ni"} | extra).items():
        form[name] = value
    answer = form.send(guide)
    assert (answer.status_code, "Ringte" in answer.text) == (422, True)
    assert count(world, Feedback) == 0


def test_five_megabytes_are_read_to_their_end_and_answered(world: World, kari: FlaskClient) -> None:
    page = opened(kari, "/letters")
    page["text"] = "hei " * 1_300_000
    answer = page.send(kari)
    assert (answer.status_code, "Teksten er for lang" in answer.text) == (413, True)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_name_for_the_service_gets_no_page_and_no_error(world: World, method: str) -> None:
    answer = world.client("Astrid").open("/sign-in", method=method, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "nosniff" in answer.headers["X-Content-Type-Options"]


def test_a_refused_page_never_shows_a_password(kari: FlaskClient) -> None:
    data = {"current": "det gamle passordet mitt", "password": "det nye passordet mitt", "text": "Hei der"}
    answer = kari.post("/me/password", data=data)  # without the token
    assert (answer.status_code, "Hei der" in answer.text) == (400, True)
    assert "passordet mitt" not in answer.text


def test_an_unknown_field_registers_nobody(world: World) -> None:
    siri = world.client("Siri")
    form = opened(siri, "/supervisor/patients/new")
    form["name"], form["team_id"] = "Kari Nordmann", "1"
    answer = form.send(siri)
    assert (answer.status_code, "Kari Nordmann" in answer.text) == (422, True)
    assert count(world, Treatment) == 0
