"""Letters: what has come from the guide, what she writes, and the wish to be called."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from selfhelp import clock
from selfhelp.access import guard, throttle
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.clock import local_date
from selfhelp.core.care.due import answer_date, next_feedback_on
from selfhelp.db.tables import Feedback, PatientLetter, Treatment
from selfhelp.features.drafts import once
from selfhelp.features.drafts.actions import DraftChanged, TooLong, keep_beside, keep_draft, refuse_another
from selfhelp.features.drafts.once import OtherText
from selfhelp.features.drafts.queries import draft_of
from selfhelp.features.drafts.received import received
from selfhelp.features.lessons.patient import patient_of
from selfhelp.features.lessons.refusals import has_ended, refuse_after_end
from selfhelp.features.lessons.rendering import answered_by, clock_time, handle_refusals, in_words, kept, patient_page
from selfhelp.features.lessons.sent import number
from selfhelp.features.letters.actions import LONGEST_LETTER, PLACE, open_letter, send_letter
from selfhelp.features.letters.calling import call_her
from selfhelp.features.letters.queries import correspondence, is_visible, own_letter
from selfhelp.features.treatments.facts import course_of
from selfhelp.web.controls import strange_words
from selfhelp.web.errors import Conflict, WrittenText

letter_pages = Blueprint("letters", __name__)
handle_refusals(letter_pages)


@letter_pages.get("/letters")
@requires(Permission.WRITE_TO_GUIDE)
def letters(treatment: Treatment) -> ResponseReturnValue:
    return _show(treatment, clock.now())


@letter_pages.post("/letters")
@requires(Permission.WRITE_TO_GUIDE, keeps=PLACE)
def send(treatment: Treatment) -> ResponseReturnValue:
    now, actor = clock.now(), guard.actor()
    refuse_after_end(treatment, now)
    form = received(request.form.to_dict(flat=False))
    text = form.get("text", [""])[0]
    problem = strange_words() if set(form) - {"text"} else _problem_with(text)
    if problem:
        return _show(treatment, now, text, problem)
    key = once.parse(request.form.get("once"))
    try:
        if once.result_of(actor.person_id, key, form) is None:  # the same form again is not one letter more
            throttle.take(throttle.WRITING, str(actor.person_id), now)
        once.only_once(actor, key, form, now, lambda: _store(treatment, text, now))
    except (DraftChanged, OtherText) as error:
        raise _both(treatment, text, error, now) from error
    patient = patient_of(treatment)
    flash(_("Sent. %(name)s will answer by %(day)s.", name=patient.guide or _("your guide"),
            day=answered_by(treatment, now)), "success")  # fmt: skip
    return redirect(url_for("letters.letters"), 303)


@letter_pages.put("/letters")
@requires(Permission.WRITE_TO_GUIDE, keeps=PLACE)
def keep(treatment: Treatment) -> ResponseReturnValue:
    now = clock.now()
    refuse_after_end(treatment, now)
    form = request.form.to_dict(flat=False)
    try:
        version = keep_draft(guard.actor(), treatment, PLACE, form, number(request.form.get("version", "")), now)
    except DraftChanged:
        keep_beside(guard.actor(), treatment, PLACE, form, now)
        return jsonify(link=url_for("letters.letters")), 409
    except TooLong:
        return jsonify(problem=_("The text is too long to be saved.")), 422
    return kept(version, now)


@letter_pages.post("/letters/<uuid:feedback_id>/open")
@requires(Permission.WRITE_TO_GUIDE)
def open_one(treatment: Treatment, feedback: Feedback) -> ResponseReturnValue:
    """«Les brevet»: noted for her own list, then shown."""
    now = clock.now()
    if feedback.treatment_id != treatment.id or not is_visible(feedback, now):
        abort(404)
    open_letter(guard.actor(), feedback, now)
    return redirect(f"{url_for('letters.letters')}#letter-{feedback.id}", 303)


@letter_pages.post("/call-me")
@requires(Permission.WRITE_TO_GUIDE)
def call_me(treatment: Treatment) -> ResponseReturnValue:
    now = clock.now()
    call_her(treatment, now)
    return redirect(url_for("today.today"), 303)


def _problem_with(text: str) -> str:
    problem = ""
    if not text.strip():
        problem = _("Write something first. One sentence is enough.")
    elif len(text) > LONGEST_LETTER:
        problem = _("The text is too long. There is room for %(max)s signs.", max=LONGEST_LETTER)
    return problem


def _store(treatment: Treatment, text: str, now: datetime) -> PatientLetter:
    actor = guard.actor()
    refuse_another(actor, treatment, PLACE, {"text": [text]}, number(request.form.get("version", "")))
    return send_letter(actor, treatment, text, now, request.form.getlist("_aside"))


def _both(treatment: Treatment, mine: str, error: DraftChanged | OtherText, now: datetime) -> Conflict:
    """Both texts: the draft of another tab, or the letter this form has sent already."""
    keep_beside(guard.actor(), treatment, PLACE, {"text": [mine]}, now)
    if isinstance(error, DraftChanged):
        theirs = error.stored.form.get("text", [""])[0]
    else:
        theirs = own_letter(treatment, error.result)
    label = _("Letter")
    return Conflict((WrittenText(label, mine),), (WrittenText(label, theirs),), url_for("letters.letters"), kept=True)


def _show(treatment: Treatment, now: datetime, text: str | None = None, problem: str = "") -> ResponseReturnValue:
    patient, course, draft = patient_of(treatment), course_of(treatment, now), draft_of(guard.actor(), treatment, PLACE)
    ended, today = has_ended(treatment, now), local_date(now)
    answer_by = answer_date(course.plan, course.facts, now)
    page = patient_page(
        "letters/letters.html", patient, items=correspondence(treatment, now), ended=ended,
        text=draft.form.get("text", [""])[0] if text is None else text, problem=problem,
        aside=[form["text"][0] for form in draft.aside if form.get("text")], version_number=draft.version,
        marks=draft.marks,
        saved_at=clock_time(draft.changed_at) if draft.changed_at else "",
        answered_by=in_words(answer_by, today) if answer_by else "",
        next_letter=in_words(next_feedback_on(course.plan, course.facts, today), today) if not ended else "",
    )
    return page, 422 if problem else 200
