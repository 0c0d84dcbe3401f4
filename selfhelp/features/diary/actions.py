"""Writing outside the lesson pages: a line in a log, an entry changed or filled in afterwards."""

from __future__ import annotations

from datetime import datetime

from selfhelp.access.actor import Actor
from selfhelp.db.session import transaction
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts.actions import discard_draft, refuse_another
from selfhelp.features.lessons.actions import enter, revise_entry, share_entries, share_exercise, write_in
from selfhelp.features.lessons.entries import OwnEntry, own_entry
from selfhelp.features.lessons.placing import Placed
from selfhelp.features.lessons.refusals import NoSuchPage, refuse_after_end
from selfhelp.features.lessons.sent import Sent


@transaction
def write_line(
    actor: Actor, treatment: Treatment, placed: Placed, sent: Sent, share: bool, now: datetime
) -> None:
    """One more entry in a log; with `share`, every line of it is shown to the guide."""
    refuse_another(actor, treatment, sent.place, sent.form, sent.version)
    room = enter(actor, treatment, placed.lesson_number, now)
    for one in sent.exercises:
        write_in(actor, room, placed, one.answers, now)
    discard_draft(actor, treatment, sent.place, sent.seen)
    if share:
        share_exercise(actor, treatment, placed.lesson_number, placed.exercise.id, now)


@transaction
def change_entry(
    actor: Actor, treatment: Treatment, entry: OwnEntry, placed: Placed, sent: Sent, share: bool, now: datetime
) -> None:
    """A new revision of an entry of hers. Raises Changed if it is not the newest she changed."""
    refuse_after_end(treatment, now)
    refuse_another(actor, treatment, sent.place, sent.form, sent.version)
    newest = own_entry(treatment.id, entry.thread_id)
    if newest is None:
        raise NoSuchPage(f"entry {entry.thread_id}")
    for one in sent.exercises:
        revise_entry(actor, treatment, newest, placed, one.answers, one.base_revision or 0, now)
    discard_draft(actor, treatment, sent.place, sent.seen)
    if share:
        share_entries(actor, treatment, [entry.thread_id], now)
