"""What every page of the patient's carries: her way to be called, her quick way out, and days in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, abort, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.scoping import own_treatment
from selfhelp.core import language
from selfhelp.core.care.due import answer_date
from selfhelp.core.content.html import plain_to_html
from selfhelp.core.content.service_document import CrisisContact
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts.once import OtherText
from selfhelp.features.lessons.patient import Patient, patient_of
from selfhelp.features.lessons.refusals import ExerciseLocked, LessonClosed, NoSuchPage, TreatmentEnded
from selfhelp.features.service.queries import service_of
from selfhelp.features.treatments.facts import course_of
from selfhelp.web.errors import Conflict, on_conflict, page, written
from selfhelp.web.language import spoken

MOST_NUMBERS = 3  # under a caution: the first of the service's, more would hide them


@dataclass(frozen=True)
class CallMe:
    """The wish to be called, in the footer of every page."""

    guide: str
    asked: bool


@dataclass(frozen=True)
class Number:
    """Somebody to call, in the page's language."""

    name: str
    phone: str


def patient_page(template: str, patient: Patient, **values: object) -> str:
    today = clock.today()
    shared: dict[str, object] = {
        "patient": patient,
        "guide": patient.guide or _("your guide"),
        "service_name": service_of(patient.team).contact.place.get(spoken(), ""),
        "call_me": _call_me(patient, today),
        "quick_exit_shown": patient.leave_button,
        "moment": moment,
        "in_words": lambda day: in_words(day, today),
        "day_of": lambda at: language.near_date(clock.local_date(at), today, spoken()),
        "words": lambda text: Markup(plain_to_html(text)),
    }
    return render_template(template, **(shared | values))


def _call_me(patient: Patient, today: date) -> CallMe | None:
    return CallMe(patient.guide, patient.call_asked) if patient.guide and not patient.has_ended(today) else None


def in_words(day: date, today: date) -> str:
    return language.date_in_words(day, spoken(), today)


def clock_time(at: datetime) -> str:
    return language.time_of_day(at, spoken())


def moment(at: datetime) -> str:
    return language.moment_in_words(at, clock.today(), spoken())


def answered_by(treatment: Treatment, now: datetime) -> str:
    """The day by which she hears from her guide, in words; empty after the end."""
    course = course_of(treatment, now)
    day = answer_date(course.plan, course.facts, now)
    return in_words(day, clock.local_date(now)) if day else ""


def numbers(patient: Patient, today: date) -> tuple[Number, ...]:
    """The first numbers to call for somebody of her age."""
    return numbers_of(service_of(patient.team).crisis_for(patient.age(today)))


def numbers_of(crisis: Iterable[CrisisContact]) -> tuple[Number, ...]:
    return tuple(_number(one) for one in crisis if one.phone)[:MOST_NUMBERS]


def kept(version: int, now: datetime) -> ResponseReturnValue:
    """The answer to autosave."""
    return jsonify(version=version, saved_at=clock_time(now))


def handle_refusals(blueprint: Blueprint) -> None:
    """Kind pages in place of bare status codes."""
    blueprint.register_error_handler(LessonClosed, closed_page)
    blueprint.register_error_handler(TreatmentEnded, ended_page)
    blueprint.register_error_handler(ExerciseLocked, locked_page)
    blueprint.register_error_handler(NoSuchPage, lambda _error: page(404))
    blueprint.register_error_handler(OtherText, handled_before)


def closed_page(error: LessonClosed, status: int = 403) -> ResponseReturnValue:
    """A lesson that is not open yet: its date, and what to do meanwhile."""
    patient, today = patient_of(_treatment()), clock.today()
    opens_on = in_words(error.closed.opens_on, today)
    return patient_page(
        "lessons/closed.html", patient, closed=error.closed, opens_on=opens_on,
        is_due=error.closed.opens_on <= today, refused=status != 200,
    ), status


def ended_page(_error: TreatmentEnded, status: int = 403) -> ResponseReturnValue:
    """After the end there is nothing more to write, and what was written is there to read."""
    treatment = _treatment()
    return patient_page(
        "today/ended.html", patient_of(treatment), ended_on=treatment.ended_on, refused=status != 200
    ), status


def locked_page(error: ExerciseLocked) -> ResponseReturnValue:
    """An exercise only the guide opens: what she sent stands here, and is kept until it is open."""
    texts, go_on = error.texts or written(), error.go_on or url_for("today.today")
    return patient_page("lessons/locked.html", patient_of(_treatment()), texts=texts, go_on=go_on,
                        kept=bool(error.texts)), 403  # fmt: skip


def handled_before(_error: OtherText) -> ResponseReturnValue:
    """The form was handled with another text in it: the first is kept, what came now can be copied."""
    return on_conflict(Conflict(written(), (), url_for("today.today")))


def _treatment() -> Treatment:
    treatment = own_treatment(guard.actor())
    if treatment is None:
        abort(404)
    return treatment


def _number(contact: CrisisContact) -> Number:
    return Number(contact.name[spoken()], contact.phone)
