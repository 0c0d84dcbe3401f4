"""What a calculator reads of an exercise: one row for each field, which serves the check and the reading alike.

An author's field fits when its id, type and limits are the row's. A stored answer fits when it is of the row's kind
and within its limits; anything else reads as None, so that an old or damaged answer is left out and never raises.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Generic, TypeGuard, TypeVar

from selfhelp.core.content.document import JsonValue
from selfhelp.core.content.field_types import Answers
from selfhelp.core.content.values import FIRST_YEAR, LAST_YEAR, MINUTES_IN_A_DAY

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Need(Generic[T]):
    """One field. An underscore in the author's id counts as a hyphen."""

    id: str
    types: tuple[str, ...]  # that fit; the first is the one to suggest
    read: Callable[[JsonValue], T | None]  # from the stored answer
    asks: str  # what the field is about, for whoever lacks it
    also: tuple[str, ...] = ()  # other ids that mean the same
    optional: bool = False
    limits: tuple[int, int] | None = None  # of a rating: lowest and highest
    options: tuple[str, ...] = ()
    columns: tuple[Need[Any], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.id, *self.also)

    def of(self, answers: Answers) -> T | None:
        """The answer, or None where it is missing or does not fit."""
        for name in self.names:
            for spelling in (name, name.replace("-", "_")):
                if spelling in answers:
                    return self.read(answers[spelling])
        return None


def same_id(one: str, other: str) -> bool:
    return one.replace("_", "-") == other.replace("_", "-")


def rating(id: str, asks: str, low: int, high: int, also: tuple[str, ...] = (), optional: bool = False) -> Need[float]:
    """How much of something. The limits are part of what the number means, so the author's must be the same."""
    return Need(id, ("scale", "number"), _number(low, high), asks, also, optional, limits=(low, high))


def whole_rating(id: str, asks: str, low: int, high: int, optional: bool = False) -> Need[int]:
    return Need(id, ("scale", "number"), _whole(low, high), asks, (), optional, limits=(low, high))


def count(id: str, asks: str, most: int, optional: bool = False) -> Need[int]:
    """How many. The author may set limits of her own: three are three on any scale."""
    return Need(id, ("number", "scale"), _whole(0, most), asks, (), optional)


def amount(id: str, asks: str, most: int) -> Need[float]:
    """As `count`, with decimals."""
    return Need(id, ("number", "scale"), _number(0, most), asks)


def minutes(id: str, asks: str, optional: bool = False) -> Need[int]:
    return Need(id, ("minutes",), _whole(0, MINUTES_IN_A_DAY), asks, (), optional)


def clock(id: str, asks: str, optional: bool = False) -> Need[time]:
    return Need(id, ("time",), _read_time, asks, (), optional)


def day(id: str, asks: str) -> Need[date]:
    return Need(id, ("date",), _read_date, asks)


def moment(id: str, asks: str, also: tuple[str, ...] = (), optional: bool = False) -> Need[datetime]:
    return Need(id, ("datetime",), _read_datetime, asks, also, optional)


def yes_no(id: str, asks: str, optional: bool = False) -> Need[bool]:
    return Need(id, ("yes-no",), lambda value: value if isinstance(value, bool) else None, asks, (), optional)


def words(id: str, types: tuple[str, ...], asks: str, also: tuple[str, ...] = ()) -> Need[str]:
    """What was written or chosen, as it is stored; never asked for, since nothing is computed from it."""
    return Need(id, types, lambda value: value if isinstance(value, str) else None, asks, also, optional=True)


def one_of(id: str, kind: type[E], asks: str, may_lack: Sequence[E] = ()) -> Need[E]:
    """A choice whose options have the ids of `kind`; the author may leave out those in `may_lack`."""

    def read(value: JsonValue) -> E | None:
        return next((one for one in kind if one == value), None)

    return Need(id, ("choice",), read, asks, options=tuple(one for one in kind if one not in may_lack))


def several(id: str, asks: str) -> Need[tuple[str, ...]]:
    """Choices with options of the author's own."""

    def read(value: JsonValue) -> tuple[str, ...] | None:
        return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else None

    return Need(id, ("choices",), read, asks, optional=True)


def rows(id: str, asks: str, columns: tuple[Need[Any], ...], optional: bool = False) -> Need[tuple[Answers, ...]]:
    def read(value: JsonValue) -> tuple[Answers, ...] | None:
        return tuple(row for row in value if isinstance(row, dict)) if isinstance(value, list) else None

    return Need(id, ("group",), read, asks, (), optional, columns=columns)


def _is_number(value: JsonValue) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(low: int, high: int) -> Callable[[JsonValue], float | None]:
    def read(value: JsonValue) -> float | None:
        return value if _is_number(value) and low <= value <= high else None

    return read


def _whole(low: int, high: int) -> Callable[[JsonValue], int | None]:
    def read(value: JsonValue) -> int | None:
        return int(value) if _is_number(value) and low <= value <= high and value == int(value) else None

    return read


def _parsed(parse: Callable[[str], T], value: JsonValue) -> T | None:
    try:
        return parse(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _read_time(value: JsonValue) -> time | None:
    """The time on the wall; a zone, which nothing of ours stores, is dropped. So for datetimes."""
    read = _parsed(time.fromisoformat, value)
    return read.replace(tzinfo=None) if read else None


def _read_date(value: JsonValue) -> date | None:
    read = _parsed(date.fromisoformat, value)
    return read if read and FIRST_YEAR <= read.year <= LAST_YEAR else None


def _read_datetime(value: JsonValue) -> datetime | None:
    read = _parsed(datetime.fromisoformat, value)
    return read.replace(tzinfo=None) if read and FIRST_YEAR <= read.year <= LAST_YEAR else None
