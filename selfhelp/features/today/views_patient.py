"""The patient's start page."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.clock import local_date
from selfhelp.db.tables import Treatment
from selfhelp.features.lessons.patient import patient_of
from selfhelp.features.lessons.refusals import has_ended
from selfhelp.features.lessons.rendering import clock_time, handle_refusals, patient_page
from selfhelp.features.lessons.sums import saying
from selfhelp.features.service.queries import service_of
from selfhelp.features.today.page import today_of

today_pages = Blueprint("today", __name__)
handle_refusals(today_pages)
NOT_TODAY = "not_today"


@today_pages.get("/today")
@requires(Permission.FOLLOW_PROGRAMME)
def today(treatment: Treatment) -> ResponseReturnValue:
    now, patient = clock.now(), patient_of(treatment)
    day = local_date(now)
    if has_ended(treatment, now):
        return patient_page("today/ended.html", patient, ended_on=treatment.ended_on)
    if not patient.promises_confirmed:
        return redirect(url_for("welcome.welcome"))
    shown = today_of(treatment, patient, guard.actor().language, now, guard.actor().last_here_on)
    return patient_page(
        "today/today.html", patient, shown=shown, day=day, clock_time=clock_time,
        clock_of=lambda at: saying.clock(at, guard.actor().language),
        call_me=None,  # its own place on this page
        not_today=session.get(NOT_TODAY) == day.isoformat(), contact=service_of(patient.team).contact,
    )


@today_pages.post("/today/not-today")
@requires(Permission.FOLLOW_PROGRAMME)
def not_today(treatment: Treatment) -> ResponseReturnValue:
    """«Ikke i dag»: the step stands aside until tomorrow. Nobody is told."""
    session[NOT_TODAY] = clock.today().isoformat()
    flash(_("That is fine. It will be here when you want it."))
    return redirect(url_for("today.today"), 303)
