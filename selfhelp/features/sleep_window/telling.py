"""What she is told on the next page when something she wrote has taken the window away."""

from __future__ import annotations

from collections.abc import Iterable

from flask import flash
from flask_babel import gettext as _

from selfhelp.core.exercises import read_sleep
from selfhelp.features.lessons.sent import SentExercise


def tell_of_alarm(sent: Iterable[SentExercise], guide: str) -> None:
    checks = [one.answers for one in sent if one.placed.exercise.compute == "sleep-window"]
    if any(read_sleep.weekly_check(answers).near_miss for answers in checks):
        flash(_(
            "A sleep window is stopped now. Go back to the bedtimes you had before, and leave the car. %(name)s has "
            "been asked to call you.", name=guide or _("your guide"),
        ), "warning")  # fmt: skip
