"""Saying a stored value back as a person would read it, in bokmål and English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from selfhelp.core.content.document import Field, JsonValue
from selfhelp.core.content.values import number_text


@dataclass(frozen=True)
class Words:
    yes: str
    no: str
    minute: str
    minutes: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    day: str  # "{weekday} {day}. {month}"
    clock: str
    clock_mark: str  # between hours and minutes
    day_and_clock: str
    decimal_mark: str


_MONTHS_NB = "januar februar mars april mai juni juli august september oktober november desember"
_MONTHS_EN = "January February March April May June July August September October November December"

NB = Words(
    yes="Ja",
    no="Nei",
    minute="minutt",
    minutes="minutter",
    weekdays=("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    months=tuple(_MONTHS_NB.split()),
    day="{weekday} {day}. {month}",
    clock="kl. {clock}",
    clock_mark=".",
    day_and_clock="{day} {clock}",
    decimal_mark=",",
)
EN = Words(
    yes="Yes",
    no="No",
    minute="minute",
    minutes="minutes",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=tuple(_MONTHS_EN.split()),
    day="{weekday} {day} {month}",
    clock="{clock}",
    clock_mark=":",
    day_and_clock="{day}, {clock}",
    decimal_mark=".",
)


def words_of(language: str) -> Words:
    return EN if language == "en" else NB


def say_text(field: Field, value: JsonValue, language: str) -> str:
    return str(value)


def say_number(field: Field, value: JsonValue, language: str) -> str:
    if not isinstance(value, int | float):
        return str(value)
    return number_text(value).replace(".", words_of(language).decimal_mark)


def say_scale(field: Field, value: JsonValue, language: str) -> str:
    """6 (0 Ingen – 10 Mye): a number means little without its ends."""
    low = " ".join(filter(None, (number_text(field.min or 0), field.low)))
    high = " ".join(filter(None, (say_number(field, field.max, language), field.high)))
    between = " – " if field.low or field.high else "–"
    return f"{say_number(field, value, language)} ({low}{between}{high})"


def say_minutes(field: Field, value: JsonValue, language: str) -> str:
    words = words_of(language)
    return f"{say_number(field, value, language)} {words.minute if value == 1 else words.minutes}"


def say_choice(field: Field, value: JsonValue, language: str) -> str:
    """The option's label, or its id where a later version has dropped it."""
    return next((option.label for option in field.options if option.id == value), str(value))


def say_yes_no(field: Field, value: JsonValue, language: str) -> str:
    words = words_of(language)
    return words.yes if value is True else words.no


def say_date(field: Field, value: JsonValue, language: str) -> str:
    """torsdag 14. mai; a worked example says its dates in its own words."""
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    words = words_of(language)
    return words.day.format(weekday=words.weekdays[day.weekday()], day=day.day, month=words.months[day.month - 1])


def say_time(field: Field, value: JsonValue, language: str) -> str:
    hour, colon, minute = str(value).partition(":")
    if not (colon and hour.isdigit() and minute.isdigit()):
        return str(value)
    words = words_of(language)
    return words.clock.format(clock=f"{hour}{words.clock_mark}{minute}")


def say_datetime(field: Field, value: JsonValue, language: str) -> str:
    day, separator, clock = str(value).partition("T")
    if not separator or not clock[:1].isdigit():
        return str(value)
    words = words_of(language)
    return words.day_and_clock.format(day=say_date(field, day, language), clock=say_time(field, clock, language))
