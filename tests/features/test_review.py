"""One patient open at the guide's: what is read, what is never read, and by whom."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuditEvent, Feedback, FeedbackMove, LessonProgress, Sharing
from selfhelp.features.drafts.actions import keep_draft
from selfhelp.features.feedback import actions
from selfhelp.features.feedback.contact import Contact, ContactKind
from selfhelp.features.feedback.folding import folded
from selfhelp.features.lessons.actions import finish_lesson, write_entry
from selfhelp.features.letters.actions import ask_for_call, send_letter
from selfhelp.features.mood.actions import note_mood
from selfhelp.features.treatments.actions import hand_over
from tests.support.desk import (
    DRAFT,
    LETTER,
    MONDAY,
    NOW,
    SHARED,
    UNSHARED,
    herself,
    page_of,
    presses,
    rows,
    shares,
    written_in,
)
from tests.support.patients import Patient, actor_of
from tests.support.statements import counted
from tests.support.world import World, csrf_of


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


# --- what is read, and what never is


def test_what_was_shared_is_read_in_her_own_words(world: World, kari: Patient, astrid: FlaskClient) -> None:
    shares(world, kari, SHARED)
    html = astrid.get(page_of(kari)).text
    assert SHARED in html
    assert "Kari Nordmann, født 1988" in html
    assert 'href="tel:+4791234567"' in html
    assert "912 34 567" in html
    assert "Uke 1 av 8" in html


def test_what_was_not_shared_is_never_there(world: World, kari: Patient, astrid: FlaskClient) -> None:
    shares(world, kari, SHARED, NOW - timedelta(hours=2))
    with world.inside():
        me, treatment = herself(world), kari.treatment()
        write_entry(me, treatment, 1, "diamond", {"situation": UNSHARED}, NOW)  # a revision after the shared one
        write_entry(me, treatment, 1, "goal", {"goal": UNSHARED}, NOW)
        keep_draft(me, treatment, "lesson/1/3", {"diamond.thought": [DRAFT]}, 0, NOW)
        note_mood(me, treatment, 2, NOW - timedelta(hours=3), UNSHARED)
    for path in (page_of(kari), f"{page_of(kari)}/journal", "/guide/queue"):
        html = astrid.get(path).text
        assert UNSHARED not in html
        assert DRAFT not in html
    assert SHARED in astrid.get(page_of(kari)).text
    assert SHARED in astrid.get(f"{page_of(kari)}/journal").text


def test_what_was_taken_back_is_read_no_more(world: World, kari: Patient, astrid: FlaskClient) -> None:
    shares(world, kari, SHARED, NOW - timedelta(hours=2))
    assert SHARED in astrid.get(page_of(kari)).text
    with world.inside():
        takes_back(kari)
    assert SHARED not in astrid.get(page_of(kari)).text


@transaction
def takes_back(kari: Patient) -> None:
    for row in db.session.scalars(select(Sharing)).all():
        db.session.add(Sharing(treatment_id=kari.id, entry_id=row.entry_id, shared=False, shared_at=NOW))


def test_the_mood_is_seen_up_to_the_last_sharing(world: World, kari: Patient, astrid: FlaskClient) -> None:
    with world.inside():
        note_mood(herself(world), kari.treatment(), 4, NOW - timedelta(days=1))
    assert "Du ser humøret fram til" in astrid.get(page_of(kari)).text
    shares(world, kari, SHARED, NOW - timedelta(hours=1))
    with world.inside():
        note_mood(herself(world), kari.treatment(), 1, NOW)
    html = astrid.get(page_of(kari)).text
    assert "1 dag ført" in html
    assert html.count('class="c-mood"') == 1
    assert "4 – Ganske bra" in html


def test_new_is_what_came_after_the_last_feedback(world: World, kari: Patient, astrid: FlaskClient) -> None:
    shares(world, kari, "Mandag gikk jeg ut.", NOW - timedelta(days=1))
    with world.inside():
        actions.send_letter(actor_of(world.person("Astrid")), kari.treatment(), LETTER, NOW - timedelta(hours=3))
        send_letter(herself(world), kari.treatment(), "Kan jeg bytte dag?", NOW - timedelta(hours=1))
        finish_lesson(herself(world), kari.treatment(), 1, NOW - timedelta(minutes=30))
    html = astrid.get(page_of(kari)).text
    new = html[html.index('id="new"') : html.index('id="mood-title"')]
    assert "Kan jeg bytte dag?" in new
    assert "Har fullført økt 1: Kom i gang" in new
    assert "Mandag gikk jeg ut." not in new
    assert "Mandag gikk jeg ut." in html
    assert LETTER in html[html.index('id="timeline"') :]


def test_a_wish_to_be_called_stands_at_the_top(world: World, kari: Patient, astrid: FlaskClient) -> None:
    with world.inside():
        ask_for_call(herself(world), kari.treatment(), NOW - timedelta(hours=1))
    html = astrid.get(page_of(kari)).text
    assert "Kari vil bli ringt" in html
    assert "Kari venter på å bli ringt" in html
    assert "Lovet senest fredag 18. september" in html
    assert f'href="{page_of(kari)}/contact"' in html


def test_text_from_a_patient_is_only_text(world: World, kari: Patient, astrid: FlaskClient) -> None:
    shares(world, kari, '<b onclick="x()">Hei</b> https://nhi.no meg.no')
    html = astrid.get(page_of(kari)).text
    assert "<b onclick" not in html
    assert "&lt;b onclick" in html
    assert '<a href="https://nhi.no"' in html
    assert 'href="http://meg.no' not in html


def test_a_long_text_is_folded_and_whole() -> None:
    text = "\n".join(f"Linje {number}" for number in range(1, 21))
    cut = folded(text)
    assert cut.shown.endswith("Linje 12")
    assert cut.rest.startswith("Linje 13")
    assert f"{cut.shown}\n{cut.rest}" == text
    prose = "Jeg gikk ut. " * 200
    cut = folded(prose)
    assert len(cut.shown) <= 12 * 80
    assert f"{cut.shown}{cut.rest}".split() == prose.split()
    assert folded("Kort.\nTekst.").rest == ""


def test_what_to_look_for_and_the_openers_are_at_hand(world: World, kari: Patient, astrid: FlaskClient) -> None:
    html = astrid.get(page_of(kari)).text
    assert "Dette ser du etter i økt 1" in html
    assert "Se etter et ønske om å bli ringt" in html
    assert 'data-opener="Målet ditt er … . Det første steget du skrev' in html


# --- who may read


@pytest.mark.parametrize("name", ["Bjørn", "Gro", "Ivar"])
@pytest.mark.parametrize("page", ["", "/journal", "/contact", "/postpone"])
def test_others_find_nothing(world: World, kari: Patient, astrid: FlaskClient, name: str, page: str) -> None:
    shares(world, kari, SHARED)
    answer = world.client(name).get(f"{page_of(kari)}{page}")
    assert answer.status_code in (403, 404)
    assert answer.status_code == 404 or name == "Ivar"
    assert "Kari" not in answer.text
    assert SHARED not in answer.text
    assert "Kari Nordmann" in astrid.get(f"{page_of(kari)}{page}").text


@pytest.mark.parametrize("name", ["Bjørn", "Gro", "Siri"])
def test_others_change_nothing(world: World, kari: Patient, astrid: FlaskClient, name: str) -> None:
    world.patient("Ola Hansen", "Bjørn", starts_on=MONDAY)
    other = world.client(name)
    token = csrf_of(other.get("/me").text)
    for path in ("letter", "contact", "postpone", "lesson/2/open", f"letter/{uuid.uuid4()}/undo"):
        data = {
            "csrf_token": token, "text": LETTER, "do": "send", "kind": "phone", "reached": "yes", "minutes": "",
            "moved_to": "2026-09-18", "reason": "Kurs",
        }
        answer = other.post(f"{page_of(kari)}/{path}", data=data)
        assert answer.status_code == (403 if name == "Siri" else 404)
        assert "Kari" not in answer.text
    assert [rows(world, table) for table in (Feedback, FeedbackMove, LessonProgress)] == [0, 0, 0]
    assert presses(astrid, kari, "send").status_code == 303
    assert rows(world, Feedback) == 1


def test_the_supervisor_reads_and_does_not_write(world: World, kari: Patient) -> None:
    shares(world, kari, SHARED)
    html = world.client("Siri").get(page_of(kari)).text
    assert SHARED in html
    assert "<textarea" not in html
    assert "Alle mine pasienter" not in html
    with world.inside():
        events = select(AuditEvent.action).where(AuditEvent.patient_id == kari.person_id).order_by(AuditEvent.number)
        assert db.session.scalars(events).all()[-1] == "record read"


def test_the_guides_draft_is_hers_alone(world: World, kari: Patient, astrid: FlaskClient) -> None:
    presses(astrid, kari, "save", DRAFT)
    assert written_in(astrid.get(page_of(kari)).text).strip() == DRAFT
    assert DRAFT not in world.client("Siri").get(page_of(kari)).text
    with world.inside():
        bjorn = world.person("Bjørn").id
        hand_over(actor_of(world.person("Siri")), kari.treatment(), bjorn, "", NOW)
    assert DRAFT not in world.client("Bjørn").get(page_of(kari)).text
    assert astrid.get(page_of(kari)).status_code == 404


def test_the_new_guide_reads_everything_that_was_shared(world: World, kari: Patient, astrid: FlaskClient) -> None:
    shares(world, kari, SHARED, NOW - timedelta(days=1))
    with world.inside():
        actions.send_letter(actor_of(world.person("Astrid")), kari.treatment(), LETTER, NOW - timedelta(hours=3))
        actions.log_contact(
            actor_of(world.person("Astrid")), kari.treatment(),
            Contact(ContactKind.PHONE, True, 15, "Snakket om bussen."), NOW - timedelta(hours=2),
        )
        hand_over(actor_of(world.person("Siri")), kari.treatment(), world.person("Bjørn").id, "", NOW)
    bjorn = world.client("Bjørn")
    bjorn.get(page_of(kari))
    with counted(world.app) as statements:
        html = bjorn.get(page_of(kari)).text
    for text in (SHARED, LETTER, "Snakket om bussen.", "Brev fra Astrid"):
        assert text in html
    assert len(statements) <= 15
