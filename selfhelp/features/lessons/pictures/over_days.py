"""Numbers and answers day by day, or week by week: lines, heat strips, bars and dots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from selfhelp.core import charts, language
from selfhelp.core.charts import Better, Mark, State
from selfhelp.core.content import saying
from selfhelp.core.content.document import Field
from selfhelp.features.lessons.pictures.wanted import (
    NOTHING,
    TEXTS,
    Head,
    Picture,
    Wanted,
    day_in_table,
    number_in,
    number_text,
    short_day,
    short_weekday,
)

DAYS, WEEKS, BAR_WEEKS, DOT_DAYS = 14, 12, 8, 28
LEAST_AGAINST = 3  # fewer dots say nothing of how two numbers go together
ONE_WEEK = timedelta(days=7)
Drawing = Callable[[Sequence[charts.Series], Sequence[str], charts.Caption, charts.Width], str]


@dataclass(frozen=True)
class Places:
    """The days, or the Mondays of the weeks, that are drawn."""

    firsts: tuple[date, ...]
    weekly: bool

    def of(self, day: date) -> date:
        return _monday(day) if self.weekly else day

    def told(self, first: date, spoken: str) -> str:
        if self.weekly:
            return str(_("The week from %(day)s", day=language.day_and_month(first, spoken)))
        return day_in_table(first, spoken)

    @property
    def head(self) -> str:
        return str(_("Week") if self.weekly else _("Day"))


@dataclass(frozen=True)
class Line:
    """A line of the log by its day and its first words, and the two numbers in it."""

    told: str
    values: tuple[float, float]


def line(wanted: Wanted) -> Picture | None:
    """The mean of each day for a log; of each week for what is met again from lesson to lesson."""
    return _means(wanted, places_in(wanted, weekly=not wanted.exercise.log, weeks=WEEKS), charts.line)


def heat(wanted: Wanted) -> Picture | None:
    """The mean of each day; and of two scales each line as a dot."""
    places = places_in(wanted, weekly=False, weeks=WEEKS)
    lines = _both(wanted, places) if len(wanted.fields) == 2 else []
    against = _against(wanted, lines) if len(lines) >= LEAST_AGAINST else None
    picture = _means(wanted, places, partial(charts.heat, against=against))
    if picture is None or against is None:
        return picture
    rows = ((line.told, *(number_text(value, wanted.language) for value in line.values)) for line in lines)
    return replace(picture, rows=(*picture.rows, *rows))


def _both(wanted: Wanted, places: Places) -> list[Line]:
    """The lines of these days in which both are answered."""
    along, up = wanted.fields
    named = next((field.id for field in wanted.exercise.fields if field.type in TEXTS), "")
    lines: list[Line] = []
    for entry in wanted.entries:
        day, right, height = wanted.day_of(entry), *(number_in(entry.answers, one.id) for one in (along, up))
        if right is not None and height is not None and day in places.firsts:
            words = (day_in_table(day, wanted.language), str(entry.answers.get(named) or ""))
            lines.append(Line(": ".join(filter(None, words)), (right, height)))
    return lines


def _against(wanted: Wanted, lines: Sequence[Line]) -> charts.Cloud:
    along, up = wanted.fields
    dots = [line.values for line in lines]
    axes = (wanted.axis(field, [dot[place] for dot in dots]) for place, field in enumerate((along, up)))
    return charts.Cloud(_("Each line is a dot"), dots, along.label, next(axes), up.label, next(axes))


def _means(wanted: Wanted, places: Places, drawing: Drawing) -> Picture | None:
    written = [(field, found) for field in wanted.fields if (found := _values(wanted, places, field))]
    shown = [(field, {first: sum(values) / len(values) for first, values in found.items()}) for field, found in written]
    if not shown:
        return None
    several = any(len(values) > 1 for _field, found in written for values in found.values())
    series = [
        charts.Series(field.label, _marks(wanted, places, found), wanted.axis(field, list(found.values())))
        for field, found in shown
    ]
    sentence = _noted(places, _any_of(shown, places))
    if len(shown) == 1 and len(shown[0][1]) > 1:
        values = [shown[0][1][first] for first in places.firsts if first in shown[0][1]]
        told = {"first": number_text(values[0], wanted.language), "last": number_text(values[-1], wanted.language)}
        sentence += " " + _("First %(first)s, last %(last)s.", **told)
    if several:
        sentence += " " + _("Where there are several, the mean is shown.")
    labels = [short_day(first, wanted.language) for first in places.firsts]
    svg = drawing(series, labels, wanted.caption(sentence), wanted.width)
    return Picture(sentence, Markup(svg), wanted.in_numbers, *_table(wanted, places, shown))


def bars(wanted: Wanted) -> Picture | None:
    """The sum of each day or week, with the goal where there is one."""
    weekly = wanted.chart.per == "week"
    places = places_in(wanted, weekly, BAR_WEEKS)
    if not wanted.fields:
        return None
    field = wanted.fields[0]
    sums = {first: sum(values) for first, values in _values(wanted, places, field).items()}
    if not sums:
        return None
    goal = _goal(wanted, field)
    sentence = " ".join(filter(None, (_noted(places, len(sums)), _in_all(wanted, field, sums), _reached(wanted, sums))))
    given = charts.Bars(
        field.label, _marks(wanted, places, sums), [short_day(first, wanted.language) for first in places.firsts],
        goal, wanted.better, _("better"),
    )  # fmt: skip
    heads, rows = _table(wanted, places, [(field, sums)])
    if wanted.goal is not None:
        rows = (*rows, (_("Goal"), number_text(wanted.goal, wanted.language)))
    svg = charts.bars(given, wanted.caption(sentence), wanted.width)
    return Picture(sentence, Markup(svg), wanted.in_numbers, heads, rows)


def dots(wanted: Wanted) -> Picture | None:
    """The best of each day: one thing done counts, also where another was not."""
    days = [wanted.today - timedelta(days=back) for back in reversed(range(DOT_DAYS))]
    if not wanted.fields:
        return None
    field = wanted.fields[0]
    found = _states(wanted, field, days)
    if not found:
        return None
    words = _state_words(wanted, field)
    calendar = charts.Calendar(
        [(day, found.get(day, State.NOTHING)) for day in days],
        [short_day(day, wanted.language) for day in days],
        [short_weekday(date(2026, 6, 1) + timedelta(days=place), wanted.language) for place in range(7)],  # a Monday
        words,
    )
    sentence = _days_of(found, words)
    rows = tuple((day_in_table(day, wanted.language), words[found[day]]) for day in days if day in found)
    svg = charts.dots(calendar, wanted.caption(sentence), wanted.width)
    return Picture(sentence, Markup(svg), wanted.in_numbers, (_("Day"), field.label), rows)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def places_in(wanted: Wanted, weekly: bool, weeks: int) -> Places:
    """The last fourteen days; or the last weeks, from the first that was written in."""
    if not weekly:
        return Places(tuple(wanted.today - timedelta(days=back) for back in reversed(range(DAYS))), False)
    last = _monday(wanted.today)
    written = [_monday(wanted.day_of(entry)) for entry in wanted.entries]
    first = max(last - (weeks - 1) * ONE_WEEK, min([*written, last]))
    return Places(tuple(first + number * ONE_WEEK for number in range((last - first) // ONE_WEEK + 1)), True)


def _values(wanted: Wanted, places: Places, field: Field) -> dict[date, list[float]]:
    found: dict[date, list[float]] = {}
    for entry in wanted.entries:
        value = number_in(entry.answers, field.id)
        first = places.of(wanted.day_of(entry))
        if value is not None and first in places.firsts:
            found.setdefault(first, []).append(value)
    return found


def _marks(wanted: Wanted, places: Places, found: Mapping[date, float]) -> list[Mark | None]:
    return [wanted.mark(found[first]) if first in found else None for first in places.firsts]


def _any_of(shown: Sequence[tuple[Field, Mapping[date, float]]], places: Places) -> int:
    return sum(any(first in found for _, found in shown) for first in places.firsts)


def _noted(places: Places, count: int) -> str:
    if places.weekly:
        return str(ngettext("Noted in %(num)s week.", "Noted in %(num)s weeks.", count))
    return str(ngettext("Noted on %(num)s of the last 14 days.", "Noted on %(num)s of the last 14 days.", count))


def _table(
    wanted: Wanted, places: Places, shown: Sequence[tuple[Field, Mapping[date, float]]]
) -> tuple[tuple[Head, ...], tuple[tuple[str, ...], ...]]:
    heads: tuple[Head, ...] = (places.head, *(wanted.head(field) for field, _ in shown))
    rows = [
        (
            places.told(first, wanted.language),
            *(number_text(found[first], wanted.language) if first in found else NOTHING for _, found in shown),
        )
        for first in places.firsts
        if any(first in found for _, found in shown)
    ]
    return heads, tuple(rows)


def _goal(wanted: Wanted, field: Field) -> Mark | None:
    if wanted.goal is None:
        return None
    return Mark(wanted.goal, _("Goal: %(goal)s", goal=number_text(wanted.goal, wanted.language, field)))


def _in_all(wanted: Wanted, field: Field, sums: Mapping[date, float]) -> str:
    return str(_("%(sum)s in all.", sum=number_text(sum(sums.values()), wanted.language, field)))


def _reached(wanted: Wanted, sums: Mapping[date, float]) -> str:
    """How often the goal was reached, where it says which way is better. A goal of her own is only told: a week that
    is not over yet has not kept it."""
    goal = wanted.goal
    if goal is not None and wanted.chart.goal_from:
        return str(_("Goal: %(goal)s", goal=number_text(goal, wanted.language))) + "."
    if goal is None or wanted.better is None:
        return ""
    lower = wanted.better is Better.LOWER
    count = sum(value <= goal if lower else value >= goal for value in sums.values())
    if lower:
        return str(_("%(num)s of them at the goal or under it.", num=count))
    return str(_("%(num)s of them at the goal or over it.", num=count))


def _states(wanted: Wanted, field: Field, days: Sequence[date]) -> dict[date, State]:
    found: dict[date, State] = {}
    order = list(State)
    for entry in wanted.entries:
        day, state = wanted.day_of(entry), _state(wanted, field, entry.answers)
        if state is not State.NOTHING and day in days:
            found[day] = min(state, found.get(day, state), key=order.index)
    return found


def _state(wanted: Wanted, field: Field, answers: Mapping[str, object]) -> State:
    value = answers.get(field.id)
    if field.type == "choice":
        state = wanted.chart.states.get(str(value))
        return State(state) if state else State.NOTHING
    if field.type == "yes-no" and value is not None:
        return State.KEPT if value is True else State.NOT
    return State.KEPT if field.id in answers else State.NOTHING


def _state_words(wanted: Wanted, field: Field) -> dict[State, str]:
    """What the dots mean, in the words of the question's own answers."""
    words = {State.KEPT: _("Written")}
    if field.type == "yes-no":
        yes_no = saying.words_of(wanted.language)
        words = {State.KEPT: yes_no.yes, State.NOT: yes_no.no}
    elif field.type == "choice":
        labels = {
            state: [option.label for option in field.options if wanted.chart.states.get(option.id) == state.value]
            for state in State
        }
        words = {state: " / ".join(those) for state, those in labels.items() if those}
    return {**words, State.NOTHING: _("nothing written")}


def _days_of(found: Mapping[date, State], words: Mapping[State, str]) -> str:
    kept, partly = (sum(state is wanted for state in found.values()) for wanted in (State.KEPT, State.PARTLY))
    sentence = str(_("%(answer)s on %(num)s of the last 28 days.", answer=words.get(State.KEPT, ""), num=kept))
    if partly:
        sentence += " " + _("%(answer)s on %(num)s.", answer=words[State.PARTLY], num=partly)
    return sentence
