"""What the patient cannot do now, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from selfhelp.clock import local_date
from selfhelp.db.tables import Treatment


@dataclass(frozen=True)
class Closed:
    """A lesson that cannot be opened yet. `waits_for`: the lesson to finish first; `planned`: nobody has written it."""

    number: int
    title: str
    opens_on: date
    waits_for: int | None = None
    planned: bool = False


class LessonClosed(Exception):
    def __init__(self, closed: Closed) -> None:
        super().__init__(f"lesson {closed.number} is not open")
        self.closed = closed


class NoSuchPage(LookupError):
    """There is no such lesson, page, exercise or entry for this patient."""


class TreatmentEnded(Exception):
    """Nothing more can be written in a treatment that has ended."""


def has_ended(treatment: Treatment, now: datetime) -> bool:
    return treatment.ended_on is not None and treatment.ended_on <= local_date(now)


def refuse_after_end(treatment: Treatment, now: datetime) -> None:
    if has_ended(treatment, now):
        raise TreatmentEnded
