"""The guide's pages: the queue, one patient, logging a talk, another day, and the note for the journal."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from selfhelp import audit, clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.clock import local_date
from selfhelp.core.content.html import plain_to_html
from selfhelp.db.tables import Treatment
from selfhelp.features.feedback import note
from selfhelp.features.feedback.folding import folded
from selfhelp.features.feedback.queue import place_of
from selfhelp.features.feedback.review import review_of
from selfhelp.features.feedback.sending import Sent, just_sent
from selfhelp.features.feedback.showing import show_workspace, workspace_of
from selfhelp.features.feedback.wording import Words
from selfhelp.web import language

feedback = Blueprint("feedback", __name__)
feedback.app_template_filter("folded")(folded)


@feedback.app_template_filter("written")
def written(text: str) -> Markup:
    """What a patient or guide wrote, on a page."""
    return Markup(plain_to_html(text))


@feedback.get("/guide/queue")
@requires(Permission.SEE_QUEUE)
def queue() -> ResponseReturnValue:
    now = clock.now()
    return show_workspace(workspace_of(guard.actor(), None, now), now, sent=_sent(now), listing=True)


@feedback.get("/guide/patient/<uuid:treatment_id>")
@requires(Permission.READ_RECORD)
def patient(treatment: Treatment) -> ResponseReturnValue:
    now = clock.now()
    return show_workspace(workspace_of(guard.actor(), treatment, now), now, sent=_sent(now))


@feedback.get("/guide/patient/<uuid:treatment_id>/journal")
@requires(Permission.READ_RECORD)
def journal(treatment: Treatment) -> ResponseReturnValue:
    """The week as plain text, to be marked and copied; nothing of it is stored."""
    now = clock.now()
    audit.record_reading(
        guard.actor(), audit.Action.RECORD_COPIED, now, patient_ids=[treatment.patient_id], about=treatment
    )
    review = review_of(place_of(treatment, now), now)
    words = Words(local_date(now), language.current())
    return render_template("feedback/journal.html", review=review, note=note.of_week(review, words), words=words)


def _sent(now: datetime) -> Sent | None:
    """The letter sent on the way here, if it can still be called back."""
    try:
        return just_sent(guard.actor(), uuid.UUID(request.args.get("sent", "")), now)
    except ValueError:
        return None
