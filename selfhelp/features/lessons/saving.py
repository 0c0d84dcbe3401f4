"""Saving a sheet: its exercises, its draft, and how far she has come, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from selfhelp.access.actor import Actor
from selfhelp.db.session import transaction
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts.actions import discard_draft, keep_beside, keep_draft, refuse_another
from selfhelp.features.lessons.actions import Changed, Room, enter, share_exercise, write_in
from selfhelp.features.lessons.refusals import refuse_after_end
from selfhelp.features.lessons.sent import Sent
from selfhelp.features.lessons.sheet import Sheet


@transaction
def save_sheet(
    actor: Actor, treatment: Treatment, number: int, sent: Sent, now: datetime, reached: int = 0, share: str = ""
) -> None:
    """Store what was sent in lesson `number`. `reached`: the page she goes on to. `share`: the exercise to show.

    Raises Changed or DraftChanged if another tab was first; then nothing is stored.
    """
    refuse_another(actor, treatment, sent.place, sent.form, sent.version)
    room = enter(actor, treatment, number, now)
    write_all(actor, room, sent, now)
    room.progress.page = max(room.progress.page, min(reached, len(room.read.lesson.pages)))
    discard_draft(actor, treatment, sent.place, sent.seen)
    if sent.unsaved:
        keep_beside(actor, treatment, sent.place, sent.unsaved, now)
    if share:
        share_exercise(actor, treatment, number, share, now)


@transaction
def keep_sheet(
    actor: Actor, treatment: Treatment, sheet: Sheet, sent: Sent, revisions: Iterable[str], now: datetime
) -> int:
    """Keep what is being written as a draft and return its version. Raises Changed when the entry has been saved since.

    `revisions`: as the form carried them, `exercise:revision`.
    """
    refuse_after_end(treatment, now)
    current = {f"{one.exercise.id}:{sheet.revision_of(one)}" for one in sheet.placed}
    stale = set(revisions) - current
    if stale:
        name = min(stale).partition(":")[0]
        raise Changed(sheet.revises.get(name))
    return keep_draft(actor, treatment, sent.place, sent.draft, sent.version, now)


def write_all(actor: Actor, room: Room, sent: Sent, now: datetime) -> None:
    for one in sent.exercises:
        placed = room.exercise(one.placed.exercise.id)
        write_in(actor, room, placed, one.answers, now, base_revision=one.base_revision, part=one.part)
