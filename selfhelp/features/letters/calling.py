"""«Be veilederen ringe meg», from any page."""

from __future__ import annotations

from datetime import datetime

from flask import flash
from flask_babel import gettext as _

from selfhelp.access import guard
from selfhelp.db.tables import Treatment
from selfhelp.features.lessons.patient import patient_of
from selfhelp.features.lessons.rendering import answered_by
from selfhelp.features.letters.actions import ask_for_call

CALL = "call"  # the button in the footer of a page with a form of its own, which is saved too


def call_her(treatment: Treatment, now: datetime) -> None:
    """Ask for the call, and say on the next page by when it comes."""
    ask_for_call(guard.actor(), treatment, now)
    guide = patient_of(treatment).guide or _("your guide")
    flash(_("%(name)s has been asked to call you. You will hear by %(day)s.", name=guide,
            day=answered_by(treatment, now)), "success")  # fmt: skip
