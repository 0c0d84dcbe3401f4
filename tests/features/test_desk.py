"""What a guide does beside the letter: talks, another day, a lesson opened early, the note for the journal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from selfhelp.db.base import db
from selfhelp.db.tables import AuditEvent, Entry, Feedback, FeedbackMove
from selfhelp.features.feedback import actions
from selfhelp.features.feedback.contact import Contact, ContactKind
from selfhelp.features.letters.actions import send_letter
from selfhelp.features.treatments.actions import end_treatment
from selfhelp.features.treatments.end_reasons import EndReason
from tests.support.desk import (
    DRAFT,
    LETTER,
    MONDAY,
    NOW,
    SHARED,
    box,
    field,
    herself,
    page_of,
    posts,
    presses,
    rows,
    shares,
    written_in,
)
from tests.support.patients import Patient, actor_of
from tests.support.world import World


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def kari(world: World) -> Patient:
    return world.patient("Kari Nordmann", starts_on=MONDAY, birth_year=1988)


@pytest.fixture
def astrid(world: World) -> FlaskClient:
    return world.client("Astrid")


def test_no_reply_needed_keeps_the_draft(world: World, kari: Patient, astrid: FlaskClient) -> None:
    assert presses(astrid, kari, "no-reply", DRAFT).status_code == 303
    with world.inside():
        assert box(kari, NOW) == ["read"]
    assert written_in(astrid.get(page_of(kari)).text).strip() == DRAFT


def test_no_reply_needed_is_refused_while_kari_waits(world: World, kari: Patient, astrid: FlaskClient) -> None:
    with world.inside():
        send_letter(herself(world), kari.treatment(), "Kan jeg bytte dag?", NOW)
    assert "Ikke behov for svar" not in astrid.get(page_of(kari)).text
    answer = presses(astrid, kari, "no-reply", "")
    assert answer.status_code == 409
    assert "Pasienten venter på svar" in answer.text
    assert rows(world, Feedback) == 0


def test_a_talk_is_logged(world: World, kari: Patient, astrid: FlaskClient) -> None:
    path = f"{page_of(kari)}/contact"
    answer = posts(
        astrid, path, kind="phone", reached="yes", minutes="15", note="Sov bedre.", next_on="2026-09-21"
    )
    assert answer.location == page_of(kari)
    html = astrid.get(page_of(kari)).text
    assert "Telefon, 15 minutter" in html
    assert "Sov bedre." in html
    assert "Neste samtale mandag 21. september" in html


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "pigeon", "reached": "yes"}, ""),
        ({"kind": "phone"}, "Velg ja eller nei."),
        ({"kind": "phone", "reached": "no", "minutes": "-3"}, "Skriv minuttene som et helt tall"),
        ({"kind": "phone", "reached": "no", "next_on": "2026-09-15"}, "Velg i dag eller en senere dag."),
        ({"kind": "phone", "reached": "no", "next_on": "i morgen"}, "Skriv datoen som"),
        ({"kind": "phone", "reached": "no", "note": "a" * 5001}, ""),
    ],
)
def test_a_talk_that_cannot_be_logged(
    world: World, kari: Patient, astrid: FlaskClient, fields: dict[str, str], says: str
) -> None:
    answer = posts(astrid, f"{page_of(kari)}/contact", **fields)
    assert answer.status_code == 422
    assert says in answer.text
    assert "<title>Feil:" in answer.text
    assert rows(world, Feedback) == 0


def test_a_talk_sent_twice_is_one_talk(world: World, kari: Patient, astrid: FlaskClient) -> None:
    html = astrid.get(f"{page_of(kari)}/contact").text
    form = {name: field(html, name) for name in ("csrf_token", "once")} | {"kind": "phone", "reached": "yes"}
    for _ in range(2):
        assert astrid.post(f"{page_of(kari)}/contact", data=form).status_code == 303
    assert rows(world, Feedback) == 1


def test_the_day_is_moved(world: World, kari: Patient, astrid: FlaskClient) -> None:
    assert "Hører fra deg senest torsdag 17. september" in astrid.get(page_of(kari)).text
    answer = posts(astrid, f"{page_of(kari)}/postpone", moved_to="2026-09-21", reason="Kurs")
    assert answer.location == page_of(kari)
    assert "Hører fra deg senest mandag 21. september" in astrid.get(page_of(kari)).text


@pytest.mark.parametrize(
    ("day", "reason", "says"),
    [
        ("2026-09-16", "Kurs", "Velg en dag fra i morgen av."),
        ("2026-09-19", "Kurs", "stengt"),
        ("2026-09-25", "Kurs", "kan ikke flyttes lenger"),
        ("2026-09-18", " ", "Skriv hvorfor."),
        ("", "Kurs", "Velg en dag."),
    ],
)
def test_days_that_cannot_be_promised(
    world: World, kari: Patient, astrid: FlaskClient, day: str, reason: str, says: str
) -> None:
    answer = posts(astrid, f"{page_of(kari)}/postpone", moved_to=day, reason=reason)
    assert answer.status_code == 422
    assert says in answer.text
    assert rows(world, FeedbackMove) == 0


def test_the_text_is_kept_on_the_way_to_a_talk(world: World, kari: Patient, astrid: FlaskClient) -> None:
    for do, page in (("contact", "/contact"), ("postpone", "/postpone")):
        assert presses(astrid, kari, do, DRAFT).location == page_of(kari) + page
    assert written_in(astrid.get(page_of(kari)).text).strip() == DRAFT


def test_a_lesson_is_opened_early(world: World, kari: Patient, astrid: FlaskClient) -> None:
    html = astrid.get(page_of(kari)).text
    assert "Åpne økt 2 nå" in html
    form = {name: field(html, name) for name in ("csrf_token", "once")}
    astrid.post(f"{page_of(kari)}/lesson/2/open", data=form)
    html = astrid.get(page_of(kari)).text
    assert "Økt 2 er åpen for pasienten." in html
    assert "åpnet tidlig" in html
    assert "Åpne økt 2 nå" not in html


def test_the_note_for_the_journal(world: World, kari: Patient, astrid: FlaskClient) -> None:
    shares(world, kari, SHARED)
    with world.inside():
        send_letter(herself(world), kari.treatment(), "Kan jeg bytte dag?", NOW)
        actions.log_contact(
            actor_of(world.person("Astrid")), kari.treatment(), Contact(ContactKind.PHONE, True, 15, "Byttet dag."), NOW
        )
    html = astrid.get(f"{page_of(kari)}/journal").text
    for text in ("Kari Nordmann, født 1988", SHARED, "Kan jeg bytte dag?", "Telefon, 15 minutter", "VURDERING"):
        assert text in html
    with world.inside():
        copied = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "record copied")).one()
    assert copied.patient_id == kari.person_id


def test_after_the_end_there_is_nothing_to_write(world: World, kari: Patient, astrid: FlaskClient) -> None:
    html = astrid.get(page_of(kari)).text
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")}
    with world.inside():
        end_treatment(actor_of(world.person("Siri")), kari.treatment(), EndReason.COMPLETED, "", NOW)
    answer = astrid.post(f"{page_of(kari)}/letter", data=form | {"text": LETTER, "minutes": "", "do": "send"})
    assert answer.status_code in (404, 409)
    assert rows(world, Feedback) == 0


def test_a_page_holds_nothing_of_another_patient_of_hers(world: World, kari: Patient, astrid: FlaskClient) -> None:
    ola = world.patient("Ola Hansen", starts_on=MONDAY)
    shares(world, kari, SHARED)
    html = astrid.get(page_of(ola)).text
    assert "Kari Nordmann" in html  # in the queue beside
    assert SHARED not in html
    assert rows(world, Entry) == 1
