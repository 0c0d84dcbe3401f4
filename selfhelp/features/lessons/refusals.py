"""What the patient cannot do now, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from selfhelp.clock import local_date
from selfhelp.db.tables import Treatment
from selfhelp.web.errors import WrittenText


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


class ExerciseLocked(Exception):
    """The guide opens this exercise, and has not. Nothing was stored in it.

    `texts`: what was sent, which also stands beside the draft. `go_on`: where she was.
    """

    def __init__(self, texts: tuple[WrittenText, ...] = (), go_on: str = "") -> None:
        super().__init__("the guide has not opened this exercise")
        self.texts, self.go_on = texts, go_on


def has_ended(treatment: Treatment, now: datetime) -> bool:
    return treatment.ended_on is not None and treatment.ended_on <= local_date(now)


def refuse_after_end(treatment: Treatment, now: datetime) -> None:
    if has_ended(treatment, now):
        raise TreatmentEnded
