"""Registering patients, and the page about one treatment."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form

from selfhelp import audit, clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.core.language import WEEKDAYS
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts import once
from selfhelp.features.drafts.received import received
from selfhelp.features.treatments import actions, says
from selfhelp.features.treatments.end_reasons import EndReason
from selfhelp.features.treatments.forms import Choices, EndForm, HandOverForm, PatientForm, PauseForm
from selfhelp.features.treatments.queries import ModuleToChoose, guides_of, modules_to_choose
from selfhelp.features.treatments.refusals import Refused
from selfhelp.features.treatments.registering import register_patient
from selfhelp.features.treatments.showing import show_patient
from selfhelp.web import language
from selfhelp.web.errors import Conflict, WrittenText

treatments = Blueprint("treatments", __name__)
WORKING_DAYS = 5


@treatments.get("/supervisor/patients/new")
@requires(Permission.REGISTER_PATIENT)
def register() -> ResponseReturnValue:
    today = clock.today()
    return _registration(PatientForm(referred_on=today, starts_on=today))


@treatments.post("/supervisor/patients/new")
@requires(Permission.REGISTER_PATIENT)
def try_register() -> ResponseReturnValue:
    form, now = PatientForm(request.form), clock.now()
    _offer(form)
    if not form.validate():
        return _registration(form), 422
    new = form.patient()
    try:
        made = _only_once(form, lambda: register_patient(guard.actor(), new, now))
    except Refused as refused:
        says.put_beside(form, refused)
        return _registration(form), 422
    flash(_("%(name)s is registered. The invitation is on its way.", name=new.name), "success")
    return redirect(url_for("treatments.patient", treatment_id=made), 303)


@treatments.get("/supervisor/patient/<uuid:treatment_id>")
@requires(Permission.MANAGE_TREATMENT)
def patient(treatment: Treatment) -> ResponseReturnValue:
    now = clock.now()
    audit.record_reading(
        guard.actor(), audit.Action.RECORD_READ, now, patient_ids=[treatment.patient_id], about=treatment
    )
    return show_patient(treatment, now)


@treatments.post("/supervisor/patient/<uuid:treatment_id>/pause")
@requires(Permission.MANAGE_TREATMENT)
def pause(treatment: Treatment) -> ResponseReturnValue:
    form, now = PauseForm(request.form), clock.now()

    def act() -> object:
        returns_on, from_on = form.returns_on.data or date.min, form.from_on.data
        return actions.pause_treatment(guard.actor(), treatment, returns_on, form.reason.data or "", now, from_on)

    return _done(treatment, form, act, _("The pause is noted. The patient sees the day of return."))


@treatments.post("/supervisor/patient/<uuid:treatment_id>/end")
@requires(Permission.MANAGE_TREATMENT)
def end(treatment: Treatment) -> ResponseReturnValue:
    form, now = EndForm(request.form), clock.now()

    def act() -> object:
        reason, note = EndReason(form.end_reason.data), form.end_note.data or ""
        return actions.end_treatment(guard.actor(), treatment, reason, note, now)

    return _done(treatment, form, act, _("The treatment has ended."))


@treatments.post("/supervisor/patient/<uuid:treatment_id>/hand-over")
@requires(Permission.MANAGE_TREATMENT)
def hand_over(treatment: Treatment) -> ResponseReturnValue:
    form, now = HandOverForm(request.form), clock.now()
    form.offer([(str(one.id), one.name) for one in guides_of(treatment.team_id)])

    def act() -> object:
        new_guide, note = uuid.UUID(form.new_guide.data), form.handover_note.data or ""
        return actions.hand_over(guard.actor(), treatment, new_guide, note, now, seen=_seen_guide())

    return _done(treatment, form, act, _("The patient is handed over. The new guide sees everything now."))


@treatments.post("/supervisor/patient/<uuid:treatment_id>/invite")
@requires(Permission.MANAGE_TREATMENT)
def invite(treatment: Treatment) -> ResponseReturnValue:
    now = clock.now()
    return _done(
        treatment, Form(), lambda: actions.invite_again(guard.actor(), treatment, now),
        _("A new invitation is on its way. The link in the old one no longer works."),
    )


def _done(treatment: Treatment, form: Form, act: Callable[[], object], says_done: str) -> ResponseReturnValue:
    """Do it and go back to the page, or show the page again with what is wrong beside the field."""
    if not form.validate():
        return show_patient(treatment, clock.now(), form), 422
    try:
        _only_once(form, act, treatment)
    except Refused as refused:
        problem = says.put_beside(form, refused)
        return show_patient(treatment, clock.now(), form, problem), 409 if problem else 422
    flash(says_done, "success")
    return redirect(url_for("treatments.patient", treatment_id=treatment.id), 303)


def _only_once(form: Form, act: Callable[[], object], treatment: Treatment | None = None) -> str:
    """What the form made. Sent a second time with other text, nothing more is stored, and the text is shown."""
    sent = received(request.form.to_dict(flat=False))
    try:
        return once.only_once(guard.actor(), once.parse(request.form.get("once")), sent, clock.now(), act)
    except once.OtherText as known:
        mine = tuple(WrittenText(field.label.text, str(field.data)) for field in form if field.data)
        made = treatment.id if treatment else known.result
        raise Conflict(mine, (), url_for("treatments.patient", treatment_id=made)) from known


def _seen_guide() -> uuid.UUID | None:
    """The guide who stood on the page the form came from."""
    try:
        return uuid.UUID(request.form.get("seen", ""))
    except ValueError:
        return None


def _registration(form: PatientForm) -> str:
    modules = _offer(form)
    return render_template("treatments/register.html", form=form, modules=modules)


def _offer(form: PatientForm) -> tuple[ModuleToChoose, ...]:
    spoken = language.current()
    modules = modules_to_choose(spoken)
    guides: Choices = [(str(one.id), one.name) for one in guides_of(guard.actor().team_id)]
    weekdays: Choices = [(str(day), WEEKDAYS[spoken][day].capitalize()) for day in range(WORKING_DAYS)]
    form.offer([(one.id, one.title) for one in modules], guides, weekdays)
    return modules
