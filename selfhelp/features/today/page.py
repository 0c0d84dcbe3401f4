"""The patient's start page: one next step, how it is, what has come, what she has done. Never what is left to do."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from selfhelp.clock import OSLO, local_date
from selfhelp.core.care import due
from selfhelp.core.care.due import Kind, Next, State
from selfhelp.core.care.plan import Facts
from selfhelp.core.content.document import Module
from selfhelp.core.content.module_words import LogPlan
from selfhelp.db.tables import Treatment
from selfhelp.features.authoring.library import module_of
from selfhelp.features.lessons.filling import has_later_fields
from selfhelp.features.lessons.locks import locks_of
from selfhelp.features.lessons.patient import Patient
from selfhelp.features.lessons.placing import Placed, find, number_of
from selfhelp.features.lessons.refusals import NoSuchPage
from selfhelp.features.sleep_window.queries import CHECK, OnToday, on_today
from selfhelp.features.today.queries import Doings, MoodNoted, Written, doings_of
from selfhelp.features.treatments.facts import Course, course_of

GAP = timedelta(days=4)  # away so long, she is welcomed back


@dataclass(frozen=True)
class Step:
    """The next step. `page` of `pages`: where she is in a lesson begun. `on`: the day it opens or the pause is over."""

    kind: Next
    number: int | None = None
    title: str = ""
    minutes: int = 0
    page: int = 0
    pages: int = 0
    short: bool = False
    on: date | None = None


@dataclass(frozen=True)
class ToWrite:
    """Something to write in: an exercise to come back to (`thread_id`), or a log open now."""

    title: str
    exercise_id: str
    thread_id: uuid.UUID | None = None


Waiting = tuple[Placed, uuid.UUID | None]  # an exercise, and the entry to fill in further


@dataclass(frozen=True)
class Call:
    """Her wish to be called. `by`: the day it is promised by; none when that has passed."""

    by: date | None


@dataclass(frozen=True)
class Today:
    """`lessons_done`, `exercises`, `moods`, `letters`: what she has done since Monday."""

    step: Step
    starts_on: date | None
    mood: MoodNoted | None
    unread: tuple[datetime, ...]
    to_write: tuple[ToWrite, ...]
    lessons_done: tuple[str, ...]
    exercises: tuple[str, ...]
    mood_days: int
    letters: int
    answer_by: date | None
    call: Call | None
    been_away: bool
    window: OnToday | None = None

    @property
    def done_something(self) -> bool:
        return bool(self.lessons_done or self.exercises or self.mood_days or self.letters)


def today_of(
    treatment: Treatment, patient: Patient, language: str, now: datetime, last_here_on: date | None = None
) -> Today:
    """Six statements: five for what is due, one for what has happened; one more where the guide opens something."""
    if patient.version_id is None:
        raise NoSuchPage("no module has been published")
    module, course, today = module_of(patient.version_id), course_of(treatment, now), local_date(now)
    monday = today - timedelta(days=today.weekday())
    doings = doings_of(treatment, patient.module_id, datetime.combine(monday, time(), OSLO), monday, now)
    step = due.next_step(course.plan, course.facts, today)
    return Today(
        step=_step(step, module, doings, language),
        starts_on=treatment.starts_on if treatment.starts_on > today else None,
        mood=next((one for one in reversed(doings.moods) if local_date(one.at) == today), None),
        unread=tuple(doings.unread),
        to_write=_to_write(treatment, module, course.facts, doings.awaits, language),
        lessons_done=_titles(module, (n for n, on in course.facts.finished.items() if on >= monday), language),
        exercises=_exercises(module, doings.wrote, language),
        mood_days=len({local_date(one.at) for one in doings.moods}),
        letters=len(doings.letters),
        answer_by=due.answer_date(course.plan, course.facts, now),
        call=_call(course, today),
        window=on_today(treatment, patient, today) if _checks(module, course.facts, language) else None,
        been_away=last_here_on is not None and today - last_here_on >= GAP,
    )


def open_logs(module: Module, facts: Facts) -> tuple[LogPlan, ...]:
    """The logs that follow her now: from the lesson they belong to, until the one that ends them has begun."""
    return tuple(
        log for log in module.logs
        if number_of(module, log.lesson) in facts.begun and number_of(module, log.until) not in facts.begun
    )


def _step(step: due.NextStep, module: Module, doings: Doings, language: str) -> Step:
    lesson = module.lesson(step.lesson, language) if step.lesson else None
    if lesson is None:
        return Step(step.kind, step.lesson, on=step.on)
    return Step(
        step.kind, step.lesson, lesson.title, lesson.minutes, doings.pages.get(lesson.number, 1), len(lesson.pages),
        lesson.short is not None, step.on,
    )


def _to_write(
    treatment: Treatment, module: Module, facts: Facts, awaits: Iterable[Written], language: str
) -> tuple[ToWrite, ...]:
    """What is left to fill in afterwards, then the logs open now; nothing that waits for the guide."""
    found = [*_afterwards(module, facts, awaits, language), *_logs(module, facts, language)]
    locks = locks_of(treatment.id, module)
    return tuple(
        ToWrite(placed.exercise.title, placed.exercise.id, thread_id)
        for placed, thread_id in found if not locks.hold(module, placed)
    )


def _afterwards(module: Module, facts: Facts, awaits: Iterable[Written], language: str) -> Iterable[Waiting]:
    """From the last lesson she finished: exercises with something left to fill in afterwards, not touched since."""
    last = max(facts.finished, default=0)
    for one in awaits:
        placed = find(module, one.lesson_id, one.exercise_id, language)
        if placed and placed.lesson_number == last and not placed.exercise.log and has_later_fields(placed.exercise):
            yield placed, one.thread_id


def _logs(module: Module, facts: Facts, language: str) -> Iterable[Waiting]:
    for log in open_logs(module, facts):
        placed = find(module, log.lesson, log.exercise, language)
        if placed:
            yield placed, None


def _checks(module: Module, facts: Facts, language: str) -> bool:
    """The weekly check of a sleep window is among the logs that follow her now."""
    placed = (find(module, log.lesson, log.exercise, language) for log in open_logs(module, facts))
    return any(one.exercise.compute == CHECK for one in placed if one)


def _titles(module: Module, numbers: Iterable[int], language: str) -> tuple[str, ...]:
    lessons = (module.lesson(number, language) for number in sorted(numbers))
    return tuple(lesson.title for lesson in lessons if lesson)


def _exercises(module: Module, wrote: Iterable[Written], language: str) -> tuple[str, ...]:
    """Titles of what she has written in, in the order she first did."""
    placed = (find(module, one.lesson_id, one.exercise_id, language) for one in wrote)
    return tuple(dict.fromkeys(one.exercise.title for one in placed if one))


def _call(course: Course, today: date) -> Call | None:
    items = due.due_items(course.plan, course.facts, today)
    asked = next((item for item in items if item.kind is Kind.CALL and item.state in (State.OPEN, State.OVERDUE)), None)
    if asked is None:
        return None
    return Call(asked.due_on if asked.state is State.OPEN else None)
