"""What Astrid does with her patients' weeks, and what Kari notices of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from selfhelp.access.actor import Actor
from selfhelp.core.care import due
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import AuditEvent, Feedback, FeedbackMove, LessonProgress, OutboxMail
from selfhelp.features.drafts.actions import keep_draft
from selfhelp.features.drafts.queries import draft_of
from selfhelp.features.feedback import actions
from selfhelp.features.feedback.contact import Contact, ContactKind
from selfhelp.features.feedback.letter import LONGEST
from selfhelp.features.feedback.refused import Refused, Why
from selfhelp.features.letters import queries as letters
from selfhelp.features.letters.actions import ask_for_call
from selfhelp.features.letters.actions import send_letter as write_to_guide
from selfhelp.features.treatments.facts import course_of
from selfhelp.messages.delivery import deliver_due
from tests.support.patients import Patient, actor_of
from tests.support.world import World

MONDAY = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)  # Kari starts; her feedback comes on Thursdays
THURSDAY, NEXT_THURSDAY = date(2026, 9, 10), date(2026, 9, 17)
TEXT = "Du gikk turen rundt vannet selv om det regnet."


@pytest.fixture
def kari(world: World) -> Iterator[Patient]:
    patient = world.patient("Kari Nordmann")
    with world.inside():
        yield patient


@pytest.fixture
def astrid(world: World, kari: Patient) -> Actor:
    return actor_of(world.person("Astrid"))


@pytest.fixture
def kari_herself(world: World, kari: Patient) -> Actor:
    return actor_of(world.person("Kari Nordmann"))


class Postbox:
    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, mail: object) -> None:
        self.sent.append(mail["Subject"])  # type: ignore[index]


def deliver(at: datetime) -> list[str]:
    box = Postbox()
    deliver_due(box, lambda: at)  # type: ignore[arg-type]
    return box.sent


def reads(kari: Patient, at: datetime) -> list[str]:
    """What lies in Kari's letter box."""
    return [one.kind for one in letters.correspondence(kari.treatment(), at) if one.kind != letters.OWN]


def told_day(kari: Patient, at: datetime) -> date | None:
    """The day Kari is told she will hear by."""
    return due.answer_date(*course_of(kari.treatment(), at), at)


def audited() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.number)))


def test_a_letter_reaches_kari_after_half_a_minute(kari: Patient, astrid: Actor) -> None:
    sent = actions.send_letter(astrid, kari.treatment(), f"  {TEXT}\r\n", MONDAY, minutes=10)
    assert reads(kari, MONDAY + timedelta(seconds=29)) == []
    assert reads(kari, MONDAY + timedelta(seconds=30)) == ["letter"]
    assert keys.unseal(sent, "text") == TEXT
    assert (sent.week, sent.minutes) == (1, 10)
    assert audited()[-1] == "feedback sent"


def test_the_mail_waits_until_the_letter_can_be_read(kari: Patient, astrid: Actor) -> None:
    actions.send_letter(astrid, kari.treatment(), TEXT, MONDAY)
    assert deliver(MONDAY + timedelta(seconds=29)) == []
    assert deliver(MONDAY + timedelta(seconds=31)) == ["Du har en ny melding"]


def test_a_letter_sent_takes_its_draft_away(kari: Patient, astrid: Actor) -> None:
    keep_draft(astrid, kari.treatment(), actions.PLACE, {"text": [TEXT]}, 0, MONDAY)
    actions.send_letter(astrid, kari.treatment(), TEXT, MONDAY)
    assert draft_of(astrid, kari.treatment(), actions.PLACE).version == 0


def test_a_letter_called_back_was_never_there(kari: Patient, astrid: Actor) -> None:
    sent = actions.send_letter(astrid, kari.treatment(), TEXT, MONDAY, minutes=5)
    actions.withdraw(astrid, sent, MONDAY + timedelta(seconds=29))
    later = MONDAY + timedelta(minutes=5)
    waiting = select(OutboxMail.state).where(OutboxMail.kind == "letter-waiting")
    assert db.session.scalars(waiting).all() == ["dropped"]
    assert reads(kari, later) == []
    assert deliver(later) == []
    assert draft_of(astrid, kari.treatment(), actions.PLACE).form == {"text": [TEXT], "minutes": ["5"]}
    assert course_of(kari.treatment(), later).facts.feedback_weeks == frozenset()
    assert audited()[-1] == "feedback withdrawn"


def test_calling_back_twice_is_calling_back_once(kari: Patient, astrid: Actor) -> None:
    sent = actions.send_letter(astrid, kari.treatment(), TEXT, MONDAY)
    actions.withdraw(astrid, sent, MONDAY)
    actions.withdraw(astrid, sent, MONDAY + timedelta(minutes=1))
    assert draft_of(astrid, kari.treatment(), actions.PLACE).aside == ()


def test_a_letter_kari_can_see_is_not_called_back(kari: Patient, astrid: Actor) -> None:
    sent = actions.send_letter(astrid, kari.treatment(), TEXT, MONDAY)
    with pytest.raises(Refused) as refused:
        actions.withdraw(astrid, sent, MONDAY + timedelta(seconds=30))
    assert refused.value.why is Why.TOO_LATE
    assert reads(kari, MONDAY + timedelta(minutes=1)) == ["letter"]


def test_nobody_calls_back_anothers_letter(world: World, kari: Patient, astrid: Actor) -> None:
    sent = actions.send_letter(astrid, kari.treatment(), TEXT, MONDAY)
    with pytest.raises(Refused) as refused:
        actions.withdraw(actor_of(world.person("Bjørn")), sent, MONDAY)
    assert refused.value.why is Why.NOT_HERS
    assert reads(kari, MONDAY + timedelta(minutes=1)) == ["letter"]


def test_text_written_meanwhile_stands_beside_the_letter_called_back(kari: Patient, astrid: Actor) -> None:
    sent = actions.send_letter(astrid, kari.treatment(), TEXT, MONDAY)
    keep_draft(astrid, kari.treatment(), actions.PLACE, {"text": ["Hei igjen"]}, 0, MONDAY)
    actions.withdraw(astrid, sent, MONDAY)
    kept = draft_of(astrid, kari.treatment(), actions.PLACE)
    assert kept.form["text"] == [TEXT]
    assert kept.aside == ({"text": ["Hei igjen"]},)


@pytest.mark.parametrize(
    ("text", "minutes", "why"),
    [(" \r\n ", None, Why.NO_TEXT), ("a" * (LONGEST + 1), None, Why.TOO_LONG), (TEXT, 601, Why.MINUTES)],
)
def test_what_cannot_be_sent_stores_nothing(
    kari: Patient, astrid: Actor, text: str, minutes: int | None, why: Why
) -> None:
    with pytest.raises(Refused) as refused:
        actions.send_letter(astrid, kari.treatment(), text, MONDAY, minutes)
    assert refused.value.why is why
    assert db.session.scalars(select(Feedback)).all() == []
    assert db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "letter-waiting")).all() == []


@pytest.mark.parametrize("kind", list(ContactKind))
def test_a_talk_is_the_weeks_feedback(kari: Patient, astrid: Actor, kind: ContactKind) -> None:
    actions.log_contact(astrid, kari.treatment(), Contact(kind, True, 15, "Sov bedre.", date(2026, 9, 21)), MONDAY)
    assert course_of(kari.treatment(), MONDAY).facts.feedback_weeks == {1}
    assert told_day(kari, MONDAY) == NEXT_THURSDAY
    stored = db.session.scalars(select(Feedback)).one()
    assert keys.unseal(stored, "note") == "Sov bedre."
    assert b"Sov bedre" not in (stored.note or b"")
    assert audited()[-1] == "contact logged"


def test_a_call_nobody_answered_is_not(kari: Patient, astrid: Actor, kari_herself: Actor) -> None:
    ask_for_call(kari_herself, kari.treatment(), MONDAY)
    later = MONDAY + timedelta(hours=1)
    actions.log_contact(astrid, kari.treatment(), Contact(ContactKind.PHONE, False), later)
    facts = course_of(kari.treatment(), later).facts
    assert facts.feedback_weeks == frozenset()
    assert facts.call_asked_at == MONDAY
    assert reads(kari, later) == []


def test_the_next_talk_is_not_agreed_for_yesterday(kari: Patient, astrid: Actor) -> None:
    yesterday = Contact(ContactKind.PHONE, True, next_on=date(2026, 9, 6))
    with pytest.raises(Refused) as refused:
        actions.log_contact(astrid, kari.treatment(), yesterday, MONDAY)
    assert refused.value.why is Why.BEFORE_TODAY


def test_kari_is_told_that_her_week_was_read(kari: Patient, astrid: Actor) -> None:
    assert told_day(kari, MONDAY) == THURSDAY
    actions.no_reply_needed(astrid, kari.treatment(), MONDAY)
    assert reads(kari, MONDAY) == ["read"]
    assert told_day(kari, MONDAY) == NEXT_THURSDAY
    assert deliver(MONDAY + timedelta(minutes=1)) == []


@pytest.mark.parametrize("waits_for", ["answer", "call"])
def test_a_patient_who_waits_gets_an_answer(
    kari: Patient, astrid: Actor, kari_herself: Actor, waits_for: str
) -> None:
    if waits_for == "call":
        ask_for_call(kari_herself, kari.treatment(), MONDAY)
    else:
        write_to_guide(kari_herself, kari.treatment(), "Kan jeg bytte dag?", MONDAY)
    later = MONDAY + timedelta(hours=1)
    with pytest.raises(Refused) as refused:
        actions.no_reply_needed(astrid, kari.treatment(), later)
    assert refused.value.why is Why.STANDS_OPEN
    if waits_for == "call":
        actions.log_contact(astrid, kari.treatment(), Contact(ContactKind.PHONE, True), later)
    else:
        actions.send_letter(astrid, kari.treatment(), TEXT, later)
    actions.no_reply_needed(astrid, kari.treatment(), later + timedelta(minutes=1))


def test_a_question_in_a_letter_called_back_stands_open(kari: Patient, astrid: Actor, kari_herself: Actor) -> None:
    write_to_guide(kari_herself, kari.treatment(), "Kan jeg bytte dag?", MONDAY)
    sent = actions.send_letter(astrid, kari.treatment(), TEXT, MONDAY + timedelta(minutes=1))
    actions.withdraw(astrid, sent, MONDAY + timedelta(minutes=1, seconds=10))
    with pytest.raises(Refused):
        actions.no_reply_needed(astrid, kari.treatment(), MONDAY + timedelta(minutes=2))


def test_postponing_moves_the_day_kari_sees(kari: Patient, astrid: Actor) -> None:
    move = actions.postpone(astrid, kari.treatment(), date(2026, 9, 14), "Jeg er på kurs.", MONDAY)
    assert told_day(kari, MONDAY) == date(2026, 9, 14)
    assert (move.week, keys.unseal(move, "reason")) == (1, "Jeg er på kurs.")
    assert audited()[-1] == "feedback moved"


def test_a_question_keeps_its_own_day(kari: Patient, astrid: Actor, kari_herself: Actor) -> None:
    write_to_guide(kari_herself, kari.treatment(), "Kan jeg bytte dag?", MONDAY)
    actions.postpone(astrid, kari.treatment(), date(2026, 9, 14), "Jeg er på kurs.", MONDAY)
    assert told_day(kari, MONDAY) == date(2026, 9, 9)


@pytest.mark.parametrize(
    ("day", "reason", "why"),
    [
        (date(2026, 9, 7), "Kurs", Why.TOO_SOON),
        (date(2026, 9, 12), "Kurs", Why.CLOSED),
        (date(2026, 9, 18), "Kurs", Why.TOO_FAR),
        (date(2026, 9, 11), "  ", Why.NO_REASON),
    ],
)
def test_days_that_cannot_be_promised(kari: Patient, astrid: Actor, day: date, reason: str, why: Why) -> None:
    with pytest.raises(Refused) as refused:
        actions.postpone(astrid, kari.treatment(), day, reason, MONDAY)
    assert refused.value.why is why
    assert told_day(kari, MONDAY) == THURSDAY


def test_tomorrow_and_the_next_weeks_day_can_be_promised(kari: Patient, astrid: Actor) -> None:
    for day in (date(2026, 9, 8), NEXT_THURSDAY):
        actions.postpone(astrid, kari.treatment(), day, "Kurs", MONDAY)
        assert told_day(kari, MONDAY) == day


def test_weeks_that_are_late_are_postponed_together(kari: Patient, astrid: Actor) -> None:
    two_weeks_late = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)  # weeks 1 and 2 have passed without a word
    actions.postpone(astrid, kari.treatment(), date(2026, 9, 23), "Jeg har vært syk.", two_weeks_late)
    assert told_day(kari, two_weeks_late) == date(2026, 9, 23)
    assert sorted(db.session.scalars(select(FeedbackMove.week))) == [1, 2]


def test_a_lesson_opened_early_is_open(kari: Patient, astrid: Actor) -> None:
    opened = actions.unlock_lesson(astrid, kari.treatment(), 2, MONDAY)
    assert (opened.lesson_id, opened.unlocked_by) == ("activity-and-mood", astrid.person_id)
    assert course_of(kari.treatment(), MONDAY).facts.opened_early == {2}
    assert audited()[-1] == "lesson unlocked"


@pytest.mark.parametrize(("number", "why"), [(1, Why.IS_OPEN), (9, Why.NOT_WRITTEN), (0, Why.NOT_WRITTEN)])
def test_lessons_that_cannot_be_opened_early(kari: Patient, astrid: Actor, number: int, why: Why) -> None:
    with pytest.raises(Refused) as refused:
        actions.unlock_lesson(astrid, kari.treatment(), number, MONDAY)
    assert refused.value.why is why
    assert db.session.scalars(select(LessonProgress)).all() == []
