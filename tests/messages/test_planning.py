"""From what has happened to rows in the outbox: who is reminded at this moment, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from selfhelp.core.care.reminders import moment_of
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import LessonProgress, OutboxMail, Person
from selfhelp.features.feedback import actions as feedback
from selfhelp.features.letters.actions import open_letter
from selfhelp.features.reminders.actions import plan_reminders
from selfhelp.features.treatments.actions import pause_treatment
from selfhelp.messages.delivery import deliver_due
from selfhelp.messages.kinds import REMINDERS
from selfhelp.messages.transports import SmtpTransport
from tests.support.patients import Patient, actor_of
from tests.support.post import Clock, PostOffice
from tests.support.world import START, World

Rows = Callable[[], list[OutboxMail]]
MONDAY, THURSDAY = START.date(), START.date() + timedelta(days=3)


@pytest.fixture
def kari(world: World) -> Patient:
    return world.patient("Kari")


@pytest.fixture
def planned(world: World, outbox_rows: Rows) -> Callable[[datetime], list[tuple[str, str]]]:
    """Plan at a moment, and say which reminders have been planned so far, and for whom."""

    def plan(now: datetime) -> list[tuple[str, str]]:
        with world.inside():
            plan_reminders(now)
            names = {world.person(name).id: name for name in ("Astrid", "Bjørn", "Gro")}
            return sorted(
                (row.kind, names.get(row.person_id, "a patient")) for row in outbox_rows() if row.kind in REMINDERS
            )

    return plan


@transaction
def set_hour(person: Person, hour: int) -> None:
    db.session.get_one(Person, person.id).reminder_hour = hour


@transaction
def begin_lesson(patient: Patient, on: date) -> None:
    db.session.add(LessonProgress(
        id=new_id(), treatment_id=patient.id, module_id="depression", lesson_id="getting-started", number=1,
        opened_at=moment_of(on, 12), page=1,
    ))


LESSON = ("lesson-reminder", "a patient")
LETTER = ("letter-reminder", "a patient")
DUE = ("feedback-due", "Astrid")

pytestmark = pytest.mark.usefixtures("kari")


def test_at_the_hour_she_chose_and_once(world: World, planned: Callable[[datetime], list[tuple[str, str]]]) -> None:
    with world.inside():
        set_hour(world.person("Kari"), 17)
    nearly = moment_of(MONDAY, 17) - timedelta(seconds=1)
    assert planned(nearly) == []
    for minute in range(3):
        assert planned(moment_of(MONDAY, 17) + timedelta(minutes=minute)) == [LESSON]


def test_a_scheduler_that_was_down_over_the_hour_catches_up_until_the_evening(
    planned: Callable[[datetime], list[tuple[str, str]]],
) -> None:
    assert planned(moment_of(MONDAY, 20) + timedelta(hours=1)) == []
    assert planned(moment_of(MONDAY, 20) + timedelta(minutes=59)) == [LESSON]


def test_not_for_a_lesson_she_has_begun(
    world: World, kari: Patient, planned: Callable[[datetime], list[tuple[str, str]]]
) -> None:
    with world.inside():
        begin_lesson(kari, MONDAY)
    assert planned(moment_of(MONDAY, 10)) == []


def test_the_guide_gets_one_mail_in_the_morning_however_many_are_waiting(
    world: World, planned: Callable[[datetime], list[tuple[str, str]]]
) -> None:
    world.patient("Ola")
    world.patient("Nora", "Bjørn", birth_year=2009)
    found = planned(moment_of(THURSDAY, 9))
    assert found == [DUE, ("feedback-due", "Bjørn"), LESSON, LESSON, LESSON]


def test_the_guide_is_not_reminded_of_what_she_has_done(
    world: World, kari: Patient, planned: Callable[[datetime], list[tuple[str, str]]]
) -> None:
    with world.inside():
        feedback.no_reply_needed(actor_of(world.person("Astrid")), kari.treatment(), moment_of(THURSDAY, 8))
    assert planned(moment_of(THURSDAY, 9)) == [LESSON]


def test_an_unread_letter_the_day_after_once(
    world: World, kari: Patient, planned: Callable[[datetime], list[tuple[str, str]]]
) -> None:
    with world.inside():
        begin_lesson(kari, MONDAY)
        feedback.send_letter(actor_of(world.person("Astrid")), kari.treatment(), "Hei, Kari.", START)
    assert planned(moment_of(MONDAY, 20)) == []
    assert planned(moment_of(MONDAY + timedelta(days=1), 9)) == [LETTER]
    assert planned(moment_of(MONDAY + timedelta(days=2), 9)) == [LETTER], "the same one, not another"


def test_not_of_a_letter_she_has_opened_or_that_was_taken_back(
    world: World, kari: Patient, planned: Callable[[datetime], list[tuple[str, str]]]
) -> None:
    with world.inside():
        begin_lesson(kari, MONDAY)
        astrid = actor_of(world.person("Astrid"))
        opened = feedback.send_letter(astrid, kari.treatment(), "Hei, Kari.", START)
        open_letter(actor_of(world.person("Kari")), opened, START + timedelta(minutes=1))
        taken_back = feedback.send_letter(astrid, kari.treatment(), "Hei, Kåre.", START + timedelta(minutes=2))
        feedback.withdraw(astrid, taken_back, START + timedelta(minutes=2, seconds=5))
    assert planned(moment_of(MONDAY + timedelta(days=1), 9)) == []


def test_none_in_a_pause_none_to_those_who_want_none_or_have_not_come_yet(
    world: World, kari: Patient, planned: Callable[[datetime], list[tuple[str, str]]]
) -> None:
    world.patient("Nora", birth_year=2009, accepted=False)
    world.patient("Ola")
    with world.inside():
        siri = actor_of(world.person("Siri"))
        pause_treatment(siri, kari.treatment(), MONDAY + timedelta(days=10), "", START)
        turn_off(world.person("Ola"))
    assert planned(moment_of(MONDAY, 10)) == []


@transaction
def turn_off(person: Person) -> None:
    db.session.get_one(Person, person.id).reminders = False


def test_what_is_planned_is_delivered_and_two_in_a_row_without_a_visit_are_the_last(
    world: World, office: PostOffice, by_post: SmtpTransport, clock: Clock
) -> None:
    days: list[date] = []
    for day in range(21):
        clock.at = moment_of(MONDAY + timedelta(days=day), 9)
        with world.inside():
            plan_reminders(clock())
            deliver_due(by_post, clock)
        if any(str(mail["To"]) == "kari@example.com" for mail in office.taken):
            days.append(MONDAY + timedelta(days=day))
        office.taken.clear()
    assert days == [MONDAY, THURSDAY]


def test_the_number_of_statements_does_not_grow_with_the_patients(world: World, statements: list[str]) -> None:
    counts = []
    for names in (("Ola",), tuple(f"N{number}" for number in range(12))):
        for name in names:
            world.patient(name)
        with world.inside():
            db.session.scalar(select(Person.id).limit(1))
            statements.clear()
            plan_reminders(moment_of(MONDAY, 8))  # before anybody's hour: reading alone
            plan_reminders(moment_of(MONDAY, 9))
            counts.append(len([one for one in statements if one.lstrip().upper().startswith("SELECT")]))
    assert counts[0] == counts[1] <= 11

