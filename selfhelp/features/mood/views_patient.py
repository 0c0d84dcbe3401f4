"""Noting how it is, and the few words beside it."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.clock import local_date
from selfhelp.db.tables import Mood, Treatment
from selfhelp.features.drafts import once
from selfhelp.features.drafts.actions import DraftChanged, TooLong, keep_beside, keep_draft, refuse_another
from selfhelp.features.drafts.queries import draft_of
from selfhelp.features.drafts.received import received
from selfhelp.features.lessons.patient import patient_of
from selfhelp.features.lessons.refusals import TreatmentEnded, has_ended, refuse_after_end
from selfhelp.features.lessons.rendering import clock_time, ended_page, handle_refusals, kept, patient_page
from selfhelp.features.lessons.sent import number
from selfhelp.features.mood.actions import HIGHEST, LONGEST_NOTE, LOWEST, NOTE_PLACE, note_mood
from selfhelp.features.mood.queries import DayMood, moods_of
from selfhelp.web.controls import strange_words
from selfhelp.web.errors import Conflict, WrittenText

mood_pages = Blueprint("mood", __name__)
handle_refusals(mood_pages)


@mood_pages.post("/mood")
@requires(Permission.FOLLOW_PROGRAMME)
def tap(treatment: Treatment) -> ResponseReturnValue:
    """One of the five buttons."""
    now, value = clock.now(), number(request.form.get("mood", ""))
    if not LOWEST <= value <= HIGHEST:
        abort(422)
    once.only_once(
        guard.actor(), once.parse(request.form.get("once")), received(request.form.to_dict(flat=False)), now,
        lambda: note_mood(guard.actor(), treatment, value, now),
    )
    return redirect(url_for("today.today"), 303)


@mood_pages.get("/mood")
@requires(Permission.FOLLOW_PROGRAMME)
def words(treatment: Treatment) -> ResponseReturnValue:
    """The words beside today's mood."""
    now = clock.now()
    return ended_page(TreatmentEnded(), 200) if has_ended(treatment, now) else _show(treatment, now)


@mood_pages.post("/mood/note")
@requires(Permission.FOLLOW_PROGRAMME, keeps=NOTE_PLACE)
def write(treatment: Treatment) -> ResponseReturnValue:
    now = clock.now()
    note, noted = request.form.get("note", ""), _todays(treatment, now)
    if set(received(request.form.to_dict(flat=False))) - {"note"}:
        return _show(treatment, now, note, strange_words())
    if noted is None:
        return _show(treatment, now, note, _("Press one of the five first."))
    if not note.strip():
        return _show(treatment, now, note, _("Write a few words first."))
    if len(note) > LONGEST_NOTE:
        too_long = _("The text is too long. There is room for %(max)s signs.", max=LONGEST_NOTE)
        return _show(treatment, now, note, too_long)
    value = noted.value
    try:
        once.only_once(
            guard.actor(), once.parse(request.form.get("once")), received(request.form.to_dict(flat=False)), now,
            lambda: _store(treatment, value, note, now),
        )
    except (DraftChanged, once.OtherText) as error:
        raise _both(treatment, note, error, now) from error
    flash(_("Noted."), "success")
    return redirect(url_for("today.today"), 303)


@mood_pages.put("/mood/note")
@requires(Permission.FOLLOW_PROGRAMME, keeps=NOTE_PLACE)
def keep(treatment: Treatment) -> ResponseReturnValue:
    now = clock.now()
    refuse_after_end(treatment, now)
    form = request.form.to_dict(flat=False)
    try:
        version = keep_draft(guard.actor(), treatment, NOTE_PLACE, form, number(request.form.get("version", "")), now)
    except DraftChanged:
        keep_beside(guard.actor(), treatment, NOTE_PLACE, form, now)
        return jsonify(link=url_for("mood.words")), 409
    except TooLong:
        return jsonify(problem=_("The text is too long to be saved.")), 422
    return kept(version, now)


def _store(treatment: Treatment, value: int, note: str, now: datetime) -> Mood:
    actor = guard.actor()
    refuse_another(actor, treatment, NOTE_PLACE, {"note": [note]}, number(request.form.get("version", "")))
    return note_mood(actor, treatment, value, now, note, request.form.getlist("_aside"))


def _both(treatment: Treatment, mine: str, error: DraftChanged | once.OtherText, now: datetime) -> Conflict:
    """Both texts: the draft of another tab, or the words this form has noted already."""
    keep_beside(guard.actor(), treatment, NOTE_PLACE, {"note": [mine]}, now)
    noted = _todays(treatment, now)
    written = noted.note if noted else ""
    theirs = error.stored.form.get("note", [""])[0] if isinstance(error, DraftChanged) else written
    label = _("Mood")
    return Conflict((WrittenText(label, mine),), (WrittenText(label, theirs),), url_for("mood.words"), kept=True)


def _show(treatment: Treatment, now: datetime, note: str | None = None, problem: str = "") -> ResponseReturnValue:
    draft = draft_of(guard.actor(), treatment, NOTE_PLACE)
    text = draft.form.get("note", [""])[0] if note is None else note
    saved_at = clock_time(draft.changed_at) if draft.changed_at else ""
    page = patient_page(
        "mood/words.html", patient_of(treatment), noted=_todays(treatment, now), note=text, problem=problem,
        version_number=draft.version, saved_at=saved_at, clock_time=clock_time, marks=draft.marks,
        aside=[form["note"][0] for form in draft.aside if form.get("note")],
    )
    return page, 422 if problem else 200


def _todays(treatment: Treatment, now: datetime) -> DayMood | None:
    """The mood of today, if there is one."""
    return next(iter(moods_of(treatment, local_date(now), 1)), None)
