"""Which day a week's feedback can be moved to. Source: domain brief 3.2 and 3.4; docs/care-rules.md, Promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from selfhelp.core.care import due, schedule
from selfhelp.core.care.plan import Facts, Plan
from selfhelp.core.care.working_time import ONE_DAY
from selfhelp.features.feedback.refused import Refused, Why


@dataclass(frozen=True)
class Postponing:
    """`weeks`: those that move together; late ones move with the latest, since one letter answers them all.
    `due_on`: the day they are due as it stands. `earliest`, `latest`: the days to choose between; it must also be a
    day the service is open and the patient is not away."""

    weeks: tuple[int, ...]
    due_on: date
    earliest: date
    latest: date


def choice(plan: Plan, facts: Facts, today: date) -> Postponing:
    """What can be postponed today: the feedback that is waited for, and at the most to the day of the one after it."""
    first = max(facts.feedback_weeks, default=0) + 1
    last = max(due.week_for_feedback(plan, facts, today), first)
    latest = due.feedback_due_on(plan, last + 1)
    return Postponing(
        weeks=tuple(range(first, last + 1)),
        due_on=due.feedback_due_on(plan, last),
        earliest=schedule.next_day_for_feedback(today + ONE_DAY, plan.hours, plan.pauses),
        latest=latest,
    )


def check(plan: Plan, allowed: Postponing, moved_to: date) -> None:
    """Raises Refused where the day cannot be promised."""
    if moved_to < allowed.earliest:
        raise Refused(Why.TOO_SOON)
    if moved_to > allowed.latest:
        raise Refused(Why.TOO_FAR)
    if schedule.next_day_for_feedback(moved_to, plan.hours, plan.pauses) != moved_to:
        raise Refused(Why.CLOSED)
