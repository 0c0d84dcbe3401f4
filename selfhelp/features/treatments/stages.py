"""Where a treatment stands, in one word."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from selfhelp.core.care import schedule
from selfhelp.core.care.plan import Plan
from selfhelp.db.tables import Person, Treatment


class Stage(StrEnum):
    """In the order they are asked."""

    ENDED = "ended"
    INVITED = "invited"  # has not accepted yet
    NOT_STARTED = "not started"
    PAUSED = "paused"
    RUNNING = "running"


def stage_of(treatment: Treatment, person: Person, plan: Plan, today: date) -> Stage:
    found = (
        (Stage.ENDED, treatment.ended_on is not None),
        (Stage.INVITED, person.state == "invited"),
        (Stage.NOT_STARTED, treatment.starts_on > today),
        (Stage.PAUSED, schedule.pause_on(today, plan.pauses) is not None),
    )
    return next((stage for stage, is_so in found if is_so), Stage.RUNNING)
