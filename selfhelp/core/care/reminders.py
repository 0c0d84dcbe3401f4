"""Who is reminded of what, and when (docs/care-rules.md, Reminders).

A patient is reminded only of what she can do now, at the hour she has chosen: of a lesson she has not begun, on the
day it opens and on the agreed day of the week; and once of a letter she has not read, the day after it came. At most
two in seven days, and after two that were not followed by a visit no more until she has been here. The guide is
reminded on the day feedback is due. Nothing is sent from 21 to 8, during a pause or after the end.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from selfhelp.core.care import due, schedule
from selfhelp.core.care.plan import Facts, Plan
from selfhelp.core.care.working_time import OSLO

FIRST_HOUR, LAST_HOUR = 8, 20  # the last begins at 20:00 and is over at 21:00
MOST_IN_SEVEN_DAYS = 2
MOST_UNANSWERED = 2
SEVEN_DAYS = timedelta(days=7)


@dataclass(frozen=True)
class Letter:
    """A letter the patient can read. `reminded`: she has had her reminder of it."""

    id: uuid.UUID
    visible_on: date
    reminded: bool = False


@dataclass(frozen=True)
class LessonReminder:
    lesson: int


@dataclass(frozen=True)
class LetterReminder:
    letter_id: uuid.UUID


Reminder = LessonReminder | LetterReminder


def allowed_now(now: datetime) -> bool:
    """Whether reminders may be sent at this instant: from 8 to 21 in Norway."""
    return FIRST_HOUR <= now.astimezone(OSLO).hour <= LAST_HOUR


def moment_of(day: date, hour: int) -> datetime:
    """The instant of a reminder on a day. An hour outside 8 to 20 is moved to the nearest that is allowed."""
    local = datetime.combine(day, time(min(max(hour, FIRST_HOUR), LAST_HOUR)), OSLO)
    return local.astimezone(UTC)


def hour_has_come(hour: int, now: datetime) -> bool:
    """The chosen hour has begun today and the evening has not. What could not be sent by then is left out."""
    return allowed_now(now) and now >= moment_of(now.astimezone(OSLO).date(), hour)


def reminder_for_patient(
    plan: Plan, facts: Facts, unread: Iterable[Letter], reminded_on: Iterable[date], today: date
) -> Reminder | None:
    """The one reminder a patient gets today, if any: of a letter before a lesson.

    `unread`: letters not opened. `reminded_on`: the days of the reminders she has had, of either kind.
    """
    if plan.ended(today) or schedule.pause_on(today, plan.pauses) or today < plan.started_on:
        return None
    if not room_for_one(reminded_on, facts.last_seen_on, today):
        return None
    letter = letter_to_remind_of(unread, today)
    if letter is not None:
        return LetterReminder(letter.id)
    lesson = lesson_to_remind_of(plan, facts, today)
    return None if lesson is None else LessonReminder(lesson)


def room_for_one(reminded_on: Iterable[date], last_seen_on: date | None, today: date) -> bool:
    """Not a second today, a third in seven days, or a third without a visit."""
    days = list(reminded_on)
    this_week = [day for day in days if today - SEVEN_DAYS < day <= today]
    unanswered = [day for day in days if last_seen_on is None or day > last_seen_on]
    return today not in days and len(this_week) < MOST_IN_SEVEN_DAYS and len(unanswered) < MOST_UNANSWERED


def letter_to_remind_of(unread: Iterable[Letter], today: date) -> Letter | None:
    """The newest unread letter, from the day after it came; none if she has been reminded of that one."""
    newest = max(unread, key=lambda letter: letter.visible_on, default=None)
    if newest is None or newest.reminded or newest.visible_on >= today:
        return None
    return newest


def lesson_to_remind_of(plan: Plan, facts: Facts, today: date) -> int | None:
    """The lesson that is open and not begun, on the day it opens and on the agreed weekday; other days none."""
    step = due.next_step(plan, facts, today)
    if step.kind is not due.Next.BEGIN or step.lesson is None:
        return None
    opens_today = schedule.opens(plan, facts, step.lesson).opens_on == today
    return step.lesson if opens_today or today.weekday() == plan.feedback_weekday else None


def feedback_is_due(plan: Plan, facts: Facts, today: date) -> bool:
    """Whether this is the day a week's feedback is due and it has not been given."""
    return any(
        item.kind is due.Kind.FEEDBACK and item.state is due.State.OPEN and item.due_on == today
        for item in due.due_items(plan, facts, today)
    )
