"""What a patient does in a lesson: open it, write, share, finish. Each is one transaction with its audit."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.core.content.document import JsonValue, Kind, Module, Share
from selfhelp.core.content.fields import Answers
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Entry, LessonProgress, Sharing, Treatment
from selfhelp.features.authoring.library import module_of
from selfhelp.features.lessons.entries import OwnEntry, own_entries, own_entry
from selfhelp.features.lessons.filling import Part, with_unshown
from selfhelp.features.lessons.locks import locks_of
from selfhelp.features.lessons.patient import patient_of
from selfhelp.features.lessons.placing import Placed, find, placed_in
from selfhelp.features.lessons.programme import Read, programme_of
from selfhelp.features.lessons.refusals import ExerciseLocked, NoSuchPage, refuse_after_end
from selfhelp.features.sleep_window.alarms import after_writing


class Changed(Exception):
    """The entry was changed meanwhile, in another tab or on another device. Nothing was stored."""

    def __init__(self, stored: OwnEntry | None) -> None:
        super().__init__("the entry was changed meanwhile")
        self.stored = stored


@dataclass(frozen=True)
class Room:
    """A lesson she has opened, ready to be written in."""

    treatment: Treatment
    read: Read
    progress: LessonProgress

    def exercise(self, exercise_id: str) -> Placed:
        found = (one for one in placed_in(self.read.module, self.read.lesson) if one.exercise.id == exercise_id)
        placed = next(found, None)
        if placed is None:
            raise NoSuchPage(f"exercise {exercise_id}")
        return placed


@transaction
def open_lesson(actor: Actor, treatment: Treatment, number: int, now: datetime) -> LessonProgress:
    """Open a lesson: the first time it is pinned to the version of the module that is live now.

    Raises LessonClosed before its time and NoSuchPage for a lesson the module does not have.
    """
    return enter(actor, treatment, number, now).progress


@transaction
def write_entry(
    actor: Actor, treatment: Treatment, number: int, exercise_id: str, answers: Answers, now: datetime,
    thread_id: uuid.UUID | None = None, base_revision: int | None = None,
) -> Entry | None:
    """Store an exercise filled in, in lesson `number`; none if there was nothing to store.

    An exercise has one entry, revised; a log gets a new entry unless `thread_id` names one. The same answers again
    make no revision. `base_revision`: the one the writer saw, 0 for none; raises Changed if it is not the newest.
    """
    room = enter(actor, treatment, number, now)
    return write_in(actor, room, room.exercise(exercise_id), answers, now, thread_id, base_revision)


@transaction
def share_entries(actor: Actor, treatment: Treatment, threads: Collection[uuid.UUID], now: datetime) -> int:
    """Show these entries to the guide as they are now. Returns how many were not shown before.

    Entries of an exercise that is never shared are left out, whoever asks.
    """
    refuse_after_end(treatment, now)
    written = [one for one in own_entries(treatment.id) if one.thread_id in threads and not one.shared]
    mine = [one for one in written if may_be_shared(one)]
    for one in mine:
        db.session.add(Sharing(id=new_id(), treatment_id=treatment.id, entry_id=one.id, shared=True, shared_at=now))
        entry = db.session.get_one(Entry, one.id)
        audit.record(actor, audit.Action.ENTRY_SHARED, now, patient_id=treatment.patient_id, about=entry)
    db.session.flush()
    return len(mine)


@transaction
def share_exercise(actor: Actor, treatment: Treatment, number: int, exercise_id: str, now: datetime) -> int:
    """Show the guide an exercise of a lesson; of a log, every line."""
    placed = enter(actor, treatment, number, now).exercise(exercise_id)
    return share_entries(actor, treatment, _threads(treatment, [placed]), now)


@transaction
def finish_lesson(
    actor: Actor, treatment: Treatment, number: int, now: datetime, share: Collection[str] | None = None,
    short: bool = False,
) -> LessonProgress:
    """Finish a lesson. `share`: ids of the exercises that ask and were chosen; those that always follow go along.

    With `share=None` nothing is shown to the guide. The first finishing counts for when the next lesson opens.
    """
    room = enter(actor, treatment, number, now)
    if share is not None:
        follows = [one for one in placed_in(room.read.module, room.read.lesson) if _follows(one, share)]
        share_entries(actor, treatment, _threads(treatment, follows), now)
    if room.progress.finished_at is None:
        room.progress.finished_at, room.progress.finished_short = now, short
        audit.record(
            actor, audit.Action.LESSON_FINISHED, now, patient_id=treatment.patient_id, about=room.progress
        )
    elif not short:
        room.progress.finished_short = False
    db.session.flush()
    return room.progress


def may_be_shared(entry: OwnEntry) -> bool:
    placed = find(module_of(entry.version_id), entry.lesson_id, entry.exercise_id, entry.language)
    return placed is not None and placed.exercise.share is not Share.NEVER


def enter(actor: Actor, treatment: Treatment, number: int, now: datetime) -> Room:
    """The lesson, opened and pinned if it was not. Call within a transaction."""
    refuse_after_end(treatment, now)
    # Two at once come in one after the other: PostgreSQL would let both make the first entry of an exercise.
    db.session.execute(select(Treatment.id).where(Treatment.id == treatment.id).with_for_update())
    patient = patient_of(treatment)
    read = programme_of(treatment, patient, now).read(number, actor.language)
    row = _progress_row(treatment, patient.module_id, read)
    if row.opened_at is None:
        row.opened_at, row.module_version_id = now, read.version_id
        db.session.flush()
        audit.record(actor, audit.Action.LESSON_OPENED, now, patient_id=treatment.patient_id, about=row)
    return Room(treatment, read, row)


def write_in(
    actor: Actor, room: Room, placed: Placed, sent: Answers, now: datetime,
    thread_id: uuid.UUID | None = None, base_revision: int | None = None, part: Part = Part.ALL,
) -> Entry | None:
    """Store answers in an opened lesson. See write_entry. `part`: what the page showed; the rest stays as it was."""
    stored = _stored(room.treatment, placed, thread_id)
    answers = with_unshown(placed.exercise, stored.answers, sent, part) if stored else sent
    if not answers if stored is None else answers == stored.answers:
        return None  # nothing new; perhaps a form sent again, because the first answer was lost on its way
    _refuse_locked(room.treatment, room.read.module, placed)
    if stored is not None and base_revision is not None and base_revision != stored.revision:
        raise Changed(stored)
    row = _new_row(actor, room.treatment, placed, answers, stored, room.read.version_id, now)
    entry = _store(actor, room.treatment, row, now)
    after_writing(actor, room.treatment, placed.exercise, stored.answers if stored else {}, answers, now)
    return entry


def revise_entry(
    actor: Actor, treatment: Treatment, entry: OwnEntry, placed: Placed, answers: Answers, base_revision: int,
    now: datetime,
) -> Entry | None:
    """A new revision of an entry, in the version of the module it was written in. Call within a transaction."""
    if entry.answers == answers:
        return None
    _refuse_locked(treatment, module_of(entry.version_id), placed)
    if base_revision != entry.revision:
        raise Changed(entry)
    row = _store(actor, treatment, _new_row(actor, treatment, placed, answers, entry, entry.version_id, now), now)
    after_writing(actor, treatment, placed.exercise, entry.answers, answers, now)
    return row


def _refuse_locked(treatment: Treatment, module: Module, placed: Placed) -> None:
    if placed.exercise.opens and locks_of(treatment.id, module).hold(module, placed):
        raise ExerciseLocked


def _progress_row(treatment: Treatment, module_id: str, read: Read) -> LessonProgress:
    row = db.session.scalar(
        select(LessonProgress).where(
            LessonProgress.treatment_id == treatment.id, LessonProgress.module_id == module_id,
            LessonProgress.lesson_id == read.lesson.id,
        )
    )
    if row is None:
        row = LessonProgress(
            id=new_id(), treatment_id=treatment.id, module_id=module_id, lesson_id=read.lesson.id,
            number=read.lesson.number,
        )
        db.session.add(row)
    return row


def _stored(treatment: Treatment, placed: Placed, thread_id: uuid.UUID | None) -> OwnEntry | None:
    if thread_id is not None:
        found = own_entry(treatment.id, thread_id)
        if found is None or (found.lesson_id, found.exercise_id) != (placed.lesson_id, placed.exercise.id):
            raise NoSuchPage(f"entry {thread_id}")
        return found
    if placed.exercise.log:
        return None
    entries = own_entries(treatment.id, [placed.exercise.id])
    return next((one for one in entries if one.lesson_id == placed.lesson_id), None)


def _new_row(
    actor: Actor, treatment: Treatment, placed: Placed, answers: Answers, stored: OwnEntry | None,
    version_id: uuid.UUID, now: datetime,
) -> Entry:
    entry_id = new_id()
    row = Entry(
        id=entry_id, treatment_id=treatment.id, patient_id=treatment.patient_id, module_version_id=version_id,
        lesson_id=placed.lesson_id, exercise_id=placed.exercise.id, language=actor.language,
        thread_id=stored.thread_id if stored else entry_id, revision=stored.revision + 1 if stored else 1,
        asks=placed.exercise.kind is Kind.QUESTION and _holds_text(answers.values()), written_at=now,
    )
    keys.seal(row, answers=json.dumps(answers, ensure_ascii=False))
    return row


def _store(actor: Actor, treatment: Treatment, row: Entry, now: datetime) -> Entry:
    db.session.add(row)
    db.session.flush()
    audit.record(actor, audit.Action.ENTRY_WRITTEN, now, patient_id=treatment.patient_id, about=row)
    return row


def _holds_text(values: Iterable[JsonValue]) -> bool:
    return any(isinstance(value, str) and value.strip() for value in values)


def _follows(placed: Placed, chosen: Collection[str]) -> bool:
    share = placed.exercise.share
    return share is Share.ALWAYS or (share is Share.ASK and placed.exercise.id in chosen)


def _threads(treatment: Treatment, exercises: Iterable[Placed]) -> frozenset[uuid.UUID]:
    wanted = {(one.lesson_id, one.exercise.id) for one in exercises}
    written = own_entries(treatment.id, [exercise_id for _, exercise_id in wanted])
    return frozenset(one.thread_id for one in written if (one.lesson_id, one.exercise_id) in wanted)

