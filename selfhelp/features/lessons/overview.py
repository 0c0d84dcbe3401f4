"""The list of lessons, as she sees it: done, here, or the day it opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from selfhelp.core.content.document import LessonPlan
from selfhelp.features.lessons.programme import Programme
from selfhelp.features.lessons.refusals import Closed


class Standing(Enum):
    DONE = "done"
    HERE = "here"  # the one to go on with
    OPEN = "open"
    OPENS_ON = "opens on"
    AFTER = "after"  # its day has come, but the one before is not finished
    PLANNED = "planned"


@dataclass(frozen=True)
class Line:
    """One lesson. `opened`: she has been in it, so a link leads there; otherwise a button opens it."""

    number: int
    title: str
    minutes: int
    standing: Standing
    opened: bool
    opens_on: date | None = None


def overview_of(programme: Programme, language: str) -> tuple[Line, ...]:
    lines = [_line(programme, plan, language) for plan in programme.module.plan]
    here = next((line.number for line in lines if line.standing is Standing.OPEN), None)
    return tuple(_with_here(line, here) for line in lines)


def _line(programme: Programme, plan: LessonPlan, language: str) -> Line:
    closed = programme.closed(plan.number, language)
    title = plan.titles.get(language) or next(iter(plan.titles.values()), "")
    minutes = plan.minutes
    if closed is None:
        opened = plan.number in programme.facts.begun
        done = programme.finished(plan.number)
        return Line(plan.number, title, minutes, Standing.DONE if done else Standing.OPEN, opened)
    return Line(plan.number, title, minutes, _standing(closed, programme.today), False, closed.opens_on)


def _standing(closed: Closed, today: date) -> Standing:
    if closed.planned:
        return Standing.PLANNED
    return Standing.AFTER if closed.waits_for and closed.opens_on <= today else Standing.OPENS_ON


def _with_here(line: Line, here: int | None) -> Line:
    if line.number != here:
        return line
    return Line(line.number, line.title, line.minutes, Standing.HERE, line.opened, line.opens_on)
