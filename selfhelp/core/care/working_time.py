"""Norwegian working time: public holidays, opening hours, and the day by which a promise falls due.

An instant is an aware datetime; a day is the date people in Norway have on the wall. Nothing here knows what time it
is now. Sources: Lov om helligdager og helligdagsfred (1995) § 2 and Lov om 1 og 17 mai som høgtidsdagar (1947) for the
holidays; the promise in working days is the service's own (docs/care-rules.md, Promises).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
MINUTES_IN_A_DAY = 24 * 60
ONE_DAY = timedelta(days=1)

FIXED_HOLIDAYS = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
# Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday and Monday.
DAYS_FROM_EASTER_SUNDAY = (-3, -2, 0, 1, 39, 49, 50)

Span = tuple[int, int]
"""Opening and closing, in minutes after local midnight."""


@dataclass(frozen=True)
class OpeningHours:
    """When somebody is at work. Public holidays are closed without being listed.

    `weekdays`: 0 is Monday; a weekday that is absent is closed. `shortened`: single days with other hours, such as the
    Wednesday before Easter. Raises ValueError when the service would never be open, since no promise could then fall
    due.
    """

    weekdays: Mapping[int, Span]
    closed_on: frozenset[date] = frozenset()
    shortened: Mapping[date, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.weekdays or not set(self.weekdays) <= set(range(7)):
            raise ValueError("opening hours need at least one weekday, 0 (Monday) to 6 (Sunday)")
        for opens, closes in [*self.weekdays.values(), *self.shortened.values()]:
            if not 0 <= opens < closes <= MINUTES_IN_A_DAY:
                raise ValueError(f"opening hours {opens}-{closes}: write minutes after midnight, first opening")

    def on(self, day: date) -> Span | None:
        """The hours of one day; None when closed."""
        usual = self.weekdays.get(day.weekday())
        if usual is None or day in self.closed_on or day in holidays(day.year):
            return None
        return self.shortened.get(day, usual)


def easter_sunday(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Clavius and Lilius, as in Knuth, TAOCP 1.3.2, exercise 14)."""
    golden_number = year % 19 + 1
    century = year // 100 + 1
    leap_years_left_out = 3 * century // 4 - 12
    moon_correction = (8 * century + 5) // 25 - 5
    epact = (11 * golden_number + 20 + moon_correction - leap_years_left_out) % 30
    if epact == 24 or (epact == 25 and golden_number > 11):
        epact += 1
    full_moon = 44 - epact
    if full_moon < 21:
        full_moon += 30
    days_to_sunday = 7 - (5 * year // 4 - leap_years_left_out - 10 + full_moon) % 7
    return date(year, 3, 1) + timedelta(days=full_moon + days_to_sunday - 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year. Some may coincide: in 2008 Ascension Day was 1 May."""
    easter = easter_sunday(year)
    moving = [easter + timedelta(days=days) for days in DAYS_FROM_EASTER_SUNDAY]
    return frozenset([date(year, month, day) for month, day in FIXED_HOLIDAYS] + moving)


def local_date(at: datetime) -> date:
    """The date on the wall in Norway. A datetime without a zone is refused: it could be the wrong day."""
    return _local(at).date()


def is_working_day(day: date, hours: OpeningHours) -> bool:
    return hours.on(day) is not None


def next_working_day(day: date, hours: OpeningHours) -> date:
    """The first working day on or after `day`."""
    while not is_working_day(day, hours):
        day += ONE_DAY
    return day


def add_working_days(day: date, count: int, hours: OpeningHours) -> date:
    """The `count`-th working day after `day`; for 0, the first working day on or after it."""
    if count < 0:
        raise ValueError("working days are counted forwards")
    if count == 0:
        return next_working_day(day, hours)
    for _ in range(count):
        day = next_working_day(day + ONE_DAY, hours)
    return day


def received_on(at: datetime, hours: OpeningHours) -> date:
    """The working day a message counts as received: the same day until closing, else the next working day."""
    moment = _local(at)
    span = hours.on(moment.date())
    if span is not None and moment.hour * 60 + moment.minute < span[1]:
        return moment.date()
    return next_working_day(moment.date() + ONE_DAY, hours)


def answer_by(asked_at: datetime, promise_days: int, hours: OpeningHours) -> date:
    """The last day on which an answer keeps a promise of `promise_days` working days.

    With two days: asked Tuesday morning, answered by Thursday; asked Friday evening, counted from Monday, by
    Wednesday.
    """
    return add_working_days(received_on(asked_at, hours), promise_days, hours)


def working_hours_between(start: datetime, end: datetime, hours: OpeningHours) -> timedelta:
    """How much of the time from `start` to `end` the service was open; zero when `end` is not later."""
    total = timedelta()
    day = local_date(start)
    while day <= local_date(end):
        span = hours.on(day)
        if span is not None:
            overlap = min(end, _instant(day, span[1])) - max(start, _instant(day, span[0]))
            total += max(overlap, timedelta())
        day += ONE_DAY
    return total


def _local(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone; store and pass UTC")
    return at.astimezone(OSLO)


def _instant(day: date, minutes: int) -> datetime:
    # Adding to a local datetime moves the hands of the clock: 08:00 is 08:00 also after a night of 23 or 25 hours.
    return (datetime.combine(day, time(), OSLO) + timedelta(minutes=minutes)).astimezone(UTC)
