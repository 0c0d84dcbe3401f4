"""How often something was written down, and with which answers."""

from __future__ import annotations

from collections import Counter

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from selfhelp.core import charts
from selfhelp.core.charts import Counted
from selfhelp.core.content import saying
from selfhelp.core.content.document import Field
from selfhelp.features.lessons.pictures.over_days import BAR_WEEKS, places_in
from selfhelp.features.lessons.pictures.wanted import Picture, Wanted


def counts(wanted: Wanted) -> Picture | None:
    """Each answer with how often it was given, whenever it was; and how many lines each of the last weeks has."""
    asked = [counted for field in wanted.fields if (counted := _answers(wanted, field)) is not None]
    if not asked:
        return None
    shown = [*([_weeks(wanted)] if wanted.chart.per == "week" else ()), *asked]
    number = len(wanted.entries)
    sentence = ngettext("Written down %(num)s time.", "Written down %(num)s times.", number)
    svg = charts.counts(shown, wanted.caption(sentence), wanted.width)
    rows = tuple((one.name, label, str(count)) for one in shown for label, count in one.answers)
    heads = (_("What is counted"), _("Answer"), (_("How many"), "num"))
    return Picture(sentence, Markup(svg), wanted.in_numbers, heads, rows)


def _answers(wanted: Wanted, field: Field) -> Counted | None:
    """None where nobody has answered. A question left open is not counted as no."""
    given = Counter(str(entry.answers[field.id]) for entry in wanted.entries if field.id in entry.answers)
    if not given:
        return None
    return Counted(field.label, [(label, given[option]) for option, label in _options(field, wanted.language)])


def _options(field: Field, spoken: str) -> list[tuple[str, str]]:
    if field.type == "yes-no":
        words = saying.words_of(spoken)
        return [(str(True), words.yes), (str(False), words.no)]
    return [(option.id, option.label) for option in field.options]


def _weeks(wanted: Wanted) -> Counted:
    places = places_in(wanted, weekly=True, weeks=BAR_WEEKS)
    lines = Counter(places.of(wanted.day_of(entry)) for entry in wanted.entries)
    return Counted(_("Lines a week"), [(places.told(first, wanted.language), lines[first]) for first in places.firsts])
