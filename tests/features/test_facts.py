"""What counts as an answer, and what still stands open: the facts behind every queue and every promise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from selfhelp.access.actor import Actor
from selfhelp.core.care.plan import Facts, Pause
from selfhelp.db.base import db
from selfhelp.db.tables import Person, Treatment
from selfhelp.features.feedback import actions as feedback
from selfhelp.features.feedback.contact import Contact, ContactKind
from selfhelp.features.lessons import actions as lessons
from selfhelp.features.letters.actions import ask_for_call, send_letter
from selfhelp.features.letters.queries import open_call
from selfhelp.features.treatments.actions import pause_treatment
from selfhelp.features.treatments.facts import course_of, facts_of
from tests.support.patients import Patient, actor_of
from tests.support.statements import counted
from tests.support.world import START, World

HOUR = timedelta(hours=1)
ASKED, ANSWERED, LATER = START + HOUR, START + 2 * HOUR, START + 3 * HOUR


class People:
    """Kari, her guide, and her treatment."""

    def __init__(self, world: World, patient: Patient) -> None:
        self.treatment: Treatment = patient.treatment()
        self.kari: Actor = actor_of(db.session.get_one(Person, patient.person_id))
        self.astrid: Actor = actor_of(world.person("Astrid"))
        self.siri: Actor = actor_of(world.person("Siri"))

    def facts(self, now: datetime, as_sent: bool = False) -> Facts:
        return course_of(self.treatment, now, as_sent=as_sent).facts

    def asks_in_lesson(self, text: str, at: datetime) -> None:
        lessons.write_entry(self.kari, self.treatment, 1, "to-guide", {"message": text}, at)
        lessons.share_exercise(self.kari, self.treatment, 1, "to-guide", at)

    def talks(self, at: datetime, reached: bool) -> None:
        feedback.log_contact(self.astrid, self.treatment, Contact(ContactKind.PHONE, reached, 10), at)


@pytest.fixture
def people(world: World) -> Iterator[People]:
    patient = world.patient("Kari")
    with world.inside():
        yield People(world, patient)


def test_a_letter_answers_what_was_asked_before_it(people: People) -> None:
    send_letter(people.kari, people.treatment, "Når passer det?", ASKED)
    assert len(people.facts(ASKED).questions) == 1
    feedback.send_letter(people.astrid, people.treatment, "I morgen klokka ti.", ANSWERED)
    facts = people.facts(LATER)
    assert facts.questions == ()
    assert facts.feedback_weeks == {1}


def test_a_letter_is_no_call_until_somebody_has_tried(people: People) -> None:
    ask_for_call(people.kari, people.treatment, ASKED)
    feedback.send_letter(people.astrid, people.treatment, "Jeg ringer i morgen.", ANSWERED)
    assert (people.facts(LATER).call_asked_at, open_call(people.treatment.id) is None) == (ASKED, False)
    people.talks(LATER, reached=False)
    feedback.send_letter(people.astrid, people.treatment, "Jeg fikk ikke tak i deg.", LATER + HOUR)
    assert (people.facts(LATER + 2 * HOUR).call_asked_at, open_call(people.treatment.id)) == (None, None)


def test_a_question_after_the_answer_stands_open(people: People) -> None:
    feedback.send_letter(people.astrid, people.treatment, "Hei Kari.", ANSWERED)
    send_letter(people.kari, people.treatment, "Takk. Enda en ting?", LATER)
    ask_for_call(people.kari, people.treatment, LATER)
    facts = people.facts(LATER)
    assert [one.asked_at for one in facts.questions] == [LATER]
    assert facts.call_asked_at == LATER


def test_for_the_patient_a_letter_counts_when_she_can_read_it_and_for_the_guide_when_it_is_sent(people: People) -> None:
    send_letter(people.kari, people.treatment, "Hei?", ASKED)
    feedback.send_letter(people.astrid, people.treatment, "Hei Kari.", ANSWERED)
    assert len(people.facts(ANSWERED).questions) == 1
    assert people.facts(ANSWERED).feedback_weeks == frozenset()
    assert people.facts(ANSWERED, as_sent=True).questions == ()
    assert people.facts(ANSWERED + timedelta(seconds=30)).questions == ()


def test_a_withdrawn_letter_answers_nothing(people: People) -> None:
    send_letter(people.kari, people.treatment, "Hei?", ASKED)
    sent = feedback.send_letter(people.astrid, people.treatment, "Til feil Kari.", ANSWERED)
    feedback.withdraw(people.astrid, sent, ANSWERED + timedelta(seconds=5))
    facts = people.facts(LATER)
    assert len(facts.questions) == 1
    assert (facts.feedback_weeks, facts.last_feedback_at) == (frozenset(), None)


def test_a_call_answers_only_when_somebody_picked_up(people: People) -> None:
    ask_for_call(people.kari, people.treatment, ASKED)
    people.talks(ANSWERED, reached=False)
    assert people.facts(LATER).call_asked_at == ASKED
    assert people.facts(LATER).feedback_weeks == frozenset()
    people.talks(LATER, reached=True)
    assert people.facts(LATER + HOUR).call_asked_at is None
    assert people.facts(LATER + HOUR).feedback_weeks == {1}


def test_read_counts_for_the_week_and_answers_nothing(people: People) -> None:
    feedback.no_reply_needed(people.astrid, people.treatment, ANSWERED)
    send_letter(people.kari, people.treatment, "Hei?", ASKED)  # sent before it, seen after it
    facts = people.facts(LATER)
    assert facts.feedback_weeks == {1}
    assert [one.asked_at for one in facts.questions] == [ASKED]


def test_a_question_in_a_lesson_is_asked_when_it_is_first_shared(people: People) -> None:
    people.asks_in_lesson("Er det greit å begynne i det små?", ASKED)
    people.asks_in_lesson("Er det greit å begynne i det helt små?", LATER)
    assert [one.asked_at for one in people.facts(LATER).questions] == [ASKED]


def test_a_question_taken_out_again_is_not_asked(people: People) -> None:
    people.asks_in_lesson("Er det greit?", ASKED)
    people.asks_in_lesson("", LATER)
    assert people.facts(LATER).questions == ()


def test_a_question_that_is_not_shared_is_not_asked(people: People) -> None:
    lessons.write_entry(people.kari, people.treatment, 1, "to-guide", {"message": "Er det greit?"}, ASKED)
    facts = people.facts(LATER)
    assert (facts.questions, facts.shared_work_at) == ((), ())


def test_a_finished_lesson_is_work_and_opens_nothing_before_its_day(people: People) -> None:
    lessons.finish_lesson(people.kari, people.treatment, 1, ASKED, share=())
    facts = people.facts(LATER)
    assert facts.finished == {1: date(2026, 9, 7)}
    assert facts.shared_work_at == (ASKED,)
    assert facts.begun == {1}


def test_a_pause_and_a_postponed_day_are_in_the_plan(people: People) -> None:
    pause_treatment(people.siri, people.treatment, date(2026, 9, 28), "Ferie", ASKED, from_on=date(2026, 9, 21))
    feedback.postpone(people.astrid, people.treatment, date(2026, 9, 11), "Kurs", ASKED)
    plan = course_of(people.treatment, LATER).plan
    assert plan.pauses == (Pause(date(2026, 9, 21), date(2026, 9, 28)),)
    assert plan.moved == {1: date(2026, 9, 11)}
    assert plan.lessons == 8


def test_the_cost_does_not_grow_with_the_caseload(world: World) -> None:
    made = [world.patient(f"Pasient {number}", email=f"p{number}@example.com") for number in range(30)]
    with world.inside():
        treatments = [one.treatment() for one in made]
        facts_of(treatments[:1], START)  # the module is read once in each process
        spent = []
        for some in (treatments[:5], treatments):
            with counted(world.app) as statements:
                assert len(facts_of(some, START)) == len(some)
            spent.append(len(statements))
    assert spent == [5, 5]
