"""The pages of a lesson: read, write, save, go on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.core.content.document import Page
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts import once
from selfhelp.features.drafts.actions import DraftChanged, TooLong, keep_draft
from selfhelp.features.lessons.actions import Changed
from selfhelp.features.lessons.conflicts import conflict, keep_refused, refuse_locked
from selfhelp.features.lessons.filling import Part, change_rows, has_later_fields
from selfhelp.features.lessons.ladder_hints import tell_of_ladders
from selfhelp.features.lessons.locks import locks_of
from selfhelp.features.lessons.outcomes import answered_checks, outcomes_of
from selfhelp.features.lessons.patient import Patient, patient_of
from selfhelp.features.lessons.pieces import pieces_of
from selfhelp.features.lessons.placing import Placed, placed_on
from selfhelp.features.lessons.programme import Programme, Read, programme_of
from selfhelp.features.lessons.refusals import LessonClosed, NoSuchPage, TreatmentEnded, has_ended
from selfhelp.features.lessons.rendering import (
    clock_time,
    closed_page,
    ended_page,
    handle_refusals,
    kept,
    numbers,
    patient_page,
)
from selfhelp.features.lessons.saving import keep_sheet, save_sheet
from selfhelp.features.lessons.sent import Sent, read_sheet
from selfhelp.features.lessons.sheet import Sheet, field_context, lesson_sheet
from selfhelp.features.letters.calling import CALL, call_her
from selfhelp.features.sleep_window.telling import tell_of_alarm

lesson_pages = Blueprint("lesson", __name__)
handle_refusals(lesson_pages)
KEEPS = "lesson/{number}/{page}"


@dataclass(frozen=True)
class Open:
    """A page of an open lesson, with everything on it."""

    patient: Patient
    read: Read
    page: Page
    sheet: Sheet

    @property
    def total(self) -> int:
        return len(self.read.lesson.pages)

    @property
    def address(self) -> str:
        return url_for("lesson.read_page", number=self.read.lesson.number, page=self.page.number)


@lesson_pages.get("/lesson/<int:number>/<int:page>")
@requires(Permission.FOLLOW_PROGRAMME)
def read_page(treatment: Treatment, number: int, page: int) -> ResponseReturnValue:
    now = clock.now()
    if has_ended(treatment, now):
        return read_again(treatment, number, page, now)
    try:
        shown = open_page(treatment, number, page, now)
    except LessonClosed as error:
        return closed_page(error, 200)
    return show(shown, now)


@lesson_pages.post("/lesson/<int:number>/<int:page>")
@requires(Permission.FOLLOW_PROGRAMME, keeps=KEEPS)
def save_page(treatment: Treatment, number: int, page: int) -> ResponseReturnValue:
    now = clock.now()
    shown = open_page(treatment, number, page, now)
    sent = read_sheet(shown.sheet, request.form)
    if sent.pressed == CALL:
        call_her(treatment, now)
    refuse_locked(treatment, shown.sheet, sent, shown.address, now)
    if sent.row:
        return change_row(treatment, shown, sent, now)
    if sent.refused:
        return refuse(treatment, shown, sent, now)
    verb, about = sent.button
    with conflict(treatment, shown.sheet, sent, shown.address, now):
        once.only_once(
            guard.actor(), sent.key, sent.form, now,
            lambda: save_sheet(
                guard.actor(), treatment, number, sent, now, reached=page + (verb == "next"),
                share=about if verb == "share" else "",
            ),
        )
    tell_of_alarm(sent.exercises, shown.patient.guide)
    tell_of_ladders(sent.exercises, shown.sheet.revises)
    return redirect(go_on(shown, verb, about), 303)


@lesson_pages.put("/lesson/<int:number>/<int:page>")
@requires(Permission.FOLLOW_PROGRAMME, keeps=KEEPS)
def keep_page(treatment: Treatment, number: int, page: int) -> ResponseReturnValue:
    now = clock.now()
    shown = open_page(treatment, number, page, now)
    return autosave(treatment, shown.sheet, shown.address, now)


def autosave(treatment: Treatment, sheet: Sheet, address: str, now: datetime) -> ResponseReturnValue:
    sent = read_sheet(sheet, request.form)
    refuse_locked(treatment, sheet, sent, address, now)
    try:
        version = keep_sheet(guard.actor(), treatment, sheet, sent, request.form.getlist("revision"), now)
    except (Changed, DraftChanged) as error:
        keep_refused(treatment, sheet, sent, error, now)
        return jsonify(link=address), 409
    except TooLong:
        return jsonify(problem=_("The text is too long to be saved.")), 422
    return kept(version, now)


def open_page(treatment: Treatment, number: int, page: int, now: datetime) -> Open:
    actor, patient = guard.actor(), patient_of(treatment)
    programme = programme_of(treatment, patient, now)
    read = programme.read(number, actor.language)
    found = next((one for one in read.lesson.pages if one.number == page), None)
    if found is None:
        raise NoSuchPage(f"page {page}")
    placed, locked = locks_of(treatment.id, read.module).split(read.module, placed_on(read.module, read.lesson, found))
    place = KEEPS.format(number=number, page=page)
    sheet = lesson_sheet(actor, treatment, place, Part.FIRST, placed, afterwards(programme, placed), locked)
    return Open(patient, read, found, sheet)


def afterwards(programme: Programme, placed: tuple[Placed, ...]) -> frozenset[str]:
    """Exercises whose fields for afterwards are shown: those of lessons she has finished."""
    return frozenset(
        one.exercise.id for one in placed if has_later_fields(one.exercise) and programme.finished(one.lesson_number)
    )


def show(
    shown: Open, now: datetime, sent: Sent | None = None, version: int | None = None, status: int = 200
) -> ResponseReturnValue:
    sheet, lesson = shown.sheet, shown.read.lesson
    saved = sheet.draft.changed_at
    return patient_page(
        "lessons/page.html", shown.patient, shown=shown, lesson=lesson, page=shown.page, sheet=sheet, now=now,
        pieces=pieces_of(shown.read.module, lesson, shown.page), minutes=round(lesson.minutes / shown.total),
        values=sent.form if sent else sheet.values, problems=sent.problems if sent else {},
        strangers=sent.strangers if sent else (), version=sheet.draft.version if version is None else version,
        saved_at=clock_time(saved) if saved else "", numbers=numbers(shown.patient, clock.local_date(now)),
        ctx=field_context(sheet, shown.patient.guide, now, mark_missing="look" in request.args),
        outcomes=outcomes_of(
            shown.read.module, sheet.placed, answered_checks(sheet), sheet.language,
            lambda number: url_for("lessons.where_she_is", number=number),
        ),
    ), status


def read_again(treatment: Treatment, number: int, page: int, now: datetime) -> ResponseReturnValue:
    """After the end: a lesson she has been in, with what she wrote, and nothing to fill in."""
    if number not in programme_of(treatment, patient_of(treatment), now).facts.begun:
        return ended_page(TreatmentEnded(), 200)
    shown = open_page(treatment, number, page, now)
    return patient_page(
        "lessons/again.html", shown.patient, shown=shown, lesson=shown.read.lesson, page=shown.page, sheet=shown.sheet,
        pieces=pieces_of(shown.read.module, shown.read.lesson, shown.page),
        numbers=numbers(shown.patient, clock.local_date(now)),
    )


def change_row(treatment: Treatment, shown: Open, sent: Sent, now: datetime) -> ResponseReturnValue:
    """A row added, removed or moved without script: kept as a draft, and the page shown again."""
    form = change_rows(sent.draft, sent.row)
    with conflict(treatment, shown.sheet, sent, shown.address, now):
        try:
            keep_draft(guard.actor(), treatment, sent.place, form, sent.version, now)
        except TooLong:
            return show(shown, now, sent, status=422)
    name = sent.row.partition(":")[2]
    return redirect(f"{shown.address}#{name if sent.row.startswith('add:') else name.rpartition('.')[0]}", 303)


def refuse(treatment: Treatment, shown: Open, sent: Sent, now: datetime) -> ResponseReturnValue:
    """Something could not be taken: said beside the field, everything typed kept."""
    version = None
    # Too long for a draft: it stands in the page that answers, which says itself what is too long.
    with conflict(treatment, shown.sheet, sent, shown.address, now), suppress(TooLong):
        version = keep_draft(guard.actor(), treatment, sent.place, sent.draft, sent.version, now)
    return show(shown, now, sent, version, status=422)


def go_on(shown: Open, verb: str, about: str) -> str:
    number, page = shown.read.lesson.number, shown.page.number
    if verb == "later":
        flash(_("Saved. It will be here when you want to go on."), "success")
        return url_for("today.today")
    if verb == "next" and page == shown.total:
        return url_for("lessons.end", number=number)
    if verb == "check":
        return f"{shown.address}?look"
    if verb in ("next", "back"):
        step = 1 if verb == "next" else -1
        return url_for("lesson.read_page", number=number, page=max(1, page + step))
    flash(_("%(name)s can read it now.", name=shown.patient.guide) if verb == "share" else _("Saved."), "success")
    return f"{shown.address}#{about}-title" if about else shown.address
