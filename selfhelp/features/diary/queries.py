"""What she has written, ordered for reading again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from selfhelp.core import charts
from selfhelp.core.content.fields import AnswerText, answer_texts
from selfhelp.core.language import day_and_month
from selfhelp.db.tables import Treatment
from selfhelp.features.authoring.library import module_of
from selfhelp.features.lessons.entries import AT_ONCE, OwnEntry, entries_before
from selfhelp.features.lessons.filling import awaits_later
from selfhelp.features.lessons.placing import Placed, find
from selfhelp.features.mood.queries import DayMood

DAYS = 14


@dataclass(frozen=True)
class Entry:
    """One entry told. `awaits`: something is left to fill in afterwards."""

    thread_id: uuid.UUID
    lesson: int
    title: str
    begun_at: datetime
    texts: tuple[AnswerText, ...]
    shared: bool
    awaits: bool


@dataclass(frozen=True)
class EntriesPage:
    """`newer`, `older`: how many to skip to come there; none where there are no more."""

    entries: tuple[Entry, ...]
    newer: int | None
    older: int | None


def entries_of(treatment: Treatment, language: str, skip: int) -> EntriesPage:
    """What she has written, newest first, in the wording it was written with."""
    written, more = entries_before(treatment.id, skip)
    told = (_told(one, language) for one in written)
    return EntriesPage(
        tuple(entry for entry in told if entry is not None and entry.texts),
        max(0, skip - AT_ONCE) if skip else None, skip + AT_ONCE if more else None,
    )


def placed_of(entry: OwnEntry, language: str) -> Placed | None:
    """The exercise as it stood in the version the entry was written in."""
    return find(module_of(entry.version_id), entry.lesson_id, entry.exercise_id, language)


def mood_drawing(moods: Iterable[DayMood], today: date, language: str, sentence: str, description: str) -> str:
    """The strip of the last two weeks; empty where there is no mood."""
    by_day = {one.on: one.value for one in moods}
    if not by_day:
        return ""
    days = [today - timedelta(days=ago) for ago in range(DAYS - 1, -1, -1)]
    labels = [day_and_month(day, language) for day in days]
    return charts.mood_strip([(day, by_day.get(day)) for day in days], labels, sentence, description, "mood")


def _told(entry: OwnEntry, language: str) -> Entry | None:
    placed = placed_of(entry, language)
    if placed is None:
        return None
    return Entry(
        entry.thread_id, placed.lesson_number, placed.exercise.title, entry.begun_at,
        answer_texts(placed.exercise, entry.answers, language), entry.shared,
        awaits_later(placed.exercise, entry.answers),
    )
