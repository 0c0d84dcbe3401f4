"""Where a patient stands in the guide's queue: one group, one reason, and how long it has been so.

A near miss at the wheel stands over everything. Then the order is that of the guide's week: promises passed, then
silence, then new work (docs/care-rules.md, The queue).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from selfhelp.core.care import schedule
from selfhelp.core.care.due import DueItem, Kind, State, due_items, next_deadline
from selfhelp.core.care.plan import Facts, Pause, Plan
from selfhelp.core.care.working_time import local_date


class Group(IntEnum):
    """Groups of the queue in the order they are shown."""

    NOW = 0
    OVERDUE = 1
    SILENT = 2
    NEW_WORK = 3
    NONE = 4


class Reason(StrEnum):
    NEAR_MISS = "near-miss"
    CALL_OVERDUE = "call-overdue"
    ANSWER_OVERDUE = "answer-overdue"
    FEEDBACK_OVERDUE = "feedback-overdue"
    NOT_SEEN = "not-seen"
    NEVER_SEEN = "never-seen"
    CALL_ASKED = "call-asked"
    QUESTION = "question"
    SLEEP_WINDOW = "sleep-window"
    WORK_SHARED = "work-shared"
    FEEDBACK_TODAY = "feedback-today"
    NOTHING = "nothing"


OVERDUE_REASONS = {
    Kind.CALL: Reason.CALL_OVERDUE,
    Kind.ANSWER: Reason.ANSWER_OVERDUE,
    Kind.FEEDBACK: Reason.FEEDBACK_OVERDUE,
}


@dataclass(frozen=True)
class QueuePlace:
    """One patient's place. `since`: the day the reason began (a passed deadline, the last day seen, the first new
    work).

    `days`: how many days ago that is; for silence, days of treatment, a pause not counted. `count`: shared pieces of
    new work. `week`: of an overdue feedback. `due_on`: the nearest day something is promised by, which is past when it
    is overdue.
    """

    group: Group
    reason: Reason
    since: date | None = None
    days: int = 0
    count: int = 0
    week: int | None = None
    due_on: date | None = None

    @property
    def order(self) -> tuple[Group, bool, date]:
        """Sort by this: the group, within new work a wish to be called first, then the oldest first."""
        return (self.group, self.reason is not Reason.CALL_ASKED, self.since or date.max)


def silent_days(last_seen_on: date | None, started_on: date, today: date, pauses: Iterable[Pause] = ()) -> int:
    """Days since the patient last did anything, or since the start if never; days of a pause do not count."""
    paused = schedule.joined(pauses)
    # Seen before the start is treatment day 0; silence is counted from day 1.
    since = max(1, schedule.treatment_day(started_on, last_seen_on or started_on, paused))
    return max(0, schedule.treatment_day(started_on, today, paused) - since)


def silent(
    last_seen_on: date | None, started_on: date, silent_after_days: int, today: date, pauses: Iterable[Pause] = ()
) -> bool:
    """Nothing from the patient for `silent_after_days`. Nobody is silent during a pause or before the start."""
    paused = schedule.joined(pauses)
    if schedule.pause_on(today, paused):
        return False
    return silent_days(last_seen_on, started_on, today, paused) >= silent_after_days


def queue_place(plan: Plan, facts: Facts, today: date) -> QueuePlace:
    """The highest group the patient belongs to and the one reason to show. Nobody is in the queue after the end."""
    if plan.ended(today):
        return QueuePlace(Group.NONE, Reason.NOTHING)
    items = due_items(plan, facts, today)
    return (
        _near_miss(facts, today)
        or _overdue(items, today)
        or _silent(plan, facts, items, today)
        or _new_work(facts, items, today)
        or QueuePlace(Group.NONE, Reason.NOTHING, due_on=next_deadline(items))
    )


def _near_miss(facts: Facts, today: date) -> QueuePlace | None:
    """Before any deadline: the call is for today."""
    if facts.near_miss_at is None:
        return None
    since = local_date(facts.near_miss_at)
    return QueuePlace(Group.NOW, Reason.NEAR_MISS, since=since, days=(today - since).days, due_on=since)


def _overdue(items: tuple[DueItem, ...], today: date) -> QueuePlace | None:
    """The promise that was passed first; on the same day a call goes before an answer, an answer before a feedback."""
    urgency = list(OVERDUE_REASONS)
    passed = [
        (item.due_on, urgency.index(item.kind), item) for item in items if item.state is State.OVERDUE and item.due_on
    ]
    if not passed:
        return None
    due_on, _, item = min(passed, key=lambda each: each[:2])
    return QueuePlace(
        Group.OVERDUE,
        OVERDUE_REASONS[item.kind],
        since=due_on,
        days=(today - due_on).days,
        week=item.number,
        due_on=due_on,
    )


def _silent(plan: Plan, facts: Facts, items: tuple[DueItem, ...], today: date) -> QueuePlace | None:
    if not silent(facts.last_seen_on, plan.started_on, plan.silent_after_days, today, plan.pauses):
        return None
    return QueuePlace(
        Group.SILENT,
        Reason.NEVER_SEEN if facts.last_seen_on is None else Reason.NOT_SEEN,
        since=facts.last_seen_on or plan.started_on,
        days=silent_days(facts.last_seen_on, plan.started_on, today, plan.pauses),
        due_on=next_deadline(items),
    )


def _new_work(facts: Facts, items: tuple[DueItem, ...], today: date) -> QueuePlace | None:
    """Something waits and no deadline has passed: a wish to be called, a question, a sleep window,
    new work, feedback due today."""
    for kind, reason in ((Kind.CALL, Reason.CALL_ASKED), (Kind.ANSWER, Reason.QUESTION)):
        asked = [item.opens_on for item in items if item.kind is kind]
        if asked:
            return _waiting(reason, min(asked), items, today)
    if facts.window_waits_since is not None:
        return _waiting(Reason.SLEEP_WINDOW, local_date(facts.window_waits_since), items, today)
    shared = [at for at in facts.shared_work_at if facts.last_feedback_at is None or at > facts.last_feedback_at]
    if shared:
        return _waiting(Reason.WORK_SHARED, local_date(min(shared)), items, today, len(shared))
    if any(item.state is State.OPEN and item.due_on == today for item in items):
        return _waiting(Reason.FEEDBACK_TODAY, today, items, today)
    return None


def _waiting(reason: Reason, since: date, items: tuple[DueItem, ...], today: date, count: int = 0) -> QueuePlace:
    days = (today - since).days
    return QueuePlace(Group.NEW_WORK, reason, since=since, days=days, count=count, due_on=next_deadline(items))
