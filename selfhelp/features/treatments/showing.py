"""Writing out the page about one treatment, with the forms that were not filled in this time."""

from __future__ import annotations

from datetime import date, datetime

from flask import render_template
from wtforms import Form

from selfhelp.clock import local_date
from selfhelp.core.language import WEEKDAYS, date_in_words, day_and_month, moment_in_words
from selfhelp.db.tables import Treatment
from selfhelp.features.treatments.end_reasons import WORDS, EndReason
from selfhelp.features.treatments.forms import EndForm, HandOverForm, PauseForm
from selfhelp.features.treatments.page import patient_page
from selfhelp.features.treatments.queries import modules_to_choose
from selfhelp.web import language


def show_patient(treatment: Treatment, now: datetime, sent: Form | None = None, problem: str = "") -> str:
    """The page; `sent` is a form that came back with something wrong in it, `problem` what has no field."""
    page, today, spoken = patient_page(treatment, now), local_date(now), language.current()

    def day(one: date) -> str:
        return date_in_words(one, spoken, today)

    def full_date(one: date) -> str:
        return f"{day_and_month(one, spoken)} {one.year}"

    def moment(one: datetime) -> str:
        return moment_in_words(one, today, spoken)

    hand_over = sent if isinstance(sent, HandOverForm) else HandOverForm()
    hand_over.offer([(str(one.id), one.name) for one in page.other_guides])
    return render_template(
        "treatments/patient.html", page=page, problem=problem, sent=sent, hand_over=hand_over,
        day=day, date=full_date, moment=moment,
        pause=sent if isinstance(sent, PauseForm) else PauseForm(from_on=today),
        end=sent if isinstance(sent, EndForm) else EndForm(),
        weekday=WEEKDAYS[spoken][page.feedback_weekday],
        module={one.id: one.title for one in modules_to_choose(spoken)}.get(page.module_id, page.module_id),
        ended_because=WORDS[EndReason(page.end_reason)] if page.end_reason else "",
    )
