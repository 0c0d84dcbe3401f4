"""One patient open at the guide's: what is read, what is never read, and the letter on its way."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select

from selfhelp.access.actor import Actor
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuditEvent, Draft, Entry, Feedback, FeedbackMove, LessonProgress, Sharing
from selfhelp.features.drafts.actions import keep_draft
from selfhelp.features.feedback import actions
from selfhelp.features.feedback.contact import Contact, ContactKind
from selfhelp.features.feedback.folding import folded
from selfhelp.features.lessons.actions import finish_lesson, share_exercise, write_entry
from selfhelp.features.letters import queries as letters
from selfhelp.features.letters.actions import ask_for_call, send_letter
from selfhelp.features.mood.actions import note_mood
from selfhelp.features.treatments.actions import end_treatment, hand_over
from selfhelp.features.treatments.end_reasons import EndReason
from tests.support.patients import Patient, actor_of
from tests.support.statements import counted
from tests.support.world import World, csrf_of

NOW = datetime(2026, 9, 16, 8, 0, tzinfo=UTC)  # a Wednesday, ten o'clock in Norway
MONDAY = date(2026, 9, 14)
SHARED, UNSHARED, DRAFT = "Bussen kom ikke, og jeg gikk.", "Jeg ligger hele dagen.", "Kanskje jeg skal si det."
LETTER = "Du gikk da bussen ikke kom."


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


def herself(world: World, name: str = "Kari Nordmann") -> Actor:
    return actor_of(world.person(name))


def shares(world: World, kari: Patient, text: str, at: datetime = NOW) -> None:
    with world.inside():
        write_entry(herself(world), kari.treatment(), 1, "diamond", {"situation": text, "did": "Gikk."}, at)
        share_exercise(herself(world), kari.treatment(), 1, "diamond", at)


def page_of(kari: Patient) -> str:
    return f"/guide/patient/{kari.id}"


def field(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no field {name}"
    return found.group(1)


def written_in(html: str) -> str:
    """What stands in the composer."""
    found = re.search(r'<textarea[^>]* name="text"[^>]*>\n?(.*?)</textarea>', html, re.S)
    assert found, "no composer"
    return found.group(1)


def presses(client: FlaskClient, kari: Patient, do: str, text: str = LETTER, **fields: str):  # type: ignore[no-untyped-def]
    """The guide opens the page, writes, and presses a button of the composer."""
    html = client.get(page_of(kari)).text
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")}
    return client.post(f"{page_of(kari)}/letter", data=form | {"text": text, "minutes": "", "do": do} | fields)


def posts(client: FlaskClient, path: str, **fields: str):  # type: ignore[no-untyped-def]
    html = client.get(path).text
    form = {name: field(html, name) for name in ("csrf_token", "once")}
    return client.post(path, data=form | fields)


def box(kari: Patient, at: datetime) -> list[str]:
    """What has come to Kari. Call inside()."""
    return [one.kind for one in letters.correspondence(kari.treatment(), at) if one.kind != letters.OWN]


def rows(world: World, table: type) -> int:
    with world.inside():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


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
    assert len(statements) <= 14


# --- the letter


def test_sent_and_on_to_the_next(world: World, kari: Patient, astrid: FlaskClient) -> None:
    ola = world.patient("Ola Hansen", starts_on=date(2026, 9, 2))
    answer = presses(astrid, kari, "send", f"  {LETTER}\r\n\r\nHilsen Astrid ", minutes="10")
    assert answer.status_code == 303
    assert answer.location.startswith(page_of(ola))
    html = astrid.get(answer.location).text
    assert "Sendt til Kari Nordmann." in html
    assert "(30 s)" in html
    with world.inside():
        stored = db.session.scalars(select(Feedback)).one()
        assert box(kari, NOW + timedelta(minutes=1)) == ["letter"]
    assert stored.minutes == 10
    assert written_in(astrid.get(page_of(kari)).text).strip() == ""


def test_undone_without_script(
    world: World, kari: Patient, astrid: FlaskClient, travel: time_machine.Traveller
) -> None:
    html = astrid.get(presses(astrid, kari, "send").location).text
    undo = re.search(r'action="([^"]*/undo)"', html)
    assert undo
    travel.shift(20)
    answer = astrid.post(undo.group(1), data={"csrf_token": csrf_of(html)})
    assert answer.location == page_of(kari)
    html = astrid.get(answer.location).text
    assert written_in(html).strip() == LETTER
    assert html.count(LETTER) == 1  # in the composer; not among what has been sent
    assert "Pasienten har ikke sett brevet" in html
    with world.inside():
        assert box(kari, NOW + timedelta(hours=1)) == []


def test_too_late_to_undo(world: World, kari: Patient, astrid: FlaskClient, travel: time_machine.Traveller) -> None:
    sent_page = presses(astrid, kari, "send").location
    html = astrid.get(sent_page).text
    undo = re.search(r'action="([^"]*/undo)"', html)
    assert undo
    travel.shift(30)
    answer = astrid.post(undo.group(1), data={"csrf_token": csrf_of(html)})
    assert answer.status_code == 409
    assert "Må noe rettes, sender du et nytt brev" in answer.text
    assert "Sendt til" not in astrid.get(sent_page).text
    with world.inside():
        assert box(kari, NOW + timedelta(hours=1)) == ["letter"]


def test_a_letter_of_another_patient_is_not_undone_from_here(world: World, kari: Patient, astrid: FlaskClient) -> None:
    ola = world.patient("Ola Hansen", starts_on=MONDAY)
    presses(astrid, kari, "send")
    with world.inside():
        sent = db.session.scalars(select(Feedback)).one()
    token = csrf_of(astrid.get(page_of(ola)).text)
    assert astrid.post(f"{page_of(ola)}/letter/{sent.id}/undo", data={"csrf_token": token}).status_code == 404
    with world.inside():
        assert box(kari, NOW + timedelta(hours=1)) == ["letter"]


def test_a_double_click_sends_one_letter(world: World, kari: Patient, astrid: FlaskClient) -> None:
    presses(astrid, kari, "save")
    html = astrid.get(page_of(kari)).text
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")}
    form |= {"text": LETTER, "minutes": "", "do": "send"}
    answers = [astrid.post(f"{page_of(kari)}/letter", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert rows(world, Feedback) == 1


def test_changed_and_sent_again_both_texts_are_shown(world: World, kari: Patient, astrid: FlaskClient) -> None:
    html = astrid.get(page_of(kari)).text
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")} | {"minutes": "", "do": "send"}
    astrid.post(f"{page_of(kari)}/letter", data=form | {"text": LETTER})
    answer = astrid.post(f"{page_of(kari)}/letter", data=form | {"text": "En annen tekst."})
    assert answer.status_code == 409
    assert LETTER in answer.text
    assert "En annen tekst." in answer.text
    assert rows(world, Feedback) == 1


def test_the_second_tab_sees_both_texts(world: World, kari: Patient, astrid: FlaskClient) -> None:
    presses(astrid, kari, "save", "Først.")
    html = astrid.get(page_of(kari)).text
    presses(astrid, kari, "save", "Fra den andre fanen.")
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")} | {"minutes": "", "do": "send"}
    answer = astrid.post(f"{page_of(kari)}/letter", data=form | {"text": LETTER})
    assert answer.status_code == 409
    assert LETTER in answer.text
    assert "Fra den andre fanen." in answer.text
    assert rows(world, Feedback) == 0


def test_a_letter_sent_from_another_tab_is_not_sent_twice(world: World, kari: Patient, astrid: FlaskClient) -> None:
    presses(astrid, kari, "save")
    html = astrid.get(page_of(kari)).text
    presses(astrid, kari, "send")
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")} | {"minutes": "", "do": "send"}
    assert astrid.post(f"{page_of(kari)}/letter", data=form | {"text": LETTER}).status_code == 409
    assert rows(world, Feedback) == 1


@pytest.mark.parametrize(
    ("text", "minutes", "says"),
    [
        (" ", "", "Skriv noe før du sender"),
        ("Målet ditt er … . Det første steget du skrev, er noe jeg kan se for meg: …", "", "En startsetning står"),
        (LETTER, "ti", "Skriv minuttene som et helt tall"),
        (LETTER, "9" * 5000, "Skriv minuttene som et helt tall"),
        ("a" * 1_000_000, "", "Teksten er for lang"),
    ],
)
def test_what_cannot_be_sent_is_kept_on_the_page(
    world: World, kari: Patient, astrid: FlaskClient, text: str, minutes: str, says: str
) -> None:
    answer = presses(astrid, kari, "send", text, minutes=minutes)
    assert answer.status_code == 422
    assert says in answer.text
    assert "<title>Feil:" in answer.text
    assert written_in(answer.text).strip() == text.strip()
    assert rows(world, Feedback) == 0


def test_an_opener_is_put_in_without_script(world: World, kari: Patient, astrid: FlaskClient) -> None:
    answer = presses(astrid, kari, "", "Hei Kari.", opener="1")
    assert answer.status_code == 303
    assert written_in(astrid.get(page_of(kari)).text).strip().startswith("Hei Kari.\n\nMålet ditt er … .")


@pytest.mark.parametrize("opener", ["99", "-1", "x", "1" * 5000])
def test_an_opener_that_is_not_there_keeps_the_text(
    world: World, kari: Patient, astrid: FlaskClient, opener: str
) -> None:
    assert presses(astrid, kari, "", "Hei Kari.", opener=opener).status_code == 303
    assert written_in(astrid.get(page_of(kari)).text).strip() == "Hei Kari."


def test_the_draft_saves_itself(world: World, kari: Patient, astrid: FlaskClient) -> None:
    form = {"csrf_token": csrf_of(astrid.get(page_of(kari)).text), "text": DRAFT, "minutes": "5", "do": "save"}
    saved = astrid.put(f"{page_of(kari)}/letter", data=form | {"version": "0"})
    assert saved.json == {"version": 1, "saved_at": "10.00"}
    assert astrid.put(f"{page_of(kari)}/letter", data=form | {"text": "Eldre.", "version": "0"}).status_code == 409
    assert astrid.put(f"{page_of(kari)}/letter", data=form | {"text": "a" * 300_000, "version": "1"}).status_code == 422
    html = astrid.get(page_of(kari)).text
    assert written_in(html).strip() == DRAFT
    assert field(html, "minutes") == "5"
    with world.inside():
        assert DRAFT.encode() not in db.session.scalars(select(Draft)).one().content


def test_text_survives_an_expired_session(
    world: World, kari: Patient, astrid: FlaskClient, travel: time_machine.Traveller
) -> None:
    html = astrid.get(page_of(kari)).text
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")}
    travel.shift(31 * 60)
    answer = astrid.post(f"{page_of(kari)}/letter", data=form | {"text": DRAFT, "minutes": "", "do": "send"})
    assert answer.status_code == 401
    assert rows(world, Feedback) == 0
    assert written_in(world.client("Astrid").get(page_of(kari)).text).strip() == DRAFT


def test_on_to_the_queue_when_nobody_is_left(world: World, kari: Patient, astrid: FlaskClient) -> None:
    answer = presses(astrid, kari, "send")
    assert answer.location.startswith("/guide/queue?sent=")
    assert "Sendt til Kari Nordmann." in astrid.get(answer.location).text


# --- the other acts


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
