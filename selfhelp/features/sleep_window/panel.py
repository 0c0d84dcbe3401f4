"""What staff see of a sleep window: the offer the patient has sent, and the steps. Never her diary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from selfhelp.access.roles import Role
from selfhelp.clock import local_date
from selfhelp.core.content.document import Module
from selfhelp.core.exercises.sleep_window import Agrees
from selfhelp.core.exercises.sleep_window_steps import Event, Standing, standing
from selfhelp.db.tables import Treatment
from selfhelp.features.sleep_window.actions import may_reopen
from selfhelp.features.sleep_window.queries import CHECK, exercises_that
from selfhelp.features.sleep_window.record import WHO, events_of


@dataclass(frozen=True)
class Panel:
    """`waits_for`: whose yes comes next. `may_answer`: it is the reader's. `may_reopen`: the reader may open a stopped
    one again."""

    standing: Standing
    waits_for: Agrees | None
    may_answer: bool
    may_reopen: bool
    last: Event


def panel_of(
    treatment: Treatment, module: Module | None, role: Role, age: int | None, call_open: bool, now: datetime
) -> Panel | None:
    """None where nothing has happened. One statement, and none for programmes without a window."""
    if module is None or not exercises_that(module, {CHECK}):
        return None
    events, today, who = events_of(treatment.id), local_date(now), WHO.get(role)
    if not events or who is None:
        return None
    stands = standing(events, today)
    waits, ended = stands.waits_for(age) if age is not None else None, _ended(treatment, today)
    return Panel(
        stands, waits, may_answer=waits is who and not ended,
        may_reopen=may_reopen(who, stands) and not call_open and not ended, last=events[-1],
    )


def _ended(treatment: Treatment, today: date) -> bool:
    return treatment.ended_on is not None and treatment.ended_on <= today
