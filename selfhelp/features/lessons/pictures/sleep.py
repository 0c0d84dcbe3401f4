"""Nights: when she went to bed and rose, and how much of the time between was sleep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from selfhelp.core import charts
from selfhelp.core.charts import Mark, Night
from selfhelp.core.charts.nights import REFERENCE
from selfhelp.core.content.document import JsonValue
from selfhelp.core.exercises import read_sleep, sleep
from selfhelp.core.exercises.sleep import Night as Slept
from selfhelp.features.lessons.pictures.wanted import Picture, Wanted, Written, day_in_table, number_in, short_weekday
from selfhelp.features.lessons.sums.saying import clock as clock_text
from selfhelp.features.lessons.sums.saying import length, per_cent

DAYS = 14
NOON, A_DAY = 12 * 60, 24 * 60
COMPUTED = "sleep-diary"
HOURS = ("12", "18", "00", "06", "12")


def nights(wanted: Wanted) -> Picture | None:
    """The last fourteen nights, each named by the morning it ended."""
    days = [wanted.today - timedelta(days=back) for back in reversed(range(DAYS))]
    written = {slept.morning: slept for entry in wanted.entries if (slept := _written_night(wanted, entry))}
    noted = [day for day in days if day in written]
    if not noted:
        return None
    last = per_cent(_share(written[noted[-1]]), wanted.language)
    sentence = ngettext("Noted %(num)s of the last 14 nights.", "Noted %(num)s of the last 14 nights.", len(noted))
    sentence += " " + _("The last one: %(share)s of the time in bed was sleep.", share=last)
    given = charts.Nights(
        [_night(day, written.get(day), wanted.language) for day in days],
        HOURS, _("in bed"), _("asleep"), _("How much of the time in bed was sleep"),
        Mark(REFERENCE, per_cent(int(REFERENCE), wanted.language)), _("better"),
        (per_cent(0, wanted.language), per_cent(100, wanted.language)),
    )  # fmt: skip
    line = (_("The dashed line"), "", "", "", per_cent(int(REFERENCE), wanted.language))
    rows = (*(_row(day, written[day], wanted.language) for day in noted), line)
    heads = (_("Morning"), _("Into bed"), _("Out of bed"), (_("Slept"), "num"), (_("Of the time in bed"), "num"))
    svg = charts.nights(given, wanted.caption(sentence), wanted.width)
    return Picture(sentence, Markup(svg), wanted.in_numbers, heads, rows)


def _written_night(wanted: Wanted, entry: Written) -> Slept | None:
    """None for a night that lacks a time or cannot be counted."""
    if wanted.exercise.compute == COMPUTED:
        slept = read_sleep.night(entry.answers)
    else:
        slept = _drawn_night(wanted, entry)
    return slept if slept is not None and sleep.fault_in(slept) is None else None


def _drawn_night(wanted: Wanted, entry: Written) -> Slept | None:
    """From the six fields the chart names, in their order."""
    if len(wanted.fields) != 6:
        return None
    bed, light, to_sleep, awake, woke, up = (field.id for field in wanted.fields)
    clocks = [_clock(entry.answers, field) for field in (bed, light, woke, up)]
    sol, waso = (number_in(entry.answers, field) for field in (to_sleep, awake))
    into_bed, lights_out, woke_up, out_of_bed = clocks
    if into_bed is None or lights_out is None or woke_up is None or out_of_bed is None or sol is None or waso is None:
        return None
    return Slept(wanted.day_of(entry), into_bed, lights_out, int(sol), int(waso), woke_up, out_of_bed)


def _clock(answers: Mapping[str, JsonValue], field: str) -> time | None:
    told = answers.get(field)
    return time.fromisoformat(told) if isinstance(told, str) else None


def _share(slept: Slept) -> int:
    """Per cent of the time in bed, rounded down: 84.9 is not yet 85."""
    return int(sleep.efficiency(sleep.time_asleep(slept), sleep.time_in_bed(slept)))


def _night(day: date, slept: Slept | None, spoken: str) -> Night:
    label = f"{short_weekday(day, spoken)} {day.day}{'.' if spoken == 'nb' else ''}"
    if slept is None:
        return Night(label)
    into_bed, lights_out, awake, out_of_bed = _from_noon(slept)
    mark = Mark(_share(slept), per_cent(_share(slept), spoken))
    return Night(label, into_bed, out_of_bed, lights_out + slept.minutes_to_sleep, awake, mark)


def _from_noon(slept: Slept) -> list[int]:
    """Minutes from noon the day before to each of the four times, one after the other."""
    begin, *later = (at.hour * 60 + at.minute for at in (slept.into_bed, slept.lights_out, slept.woke_up,
                                                         slept.out_of_bed))  # fmt: skip
    found = [(begin - NOON) % A_DAY]
    for clock in later:
        found.append(found[-1] + (clock - NOON - found[-1]) % A_DAY)
    return found


def _row(day: date, slept: Slept, spoken: str) -> tuple[str, ...]:
    return (
        day_in_table(day, spoken),
        *(clock_text(at, spoken) for at in (slept.into_bed, slept.out_of_bed)),
        length(sleep.time_asleep(slept)),
        per_cent(_share(slept), spoken),
    )

