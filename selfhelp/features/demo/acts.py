"""What people in the demo did, as data: which day, at what time, and what.

`day` counts from the patient's start date, which is a Monday: 0 is that Monday. A negative day counts from today, so
that something happened yesterday whenever the demo is made. What would lie in the future, or before the start, is left
out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from selfhelp.core.content.document import JsonValue
from selfhelp.features.feedback.contact import ContactKind
from selfhelp.features.treatments.end_reasons import EndReason


@dataclass(frozen=True)
class OnDay:
    """A date in an answer, counted as `day` is."""

    day: int
    at: str = ""  # with a time of day it is a moment


Answer = JsonValue | OnDay
Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Act:
    day: int
    at: str  # local time, "19:40"


@dataclass(frozen=True)
class Open(Act):
    lesson: int


@dataclass(frozen=True)
class Write(Act):
    """An exercise filled in, or filled in further. `share`: shown to the guide at once."""

    lesson: int
    exercise: str
    answers: Answers
    share: bool = False


@dataclass(frozen=True)
class Finish(Act):
    """`share`: the exercises that ask and were chosen."""

    lesson: int
    share: tuple[str, ...] = ()
    short: bool = False


@dataclass(frozen=True)
class Feel(Act):
    mood: int
    note: str = ""


@dataclass(frozen=True)
class WriteToGuide(Act):
    text: str


@dataclass(frozen=True)
class AskForCall(Act):
    pass


@dataclass(frozen=True)
class BeginLetter(Act):
    """A letter to the guide, begun and not sent."""

    text: str


@dataclass(frozen=True)
class ReadLetters(Act):
    pass


@dataclass(frozen=True)
class GuideWrites(Act):
    text: str
    minutes: int = 15


@dataclass(frozen=True)
class GuideBegins(Act):
    """The guide's letter, begun and not sent."""

    text: str


@dataclass(frozen=True)
class Talk(Act):
    kind: ContactKind
    reached: bool
    minutes: int
    note: str


@dataclass(frozen=True)
class NoReply(Act):
    pass


@dataclass(frozen=True)
class Postpone(Act):
    """To the first working day on or after `to_day`."""

    to_day: int
    reason: str


@dataclass(frozen=True)
class PauseFor(Act):
    days: int
    reason: str


@dataclass(frozen=True)
class HandOver(Act):
    guide: str  # first name
    note: str


@dataclass(frozen=True)
class End(Act):
    reason: EndReason
    note: str


@dataclass(frozen=True)
class Story:
    """One patient. `week`: the week of treatment that runs now; 0 starts next Monday. `birthday`: month and day."""

    name: str
    email: str
    age: int
    birthday: tuple[int, int]
    phone: str
    guide: str
    week: int
    feedback_weekday: int
    acts: tuple[Act, ...] = field(default_factory=tuple)
    language: str = "nb"
    registered_on: int = -10  # from the start date
    accepted: bool = True


def letter(day: int, text: str, at: str = "10:20", read: str = "20:05") -> tuple[Act, ...]:
    """The guide writes, and the patient reads it the same evening."""
    return (GuideWrites(day, at, text), ReadLetters(day, read))


def whole_lesson(
    day: int, at: str, lesson: int, exercises: Mapping[str, Answers], share: tuple[str, ...] = ()
) -> tuple[Act, ...]:
    """A lesson from first page to last in one sitting: some minutes for each exercise."""
    begin = _minutes(at)
    writes = [
        Write(day, _clock(begin + 6 * number), lesson, exercise, answers)
        for number, (exercise, answers) in enumerate(exercises.items(), start=1)
    ]
    end = _clock(begin + 6 * len(writes) + 3)
    return (Open(day, at, lesson), *writes, Finish(day, end, lesson, share))


def date_of(day: int, start: date, today: date) -> date:
    return start + timedelta(days=day) if day >= 0 else today + timedelta(days=day)


def _minutes(at: str) -> int:
    hours, minutes = at.split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
