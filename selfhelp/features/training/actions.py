"""What somebody does in a training: write for herself, come further, hand in a check. Each is one transaction."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import select

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.core.content.document import Lesson
from selfhelp.core.content.fields import Answers
from selfhelp.core.exercises.marking import mark
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Person, TrainingAttempt, TrainingLesson, TrainingNote, TrainingPass
from selfhelp.features.authoring.library import LiveModule
from selfhelp.features.drafts.actions import LARGEST, TooLong, holds
from selfhelp.features.drafts.received import Form
from selfhelp.features.lessons.placing import Placed
from selfhelp.features.training.queries import is_finished, note_rows, notes_of, open_checks, progress_of, text_of


class NotesChanged(Exception):
    """Another tab or device changed it meanwhile. Nothing was stored."""


@transaction
def keep_notes(
    actor: Actor, module_id: str, placed: tuple[Placed, ...], form: Form, version: int, now: datetime
) -> int:
    """Store what stands in these exercises and return the new version of them together.

    `version`: the one the form was shown with. Raises NotesChanged if a newer one has other text, and TooLong.
    """
    if sum(len(text) for texts in form.values() for text in texts) > LARGEST:
        raise TooLong
    _one_at_a_time(actor)
    stored = notes_of(actor, module_id, placed)
    if version != stored.version and not holds(form, stored.form):
        raise NotesChanged
    rows = note_rows(actor, module_id, placed)
    for one in placed:
        mine = {name: texts for name, texts in form.items() if name.startswith(f"{one.exercise.id}.")}
        row = rows.get((one.lesson_id, one.exercise.id)) or _new_note(actor, module_id, one)
        if mine == (text_of(row) if row.version else {}):
            continue
        keys.seal(row, content=json.dumps(mine, ensure_ascii=False))
        row.version, row.changed_at = row.version + 1, now
        db.session.add(row)
    db.session.flush()
    return notes_of(actor, module_id, placed).version


@transaction
def reach(actor: Actor, live: LiveModule, lesson: Lesson, page: int, now: datetime) -> None:
    """Go on to a page of a lesson; past the last one the lesson is finished."""
    _one_at_a_time(actor)
    row = _lesson_row(actor, live, lesson)
    row.page = max(row.page, min(page, len(lesson.pages)))
    if page > len(lesson.pages) and row.finished_at is None:
        row.finished_at = now
        db.session.flush()
        _note_if_passed(actor, live, now)
    db.session.flush()


@transaction
def hand_in(actor: Actor, live: LiveModule, placed: Placed, answers: Answers, now: datetime) -> TrainingAttempt:
    """Have a check marked. It can be handed in as often as one likes; passed once is passed."""
    passed = mark(placed.exercise, answers).passed
    row = TrainingAttempt(
        id=new_id(), person_id=actor.person_id, module_id=live.version.module_id, module_version_id=live.version.id,
        lesson_id=placed.lesson_id, exercise_id=placed.exercise.id, passed=passed, at=now,
    )
    keys.seal(row, answers=json.dumps(answers, ensure_ascii=False))
    db.session.add(row)
    db.session.flush()
    if passed:
        _note_if_passed(actor, live, now)
    return row


def _note_if_passed(actor: Actor, live: LiveModule, now: datetime) -> None:
    """The whole training is passed when every lesson is finished and every check has been passed."""
    if not is_finished(live.module, progress_of(actor, live.version.module_id)) or open_checks(actor, live):
        return
    row = TrainingPass(
        id=new_id(), person_id=actor.person_id, module_id=live.version.module_id,
        module_version_id=live.version.id, at=now,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, audit.Action.TRAINING_PASSED, now, about=row)


def _one_at_a_time(actor: Actor) -> None:
    # PostgreSQL would let two tabs make the first row of an exercise side by side.
    db.session.execute(select(Person.id).where(Person.id == actor.person_id).with_for_update())


def _new_note(actor: Actor, module_id: str, placed: Placed) -> TrainingNote:
    return TrainingNote(
        id=new_id(), person_id=actor.person_id, module_id=module_id, lesson_id=placed.lesson_id,
        exercise_id=placed.exercise.id, version=0,
    )


def _lesson_row(actor: Actor, live: LiveModule, lesson: Lesson) -> TrainingLesson:
    mine = select(TrainingLesson).where(
        TrainingLesson.person_id == actor.person_id, TrainingLesson.module_id == live.version.module_id,
        TrainingLesson.lesson_id == lesson.id,
    )
    row = db.session.scalar(mine)
    if row is None:
        row = TrainingLesson(
            id=new_id(), person_id=actor.person_id, module_id=live.version.module_id, lesson_id=lesson.id, page=1
        )
        db.session.add(row)
    return row
