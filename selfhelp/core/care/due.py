"""What is due in a treatment on a given day: lessons, the guide's feedback, answers and calls. Nothing here is stored.

The patient's page, the queue, reminders and reports all ask these functions (docs/care-rules.md). Two rules run
through them:

- What the patient does is never overdue. Only what the service has promised can be.
- A pause stops the rhythm of lessons and feedback. It does not stop a promise the patient is waiting for: a question,
  a wish to be called or a feedback that was overdue before the pause still stands, or a pause could hide somebody who
  asks for help.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from selfhelp.core.care import schedule
from selfhelp.core.care.plan import Facts, Plan
from selfhelp.core.care.schedule import DAYS_IN_A_WEEK
from selfhelp.core.care.working_time import answer_by, local_date, received_on


class Kind(StrEnum):
    LESSON = "lesson"
    FEEDBACK = "feedback"  # the guide's promise for a week
    ANSWER = "answer"  # a question or letter from the patient
    CALL = "call"  # the patient has asked to be called


class State(StrEnum):
    NOT_YET = "not-yet"
    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    MISSED = "missed"  # can no longer happen: a later feedback took its place, or the treatment has ended


@dataclass(frozen=True)
class DueItem:
    """One thing to do. `number`: the lesson or the week; None for an answer or a call.

    `opens_on`: the day it can begin (for a lesson the day the calendar allows; the one before must be finished as
    well). `due_on`: the last day that keeps the promise; None for a lesson, which has no deadline.
    """

    kind: Kind
    number: int | None
    state: State
    opens_on: date
    due_on: date | None = None


def due_items(plan: Plan, facts: Facts, today: date) -> tuple[DueItem, ...]:
    """Everything in the treatment seen from `today`: lessons, feedback to the coming week, answers, the call."""
    return (
        *_lessons(plan, facts, today),
        *_feedback(plan, facts, today),
        *_answers(plan, facts, today),
        *_call(plan, facts, today),
    )


def next_deadline(items: Iterable[DueItem]) -> date | None:
    """The nearest day something is promised by and not overdue: «Neste frist er torsdag»."""
    waiting = (State.NOT_YET, State.OPEN)
    return min((item.due_on for item in items if item.due_on and item.state in waiting), default=None)


def feedback_due_on(plan: Plan, week: int) -> date:
    """The day a week's feedback is due: the agreed day, or the one the guide has postponed it to."""
    moved = plan.moved.get(week)
    if moved is not None:
        return schedule.next_day_for_feedback(moved, plan.hours, plan.pauses)
    return schedule.feedback_day(plan.started_on, week, plan.feedback_weekday, plan.hours, plan.pauses)


def week_for_feedback(plan: Plan, facts: Facts, today: date) -> int:
    """The week a feedback given today counts for.

    The latest week that is due and has none, so that one letter catches up however late it is; else the earliest begun
    week that has none, also when a holiday has pushed its day into the next; else the week that runs, as a further
    letter.
    """
    running = _week_of_feedback(plan, today)
    lacking = range(_last_answered(facts) + 1, running + 1)
    due = [week for week in lacking if feedback_due_on(plan, week) <= today]
    if due:
        return due[-1]
    return min(lacking, default=running)


def next_feedback_on(plan: Plan, facts: Facts, earliest: date) -> date:
    """The first day from `earliest` on which feedback is due that has not been given."""
    week = _last_answered(facts) + 1
    while (due_on := feedback_due_on(plan, week)) < earliest:
        week += 1
    return due_on


def answer_date(plan: Plan, facts: Facts, now: datetime) -> date | None:
    """The day by which the patient will hear: «Du hører fra Astrid senest torsdag 14. mai». None after the end.

    The next feedback or the answer to an open question or wish for a call, whichever is first. Days whose working time
    is over are left out: a date that cannot be kept is not shown, also when the promise has already been broken.
    """
    if plan.ended(local_date(now)):
        return None
    earliest = received_on(now, plan.hours)
    promised = [item.due_on for item in _asked(plan, facts, local_date(now)) if item.due_on and item.due_on >= earliest]
    return min([*promised, next_feedback_on(plan, facts, earliest)])


def no_reply_allowed(facts: Facts) -> bool:
    """«No reply needed» is refused while a question or a wish to be called stands open."""
    return not facts.questions and facts.call_asked_at is None


class Next(StrEnum):
    CONTINUE = "continue"  # a lesson in progress
    BEGIN = "begin"  # a lesson that is open
    WAIT = "wait"  # the next lesson opens on a date
    NOTHING = "nothing"  # every lesson is finished
    PAUSED = "paused"  # until a date
    ENDED = "ended"


@dataclass(frozen=True)
class NextStep:
    """The one thing *Today* shows. `on`: the day a lesson opens, a pause is over, or the treatment ended."""

    kind: Next
    lesson: int | None = None
    on: date | None = None


def next_step(plan: Plan, facts: Facts, today: date) -> NextStep:
    """One next step for the patient: what is begun first, then what is open, then the date of what comes.

    During a pause `lesson` is one the patient may go on with if there is any; nothing expects it.
    """
    if plan.ended(today):
        return NextStep(Next.ENDED, on=plan.ended_on)
    left = [opening for opening in _openings(plan, facts) if opening.lesson not in facts.finished]
    ready = [opening.lesson for opening in left if opening.is_open(today)]
    lesson = min((number for number in ready if number in facts.begun), default=min(ready, default=None))
    pause = schedule.pause_on(today, plan.pauses)
    if pause is not None:
        return NextStep(Next.PAUSED, lesson, on=pause.to_on)
    if lesson is not None:
        return NextStep(Next.CONTINUE if lesson in facts.begun else Next.BEGIN, lesson)
    if left:
        return NextStep(Next.WAIT, left[0].lesson, on=left[0].opens_on)
    return NextStep(Next.NOTHING)


def _openings(plan: Plan, facts: Facts) -> list[schedule.Opening]:
    return [schedule.opens(plan, facts, lesson) for lesson in range(1, plan.lessons + 1)]


def _lessons(plan: Plan, facts: Facts, today: date) -> list[DueItem]:
    return [
        DueItem(Kind.LESSON, opening.lesson, _state_of_lesson(plan, facts, opening, today), opening.opens_on)
        for opening in _openings(plan, facts)
    ]


def _state_of_lesson(plan: Plan, facts: Facts, opening: schedule.Opening, today: date) -> State:
    if opening.lesson in facts.finished:
        return State.DONE
    if plan.ended(today):
        return State.MISSED
    return State.OPEN if opening.is_open(today) else State.NOT_YET


def _feedback(plan: Plan, facts: Facts, today: date) -> list[DueItem]:
    """Every week to the one after the week that runs; after the end only those that were due before it."""
    if plan.ended_on is None or not plan.ended(today):
        weeks = range(1, _week_of_feedback(plan, today) + 2)
        return [_feedback_of(plan, facts, week, today) for week in weeks]
    every = [_feedback_of(plan, facts, week, today) for week in range(1, _week_of_feedback(plan, plan.ended_on) + 1)]
    return [item for item in every if item.state is State.DONE or (item.due_on and item.due_on < plan.ended_on)]


def _feedback_of(plan: Plan, facts: Facts, week: int, today: date) -> DueItem:
    opens_on = schedule.week_start(plan.started_on, week, plan.pauses)
    due_on = feedback_due_on(plan, week)
    if week in facts.feedback_weeks:
        state = State.DONE
    elif week < _last_answered(facts) or plan.ended(today):
        state = State.MISSED
    elif today > due_on:
        state = State.OVERDUE
    elif today < opens_on or schedule.pause_on(today, plan.pauses):
        state = State.NOT_YET
    else:
        state = State.OPEN
    return DueItem(Kind.FEEDBACK, week, state, opens_on, due_on)


def _asked(plan: Plan, facts: Facts, today: date) -> list[DueItem]:
    return [*_answers(plan, facts, today), *_call(plan, facts, today)]


def _answers(plan: Plan, facts: Facts, today: date) -> list[DueItem]:
    return [_promise(plan, Kind.ANSWER, question.asked_at, today) for question in facts.questions]


def _call(plan: Plan, facts: Facts, today: date) -> list[DueItem]:
    return [] if facts.call_asked_at is None else [_promise(plan, Kind.CALL, facts.call_asked_at, today)]


def _promise(plan: Plan, kind: Kind, asked_at: datetime, today: date) -> DueItem:
    """An answer or a call within the working days the service has promised."""
    due_on = answer_by(asked_at, plan.promise_days, plan.hours)
    if plan.ended(today):
        state = State.MISSED
    else:
        state = State.OVERDUE if today > due_on else State.OPEN
    return DueItem(kind, None, state, local_date(asked_at), due_on)


def _last_answered(facts: Facts) -> int:
    return max(facts.feedback_weeks, default=0)


def _week_of_feedback(plan: Plan, today: date) -> int:
    """The week whose feedback today belongs to. A week's first day belongs to the one before, see `feedback_day`."""
    day = schedule.treatment_day(plan.started_on, today, plan.pauses)
    return max(1, (day + DAYS_IN_A_WEEK - 2) // DAYS_IN_A_WEEK)
