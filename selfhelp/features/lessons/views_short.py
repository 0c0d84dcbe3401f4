"""The short version of a lesson, for a day with little energy: one box, a few fields, and it counts as done."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts import once
from selfhelp.features.drafts.actions import TooLong, keep_draft
from selfhelp.features.lessons.conflicts import conflict, refuse_locked
from selfhelp.features.lessons.filling import Part
from selfhelp.features.lessons.locks import locks_of
from selfhelp.features.lessons.patient import Patient, patient_of
from selfhelp.features.lessons.placing import placed_in
from selfhelp.features.lessons.programme import Read, programme_of
from selfhelp.features.lessons.refusals import LessonClosed, NoSuchPage, TreatmentEnded, has_ended
from selfhelp.features.lessons.rendering import clock_time, closed_page, ended_page, handle_refusals, patient_page
from selfhelp.features.lessons.saving import save_sheet
from selfhelp.features.lessons.sent import Sent, read_sheet
from selfhelp.features.lessons.sheet import Sheet, field_context, lesson_sheet
from selfhelp.features.lessons.views_pages import autosave
from selfhelp.features.letters.calling import CALL, call_her
from selfhelp.features.sleep_window.telling import tell_of_alarm

short_lessons = Blueprint("short", __name__)
handle_refusals(short_lessons)
KEEPS = "short/{number}"


@short_lessons.get("/lesson/<int:number>/short")
@requires(Permission.FOLLOW_PROGRAMME)
def read_short(treatment: Treatment, number: int) -> ResponseReturnValue:
    now = clock.now()
    if has_ended(treatment, now):
        return ended_page(TreatmentEnded(), 200)
    try:
        patient, read, sheet = _open(treatment, number, now)
    except LessonClosed as error:
        return closed_page(error, 200)
    return _show(patient, read, sheet, now)


@short_lessons.post("/lesson/<int:number>/short")
@requires(Permission.FOLLOW_PROGRAMME, keeps=KEEPS)
def save_short(treatment: Treatment, number: int) -> ResponseReturnValue:
    now = clock.now()
    patient, read, sheet = _open(treatment, number, now)
    sent, address = read_sheet(sheet, request.form), url_for("short.read_short", number=number)
    if sent.pressed == CALL:
        call_her(treatment, now)
    refuse_locked(treatment, sheet, sent, address, now)
    if sent.refused:
        with conflict(treatment, sheet, sent, address, now), suppress(TooLong):
            keep_draft(guard.actor(), treatment, sent.place, sent.draft, sent.version, now)
        return _show(patient, read, _open(treatment, number, now)[2], now, sent), 422
    with conflict(treatment, sheet, sent, address, now):
        once.only_once(
            guard.actor(), sent.key, sent.form, now,
            lambda: save_sheet(guard.actor(), treatment, number, sent, now),
        )
    tell_of_alarm(sent.exercises, patient.guide)
    if sent.pressed == CALL:
        return redirect(address, 303)
    if sent.pressed == "later":
        return redirect(url_for("today.today"), 303)
    return redirect(url_for("lessons.end", number=number, short=1), 303)


@short_lessons.put("/lesson/<int:number>/short")
@requires(Permission.FOLLOW_PROGRAMME, keeps=KEEPS)
def keep_short(treatment: Treatment, number: int) -> ResponseReturnValue:
    now = clock.now()
    _patient, _read, sheet = _open(treatment, number, now)
    return autosave(treatment, sheet, url_for("short.read_short", number=number), now)


def _open(treatment: Treatment, number: int, now: datetime) -> tuple[Patient, Read, Sheet]:
    actor, patient = guard.actor(), patient_of(treatment)
    read = programme_of(treatment, patient, now).read(number, actor.language)
    if read.lesson.short is None:
        raise NoSuchPage(f"lesson {number} has no short version")
    placed = tuple(
        one for one in placed_in(read.module, read.lesson) if any(field.low_energy for field in one.exercise.fields)
    )
    placed, locked = locks_of(treatment.id, read.module).split(read.module, placed)
    place = KEEPS.format(number=number)
    return patient, read, lesson_sheet(actor, treatment, place, Part.SHORT, placed, frozenset(), locked)


def _show(patient: Patient, read: Read, sheet: Sheet, now: datetime, sent: Sent | None = None) -> str:
    saved = sheet.draft.changed_at
    return patient_page(
        "lessons/short.html", patient, lesson=read.lesson, sheet=sheet,
        values=sent.form if sent else sheet.values, problems=sent.problems if sent else {},
        strangers=sent.strangers if sent else (), version=sheet.draft.version,
        saved_at=clock_time(saved) if saved else "", ctx=field_context(sheet, patient.guide, now),
    )
