"""The caseload page."""

from __future__ import annotations

import uuid
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from selfhelp import audit, clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.core.language import date_alone, date_in_words, number
from selfhelp.features.caseload.queries import Caseload, Waiting, ended_treatments
from selfhelp.features.caseload.queries import caseload as caseload_of
from selfhelp.features.treatments.end_reasons import WORDS
from selfhelp.web import language

caseload = Blueprint("caseload", __name__)


@caseload.get("/supervisor/caseload", endpoint="caseload")
@requires(Permission.SEE_CASELOAD)
def show() -> ResponseReturnValue:
    now, chosen = clock.now(), _chosen_guide()
    found = caseload_of(guard.actor(), now, chosen)
    audit.record_reading(
        guard.actor(), audit.Action.CASELOAD_READ, now, patient_ids=[row.patient_id for row in found.rows]
    )
    return _page(found, chosen)


@caseload.get("/supervisor/ended")
@requires(Permission.SEE_CASELOAD)
def ended() -> ResponseReturnValue:
    now = clock.now()
    rows = ended_treatments(guard.actor())
    audit.record_reading(guard.actor(), audit.Action.CASELOAD_READ, now, patient_ids=[row.patient_id for row in rows])
    return render_template("caseload/ended.html", rows=rows, day=_day, words=WORDS)


def _day(one: date) -> str:
    return date_in_words(one, language.current(), clock.today())


def _page(found: Caseload, chosen: uuid.UUID | None) -> str:
    spoken = language.current()

    def hours(wait: Waiting) -> str:
        return number(wait.middle.total_seconds() / 3600, spoken)

    def days(wait: Waiting) -> str:
        return number(wait.days, spoken, 1)

    return render_template(
        "caseload/caseload.html", found=found, chosen=chosen, day=_day, hours=hours, days=days,
        date=lambda at: date_alone(clock.local_date(at), spoken, clock.today()),
    )


def _chosen_guide() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get("guide", ""))
    except ValueError:
        return None
