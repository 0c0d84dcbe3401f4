"""Pictures of single entries: from before to after, pairs of numbers, the diamond, and for and against."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from selfhelp.core import charts
from selfhelp.core.charts import Area, Caption, Change, Corner, Mark
from selfhelp.core.content.field_types import rows_of
from selfhelp.core.content.fields import answer_texts
from selfhelp.features.lessons.pictures.wanted import (
    NOTHING,
    TEXTS,
    Picture,
    Wanted,
    day_in_table,
    number_in,
    short_day,
)

LAST = 10


def before_after(wanted: Wanted) -> Picture | None:
    """The last ten entries, the newest at the foot."""
    if len(wanted.fields) != 2:
        return None
    before, after = wanted.fields
    shown = [
        (wanted.day_of(entry), number_in(entry.answers, before.id), number_in(entry.answers, after.id))
        for entry in wanted.entries
    ]
    shown = [one for one in shown if one[1:] != (None, None)][-LAST:]
    if not shown:
        return None
    changes = [
        Change(short_day(day, wanted.language), *(None if one is None else wanted.mark(one) for one in numbers))
        for day, *numbers in shown
    ]
    values = [one for _day, *numbers in shown for one in numbers if one is not None]
    sentence = _changed(changes)
    given = charts.Changes(changes, wanted.axis(before, values), _("before"), _("after"))
    rows = tuple(
        (day_in_table(day, wanted.language), _text(one.before), _text(one.after))
        for (day, *_rest), one in zip(shown, changes, strict=True)
    )
    svg = charts.before_after(given, wanted.caption(sentence), wanted.width)
    heads = (_("Day"), wanted.head(before), wanted.head(after))
    return Picture(sentence, Markup(svg), wanted.in_numbers, heads, rows)


def pairs(wanted: Wanted) -> Picture | None:
    """The rows of the last entry."""
    group = next((one for one in wanted.exercise.fields if {c.id for c in one.fields} >= set(wanted.chart.y)), None)
    columns = [column for name in wanted.chart.y for column in (group.fields if group else ()) if column.id == name]
    named = next((column for column in (group.fields if group else ()) if column.type in TEXTS), None)
    if group is None or named is None or len(columns) != 2 or not wanted.entries:
        return None
    first, second = columns
    areas = []
    for row in rows_of(group, wanted.entries[-1].answers):
        numbers = [number_in(row, column.id) for column in columns]
        if numbers != [None, None]:
            marks = [None if one is None else wanted.mark(one) for one in numbers]
            areas.append(Area(str(row.get(named.id) or NOTHING), *marks))
    if not areas:
        return None
    values = [mark.value for area in areas for mark in (area.first, area.second) if mark]
    sentence = _widest(areas)
    given = charts.Pairs(areas, wanted.axis(first, values), first.label, second.label)
    rows = tuple(
        (one.name, _text(one.first), _text(one.second)) for one in sorted(areas, key=lambda area: -area.distance)
    )
    svg = charts.pairs(given, wanted.caption(sentence), wanted.width)
    heads = (named.label, wanted.head(first), wanted.head(second))
    return Picture(sentence, Markup(svg), wanted.in_numbers, heads, rows)


def diamond(wanted: Wanted) -> Picture | None:
    """The last entry: four corners round one situation."""
    if not wanted.entries:
        return None
    answers = wanted.entries[-1].answers
    told = {one.field_id: ", ".join(one.lines) for one in answer_texts(wanted.exercise, answers, wanted.language)}
    names = {
        "middle": _("Situation"),
        "thoughts": _("Thoughts"),
        "feelings": _("Feelings"),
        "actions": _("Actions"),
        "body": _("Body"),
    }
    corners = {part: Corner(name, told.get(wanted.chart.parts.get(part, ""), "")) for part, name in names.items()}
    if not any(corner.words for corner in corners.values()):
        return None
    sentence = _("Thoughts, feelings, actions and body around one situation.")
    caption = Caption(sentence, _("The words stand in the table below."), f"{wanted.exercise.id}-picture")
    heads = (_("Corner"), _("What is written"))
    svg = charts.diamond(charts.Diamond(**corners), caption, wanted.width)
    rows = tuple((corner.name, corner.words or NOTHING) for corner in corners.values())
    return Picture(sentence, Markup(svg), wanted.in_words, heads, rows, of_words=True)


def balance(wanted: Wanted) -> Picture | None:
    """The last entry: for and against, at once and over time. The words are a table as they stand, not a drawing."""
    if not wanted.entries:
        return None
    answers = wanted.entries[-1].answers
    told = {one.field_id: one.text for one in answer_texts(wanted.exercise, answers, wanted.language)}
    cells = {part: told.get(field_id, "") for part, field_id in wanted.chart.parts.items()}
    if not any(cells.values()):
        return None
    sides = {"for": _("For"), "against": _("Against")}
    rows = tuple(
        (name, *(cells.get(f"{side}-{term}") or NOTHING for term in ("short", "long"))) for side, name in sides.items()
    )
    heads = ("", _("In the short term"), _("In the long term"))
    sentence = _("For and against a change, in the short and the long term.")
    return Picture(sentence, Markup(), wanted.in_words, heads, rows, of_words=True)


def _text(mark: Mark | None) -> str:
    return mark.text if mark else NOTHING


def _changed(changes: Sequence[Change]) -> str:
    whole = [(one.before, one.after) for one in changes if one.before is not None and one.after is not None]
    if not whole:
        return str(ngettext("Written down %(num)s time.", "Written down %(num)s times.", len(changes)))
    before, after = whole[-1]
    assert before is not None
    assert after is not None
    if before.value == after.value:
        return str(_("The last time it stayed at %(num)s.", num=before.text))
    return str(_("The last time it went from %(before)s to %(after)s.", before=before.text, after=after.text))


def _widest(areas: Sequence[Area]) -> str:
    one = max(areas, key=lambda area: area.distance)
    if one.first is None or one.second is None or one.distance <= 0:
        return str(ngettext("%(num)s row filled in.", "%(num)s rows filled in.", len(areas)))
    told = {"name": one.name, "first": one.first.text, "second": one.second.text}
    return str(_("The greatest distance: %(name)s, %(first)s against %(second)s.", **told))
