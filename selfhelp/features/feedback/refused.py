"""What a guide cannot do, and why. The words for it stand in says.py."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    NO_TEXT = "no text"
    TOO_LONG = "too long"
    OPENER = "an opener stands as it was"
    MINUTES = "minutes out of range"
    TOO_LATE = "too late to undo"
    NOT_HERS = "written by another"
    STANDS_OPEN = "a question, a letter or a wish to be called stands open"
    NO_REASON = "no reason"
    TOO_SOON = "before tomorrow"
    CLOSED = "not a working day"
    TOO_FAR = "past the next week's day"
    BEFORE_TODAY = "before today"
    ENDED = "the treatment has ended"
    NOT_WRITTEN = "there is no such lesson"
    IS_OPEN = "the lesson is open already"
    NOTHING_WAITS = "no exercise of the lesson waits for the guide"


class Refused(Exception):
    """Nothing was stored."""

    def __init__(self, why: Why) -> None:
        super().__init__(str(why))
        self.why = why
