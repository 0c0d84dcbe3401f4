"""How each act of a story is done: through the same actions the pages use, with the moment it happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import singledispatch

from sqlalchemy import select

from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.clock import OSLO, local_date
from selfhelp.core.care.working_time import next_working_day
from selfhelp.core.content.document import JsonValue
from selfhelp.db.base import db
from selfhelp.db.tables import Feedback, Person, Treatment
from selfhelp.features.demo import acts
from selfhelp.features.demo.acts import Act, Answer, Answers, OnDay, Story, date_of
from selfhelp.features.drafts.actions import keep_draft
from selfhelp.features.feedback import actions as feedback
from selfhelp.features.feedback.contact import Contact
from selfhelp.features.lessons import actions as lessons
from selfhelp.features.letters import actions as letters
from selfhelp.features.letters.queries import LETTER
from selfhelp.features.mood.actions import note_mood
from selfhelp.features.treatments import actions as treatments
from selfhelp.features.treatments.facts import plan_of


@dataclass
class Scene:
    """Where a story stands while it is told. `guide` changes when the patient is handed over."""

    story: Story
    treatment: Treatment
    patient: Actor
    guide: Actor
    supervisor: Actor
    guides: Mapping[str, Person]  # by first name
    start: date
    today: date

    def date(self, day: int) -> date:
        return date_of(day, self.start, self.today)

    def answers(self, answers: Answers) -> dict[str, JsonValue]:
        return {field: self._answer(answer) for field, answer in answers.items()}

    def _answer(self, answer: Answer) -> JsonValue:
        if isinstance(answer, OnDay):
            day = self.date(answer.day).isoformat()
            return f"{day}T{answer.at}" if answer.at else day
        return answer


def tell(scene: Scene, now: datetime) -> None:
    """Do everything in the story that has happened by now, in the order it happened."""
    planned = [(moment(scene.date(act.day), act.at), act) for act in scene.story.acts]
    begins = moment(scene.start, "00:00")
    for at, act in sorted(planned, key=lambda pair: pair[0]):
        if begins <= at <= now:
            perform(act, scene, at)
            if isinstance(act, PATIENTS_OWN):
                scene.treatment.last_seen_on = local_date(at)  # what the guard notes when a patient is here
            db.session.flush()


def moment(day: date, at: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(at), OSLO)


@singledispatch
def perform(act: Act, scene: Scene, now: datetime) -> None:
    raise TypeError(f"nobody knows how to do {type(act).__name__}")


@perform.register
def _(act: acts.Open, scene: Scene, now: datetime) -> None:
    lessons.open_lesson(scene.patient, scene.treatment, act.lesson, now)


@perform.register
def _(act: acts.Write, scene: Scene, now: datetime) -> None:
    written = scene.answers(act.answers)
    lessons.write_entry(scene.patient, scene.treatment, act.lesson, act.exercise, written, now)
    if act.share:
        lessons.share_exercise(scene.patient, scene.treatment, act.lesson, act.exercise, now)


@perform.register
def _(act: acts.Finish, scene: Scene, now: datetime) -> None:
    lessons.finish_lesson(scene.patient, scene.treatment, act.lesson, now, share=act.share, short=act.short)


@perform.register
def _(act: acts.Feel, scene: Scene, now: datetime) -> None:
    note_mood(scene.patient, scene.treatment, act.mood, now, act.note)


@perform.register
def _(act: acts.WriteToGuide, scene: Scene, now: datetime) -> None:
    letters.send_letter(scene.patient, scene.treatment, act.text, now)


@perform.register
def _(act: acts.AskForCall, scene: Scene, now: datetime) -> None:
    letters.ask_for_call(scene.patient, scene.treatment, now)


@perform.register
def _(act: acts.BeginLetter, scene: Scene, now: datetime) -> None:
    keep_draft(scene.patient, scene.treatment, letters.PLACE, {"text": [act.text]}, 0, now)


@perform.register
def _(act: acts.ReadLetters, scene: Scene, now: datetime) -> None:
    there = select(Feedback).where(Feedback.treatment_id == scene.treatment.id, Feedback.kind == LETTER)
    for one in db.session.scalars(there.where(Feedback.visible_from <= now)):
        letters.open_letter(scene.patient, one, now)


@perform.register
def _(act: acts.GuideWrites, scene: Scene, now: datetime) -> None:
    feedback.send_letter(scene.guide, scene.treatment, act.text, now, act.minutes)


@perform.register
def _(act: acts.GuideBegins, scene: Scene, now: datetime) -> None:
    keep_draft(scene.guide, scene.treatment, feedback.PLACE, {"text": [act.text], "minutes": [""]}, 0, now)


@perform.register
def _(act: acts.Talk, scene: Scene, now: datetime) -> None:
    feedback.log_contact(scene.guide, scene.treatment, Contact(act.kind, act.reached, act.minutes, act.note), now)


@perform.register
def _(act: acts.NoReply, scene: Scene, now: datetime) -> None:
    feedback.no_reply_needed(scene.guide, scene.treatment, now)


@perform.register
def _(act: acts.Postpone, scene: Scene, now: datetime) -> None:
    hours = plan_of(scene.treatment, now).hours
    feedback.postpone(scene.guide, scene.treatment, next_working_day(scene.date(act.to_day), hours), act.reason, now)


@perform.register
def _(act: acts.PauseFor, scene: Scene, now: datetime) -> None:
    returns_on = local_date(now) + timedelta(days=act.days)
    treatments.pause_treatment(scene.supervisor, scene.treatment, returns_on, act.reason, now)


@perform.register
def _(act: acts.HandOver, scene: Scene, now: datetime) -> None:
    new = scene.guides[act.guide]
    treatments.hand_over(scene.supervisor, scene.treatment, new.id, act.note, now)
    scene.guide = Actor(new.id, Role.GUIDE, scene.treatment.team_id)


@perform.register
def _(act: acts.End, scene: Scene, now: datetime) -> None:
    treatments.end_treatment(scene.supervisor, scene.treatment, act.reason, act.note, now)


PATIENTS_OWN = (
    acts.Open, acts.Write, acts.Finish, acts.Feel, acts.WriteToGuide, acts.AskForCall, acts.BeginLetter,
    acts.ReadLetters,
)
