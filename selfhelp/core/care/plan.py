"""What was agreed for one treatment, and what has happened in it: all that the rules of the week are told.

Every field comes from a plain column or an SQL aggregate over plain columns, so that a whole caseload can be worked
out without opening anything a patient has written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from selfhelp.core.care.working_time import OpeningHours


@dataclass(frozen=True, order=True)
class Pause:
    """A planned pause. `from_on` is the first day away, `to_on` the day the patient is back, which is not paused."""

    from_on: date
    to_on: date

    def __post_init__(self) -> None:
        if self.to_on < self.from_on:
            raise ValueError("a pause cannot end before it begins")


@dataclass(frozen=True)
class Plan:
    """What was agreed. `feedback_weekday`: 0 is Monday. `promise_days`: working days to answer a question or a wish
    for a call.

    `moved` holds, by week, the day a guide has postponed the feedback to. From `ended_on` and later nothing is due.
    """

    started_on: date
    lessons: int
    feedback_weekday: int
    hours: OpeningHours
    promise_days: int = 2
    silent_after_days: int = 7
    pauses: tuple[Pause, ...] = ()
    ended_on: date | None = None
    moved: Mapping[int, date] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.lessons < 1:
            raise ValueError("a plan needs at least one lesson")
        if self.feedback_weekday not in range(7):
            raise ValueError("feedback_weekday is 0 (Monday) to 6 (Sunday)")
        if self.promise_days < 0 or self.silent_after_days < 1:
            raise ValueError("promise_days is 0 or more, silent_after_days 1 or more")

    def ended(self, today: date) -> bool:
        return self.ended_on is not None and self.ended_on <= today


@dataclass(frozen=True)
class OpenQuestion:
    """A question or a letter from the patient that nobody has answered."""

    asked_at: datetime


@dataclass(frozen=True)
class Facts:
    """What has happened.

    `finished`: lesson → local date. `begun`: lessons the patient has opened. `opened_early`: lessons the guide has
    opened. `shared_work_at`: when the patient shared an entry or finished a lesson; those before `last_feedback_at`
    may be left out. `feedback_weeks`: weeks with a feedback that counts (a letter, a contact where the patient was
    reached, or no reply needed). `last_seen_on`: the last local date the patient did anything. `last_feedback_at`: the
    last feedback that counts. `near_miss_at`: she was sleepy at the wheel, or nearly had an accident, and nobody has
    talked with her since. `window_waits_since`: a sleep window has been proposed or taken away, and staff have not
    answered.
    """

    finished: Mapping[int, date] = field(default_factory=dict)
    begun: frozenset[int] = frozenset()
    opened_early: frozenset[int] = frozenset()
    shared_work_at: tuple[datetime, ...] = ()
    feedback_weeks: frozenset[int] = frozenset()
    questions: tuple[OpenQuestion, ...] = ()
    call_asked_at: datetime | None = None
    last_seen_on: date | None = None
    last_feedback_at: datetime | None = None
    near_miss_at: datetime | None = None
    window_waits_since: datetime | None = None
