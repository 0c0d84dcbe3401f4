"""The diary: what she has written, the logs that are open, and entries opened again."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.actor import Actor
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.clock import local_date
from selfhelp.db.tables import Entry, Treatment
from selfhelp.features.authoring.library import module_of
from selfhelp.features.diary.actions import change_entry, write_line
from selfhelp.features.diary.queries import (
    DAYS,
    earlier_of,
    entries_of,
    mood_drawing,
    placed_of,
    what_it_comes_to,
)
from selfhelp.features.drafts import once
from selfhelp.features.drafts.actions import TooLong, keep_draft
from selfhelp.features.lessons.conflicts import conflict, refuse_locked
from selfhelp.features.lessons.entries import OwnEntry, own_entry
from selfhelp.features.lessons.filling import Part, change_rows
from selfhelp.features.lessons.ladder_hints import tell_of_ladders
from selfhelp.features.lessons.locks import locks_of
from selfhelp.features.lessons.patient import Patient, patient_of
from selfhelp.features.lessons.placing import Placed, find
from selfhelp.features.lessons.programme import programme_of
from selfhelp.features.lessons.refusals import NoSuchPage, TreatmentEnded, has_ended
from selfhelp.features.lessons.rendering import clock_time, ended_page, handle_refusals, patient_page
from selfhelp.features.lessons.sent import Sent, number, read_sheet
from selfhelp.features.lessons.sheet import Sheet, entry_sheet, field_context, lesson_sheet
from selfhelp.features.lessons.views_pages import autosave
from selfhelp.features.letters.calling import CALL, call_her
from selfhelp.features.mood.queries import moods_of
from selfhelp.features.sleep_window.queries import has_window
from selfhelp.features.sleep_window.telling import tell_of_alarm
from selfhelp.features.today.page import open_logs

diary_pages = Blueprint("diary", __name__)
handle_refusals(diary_pages)
LOG, ENTRY = "log/{exercise_id}", "entry/{thread_id}"


@dataclass(frozen=True)
class Desk:
    """One exercise to write in: a log's next line, or an entry opened again."""

    patient: Patient
    placed: Placed
    sheet: Sheet
    address: str
    entry: OwnEntry | None = None


@diary_pages.get("/diary")
@requires(Permission.FOLLOW_PROGRAMME)
def diary(treatment: Treatment) -> ResponseReturnValue:
    now, patient, language = clock.now(), patient_of(treatment), guard.actor().language
    mine = programme_of(treatment, patient, now)
    found = (find(mine.module, log.lesson, log.exercise, language) for log in open_logs(mine.module, mine.facts))
    logs, _locked = locks_of(treatment.id, mine.module).split(mine.module, tuple(log for log in found if log))
    moods = moods_of(treatment, local_date(now), DAYS)
    sentence = ngettext(
        "You have noted your mood on %(num)s of the last 14 days.",
        "You have noted your mood on %(num)s of the last 14 days.", len(moods),
    )
    drawing = mood_drawing(moods, local_date(now), language, sentence, _("The numbers stand in the table below."))
    return patient_page(
        "diary/diary.html", patient, logs=logs, moods=moods, sentence=sentence, drawing=drawing,
        ended=has_ended(treatment, now), page=entries_of(treatment, language, number(request.args.get("skip", ""))),
    )


@diary_pages.get("/diary/log/<exercise_id>")
@requires(Permission.FOLLOW_PROGRAMME)
def read_log(treatment: Treatment, exercise_id: str) -> ResponseReturnValue:
    now = clock.now()
    if has_ended(treatment, now):
        return ended_page(TreatmentEnded(), 200)
    return _show(treatment, _log(treatment, exercise_id, now), now)


@diary_pages.post("/diary/log/<exercise_id>")
@requires(Permission.FOLLOW_PROGRAMME, keeps=LOG)
def save_line(treatment: Treatment, exercise_id: str) -> ResponseReturnValue:
    return _save(treatment, _log(treatment, exercise_id, clock.now()), clock.now())


@diary_pages.put("/diary/log/<exercise_id>")
@requires(Permission.FOLLOW_PROGRAMME, keeps=LOG)
def keep_line(treatment: Treatment, exercise_id: str) -> ResponseReturnValue:
    now = clock.now()
    desk = _log(treatment, exercise_id, now)
    return autosave(treatment, desk.sheet, desk.address, now)


@diary_pages.get("/diary/<uuid:thread_id>")
@requires(Permission.FOLLOW_PROGRAMME)
def read_entry(treatment: Treatment, thread: Entry) -> ResponseReturnValue:
    now = clock.now()
    if has_ended(treatment, now):
        return ended_page(TreatmentEnded(), 200)
    return _show(treatment, _entry(treatment, thread.thread_id), now)


@diary_pages.post("/diary/<uuid:thread_id>")
@requires(Permission.FOLLOW_PROGRAMME, keeps=ENTRY)
def save_entry(treatment: Treatment, thread: Entry) -> ResponseReturnValue:
    return _save(treatment, _entry(treatment, thread.thread_id), clock.now())


@diary_pages.put("/diary/<uuid:thread_id>")
@requires(Permission.FOLLOW_PROGRAMME, keeps=ENTRY)
def keep_entry(treatment: Treatment, thread: Entry) -> ResponseReturnValue:
    desk = _entry(treatment, thread.thread_id)
    return autosave(treatment, desk.sheet, desk.address, clock.now())


def _log(treatment: Treatment, exercise_id: str, now: datetime) -> Desk:
    """A log she can write in: one of a lesson she has opened."""
    actor, patient = guard.actor(), patient_of(treatment)
    mine = programme_of(treatment, patient, now)
    found = (find(mine.module, log.lesson, exercise_id, actor.language) for log in open_logs(mine.module, mine.facts))
    placed = next((one for one in found if one and one.exercise.log), None)
    if placed is None:
        raise NoSuchPage(f"log {exercise_id}")
    address = url_for("diary.read_log", exercise_id=exercise_id)
    place = LOG.format(exercise_id=exercise_id)
    mine_now, locked = locks_of(treatment.id, mine.module).split(mine.module, (placed,))
    sheet = lesson_sheet(actor, treatment, place, Part.ALL, mine_now, frozenset(), locked)
    return Desk(patient, placed, sheet, address)


def _entry(treatment: Treatment, thread_id: uuid.UUID) -> Desk:
    """An entry of her own. Raises NoSuchPage for anybody else's, as for one that does not exist."""
    actor = guard.actor()
    entry = own_entry(treatment.id, thread_id)
    placed = placed_of(entry, actor.language) if entry else None
    if entry is None or placed is None:
        raise NoSuchPage(f"entry {thread_id}")
    place, module = ENTRY.format(thread_id=thread_id), module_of(entry.version_id)
    open_now, locked = locks_of(treatment.id, module).split(module, (placed,))
    sheet = entry_sheet(actor, treatment, place, entry, open_now, locked)
    return Desk(patient_of(treatment), placed, sheet, url_for("diary.read_entry", thread_id=thread_id), entry)


def _show(
    treatment: Treatment, desk: Desk, now: datetime, sent: Sent | None = None, version: int | None = None
) -> ResponseReturnValue:
    sheet = desk.sheet
    saved = sheet.draft.changed_at
    page = patient_page(
        "diary/write.html", desk.patient, desk=desk, sheet=sheet, placed=desk.placed,
        values=sent.form if sent else sheet.values, problems=sent.problems if sent else {},
        strangers=sent.strangers if sent else (), version=sheet.draft.version if version is None else version,
        saved_at=clock_time(saved) if saved else "", ctx=field_context(sheet, desk.patient.guide, now),
        window=desk.placed.exercise.compute == "sleep-window" and has_window(desk.patient),
        sum=what_it_comes_to(treatment, desk.placed, desk.entry, now, sheet.language),
        earlier=earlier_of(treatment, desk.entry, sheet.language),
    )
    return page, 422 if sent else 200


def _save(treatment: Treatment, desk: Desk, now: datetime) -> ResponseReturnValue:
    sent = read_sheet(desk.sheet, request.form)
    if sent.pressed == CALL:
        call_her(treatment, now)
    refuse_locked(treatment, desk.sheet, sent, desk.address, now)
    if sent.row or sent.refused:
        return _keep(treatment, desk, sent, now)
    share = sent.pressed.startswith("share")
    with conflict(treatment, desk.sheet, sent, desk.address, now):
        once.only_once(
            guard.actor(), sent.key, sent.form, now, lambda: _store(guard.actor(), treatment, desk, sent, share, now)
        )
    tell_of_alarm(sent.exercises, desk.patient.guide)
    tell_of_ladders(sent.exercises, desk.sheet.revises)
    flash(_("%(name)s can read it now.", name=desk.patient.guide) if share else _("Saved."), "success")
    stays = sent.pressed == CALL or (desk.entry is None and sent.pressed != "later")
    return redirect(desk.address if stays else url_for("diary.diary"), 303)


def _store(actor: Actor, treatment: Treatment, desk: Desk, sent: Sent, share: bool, now: datetime) -> None:
    if desk.entry is None:
        write_line(actor, treatment, desk.placed, sent, share, now)
    else:
        change_entry(actor, treatment, desk.entry, desk.placed, sent, share, now)


def _keep(treatment: Treatment, desk: Desk, sent: Sent, now: datetime) -> ResponseReturnValue:
    """A row changed without script, or something that could not be taken: everything typed is kept."""
    form, version = (change_rows(sent.form, sent.row) if sent.row else sent.form), None
    with conflict(treatment, desk.sheet, sent, desk.address, now), suppress(TooLong):
        version = keep_draft(guard.actor(), treatment, sent.place, form, sent.version, now)
    if sent.row and version is not None:
        return redirect(desk.address, 303)
    return _show(treatment, desk, now, sent, version)
