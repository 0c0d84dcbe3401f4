"""What a picture is made from, and reading days and numbers out of entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from flask_babel import gettext as _
from markupsafe import Markup

from selfhelp.clock import local_date
from selfhelp.core import language as wording
from selfhelp.core.charts import Axis, Better, Caption, Mark, Width
from selfhelp.core.content import saying
from selfhelp.core.content.document import Chart, Exercise, Field, JsonValue
from selfhelp.core.content.fields import Answers

DATES = ("date", "datetime")
NOTHING = "–"
TEXTS = ("text", "long-text")

Head = str | tuple[str, str]  # of a column; (words, "num") where it holds numbers


class Written(Protocol):
    """An entry as somebody reads it."""

    @property
    def answers(self) -> Answers: ...

    @property
    def begun_at(self) -> datetime: ...


@dataclass(frozen=True)
class Picture:
    """A sentence, the drawing, and a table with every number in it. Without a drawing the table is the picture."""

    sentence: str
    svg: Markup
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    of_words: bool = False


@dataclass(frozen=True)
class Wanted:
    exercise: Exercise
    chart: Chart
    entries: tuple[Written, ...]
    others: tuple[Written, ...]
    today: date
    language: str
    width: Width

    @property
    def fields(self) -> tuple[Field, ...]:
        """The drawn fields that the exercise has."""
        return tuple(field for name in self.chart.y if (field := self.exercise.field_by_id(name)) is not None)

    @property
    def better(self) -> Better | None:
        return Better(self.chart.better) if self.chart.better in set(Better) else None

    @property
    def goal(self) -> float | None:
        """The author's, or the one she set last, where the reader may see it."""
        field_id = self.chart.goal_from.partition(".")[2]
        own = [value for one in self.others if field_id and (value := number_in(one.answers, field_id)) is not None]
        return own[-1] if own else self.chart.goal

    @property
    def in_numbers(self) -> str:
        """Over the table; not the title alone, which the form on the page has."""
        return str(_("%(title)s, in numbers", title=self.exercise.title))

    @property
    def in_words(self) -> str:
        """The same, where the table holds words."""
        return str(_("%(title)s, in words", title=self.exercise.title))

    def caption(self, sentence: str) -> Caption:
        return Caption(sentence, _("The numbers stand in the table below."), f"{self.exercise.id}-picture")

    def day_of(self, entry: Written) -> date:
        """The day in a log's first date, else the local day the entry was begun."""
        for field in self.exercise.fields if self.exercise.log else ():
            told = entry.answers.get(field.id) if field.type in DATES else None
            if isinstance(told, str):
                return date.fromisoformat(told[:10])
        return local_date(entry.begun_at)

    def mark(self, value: float, field: Field | None = None) -> Mark:
        return Mark(value, number_text(value, self.language, field))

    def axis(self, field: Field, values: Sequence[float]) -> Axis:
        """The field's own scale with the words at its ends; where it has none, from zero to the highest value."""
        low, high = min(0.0, *values), max(values)
        if field.type == "scale" and field.min is not None and field.max is not None:
            low, high = field.min, field.max
        if high <= low:
            high = low + 1
        ends = [self._end(low, field.low), self._end(high, field.high)]
        return Axis(ends[0], ends[1], self.better, _("better"))

    def _end(self, value: float, words: str) -> Mark:
        return Mark(value, f"{number_text(value, self.language)} {words}".strip())

    def head(self, field: Field) -> Head:
        """A column of the table: the question, and its scale."""
        if field.type != "scale" or field.min is None or field.max is None:
            return (field.label, "num")
        scale = "–".join(number_text(limit, self.language) for limit in (field.min, field.max))
        return (f"{field.label} ({scale})", "num")


def number_in(answers: Mapping[str, JsonValue], field_id: str) -> float | None:
    """None where there is none, and for what is no number."""
    value = answers.get(field_id)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def number_text(value: float, language: str, field: Field | None = None) -> str:
    """At most one decimal; minutes with the word where the field is one of minutes."""
    rounded = Decimal(str(value)).quantize(Decimal("0.1"))
    said = wording.number(rounded, language, 0 if rounded == int(rounded) else 1)
    if field is None or field.type != "minutes":
        return said
    words = saying.words_of(language)
    return f"{said} {words.minute if rounded == 1 else words.minutes}"


def short_day(day: date, language: str) -> str:
    """«14.5.», "14/5": under a drawing there is room for no more."""
    return f"{day.day}.{day.month}." if language == "nb" else f"{day.day}/{day.month}"


def day_in_table(day: date, language: str) -> str:
    """«to 14. mai», "Thu 14 May": a table must find room on a phone."""
    return f"{short_weekday(day, language)} {wording.day_and_month(day, language)}"


def short_weekday(day: date, language: str) -> str:
    """«ma», "Mon"."""
    return wording.weekday_name(day, language)[: 2 if language == "nb" else 3]
