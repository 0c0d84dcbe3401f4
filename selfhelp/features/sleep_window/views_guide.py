"""The sleep window, to those who must say yes: a panel on the patient's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts import once
from selfhelp.features.sleep_window import actions
from selfhelp.features.sleep_window.views_patient import sleep_window

__all__ = ["sleep_window"]  # with every page of it


@dataclass(frozen=True)
class _Press:
    act: Callable[[Treatment, datetime], object]
    said: str


@sleep_window.post("/guide/patient/<uuid:treatment_id>/window")
@requires(Permission.AGREE_SLEEP_WINDOW)
def answer(treatment: Treatment) -> ResponseReturnValue:
    now, press = clock.now(), _press(request.form.get("do", ""))
    back = redirect(url_for("feedback.patient", treatment_id=treatment.id, _anchor="sleep-window"), 303)
    if press is None:
        return back
    key = once.parse(request.form.get("once"))
    form = {name: [request.form.get(name, "")] for name in ("do", "reason")}
    try:
        once.only_once(guard.actor(), key, form, now, lambda: press.act(treatment, now))
    except actions.NotNow:
        flash(_("The sleep window has changed since the page was opened. Look at it once more."), "warning")
    except ValueError:
        flash(_("Write why, in at most %(max)s signs. The patient reads it.", max=actions.LONGEST_REASON), "warning")
    else:
        flash(press.said, "success")
    return back


def _press(pressed: str) -> _Press | None:
    actor, reason = guard.actor(), request.form.get("reason", "")
    presses = {
        "agree": _Press(lambda t, now: actions.agree(actor, t, now), _("Noted. The patient sees it at once.")),
        "decline": _Press(
            lambda t, now: actions.decline(actor, t, reason, now), _("Noted. The patient reads what you wrote.")
        ),
        "reopen": _Press(lambda t, now: actions.reopen(actor, t, now), _("A window can be proposed again.")),
    }
    return presses.get(pressed)
