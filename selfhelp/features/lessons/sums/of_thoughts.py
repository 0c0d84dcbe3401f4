"""Worry, worry time and what is believed."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from selfhelp.core.exercises.belief import Beliefs
from selfhelp.core.exercises.worry import Worries, WorryTimes
from selfhelp.features.lessons.sums import saying


def of_worries(sums: Worries, language: str) -> Iterator[str]:
    if sums.minutes_a_day is None or sums.hypothetical is None:
        return
    yield _("%(minutes)s of worry a day on average, on the days written.", minutes=saying.minutes(sums.minutes_a_day))
    yield _("%(share)s of the worries are about what might happen.", share=saying.share(sums.hypothetical, language))
    if sums.distress is not None:
        yield _("On average they trouble %(num)s of 100.", num=saying.amount(sums.distress, language))


def of_worry_times(sums: WorryTimes, language: str) -> Iterator[str]:
    if sums.kept is None:
        return
    kept = round(sums.kept * sums.days)
    yield ngettext("The set time was kept on %(kept)s of %(num)s day.",
                   "The set time was kept on %(kept)s of %(num)s days.", sums.days, kept=kept)  # fmt: skip
    if sums.faded is not None:
        share = saying.share(sums.faded, language)
        yield _("%(share)s of the worries put off no longer mattered when the time came.", share=share)


def of_beliefs(sums: Beliefs, language: str) -> Iterator[str]:
    yield ngettext(
        "%(finished)s of %(num)s thought is rated again afterwards.",
        "%(finished)s of %(num)s thoughts are rated again afterwards.", sums.records, finished=sums.finished,
    )
    if sums.belief_change is not None:
        yield _belief_change(sums.belief_change, language)
    if sums.emotion_change is not None and sums.emotion_change < 0:
        by = saying.amount(-sums.emotion_change, language)
        yield _("The feelings weakened by %(num)s of 100 on average.", num=by)


def _belief_change(change: float, language: str) -> str:
    by = saying.amount(abs(change), language)
    if by == "0":
        return str(_("They are believed as much as before, on average."))
    if change < 0:
        return str(_("They are believed %(num)s of 100 less than before, on average.", num=by))
    return str(_("They are believed %(num)s of 100 more than before, on average.", num=by))
