"""Three short screens at the start: who the guide is, what is promised and not, whom to call when it cannot wait."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.core import language
from selfhelp.db.tables import Treatment
from selfhelp.features.lessons.patient import patient_of
from selfhelp.features.lessons.rendering import numbers, patient_page
from selfhelp.features.service.queries import service_of
from selfhelp.features.welcome.actions import confirm_promises, show_leave_button
from selfhelp.web.language import spoken

welcome_pages = Blueprint("welcome", __name__)


@welcome_pages.get("/welcome")
@requires(Permission.FOLLOW_PROGRAMME)
def welcome(treatment: Treatment) -> ResponseReturnValue:
    """Who the guide is, and how a week works."""
    patient = patient_of(treatment)
    service = service_of(patient.team)
    weekday = language.WEEKDAYS[spoken()][treatment.feedback_weekday]
    return patient_page("welcome/guide.html", patient, weekday=weekday, service=service, starts_on=treatment.starts_on)


@welcome_pages.get("/welcome/promises")
@requires(Permission.FOLLOW_PROGRAMME)
def promises(treatment: Treatment) -> ResponseReturnValue:
    return _promises(treatment)


@welcome_pages.post("/welcome/promises")
@requires(Permission.FOLLOW_PROGRAMME)
def confirm(treatment: Treatment) -> ResponseReturnValue:
    now = clock.now()
    patient = patient_of(treatment)
    shown, live = request.form.get("text_version", ""), service_of(patient.team).promises.version
    if not request.form.get("read") and not patient.promises_confirmed:
        return _promises(treatment, _("Tick the box when you have read it.")), 422
    if shown != live:
        return _promises(treatment, _("The text has been changed since you opened the page. Read it once more.")), 409
    confirm_promises(guard.actor(), treatment, live, now)
    return redirect(url_for("welcome.help_first"), 303)


@welcome_pages.get("/welcome/help")
@requires(Permission.FOLLOW_PROGRAMME)
def help_first(treatment: Treatment) -> ResponseReturnValue:
    """Whom to call when it cannot wait, and the quick way out."""
    patient = patient_of(treatment)
    return patient_page("welcome/help.html", patient, numbers=numbers(patient, clock.today()))


@welcome_pages.post("/welcome/help")
@requires(Permission.FOLLOW_PROGRAMME)
def begin(treatment: Treatment) -> ResponseReturnValue:
    show_leave_button(guard.actor(), bool(request.form.get("leave_button")))
    return redirect(url_for("today.today"), 303)


def _promises(treatment: Treatment, problem: str = "") -> str:
    patient = patient_of(treatment)
    return patient_page(
        "welcome/promises.html", patient, promises=service_of(patient.team).promises, problem=problem
    )
