"""A training as the one who takes it sees it, and all that a supervisor sees: who has passed, and when."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from selfhelp.access.actor import Actor
from selfhelp.core.content.document import Module
from selfhelp.core.content.fields import Answers
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import TrainingAttempt, TrainingLesson, TrainingNote, TrainingPass
from selfhelp.features.authoring.library import LiveModule, live_outlines, live_version, module_of
from selfhelp.features.drafts.received import Form
from selfhelp.features.lessons.placing import Placed

Place = tuple[str, str]  # ids of lesson and exercise


@dataclass(frozen=True)
class Progress:
    """`page`: the furthest reached."""

    page: int
    finished_at: datetime | None


@dataclass(frozen=True)
class Notes:
    """What stands in some exercises. `version`: grows with every change in any of them."""

    form: Form
    version: int
    changed_at: datetime | None


@dataclass(frozen=True)
class Standing:
    """`progress`: by lesson id, of the lessons begun. `passed_at`: the last time the whole training was passed."""

    live: LiveModule
    progress: Mapping[str, Progress]
    open_checks: frozenset[Place]  # not passed yet
    passed_at: datetime | None

    @property
    def has_check(self) -> bool:
        return bool(checks_in(self.live.module))

    @property
    def finished(self) -> bool:
        return is_finished(self.live.module, self.progress)


def training_of(module_id: str) -> LiveModule | None:
    """A published training; none for a module that is for patients."""
    version = live_version(module_id)
    module = module_of(version.id) if version else None
    return LiveModule(version, module) if version and module and module.for_staff else None


def standings(actor: Actor) -> tuple[Standing, ...]:
    """Every training there is, and how the actor stands in it."""
    ids = [one.version.module_id for one in live_outlines() if one.module.for_staff]
    passed = _passes([actor.person_id], ids)
    found = [training_of(module_id) for module_id in ids]
    return tuple(
        Standing(
            live, progress_of(actor, live.version.module_id), open_checks(actor, live),
            passed.get((actor.person_id, live.version.module_id)),
        )
        for live in found if live is not None
    )


def progress_of(actor: Actor, module_id: str) -> Mapping[str, Progress]:
    mine = select(TrainingLesson).where(
        TrainingLesson.person_id == actor.person_id, TrainingLesson.module_id == module_id
    )
    return {row.lesson_id: Progress(row.page, row.finished_at) for row in db.session.scalars(mine)}


def is_finished(module: Module, progress: Mapping[str, Progress]) -> bool:
    """Whether every lesson has been gone through."""
    return all(plan.id in progress and progress[plan.id].finished_at for plan in module.written)


def notes_of(actor: Actor, module_id: str, placed: Iterable[Placed]) -> Notes:
    """The actor's own, in these exercises; nobody else's can be asked for."""
    rows = note_rows(actor, module_id, placed).values()
    form = {name: texts for row in rows for name, texts in text_of(row).items()}
    changed = max((row.changed_at for row in rows), default=None)
    return Notes(form, sum(row.version for row in rows), changed)


def note_rows(actor: Actor, module_id: str, placed: Iterable[Placed]) -> Mapping[Place, TrainingNote]:
    wanted = {(one.lesson_id, one.exercise.id) for one in placed}
    mine = select(TrainingNote).where(TrainingNote.person_id == actor.person_id, TrainingNote.module_id == module_id)
    rows = db.session.scalars(mine.where(TrainingNote.exercise_id.in_({exercise_id for _, exercise_id in wanted})))
    return {place: row for row in rows if (place := (row.lesson_id, row.exercise_id)) in wanted}


def text_of(row: TrainingNote) -> Form:
    form: Form = json.loads(keys.unseal(row, "content") or "{}")
    return form


def last_attempts(actor: Actor, module_id: str) -> Mapping[Place, Answers]:
    """Each check as the actor last handed it in."""
    mine = select(TrainingAttempt).where(
        TrainingAttempt.person_id == actor.person_id, TrainingAttempt.module_id == module_id
    )
    last = {(row.lesson_id, row.exercise_id): row for row in db.session.scalars(mine.order_by(TrainingAttempt.at))}
    return {place: json.loads(keys.unseal(row, "answers") or "{}") for place, row in last.items()}


def checks_in(module: Module) -> frozenset[Place]:
    return frozenset(
        (lesson.id, exercise.id)
        for lesson in module.lessons.values() for exercise in lesson.exercises if exercise.pass_mark
    )


def open_checks(actor: Actor, live: LiveModule) -> frozenset[Place]:
    """The checks that have never been passed."""
    passed = select(TrainingAttempt.lesson_id, TrainingAttempt.exercise_id).where(
        TrainingAttempt.person_id == actor.person_id, TrainingAttempt.module_id == live.version.module_id,
        TrainingAttempt.passed.is_(True),
    )
    return checks_in(live.module) - {(lesson_id, exercise_id) for lesson_id, exercise_id in db.session.execute(passed)}


def passed_by(person_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, datetime] | None:
    """When each of these had last passed every training there is; none where there is no training. Two statements."""
    ids = [one.version.module_id for one in live_outlines() if one.module.for_staff]
    if not ids:
        return None
    passes = _passes(person_ids, ids)
    times = {person: [passes.get((person, module_id)) for module_id in ids] for person in person_ids}
    return {person: max(filter(None, passed)) for person, passed in times.items() if all(passed)}


def _passes(
    person_ids: Collection[uuid.UUID], module_ids: Collection[str]
) -> Mapping[tuple[uuid.UUID, str], datetime]:
    rows = db.session.execute(
        select(TrainingPass.person_id, TrainingPass.module_id, func.max(TrainingPass.at))
        .where(TrainingPass.person_id.in_(person_ids), TrainingPass.module_id.in_(module_ids))
        .group_by(TrainingPass.person_id, TrainingPass.module_id)
    )
    return {(person_id, module_id): at for person_id, module_id, at in rows}
