"""The patient's mood as dots, a sentence and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from selfhelp.core import charts
from selfhelp.core.language import day_and_month
from selfhelp.features.feedback.exchange import MoodNoted
from selfhelp.features.feedback.review import Review

DAYS = 14


@dataclass(frozen=True)
class Picture:
    sentence: str
    svg: Markup
    rows: Sequence[tuple[str, str]]


def mood(review: Review, language: str) -> Picture | None:
    """The two weeks up to the last day with a mood the guide may see; none where there is none."""
    if not review.moods:
        return None
    until = review.moods[-1].on
    noted = _last_of_each_day(review.moods)
    days = [until - timedelta(days=back) for back in reversed(range(DAYS))]
    shown = [(day, noted.get(day)) for day in days]
    count = sum(value is not None for _day, value in shown)
    sentence = str(ngettext(
        "%(num)s day noted in the two weeks to %(day)s.", "%(num)s days noted in the two weeks to %(day)s.", count,
        day=day_and_month(until, language),
    ))
    labels = [f"{day.day}.{day.month}." if language == "nb" else f"{day.day}/{day.month}" for day in days]
    svg = charts.mood_strip(shown, labels, sentence, _("The numbers stand in the table below."), "mood")
    rows = [(day_and_month(day, language), _word(value)) for day, value in shown if value is not None]
    return Picture(sentence, Markup(svg), rows)


def _last_of_each_day(moods: Sequence[MoodNoted]) -> dict[date, int]:
    return {one.on: one.value for one in moods}


def _word(value: int) -> str:
    words = (_("Heavy"), _("A bit heavy"), _("In between"), _("Quite good"), _("Good"))
    return f"{value} – {words[value - 1]}"
