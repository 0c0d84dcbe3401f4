"""The sleep window, to the patient: what is proposed and why, her yes, and a way out that is always there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.clock import local_date
from selfhelp.core.exercises.sleep_safety import Stop
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts import once
from selfhelp.features.lessons.patient import Patient, patient_of
from selfhelp.features.lessons.refusals import NoSuchPage, TreatmentEnded, has_ended
from selfhelp.features.lessons.rendering import ended_page, handle_refusals, patient_page
from selfhelp.features.sleep_window import actions, says
from selfhelp.features.sleep_window.queries import care_of, has_window
from selfhelp.web.language import spoken

sleep_window = Blueprint("sleep_window", __name__)
handle_refusals(sleep_window)


@sleep_window.get("/window")
@requires(Permission.FOLLOW_PROGRAMME)
def read(treatment: Treatment) -> ResponseReturnValue:
    now = clock.now()
    if has_ended(treatment, now):
        return ended_page(TreatmentEnded(), 200)
    return _show(treatment, now)


@sleep_window.post("/window")
@requires(Permission.FOLLOW_PROGRAMME)
def press(treatment: Treatment) -> ResponseReturnValue:
    now, pressed = clock.now(), request.form.get("do", "")
    if not has_window(patient_of(treatment)):
        raise NoSuchPage("no sleep window")
    if pressed == "propose":
        return _propose(treatment, now)
    act = PRESSES.get(pressed)
    if act is not None:
        _once(lambda: act(treatment, now), now)
    return redirect(url_for("sleep_window.read"), 303)


def _propose(treatment: Treatment, now: datetime) -> ResponseReturnValue:
    typed = request.form.get("rise", "")
    rise = _time(typed)
    if rise is None:
        return _show(treatment, now, typed, _("Write the time as hours and minutes, for example 06:30.")), 422
    _once(lambda: actions.propose(guard.actor(), treatment, rise, now), now)
    return redirect(url_for("sleep_window.read"), 303)


def _stop(why: Stop) -> Callable[[Treatment, datetime], object]:
    return lambda treatment, now: actions.stop(guard.actor(), treatment, why, now)


PRESSES: Mapping[str, Callable[[Treatment, datetime], object]] = {
    "begin": lambda treatment, now: actions.begin(guard.actor(), treatment, now),
    "decline": lambda treatment, now: actions.decline(guard.actor(), treatment, "", now),
    "stop": _stop(Stop.ASKED),
    "near-miss": _stop(Stop.NEAR_MISS),
}


def _once(act: Callable[[], object], now: datetime) -> None:
    form = {"do": [request.form.get("do", "")], "rise": [request.form.get("rise", "")]}
    try:
        once.only_once(guard.actor(), once.parse(request.form.get("once")), form, now, act)
    except actions.NotNow:
        flash(_("Something has changed since the page was opened. Look at it once more."), "warning")


def _show(treatment: Treatment, now: datetime, typed: str = "", problem: str = "") -> str:
    patient = patient_of(treatment)
    care = care_of(treatment, patient, now)
    if care is None:
        raise NoSuchPage("no sleep window")
    reader, stands = _reader(patient, now), care.standing
    return patient_page(
        "sleep_window/window.html", patient, care=care, stands=stands, says=says, reader=reader,
        waits=stands.waits_for(care.age) if care.age is not None else None,
        rests=stands.rests(local_date(now)), rise=typed or (care.rise.isoformat("minutes") if care.rise else ""),
        problem=problem,
    )


def _reader(patient: Patient, now: datetime) -> says.Reader:
    return says.Reader(patient.guide or _("your guide"), spoken(), local_date(now))


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip().replace(".", ":")).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None
