"""The sleep window as care: proposed with its reason, agreed to by those who must, and taken away at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from selfhelp.core.content.service_document import Parts
from selfhelp.db.base import db
from selfhelp.db.tables import AuditEvent, CallRequest, SleepWindowEvent
from selfhelp.features.feedback import actions as feedback
from selfhelp.features.feedback.contact import Contact, ContactKind
from selfhelp.features.sleep_window import queries
from tests.support.desk import MONDAY, NOW, field, page_of, rows
from tests.support.forms import opened
from tests.support.nights import WELL, mornings_to, sleeper, sleeps, writes
from tests.support.patients import Patient, actor_of
from tests.support.week import entries, revisions
from tests.support.world import World

TODAY = date(2026, 9, 16)
PAGE = "/window"
CAR = "Gå tilbake til leggetidene du hadde før, og la bilen stå. Astrid er bedt om å ringe deg."


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def kari(world: World) -> Patient:
    """Well, with eight nights of six hours' sleep in eight hours in bed."""
    return _ready(world)


def _ready(world: World, **changes: object) -> Patient:
    patient = sleeper(world, starts_on=MONDAY, **changes)
    writes(world, patient, "health", dict(WELL), NOW)
    sleeps(world, patient, mornings_to(TODAY, 8), NOW)
    return patient


def presses(client: FlaskClient, do: str, **fields: str) -> TestResponse:
    html = client.get(PAGE).text
    form = {name: field(html, name) for name in ("csrf_token", "once")}
    return client.post(PAGE, data=form | {"do": do} | fields)


def answers(client: FlaskClient, patient: Patient, do: str, **fields: str) -> TestResponse:
    html = client.get(page_of(patient)).text
    form = {name: field(html, name) for name in ("csrf_token", "once")}
    return client.post(f"{page_of(patient)}/window", data=form | {"do": do} | fields)


def steps(world: World) -> list[str]:
    with world.inside():
        return list(db.session.scalars(select(SleepWindowEvent.step).order_by(SleepWindowEvent.number)))


def begins(world: World, patient: Patient) -> FlaskClient:
    """A window that holds."""
    browser = world.client("Kari Nordmann")
    presses(browser, "propose", rise="06:00")
    answers(world.client("Astrid"), patient, "agree")
    presses(browser, "begin")
    assert steps(world) == ["proposed", "guide_agreed", "patient_agreed"]
    return browser


def test_the_first_window_from_proposal_to_yes(world: World, kari: Patient) -> None:
    browser, astrid = world.client("Kari Nordmann"), world.client("Astrid")
    page = browser.get(PAGE).text
    assert "Du sov i snitt 6 timer, og lå 8 timer i senga. Det er regnet ut fra 8 netter." in page
    assert "Vi foreslår et vindu på 6 timer." in page
    assert "Søvnvindu" not in astrid.get(page_of(kari)).text, "what she has not sent is hers"
    presses(browser, "propose", rise="06:00")
    assert "Forslaget venter på Astrid." in browser.get(PAGE).text
    assert "Ja, begynn i kveld" not in browser.get(PAGE).text
    desk = astrid.get(page_of(kari)).text
    assert "6 timer i senga, tidligst i seng klokka 00.00, opp klokka 06.00." in desk
    assert "Sov i snitt 6 timer, og lå 8 timer i senga. Regnet ut fra 8 netter." in desk
    assert "Søvnvinduet venter på deg" in astrid.get("/guide/queue").text
    answers(astrid, kari, "agree")
    assert "Venter på pasienten." in astrid.get(page_of(kari)).text
    assert "Det er et forslag du kan svare på" in browser.get("/today").text
    presses(browser, "begin")
    assert "Legg deg tidligst klokka 00.00, og stå opp klokka 06.00." in browser.get(PAGE).text
    assert "Tidligst i seng klokka 00.00, opp klokka 06.00" in browser.get("/today").text
    assert "Vinduet endres høyst én gang i uka. Vi ser på det igjen fra" in browser.get(PAGE).text


def test_nothing_begins_before_the_guide_has_said_yes(world: World, kari: Patient) -> None:
    browser = world.client("Kari Nordmann")
    presses(browser, "begin")
    presses(browser, "propose", rise="06:00")
    presses(browser, "begin")
    presses(browser, "propose", rise="06:00")
    assert steps(world) == ["proposed"]


@pytest.mark.parametrize("rise", ["", "i morgen", "25:00"])
def test_an_hour_that_is_none_is_said_beside_the_field(world: World, kari: Patient, rise: str) -> None:
    answer = presses(world.client("Kari Nordmann"), "propose", rise=rise)
    assert answer.status_code == 422
    assert "Skriv klokkeslettet med timer og minutter" in answer.text
    assert steps(world) == []


def test_not_now_has_a_reason_that_she_reads(world: World, kari: Patient) -> None:
    browser, astrid = world.client("Kari Nordmann"), world.client("Astrid")
    presses(browser, "propose", rise="06:00")
    answers(astrid, kari, "decline", reason="  ")
    assert steps(world) == ["proposed"]
    assert "Skriv hvorfor" in astrid.get(page_of(kari)).text
    answers(astrid, kari, "decline", reason="Vent til etter flyttinga.")
    page = browser.get(PAGE).text
    assert "Vent til etter flyttinga." in page
    assert "Et nytt forslag kan komme fra onsdag 23. september" in page
    presses(browser, "propose", rise="06:00")
    assert steps(world) == ["proposed", "declined"]
    with world.inside():
        stored = db.session.scalars(select(SleepWindowEvent.details)).all()
    assert all(one is not None and b"flyttinga" not in one and b"minutes" not in one for one in stored)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"shift": True}, "Du har svart ja på et spørsmål om helsa."),
        ({"shift": None}, "Svar først på alle spørsmålene om helsa."),
    ],
)
def test_a_yes_or_an_open_question_is_no_window(
    world: World, kari: Patient, change: dict[str, bool | None], words: str
) -> None:
    said = {name: value for name, value in (WELL | change).items() if value is not None}
    writes(world, kari, "health", said, NOW)
    browser = world.client("Kari Nordmann")
    page = browser.get(PAGE).text
    assert words in page
    assert "Snakk med Astrid" in page
    assert "Send forslaget" not in page
    presses(browser, "propose", rise="06:00")
    assert steps(world) == []


def test_a_new_yes_about_health_takes_the_window_and_only_the_supervisor_opens_it(world: World, kari: Patient) -> None:
    browser = begins(world, kari)
    writes(world, kari, "health", {**WELL, "pregnant": True}, NOW)
    assert "Noe ved helsa di er endret" in browser.get(PAGE).text
    astrid = world.client("Astrid")
    assert "Svaret er nå ja på et av spørsmålene om helsa" in astrid.get(page_of(kari)).text
    answers(astrid, kari, "reopen")
    assert steps(world)[-1] == "suspended"
    answers(world.client("Siri"), kari, "reopen")
    assert steps(world)[-1] == "reopened"
    assert "Du har svart ja" in browser.get(PAGE).text


def test_a_near_miss_in_the_weekly_check_stops_it_in_the_same_request(world: World, kari: Patient) -> None:
    browser = begins(world, kari)
    ola = world.patient("Ola Hansen", starts_on=date(2026, 8, 3))  # long past a deadline
    log = opened(browser, "/diary/log/window")
    assert "får Astrid vite det med en gang" in browser.get("/diary/log/window").text
    log["window.near-miss"] = "yes"
    log["window.safety-ok"] = "yes"
    answer = log.send(browser, _do="another:window")
    assert CAR in browser.get(answer.location).text
    assert CAR in browser.get(PAGE).text
    assert steps(world)[-1] == "suspended"
    assert rows(world, CallRequest) == 1
    queue = world.client("Astrid").get("/guide/queue").text
    assert queue.index("Ring i dag") < queue.index("Kari Nordmann") < queue.index(ola.name)
    assert "Søvnig bak rattet eller nær en ulykke" in queue
    assert "Det er stoppet" in browser.get("/today").text


def test_one_press_is_enough_after_a_near_miss_and_a_talk_takes_her_out_of_the_queue(
    world: World, kari: Patient, travel: time_machine.Traveller
) -> None:
    browser, astrid = begins(world, kari), world.client("Astrid")
    presses(browser, "near-miss")
    assert CAR in browser.get(PAGE).text
    assert rows(world, CallRequest) == 1
    answers(astrid, kari, "reopen")
    assert steps(world)[-1] == "suspended", "nobody has talked with her yet"
    later = NOW + timedelta(hours=1)
    with world.inside():
        talk = Contact(ContactKind.PHONE, True, 15, "Lar bilen stå.")
        feedback.log_contact(actor_of(world.person("Astrid")), kari.treatment(), talk, later)
    travel.move_to(later + timedelta(minutes=1))
    assert "Ring i dag" not in world.client("Astrid").get("/guide/queue").text
    answers(world.client("Astrid"), kari, "reopen")
    assert steps(world)[-1] == "reopened"
    assert "Vinduet endres høyst én gang i uka" in world.client("Kari Nordmann").get(PAGE).text


def test_changing_an_old_check_does_not_raise_the_alarm_again(world: World, kari: Patient) -> None:
    begins(world, kari)
    writes(world, kari, "window", {"near-miss": True}, NOW)
    browser = world.client("Kari Nordmann")
    thread = entries(world, kari, "window")[0].thread_id
    again = opened(browser, f"/diary/{thread}")
    again["window.sleepiness"] = "6"
    again.send(browser, _do="later")
    assert revisions(world, thread) == 2
    assert steps(world).count("suspended") == 1


def test_she_stops_it_with_one_press(world: World, kari: Patient) -> None:
    browser = begins(world, kari)
    presses(browser, "stop")
    assert "Vil du begynne igjen, snakker du med Astrid." in browser.get(PAGE).text
    assert rows(world, CallRequest) == 0
    assert "Pasienten har stoppet vinduet" in world.client("Astrid").get(page_of(kari)).text
    presses(browser, "propose", rise="06:00")
    assert steps(world)[-1] == "suspended"


def test_more_time_in_bed_needs_her_yes_alone_and_not_before_a_week(
    world: World, kari: Patient, travel: time_machine.Traveller
) -> None:
    begins(world, kari)
    last = TODAY + timedelta(days=7)
    travel.move_to(NOW + timedelta(days=7))
    browser = world.client("Kari Nordmann")
    assert "Vinduet blir som det er." in browser.get(PAGE).text, "no night is written since"
    sleeps(world, kari, mornings_to(last, 6), NOW + timedelta(days=7), bed="00:00", up="06:00", awake=30)
    page = browser.get(PAGE).text
    assert "Den siste uka var 91\u00a0% av tida i senga søvn. Vi foreslår litt lengre tid i senga: 6 t 15 min." in page
    presses(browser, "propose", rise="06:00")
    assert steps(world)[-2:] == ["proposed", "patient_agreed"]
    assert "6 t 15 min i senga. Legg deg tidligst klokka 23.45, og stå opp klokka 06.00." in browser.get(PAGE).text
    presses(browser, "propose", rise="06:00")
    assert len(steps(world)) == 5


def test_less_time_in_bed_waits_for_the_guide(
    world: World, kari: Patient, travel: time_machine.Traveller
) -> None:
    begins(world, kari)
    travel.move_to(NOW + timedelta(days=7))
    sleeps(world, kari, mornings_to(TODAY + timedelta(days=7), 6), NOW + timedelta(days=7), bed="00:00", up="06:00")
    browser = world.client("Kari Nordmann")
    assert "Vi foreslår et kvarter kortere tid i senga: 5 t 45 min." in browser.get(PAGE).text
    presses(browser, "propose", rise="05:00")
    presses(browser, "begin")
    assert steps(world)[-1] == "proposed"
    assert "opp klokka 06.00" in world.client("Astrid").get(page_of(kari)).text, "only one thing changes at a time"


def test_at_seventeen_the_supervisor_says_yes_before_the_guide(world: World) -> None:
    kari = _ready(world, birth_year=2009)
    browser, astrid = world.client("Kari Nordmann"), world.client("Astrid")
    presses(browser, "propose", rise="07:00")
    assert "Forslaget venter på psykologen i tjenesten." in browser.get(PAGE).text
    answers(astrid, kari, "agree")
    assert steps(world) == ["proposed"]
    answers(world.client("Siri"), kari, "agree")
    answers(astrid, kari, "agree")
    presses(browser, "begin")
    assert steps(world) == ["proposed", "supervisor_agreed", "guide_agreed", "patient_agreed"]
    assert "6 t 30 min i senga" in browser.get(PAGE).text, "never under six and a half hours"


def test_a_service_can_have_it_off_and_the_alarm_still_rings(
    world: World, kari: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Off:
        parts = Parts(sleep_window=False)

    monkeypatch.setattr(queries, "service_of", lambda _team: Off)
    browser = world.client("Kari Nordmann")
    assert browser.get(PAGE).status_code == 404
    assert "Søvnvinduet ditt" not in browser.get("/today").text
    writes(world, kari, "window", {"near-miss": True}, NOW)
    assert rows(world, CallRequest) == 1


def test_every_step_is_in_the_audit(world: World, kari: Patient) -> None:
    browser = begins(world, kari)
    presses(browser, "stop")
    answers(world.client("Astrid"), kari, "reopen")
    with world.inside():
        about = select(AuditEvent.action).where(AuditEvent.object_kind == "sleep_window").order_by(AuditEvent.number)
        found = list(db.session.scalars(about))
    assert found == [
        "sleep window proposed", "sleep window agreed to", "sleep window agreed to", "sleep window suspended",
        "sleep window reopened",
    ]
