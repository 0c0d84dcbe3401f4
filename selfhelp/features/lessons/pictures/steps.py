"""Steps: a ladder with where she is on it, and the way to a goal with how far she has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from selfhelp.core import charts
from selfhelp.core.charts import Mark, Step
from selfhelp.core.content import saying
from selfhelp.core.content.document import Field, JsonValue
from selfhelp.core.content.field_types import rows_of
from selfhelp.features.lessons.pictures.wanted import NOTHING, TEXTS, Picture, Wanted, number_in

Row = Mapping[str, JsonValue]


@dataclass(frozen=True)
class Done:
    """How often each row has been done, and the one she did last."""

    times: Mapping[str, int]
    last: str = ""


def ladder(wanted: Wanted) -> Picture | None:
    """The rows of the last entry; in a log of what she tried, the rows it points at and how often it does."""
    if not wanted.fields:
        return None
    field = wanted.fields[0]
    rows = _rows_pointed_at(wanted, field) if field.refers_to else _rows_of_last(wanted, field)
    done = _done(wanted, field) if field.refers_to else Done({})
    steps = [_step(wanted, row, done) for row in rows]
    if not steps:
        return None
    steps.sort(key=lambda step: -1.0 if step.level is None else step.level.value)
    sentence = _told(steps, done)
    svg = charts.ladder(charts.Ladder(steps, _("here now"), ""), wanted.caption(sentence), wanted.width)
    table = tuple(
        (step.words, step.level.text if step.level else NOTHING, *((step.note or NOTHING,) if done.times else ()))
        for step in reversed(steps)
    )
    heads = (_("Step"), (_("How hard"), "num"), *((_("How often"),) if done.times else ()))
    return Picture(sentence, Markup(svg), wanted.in_numbers, heads, table)


def _rows_of_last(wanted: Wanted, field: Field) -> list[Row]:
    return _rows(wanted.entries[-1].answers.get(field.id)) if wanted.entries else []


def _rows_pointed_at(wanted: Wanted, field: Field) -> list[Row]:
    name = field.refers_to.rpartition(".")[2]
    written = [rows for entry in wanted.others if (rows := _rows(entry.answers.get(name)))]
    return written[-1] if written else []


def _rows(stored: JsonValue) -> list[Row]:
    return [row for row in stored if isinstance(row, dict)] if isinstance(stored, list) else []


def _done(wanted: Wanted, field: Field) -> Done:
    pointed = [str(entry.answers[field.id]) for entry in wanted.entries if field.id in entry.answers]
    return Done(Counter(pointed), pointed[-1] if pointed else "")


def _step(wanted: Wanted, row: Row, done: Done) -> Step:
    """The first text of the row names it, the first number says how hard it is."""
    words = next((value for name, value in row.items() if name != "id" and isinstance(value, str)), NOTHING)
    level = next((found for name in row if name != "id" and (found := number_in(row, name)) is not None), None)
    times = done.times.get(str(row.get("id")), 0)
    note = ngettext("done %(num)s time", "done %(num)s times", times) if times else ""
    mark: Mark | None = None if level is None else wanted.mark(level)
    return Step(words, mark, note, here=bool(done.last) and row.get("id") == done.last)


def _told(steps: list[Step], done: Done) -> str:
    """`steps`: the easiest first."""
    levels = [step.level.text for step in steps if step.level is not None]
    if len(levels) > 1:
        sentence = str(_("%(num)s steps, from %(low)s to %(high)s.", num=len(steps), low=levels[0], high=levels[-1]))
    else:
        sentence = str(ngettext("%(num)s step.", "%(num)s steps.", len(steps)))
    here = next((step for step in steps if step.here), None)
    if here is None:
        return sentence
    return sentence + " " + str(_("The last one done: “%(step)s”.", step=here.words))


def progress(wanted: Wanted) -> Picture | None:
    """How many of the last entry's steps are taken. One nobody has said anything about is not."""
    field = wanted.fields[0] if wanted.fields else None
    named = next((one for one in (field.fields if field else ()) if one.type in TEXTS), None)
    taken = next((one for one in (field.fields if field else ()) if one.type == "yes-no"), None)
    if field is None or named is None or taken is None or not wanted.entries:
        return None
    answers = wanted.entries[-1].answers
    steps = [(str(row.get(named.id) or NOTHING), row.get(taken.id)) for row in rows_of(field, answers)]
    if not steps:
        return None
    done, total = sum(answer is True for _words, answer in steps), len(steps)
    goal = next((one for one in wanted.exercise.fields if one.id == wanted.chart.note), None)
    given = charts.Progress(
        done, total, ngettext("%(done)s of %(num)s step", "%(done)s of %(num)s steps", total, done=done),
        goal.label if goal else "", str(answers.get(goal.id) or "") if goal else "",
    )  # fmt: skip
    told = ngettext("%(done)s of %(num)s step is taken.", "%(done)s of %(num)s steps are taken.", total, done=done)
    svg = charts.progress(given, wanted.caption(told), wanted.width)
    rows = tuple((words, _yes_or_no(answer, wanted.language)) for words, answer in steps)
    return Picture(_next(steps), Markup(svg), wanted.in_words, (named.label, taken.label), rows, of_words=True)


def _yes_or_no(answer: JsonValue, spoken: str) -> str:
    words = saying.words_of(spoken)
    return NOTHING if answer is None else words.yes if answer is True else words.no


def _next(steps: Sequence[tuple[str, JsonValue]]) -> str:
    waiting = [words for words, answer in steps if answer is not True]
    return str(_("The next step: “%(step)s”.", step=waiting[0]) if waiting else _("All the steps are taken."))
