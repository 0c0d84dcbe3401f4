"""Writing out the guide's workplace: queue, patient and letter side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import render_template

from selfhelp import audit
from selfhelp.access import guard
from selfhelp.access.actor import Actor
from selfhelp.access.policy import scope_of
from selfhelp.access.roles import Permission
from selfhelp.clock import local_date
from selfhelp.core.care.age import age_on
from selfhelp.core.care.opening import psychologist_first
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts.queries import NOTHING, KeptDraft, draft_of
from selfhelp.features.feedback import pictures, says
from selfhelp.features.feedback.actions import PLACE
from selfhelp.features.feedback.forms import LetterForm, first_errors
from selfhelp.features.feedback.opening import Waiting, waiting_in
from selfhelp.features.feedback.queue import Queue, QueueRow, place_of, queue_of
from selfhelp.features.feedback.review import Review, review_of
from selfhelp.features.feedback.sending import Sent
from selfhelp.features.feedback.sums import sums_of
from selfhelp.features.feedback.timeline import timeline
from selfhelp.features.feedback.wording import Words
from selfhelp.features.sleep_window import says as window_says
from selfhelp.features.sleep_window.panel import Panel, panel_of
from selfhelp.web import language


@dataclass(frozen=True)
class Workspace:
    """`queue`: none for a supervisor, who reads and does not write. `review`: none where the queue is empty."""

    queue: Queue | None
    review: Review | None
    draft: KeptDraft
    writes: bool


def may_write(actor: Actor) -> bool:
    return scope_of(actor.role, Permission.GIVE_FEEDBACK) is not None


def workspace_of(actor: Actor, treatment: Treatment | None, now: datetime) -> Workspace:
    """The page of one patient, or of the first in the queue. That they are read is stored before anything is."""
    queue = queue_of(actor, now) if may_write(actor) else None
    row = _row(queue, treatment, now)
    _note_reading(actor, queue, row, now)
    review = review_of(row, now) if row else None
    writes = queue is not None and row is not None and not row.course.plan.ended(local_date(now))
    draft = draft_of(actor, row.treatment, PLACE) if row and writes else NOTHING
    return Workspace(queue, review, draft, writes)


def show_workspace(
    space: Workspace, now: datetime, *, letter: LetterForm | None = None, version: int | None = None,
    problem: str = "", sent: Sent | None = None, listing: bool = False,
) -> str:
    """`letter`: one that came back with something wrong in it; `problem`: what has no field; `listing`: the queue
    itself was asked for, so that a small screen shows it alone."""
    spoken, form, review = language.current(), letter or _letter_of(space.draft), space.review
    return render_template(
        "feedback/workspace.html", space=space, review=review, words=Words(local_date(now), spoken), says=says,
        form=form, draft_version=space.draft.version if version is None else version, errors=first_errors(form),
        problem=problem, sent=sent, listing=listing, moments=timeline(review) if review else (),
        sums=sums_of(review, spoken) if review else None,
        window=_window(review, now) if review else None, window_says=window_says,
        waiting=_waiting(review, spoken) if review else (), psychologist_first=psychologist_first(_age(review)),
        mood=pictures.mood(review, spoken) if review else None,
        guide_text=review.guide_text(spoken) if review else None,
    )


def _window(review: Review, now: datetime) -> Panel | None:
    call_open = review.row.course.facts.call_asked_at is not None
    return panel_of(review.row.treatment, review.module, guard.actor().role, _age(review), call_open, now)


def _waiting(review: Review, language: str) -> tuple[Waiting, ...]:
    if review.module is None:
        return ()
    begun = bool(review.row.course.facts.begun)
    return waiting_in(review.row.treatment, review.module, language, begun)


def _age(review: Review | None) -> int | None:
    born = review.row.who.born_on if review else None
    return age_on(born, review.today) if review and born else None


def _row(queue: Queue | None, treatment: Treatment | None, now: datetime) -> QueueRow | None:
    if treatment is None:
        return queue.first_but() if queue else None
    return (queue.row_of(treatment.id) if queue else None) or place_of(treatment, now)


def _note_reading(actor: Actor, queue: Queue | None, row: QueueRow | None, now: datetime) -> None:
    if queue is not None:
        audit.record_list_and_record(
            actor, now, list_of=[one.who.patient_id for one in queue.everybody],
            patient_id=row.who.patient_id if row else None, about=row.treatment if row else None,
        )
    elif row is not None:
        audit.record_reading(
            actor, audit.Action.RECORD_READ, now, patient_ids=[row.who.patient_id], about=row.treatment
        )


def _letter_of(draft: KeptDraft) -> LetterForm:
    return LetterForm(text=_first(draft, "text"), minutes=_first(draft, "minutes"))


def _first(draft: KeptDraft, name: str) -> str:
    return next(iter(draft.form.get(name, ())), "")
