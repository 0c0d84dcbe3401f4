"""What she has written, ordered for reading again."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from selfhelp.clock import local_date
from selfhelp.core import charts
from selfhelp.core.content.fields import AnswerText, answer_texts
from selfhelp.core.language import day_and_month
from selfhelp.db.tables import Treatment
from selfhelp.features.authoring.library import module_of
from selfhelp.features.lessons.entries import AT_ONCE, OwnEntry, earlier_revisions, entries_before, own_entries
from selfhelp.features.lessons.filling import awaits_later
from selfhelp.features.lessons.locks import Locks, locks_of
from selfhelp.features.lessons.pictures.picture import draws_one, others_of, picture_of, reaches_back
from selfhelp.features.lessons.pictures.wanted import Picture
from selfhelp.features.lessons.placing import Placed, find
from selfhelp.features.lessons.sheet import referred_to, rows_by_id
from selfhelp.features.lessons.sums.in_words import in_words
from selfhelp.features.mood.queries import DayMood

DAYS = 14


@dataclass(frozen=True)
class Entry:
    """One entry told. `awaits`: something is left to fill in afterwards. `locked`: only to read."""

    thread_id: uuid.UUID
    lesson: int
    title: str
    begun_at: datetime
    texts: tuple[AnswerText, ...]
    shared: bool
    awaits: bool
    locked: bool


@dataclass(frozen=True)
class Earlier:
    """An entry as it stood from `written_at` until it was changed."""

    written_at: datetime
    texts: tuple[AnswerText, ...]


@dataclass(frozen=True)
class EntriesPage:
    """`newer`, `older`: how many to skip to come there; none where there are no more."""

    entries: tuple[Entry, ...]
    newer: int | None
    older: int | None


@dataclass(frozen=True)
class ComesTo:
    """What an exercise comes to. `sentences`: none where it computes nothing."""

    sentences: tuple[str, ...]
    picture: Picture | None


def entries_of(treatment: Treatment, language: str, skip: int) -> EntriesPage:
    """What she has written, newest first, in the wording it was written with. One more statement where an answer
    points at another exercise."""
    written, more = entries_before(treatment.id, skip)
    placed = {one.thread_id: found for one in written if (found := placed_of(one, language)) is not None}
    rows = _rows_pointed_at(treatment, placed.values())
    locks = locks_of(treatment.id, *(module_of(version_id) for version_id in {one.version_id for one in written}))
    told = (_told(one, placed.get(one.thread_id), language, rows, locks) for one in written)
    return EntriesPage(
        tuple(entry for entry in told if entry is not None and entry.texts),
        max(0, skip - AT_ONCE) if skip else None, skip + AT_ONCE if more else None,
    )


def earlier_of(treatment: Treatment, entry: OwnEntry | None, language: str) -> tuple[Earlier, ...]:
    """How an entry was before it was changed, the last first, each in the wording it was written with."""
    if entry is None or entry.revision == 1:
        return ()
    found = ((one, placed_of(one, language)) for one in earlier_revisions(treatment.id, entry.thread_id))
    before = [(one, placed) for one, placed in found if placed is not None]
    rows = _rows_pointed_at(treatment, [placed for _one, placed in before])
    return tuple(
        Earlier(one.written_at, answer_texts(placed.exercise, one.answers, language, rows)) for one, placed in before
    )


def _rows_pointed_at(treatment: Treatment, placed: Collection[Placed]) -> dict[str, str]:
    """Row id → its text, for rows of other exercises that answers in these point at. One statement at the most."""
    needed = referred_to(placed)
    return rows_by_id(placed, own_entries(treatment.id, needed) if needed else ())


def placed_of(entry: OwnEntry, language: str) -> Placed | None:
    """The exercise as it stood in the version the entry was written in."""
    return find(module_of(entry.version_id), entry.lesson_id, entry.exercise_id, language)


def what_it_comes_to(
    treatment: Treatment, placed: Placed, entry: OwnEntry | None, now: datetime, language: str
) -> ComesTo:
    """What she has written in an exercise, summed up and drawn: `entry` alone where its kind of picture is of one. One
    statement at the most."""
    exercise, today = placed.exercise, local_date(now)
    alone = entry is not None and draws_one(exercise)
    if not exercise.compute and (alone or exercise.chart is None):
        return ComesTo((), picture_of(exercise, (entry,), today, language) if entry else None)
    others, reach = others_of(exercise), None if exercise.compute else reaches_back(exercise)
    written = own_entries(treatment.id, {exercise.id} | others, None if reach is None else now - reach)
    own = [one for one in written if one.exercise_id == exercise.id]
    pointed_at = [one for one in written if one.exercise_id in others]
    drawn = (entry,) if entry is not None and alone else own
    picture = picture_of(exercise, drawn, today, language, pointed_at)
    return ComesTo(in_words(exercise, own, today, language), picture)


def mood_drawing(moods: Iterable[DayMood], today: date, language: str, sentence: str, description: str) -> str:
    """The strip of the last two weeks; empty where there is no mood."""
    by_day = {one.on: one.value for one in moods}
    if not by_day:
        return ""
    days = [today - timedelta(days=ago) for ago in range(DAYS - 1, -1, -1)]
    labels = [day_and_month(day, language) for day in days]
    return charts.mood_strip([(day, by_day.get(day)) for day in days], labels, sentence, description, "mood")


def _told(
    entry: OwnEntry, placed: Placed | None, language: str, rows: Mapping[str, str], locks: Locks
) -> Entry | None:
    if placed is None:
        return None
    locked = locks.hold(module_of(entry.version_id), placed)
    return Entry(
        entry.thread_id, placed.lesson_number, placed.exercise.title, entry.begun_at,
        answer_texts(placed.exercise, entry.answers, language, rows), entry.shared,
        awaits_later(placed.exercise, entry.answers) and not locked, locked,
    )
