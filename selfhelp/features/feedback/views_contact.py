"""Small pages beside the letter: a talk, another day, a lesson opened early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form

from selfhelp import audit, clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.clock import local_date
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts import once
from selfhelp.features.drafts.actions import discard_draft
from selfhelp.features.drafts.queries import draft_of
from selfhelp.features.drafts.received import received
from selfhelp.features.feedback import actions, postponing, says
from selfhelp.features.feedback.forms import ContactForm, PostponeForm, first_errors
from selfhelp.features.feedback.opening import set_exercises as set_opening
from selfhelp.features.feedback.queue import place_of
from selfhelp.features.feedback.refused import Refused
from selfhelp.features.feedback.sending import stored_note
from selfhelp.features.feedback.views_acts import done_once
from selfhelp.features.feedback.views_guide import feedback
from selfhelp.features.feedback.wording import Words
from selfhelp.web import language
from selfhelp.web.errors import Conflict, WrittenText

__all__ = ["feedback"]  # with every page of it
OPEN, CLOSE = "open", "close"
CONTACT, POSTPONE = "contact", "postpone"  # where a form sent after the session ran out is kept


@feedback.get("/guide/patient/<uuid:treatment_id>/contact")
@requires(Permission.GIVE_FEEDBACK)
def contact(treatment: Treatment) -> ResponseReturnValue:
    return _page(CONTACT, treatment, ContactForm(_kept(treatment, CONTACT)), clock.now())


@feedback.post("/guide/patient/<uuid:treatment_id>/contact")
@requires(Permission.GIVE_FEEDBACK, keeps=CONTACT)
def log_contact(treatment: Treatment) -> ResponseReturnValue:
    form, now = ContactForm(request.form), clock.now()
    return _done(
        CONTACT, treatment, form, now,
        lambda: actions.log_contact(guard.actor(), treatment, form.contact(), now), _("The contact is logged."),
    )


@feedback.get("/guide/patient/<uuid:treatment_id>/postpone")
@requires(Permission.GIVE_FEEDBACK)
def postpone(treatment: Treatment) -> ResponseReturnValue:
    return _page(POSTPONE, treatment, PostponeForm(_kept(treatment, POSTPONE)), clock.now())


@feedback.post("/guide/patient/<uuid:treatment_id>/postpone")
@requires(Permission.GIVE_FEEDBACK, keeps=POSTPONE)
def move(treatment: Treatment) -> ResponseReturnValue:
    form, now = PostponeForm(request.form), clock.now()
    return _done(
        POSTPONE, treatment, form, now,
        lambda: actions.postpone(
            guard.actor(), treatment, form.moved_to.data or date.min, form.reason.data or "", now
        ),
        _("Moved. The patient sees the new day."),
    )


@feedback.post("/guide/patient/<uuid:treatment_id>/lesson/<int:number>/open")
@requires(Permission.OPEN_LESSON)
def open_lesson(treatment: Treatment, number: int) -> ResponseReturnValue:
    now = clock.now()
    act = partial(actions.unlock_lesson, guard.actor(), treatment, number, now)
    _say(f"open {number}", act, now, _("Lesson %(number)s is open for the patient.", number=number))
    return redirect(_address(treatment), 303)


@feedback.post("/guide/patient/<uuid:treatment_id>/lesson/<int:number>/exercises")
@requires(Permission.OPEN_EXERCISE)
def set_exercises(treatment: Treatment, number: int) -> ResponseReturnValue:
    """«Åpne for Kari» and «Lukk igjen»."""
    now, pressed = clock.now(), request.form.get("do", "")
    if pressed in (OPEN, CLOSE):
        act = partial(set_opening, guard.actor(), treatment, number, pressed == OPEN, now)
        _say(f"exercises {number} {pressed}", act, now, {
            OPEN: _("Open. The patient can do it from now on."),
            CLOSE: _("Closed. The patient can read what is written there, and write no more."),
        }[pressed])
    return redirect(f"{_address(treatment)}#exercises-{number}", 303)


def _say(what: str, act: Callable[[], object], now: datetime, said: str) -> None:
    try:
        done_once(what, {}, act, now)
    except Refused as refused:
        flash(says.put_beside(Form(), refused), "warning")
    else:
        flash(said, "success")


def _done(
    place: str, treatment: Treatment, form: Form, now: datetime, act: Callable[[], object], said: str
) -> ResponseReturnValue:
    """Do it and go back to the patient, or show the page again with what is wrong beside the field."""
    if not form.validate():
        return _page(place, treatment, form, now), 422
    try:
        done_once(place, received(request.form.to_dict(flat=False)), act, now)
    except Refused as refused:
        problem = says.put_beside(form, refused, text="note")
        return _page(place, treatment, form, now, problem), 409 if problem else 422
    except once.OtherText as known:
        mine = tuple(WrittenText(field.label.text, field.data) for field in form if field.type == "TextAreaField")
        theirs = tuple(WrittenText(one.label, stored_note(treatment, known.result)) for one in mine)
        raise Conflict(mine, theirs, _address(treatment)) from known
    discard_draft(guard.actor(), treatment, place)
    flash(said, "success")
    return redirect(_address(treatment), 303)


def _kept(treatment: Treatment, place: str) -> MultiDict[str, str]:
    return MultiDict(draft_of(guard.actor(), treatment, place).form)


def _page(place: str, treatment: Treatment, form: Form, now: datetime, problem: str = "") -> str:
    audit.record_reading(
        guard.actor(), audit.Action.RECORD_READ, now, patient_ids=[treatment.patient_id], about=treatment
    )
    row, today = place_of(treatment, now), local_date(now)
    return render_template(
        f"feedback/{place}.html", who=row.who, facts=row.course.facts, form=form, errors=first_errors(form),
        problem=problem, words=Words(today, language.current()), choice=postponing.choice(*row.course, today),
        back=_address(treatment),
    )


def _address(treatment: Treatment) -> str:
    return url_for("feedback.patient", treatment_id=treatment.id)
