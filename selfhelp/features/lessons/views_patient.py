"""The way through the programme: the list, opening a lesson, the short version, finishing, the card."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts.received import received
from selfhelp.features.lessons import actions
from selfhelp.features.lessons.finishing import card_of, ending_of
from selfhelp.features.lessons.opinion import Helped, said_helped, say_helped
from selfhelp.features.lessons.overview import overview_of
from selfhelp.features.lessons.patient import Patient, patient_of
from selfhelp.features.lessons.programme import Programme, Read, programme_of
from selfhelp.features.lessons.refusals import LessonClosed, TreatmentEnded, has_ended
from selfhelp.features.lessons.rendering import answered_by, closed_page, ended_page, handle_refusals, patient_page

lessons = Blueprint("lessons", __name__)
handle_refusals(lessons)


@lessons.get("/programme")
@requires(Permission.FOLLOW_PROGRAMME)
def programme(treatment: Treatment) -> ResponseReturnValue:
    now, patient = clock.now(), patient_of(treatment)
    mine = programme_of(treatment, patient, now)
    language = guard.actor().language
    lines, ended = overview_of(mine, language), has_ended(treatment, now)
    shown = [line for line in lines if line.opened or not ended]
    return patient_page("lessons/programme.html", patient, lines=shown, module=mine.module, ended=ended)


@lessons.get("/lesson/<int:number>")
@requires(Permission.FOLLOW_PROGRAMME)
def where_she_is(treatment: Treatment, number: int) -> ResponseReturnValue:
    """The page she has come to."""
    try:
        _patient, mine, read = _read(treatment, number)
    except LessonClosed as error:
        return closed_page(error, 200)
    return redirect(url_for("lesson.read_page", number=number, page=_page_reached(mine, read)))


@lessons.post("/lesson/<int:number>/open")
@requires(Permission.FOLLOW_PROGRAMME)
def open_lesson(treatment: Treatment, number: int) -> ResponseReturnValue:
    """«Start» and «Fortsett»: pins the lesson, then goes to the page she has come to."""
    actions.open_lesson(guard.actor(), treatment, number, clock.now())
    _patient, mine, read = _read(treatment, number)
    return redirect(url_for("lesson.read_page", number=number, page=_page_reached(mine, read)), 303)


@lessons.get("/lesson/<int:number>/end")
@requires(Permission.FOLLOW_PROGRAMME)
def end(treatment: Treatment, number: int) -> ResponseReturnValue:
    if has_ended(treatment, clock.now()):
        return ended_page(TreatmentEnded(), 200)
    try:
        patient, mine, read = _read(treatment, number)
    except LessonClosed as error:
        return closed_page(error, 200)
    return _end_page(treatment, patient, mine, read, short="short" in request.args)


@lessons.post("/lesson/<int:number>/end")
@requires(Permission.FOLLOW_PROGRAMME)
def finish(treatment: Treatment, number: int) -> ResponseReturnValue:
    now, patient = clock.now(), patient_of(treatment)
    form = received(request.form.to_dict(flat=False))
    shares = request.form.get("_do") == "share"
    chosen = form.get("share", []) if shares else None
    actions.finish_lesson(guard.actor(), treatment, number, now, share=chosen, short="short" in form)
    day = answered_by(treatment, now)
    if shares and patient.guide:
        flash(_("Shared with %(name)s. You will have an answer by %(day)s.", name=patient.guide, day=day), "success")
    else:
        flash(_("The lesson is done. Nothing was shared. You will hear from %(name)s by %(day)s.",
                name=patient.guide or _("your guide"), day=day), "success")  # fmt: skip
    return redirect(url_for("today.today"), 303)


@lessons.get("/lesson/<int:number>/opinion")
@requires(Permission.FOLLOW_PROGRAMME)
def back_to_the_end(treatment: Treatment, number: int) -> ResponseReturnValue:
    """Where the browser asks again for the page it was answered with: after choosing another language, say."""
    return redirect(url_for("lessons.end", number=number))


@lessons.post("/lesson/<int:number>/opinion")
@requires(Permission.FOLLOW_PROGRAMME)
def say_whether_it_helped(treatment: Treatment, number: int) -> ResponseReturnValue:
    """A button of the page's own form: what is ticked but not shared yet stays ticked."""
    try:
        helped = Helped(request.form.get("helped", ""))
    except ValueError:
        abort(422)
    say_helped(guard.actor(), treatment, number, helped, clock.now())
    patient, mine, read = _read(treatment, number)
    ticked = frozenset(request.form.getlist("share"))
    return _end_page(treatment, patient, mine, read, short="short" in request.form, ticked=ticked)


@lessons.get("/lesson/<int:number>/card")
@requires(Permission.FOLLOW_PROGRAMME)
def card(treatment: Treatment, number: int) -> ResponseReturnValue:
    try:
        patient, _mine, read = _read(treatment, number)
    except LessonClosed as error:
        return closed_page(error, 200)
    return patient_page("lessons/card.html", patient, lesson=read.lesson, cards=card_of(treatment, read))


def _end_page(
    treatment: Treatment, patient: Patient, mine: Programme, read: Read, short: bool,
    ticked: frozenset[str] | None = None,
) -> str:
    """`ticked`: what was chosen to be shared on the page that was sent; none when it is opened."""
    return patient_page(
        "lessons/end.html", patient, lesson=read.lesson, ending=ending_of(treatment, read),
        answered_by=answered_by(treatment, clock.now()), short=short, finished=mine.finished(read.lesson.number),
        helped=said_helped(treatment.id, read.module.id, read.lesson.id), ticked=ticked,
    )


def _read(treatment: Treatment, number: int) -> tuple[Patient, Programme, Read]:
    patient = patient_of(treatment)
    mine = programme_of(treatment, patient, clock.now())
    return patient, mine, mine.read(number, guard.actor().language)


def _page_reached(mine: Programme, read: Read) -> int:
    progress = mine.progress.get(read.lesson.number)
    return min(progress.page, len(read.lesson.pages)) if progress and not progress.finished_at else 1
