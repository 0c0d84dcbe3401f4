"""Nights: when she went to bed and rose, and how much of the time between was sleep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from selfhelp.core import charts
from selfhelp.core.charts import Mark, Night
from selfhelp.core.charts.nights import REFERENCE
from selfhelp.core.content import saying
from selfhelp.core.content.document import Field, JsonValue
from selfhelp.features.lessons.pictures.wanted import Picture, Wanted, day_in_table, number_in, short_weekday

DAYS = 14
NOON, A_DAY = 12 * 60, 24 * 60
LONGEST_SPAN, LONGEST_IN_BED = 20 * 60, 16 * 60  # domain.md §5.3: a longer night means that two times were swapped
HOURS = ("12", "18", "00", "06", "12")


@dataclass(frozen=True)
class Slept:
    """Minutes from noon the day before. `asleep` to `awake` is from falling asleep to waking for good."""

    into_bed: int
    asleep: int
    awake: int
    out_of_bed: int
    minutes_awake: int

    @property
    def minutes(self) -> int:
        return self.awake - self.asleep - self.minutes_awake

    @property
    def share(self) -> int:
        """Per cent of the time in bed, rounded down: 84.9 is not yet 85."""
        return 100 * self.minutes // (self.out_of_bed - self.into_bed)


def nights(wanted: Wanted) -> Picture | None:
    """The last fourteen nights, each named by the morning it ended."""
    days = [wanted.today - timedelta(days=back) for back in reversed(range(DAYS))]
    written = {wanted.day_of(entry): slept for entry in wanted.entries if (slept := _slept(wanted, entry.answers))}
    noted = [day for day in days if day in written]
    if not noted:
        return None
    last = _per_cent(written[noted[-1]].share, wanted.language)
    sentence = ngettext("Noted %(num)s of the last 14 nights.", "Noted %(num)s of the last 14 nights.", len(noted))
    sentence += " " + _("The last one: %(share)s of the time in bed was sleep.", share=last)
    given = charts.Nights(
        [_night(day, written.get(day), wanted.language) for day in days],
        HOURS, _("in bed"), _("asleep"), _("How much of the time in bed was sleep"),
        Mark(REFERENCE, _per_cent(int(REFERENCE), wanted.language)), _("better"),
        (_per_cent(0, wanted.language), _per_cent(100, wanted.language)),
    )  # fmt: skip
    line = (_("The dashed line"), "", "", "", _per_cent(int(REFERENCE), wanted.language))
    rows = (*(_row(day, written[day], wanted.language) for day in noted), line)
    heads = (_("Morning"), _("Into bed"), _("Out of bed"), (_("Slept"), "num"), (_("Of the time in bed"), "num"))
    svg = charts.nights(given, wanted.caption(sentence), wanted.width)
    return Picture(sentence, Markup(svg), wanted.in_numbers, heads, rows)


def _slept(wanted: Wanted, answers: Mapping[str, JsonValue]) -> Slept | None:
    """None for a night that lacks a time or cannot have been: out of order, or more time awake than there was night."""
    if len(wanted.fields) != 6:
        return None
    bed, light, to_sleep, awake, woke, up = wanted.fields
    clocks = [_clock(answers, field) for field in (bed, light, woke, up)]
    sol, waso = (number_in(answers, field.id) for field in (to_sleep, awake))
    if None in clocks or sol is None or waso is None:
        return None
    begin, *later = (clock for clock in clocks if clock is not None)
    at = [(begin - NOON) % A_DAY]
    for clock in later:
        at.append(at[-1] + (clock - NOON - at[-1]) % A_DAY)
    slept = Slept(at[0], at[1] + int(sol), at[2], at[3], int(waso))
    in_bed = slept.out_of_bed - slept.into_bed
    possible = 0 < in_bed <= min(LONGEST_SPAN, LONGEST_IN_BED) and slept.minutes >= 0
    return slept if possible else None


def _clock(answers: Mapping[str, JsonValue], field: Field) -> int | None:
    """Minutes after midnight."""
    told = answers.get(field.id)
    if not isinstance(told, str):
        return None
    at = time.fromisoformat(told)
    return at.hour * 60 + at.minute


def _night(day: date, slept: Slept | None, spoken: str) -> Night:
    label = f"{short_weekday(day, spoken)} {day.day}{'.' if spoken == 'nb' else ''}"
    if slept is None:
        return Night(label)
    mark = Mark(slept.share, _per_cent(slept.share, spoken))
    return Night(label, slept.into_bed, slept.out_of_bed, slept.asleep, slept.awake, mark)


def _row(day: date, slept: Slept, spoken: str) -> tuple[str, ...]:
    hours, minutes = divmod(slept.minutes, 60)
    return (
        day_in_table(day, spoken),
        *(_of_clock(at, spoken) for at in (slept.into_bed, slept.out_of_bed)),
        _("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes),
        _per_cent(slept.share, spoken),
    )


def _of_clock(at: int, spoken: str) -> str:
    hour, minute = divmod((at + NOON) % A_DAY, 60)
    return f"{hour:02}{saying.words_of(spoken).clock_mark}{minute:02}"


def _per_cent(share: int, spoken: str) -> str:
    return f"{share}\u00a0%" if spoken == "nb" else f"{share}%"
