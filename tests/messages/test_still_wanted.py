"""At the moment of sending it is asked again whether the mail is true and wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from selfhelp.access.roles import Role
from selfhelp.core.care.reminders import moment_of
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import Feedback, OutboxMail, Person, RoleGrant
from selfhelp.features.feedback import actions as feedback
from selfhelp.features.letters.actions import open_letter
from selfhelp.features.treatments.actions import end_treatment, pause_treatment
from selfhelp.features.treatments.end_reasons import EndReason
from selfhelp.messages import outbox
from selfhelp.messages.delivery import deliver_due
from selfhelp.messages.kinds import Kind
from selfhelp.messages.transports import SmtpTransport
from tests.support.patients import Patient, actor_of
from tests.support.post import Clock, PostOffice
from tests.support.world import START, World

Rows = Callable[[], list[OutboxMail]]
SOON = timedelta(minutes=1)  # over the time in which a letter can be taken back


@pytest.fixture
def kari(world: World) -> Patient:
    return world.patient("Kari")


@pytest.fixture
def send(app: Flask, by_post: SmtpTransport, clock: Clock, office: PostOffice) -> Callable[[], list[str]]:
    """Deliver, and say which subjects went out."""

    def deliver() -> list[str]:
        with app.app_context():
            deliver_due(by_post, clock)
        sent = [str(mail["Subject"]) for mail in office.taken]
        office.taken.clear()
        return sent

    return deliver


def write_letter(world: World, patient: Patient) -> Feedback:
    return feedback.send_letter(actor_of(world.person(patient.guide)), patient.treatment(), "Hei, Kari.", START)


@transaction
def change(person: Person, **values: object) -> None:
    row = db.session.get_one(Person, person.id)
    for name, value in values.items():
        setattr(row, name, value)


def reason(rows: list[OutboxMail], kind: Kind) -> tuple[str, str | None]:
    (row,) = [one for one in rows if one.kind == kind]
    return row.state, row.last_error


def test_a_letter_is_told_of_when_it_can_no_longer_be_taken_back(
    world: World, kari: Patient, send: Callable[[], list[str]], clock: Clock
) -> None:
    with world.inside():
        write_letter(world, kari)
    assert send() == [], "not while it can be undone"
    clock.pass_(SOON)
    assert send() == ["Du har en ny melding"]


def test_a_withdrawn_letter_is_never_told_of(
    world: World, kari: Patient, send: Callable[[], list[str]], clock: Clock, outbox_rows: Rows
) -> None:
    with world.inside():
        letter = write_letter(world, kari)
        feedback.withdraw(actor_of(world.person("Astrid")), letter, START + timedelta(seconds=10))
    clock.pass_(SOON)
    assert send() == []
    assert reason(outbox_rows(), Kind.LETTER_WAITING) == ("dropped", "cancelled")


def test_a_letter_withdrawn_without_a_word_to_the_outbox_is_not_told_of_either(
    world: World, kari: Patient, send: Callable[[], list[str]], clock: Clock, outbox_rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outbox, "cancel", lambda *_told: None)
    with world.inside():
        letter = write_letter(world, kari)
        feedback.withdraw(actor_of(world.person("Astrid")), letter, START + timedelta(seconds=10))
    clock.pass_(SOON)
    assert send() == []
    assert reason(outbox_rows(), Kind.LETTER_WAITING) == ("dropped", "nothing unread")


def test_a_letter_she_has_opened_is_not_told_of(
    world: World, kari: Patient, send: Callable[[], list[str]], clock: Clock, outbox_rows: Rows
) -> None:
    with world.inside():
        letter = write_letter(world, kari)
        open_letter(actor_of(world.person("Kari")), letter, START + SOON)
    clock.pass_(SOON)
    assert send() == []
    assert reason(outbox_rows(), Kind.LETTER_WAITING) == ("dropped", "nothing unread")


@pytest.mark.parametrize("change_of_mind", ["turned off", "account closed", "paused", "ended"])
def test_nothing_is_sent_to_somebody_who_is_away_or_wants_none(
    world: World, kari: Patient, send: Callable[[], list[str]], clock: Clock, outbox_rows: Rows, change_of_mind: str
) -> None:
    with world.inside():
        write_letter(world, kari)
        siri, person = actor_of(world.person("Siri")), world.person("Kari")
        match change_of_mind:
            case "turned off":
                change(person, reminders=False)
            case "account closed":
                change(person, state="closed")
            case "paused":
                pause_treatment(siri, kari.treatment(), START.date() + timedelta(days=7), "", START)
            case _:
                end_treatment(siri, kari.treatment(), next(iter(EndReason)), "", START)
    clock.pass_(SOON)
    assert send() == []
    told = {"turned off": "turned off", "account closed": "person not active"}.get(change_of_mind, "paused or ended")
    assert reason(outbox_rows(), Kind.LETTER_WAITING) == ("dropped", told)


def test_an_invitation_that_was_accepted_is_not_sent_again(
    world: World, send: Callable[[], list[str]], outbox_rows: Rows
) -> None:
    world.patient("Nora", birth_year=2009, accepted=False)
    assert send() == ["Du har fått en invitasjon"]
    world.patient("Ola", accepted=True)
    assert send() == []
    assert [row.last_error for row in outbox_rows() if row.state == "dropped"] == ["already accepted"]


def test_a_reset_asked_for_before_the_password_was_changed_is_not_sent(
    world: World, kari: Patient, send: Callable[[], list[str]]
) -> None:
    with world.inside():
        outbox.enqueue(Kind.PASSWORD_RESET, kari.person_id, None, "reset:1", START + SOON)
        change(world.person("Kari"), password_changed_at=START + 2 * SOON)
        outbox.enqueue(Kind.PASSWORD_RESET, kari.person_id, None, "reset:2", START + 3 * SOON, START)
    assert send() == ["Velg et nytt passord"]


@pytest.mark.parametrize(
    ("sent_at", "goes"),
    [
        (datetime(2026, 9, 7, 18, 59, tzinfo=UTC), True),  # 20:59 in Oslo
        (datetime(2026, 9, 7, 19, 0, tzinfo=UTC), False),  # 21:00
        (datetime(2026, 9, 8, 5, 59, tzinfo=UTC), False),  # 7:59 the day after
        (datetime(2026, 9, 8, 8, 0, tzinfo=UTC), False),  # the day after
    ],
)
def test_a_reminder_held_up_is_sent_the_same_day_before_nine_or_not_at_all(
    world: World, kari: Patient, send: Callable[[], list[str]], clock: Clock, sent_at: datetime, goes: bool
) -> None:
    with world.inside():
        planned = moment_of(START.date(), 9)
        outbox.enqueue(Kind.LESSON_REMINDER, kari.person_id, kari.id, "lesson-reminder:1", planned)
    clock.at = sent_at
    assert send() == (["Påminnelsen du ba om"] if goes else [])


def test_a_guide_without_the_role_is_reminded_of_nothing(
    world: World, kari: Patient, send: Callable[[], list[str]], outbox_rows: Rows
) -> None:
    with world.inside():
        astrid = world.person("Astrid")
        outbox.enqueue(Kind.FEEDBACK_DUE, astrid.id, None, "feedback-due:1", START)
        end_role(astrid)
    assert send() == []
    assert reason(outbox_rows(), Kind.FEEDBACK_DUE) == ("dropped", "has no patients")


@transaction
def end_role(person: Person) -> None:
    grants = db.session.query(RoleGrant).filter(RoleGrant.person_id == person.id, RoleGrant.role == Role.GUIDE)
    grants.update({"ended_at": START})


def test_nobody_gets_more_than_ten_mails_in_a_day(
    world: World, kari: Patient, send: Callable[[], list[str]], clock: Clock
) -> None:
    def ask(first: int) -> None:
        with world.inside():
            for number in range(first, first + 14):
                outbox.enqueue(Kind.PASSWORD_RESET, kari.person_id, None, f"reset:{number}", clock())

    ask(0)
    assert len(send()) == 10
    clock.pass_(timedelta(hours=25))
    ask(100)
    assert len(send()) == 10
