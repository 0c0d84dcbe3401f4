"""The letter: kept while it is written, sent, called back. Whatever happens, the text is kept."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from flask import abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.core.language import time_of_day
from selfhelp.db.tables import Feedback, Treatment
from selfhelp.features.drafts import once
from selfhelp.features.drafts.actions import DraftChanged, TooLong, keep_beside, keep_draft
from selfhelp.features.drafts.received import Form, received
from selfhelp.features.feedback import actions, says
from selfhelp.features.feedback.actions import PLACE
from selfhelp.features.feedback.forms import LetterForm
from selfhelp.features.feedback.letter import Letter, checked_text, refuse_untouched, with_opener
from selfhelp.features.feedback.queue import place_of, queue_of
from selfhelp.features.feedback.refused import Refused, Why
from selfhelp.features.feedback.review import openers_for, review_of
from selfhelp.features.feedback.sending import last_letter
from selfhelp.features.feedback.showing import show_workspace, workspace_of
from selfhelp.features.feedback.views_guide import feedback
from selfhelp.web import language
from selfhelp.web.errors import Conflict, WrittenText

FIELDS = ("text", "minutes")


@feedback.post("/guide/patient/<uuid:treatment_id>/letter")
@requires(Permission.GIVE_FEEDBACK, keeps=PLACE)
def letter(treatment: Treatment) -> ResponseReturnValue:
    """The composer's buttons; one that is not known only keeps the text."""
    form, now = LetterForm(request.form), clock.now()
    if "opener" in request.form:
        return _put_in_opener(treatment, form, now)
    press = PRESSES.get(request.form.get("do", ""), _save)
    return press(treatment, form, now)


@feedback.put("/guide/patient/<uuid:treatment_id>/letter")
@requires(Permission.GIVE_FEEDBACK, keeps=PLACE)
def keep(treatment: Treatment) -> ResponseReturnValue:
    """Autosave."""
    now = clock.now()
    try:
        version = keep_draft(guard.actor(), treatment, PLACE, _typed(), _version(), now)
    except DraftChanged:
        keep_beside(guard.actor(), treatment, PLACE, _typed(), now)
        return jsonify(link=_address(treatment)), 409
    except TooLong:
        return jsonify(problem=_("The text is too long to be saved.")), 422
    return jsonify(version=version, saved_at=time_of_day(now, language.current()))


@feedback.post("/guide/patient/<uuid:treatment_id>/letter/<uuid:feedback_id>/undo")
@requires(Permission.GIVE_FEEDBACK)
def undo(treatment: Treatment, feedback: Feedback) -> ResponseReturnValue:
    now = clock.now()
    if feedback.treatment_id != treatment.id:
        abort(404)
    try:
        actions.withdraw(guard.actor(), feedback, now)
    except Refused as refused:
        return _again(treatment, LetterForm(), now, refused, typed=False), 409
    flash(_("Undone. The patient has not seen the letter, and its text is your draft again."), "success")
    return redirect(_address(treatment), 303)


def next_page(treatment: Treatment, now: datetime, sent: str | None = None) -> str:
    """The next in the queue, or the queue itself when nobody is left."""
    row = queue_of(guard.actor(), now).first_but(treatment.id)
    if row is None:
        return url_for("feedback.queue", sent=sent)
    return url_for("feedback.patient", treatment_id=row.who.treatment_id, sent=sent)


def done_once(what: str, form: Mapping[str, list[str]], act: Callable[[], object], now: datetime) -> str:
    """Do what a form asks, once; several forms of a page share its key. Raises OtherText."""
    key = uuid.uuid5(once.parse(request.form.get("once")), what)
    return once.only_once(guard.actor(), key, form, now, act)


def _send(treatment: Treatment, form: LetterForm, now: datetime) -> ResponseReturnValue:
    if not form.validate():
        return _again(treatment, form, now), 422
    text = form.text.data or ""
    written = Letter(text, form.minutes.minutes, tuple(request.form.getlist("_aside")))
    try:
        refuse_untouched(checked_text(text), openers_for(place_of(treatment, now)))
        sent = done_once(
            "send", _typed(), lambda: actions.send_draft(guard.actor(), treatment, written, _version(), now), now
        )
    except Refused as refused:
        return _again(treatment, form, now, refused), 409 if refused.why is Why.ENDED else 422
    except (DraftChanged, once.OtherText) as changed:
        raise _conflict(treatment, changed, now) from changed
    return redirect(next_page(treatment, now, sent), 303)


def _no_reply(treatment: Treatment, form: LetterForm, now: datetime) -> ResponseReturnValue:
    """What stands in the composer stays there as a draft."""
    try:
        _keep(treatment, now)
        done_once("no reply", {}, lambda: actions.no_reply_needed(guard.actor(), treatment, now), now)
    except Refused as refused:
        return _again(treatment, form, now, refused), 409
    except TooLong:
        return _again(treatment, form, now, Refused(Why.TOO_LONG)), 422
    flash(_("Noted. The patient sees that the week has been read, and when the next letter comes."), "success")
    return redirect(next_page(treatment, now), 303)


def _save(treatment: Treatment, form: LetterForm, now: datetime) -> ResponseReturnValue:
    return _keep_and_go(treatment, form, _address(treatment), now)


def _to_contact(treatment: Treatment, form: LetterForm, now: datetime) -> ResponseReturnValue:
    return _keep_and_go(treatment, form, url_for("feedback.contact", treatment_id=treatment.id), now)


def _to_postpone(treatment: Treatment, form: LetterForm, now: datetime) -> ResponseReturnValue:
    return _keep_and_go(treatment, form, url_for("feedback.postpone", treatment_id=treatment.id), now)


Press = Callable[[Treatment, LetterForm, datetime], ResponseReturnValue]
PRESSES: Mapping[str, Press] = {
    "send": _send, "save": _save, "no-reply": _no_reply, "contact": _to_contact, "postpone": _to_postpone,
}


def _put_in_opener(treatment: Treatment, form: LetterForm, now: datetime) -> ResponseReturnValue:
    """Without script: the beginning of a sentence is put after the draft."""
    openers = review_of(place_of(treatment, now), now).openers()
    number = request.form.get("opener", type=int)
    typed = _typed()
    if number is not None and 0 <= number < len(openers):
        typed["text"] = [with_opener(form.text.data or "", openers[number])]
    return _keep_and_go(treatment, form, _address(treatment), now, typed)


def _keep_and_go(
    treatment: Treatment, form: LetterForm, address: str, now: datetime, typed: Form | None = None
) -> ResponseReturnValue:
    try:
        _keep(treatment, now, typed)
    except TooLong:
        return _again(treatment, form, now, Refused(Why.TOO_LONG)), 422
    return redirect(address, 303)


def _keep(treatment: Treatment, now: datetime, typed: Form | None = None) -> None:
    """The draft as it stands in the form. Raises Conflict when another tab was first, and TooLong."""
    typed = _typed() if typed is None else typed
    if not _version() and not any(text.strip() for texts in typed.values() for text in texts):
        return
    try:
        keep_draft(guard.actor(), treatment, PLACE, typed, _version(), now)
    except DraftChanged as changed:
        raise _conflict(treatment, changed, now) from changed


def _again(
    treatment: Treatment, form: LetterForm, now: datetime, refused: Refused | None = None, typed: bool = True
) -> str:
    """The page with what is wrong beside its field. `typed`: with the text as it was sent, else the stored draft."""
    problem = says.put_beside(form, refused) if refused else ""
    space = workspace_of(guard.actor(), treatment, now)
    return show_workspace(
        space, now, letter=form if typed else None, version=_version() if typed else None, problem=problem
    )


def _conflict(treatment: Treatment, changed: Exception, now: datetime) -> Conflict:
    """Both texts. A draft that is gone was sent from another tab: then the letter stands there."""
    with suppress(TooLong):  # it stands in the page that answers
        keep_beside(guard.actor(), treatment, PLACE, _typed(), now)
    label = _("Letter")
    stored = changed.stored.form.get("text") if isinstance(changed, DraftChanged) else None
    theirs = stored[0] if stored else last_letter(guard.actor(), treatment)
    return Conflict(
        (WrittenText(label, request.form.get("text", "")),), (WrittenText(label, theirs),), _address(treatment),
        kept=True,
    )


def _typed() -> Form:
    form = received(request.form.to_dict(flat=False))
    return {name: form[name] for name in FIELDS if name in form}


def _version() -> int:
    return request.form.get("version", 0, type=int)


def _address(treatment: Treatment) -> str:
    return url_for("feedback.patient", treatment_id=treatment.id)
