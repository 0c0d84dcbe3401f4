"""What was done and what came of it: exposure, activities, plans, steps and drinking."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from selfhelp.core import language as wording
from selfhelp.core.exercises.activity import Activities
from selfhelp.core.exercises.drinking import Week
from selfhelp.core.exercises.exposure import Exposures
from selfhelp.core.exercises.plans import Plans
from selfhelp.core.exercises.steps import Progress
from selfhelp.features.lessons.sums import saying


def of_exposures(sums: Exposures, language: str) -> Iterator[str]:
    if sums.violated is None or sums.within is None:
        return
    without = round(sums.violated * sums.practices)
    yield ngettext(
        "%(without)s of %(num)s time, what was feared did not happen.",
        "%(without)s of %(num)s times, what was feared did not happen.", sums.practices, without=without,
    )
    if sums.within >= 0:
        yield _("From the strongest to the end the fear fell by %(num)s on average.",
                num=saying.amount(sums.within, language))  # fmt: skip
    most = max(sums.steps, key=lambda step: step.repeats)
    if most.repeats > 1:
        told = {"first": saying.amount(most.peaks[0], language), "last": saying.amount(most.peaks[-1], language)}
        yield _("What was practised most: %(first)s at the strongest the first time, %(last)s the last.", **told)


def of_activities(sums: Activities, language: str) -> Iterator[str]:
    if sums.mastery is None or sums.pleasure is None:
        return
    days = ngettext("%(num)s day", "%(num)s days", sums.days)
    yield ngettext("%(num)s activity over %(days)s.", "%(num)s activities over %(days)s.", sums.count, days=days)
    told = {"mastery": saying.amount(sums.mastery, language), "pleasure": saying.amount(sums.pleasure, language)}
    yield _("On average mastery %(mastery)s and pleasure %(pleasure)s of 10.", **told)
    if sums.bottom and sums.top[0].what:
        yield _("Most of both: “%(what)s”.", what=sums.top[0].what)


def of_plans(sums: Plans, language: str) -> Iterator[str]:
    answered = sums.planned - sums.waiting
    if answered:
        told = ngettext(
            "%(done)s of %(num)s plan was carried out.", "%(done)s of %(num)s plans were carried out.", answered,
            done=sums.done,
        )
        partly = ngettext("%(num)s was done in part.", "%(num)s were done in part.", sums.partly)
        yield f"{told} {partly}" if sums.partly else told
    if sums.waiting:
        yield ngettext("%(num)s waits for an answer.", "%(num)s wait for an answer.", sums.waiting)
    if sums.mood_change is not None:
        yield _mood_change(sums.mood_change, language)


def _mood_change(change: float, language: str) -> str:
    by = saying.amount(abs(change), language)
    if by == "0":
        return str(_("The mood was the same before and after, on average."))
    if change > 0:
        return str(_("The mood rose by %(num)s on average.", num=by))
    return str(_("The mood fell by %(num)s on average.", num=by))


def of_steps(every: tuple[Progress, ...], language: str) -> Iterator[str]:
    """The last filling-in."""
    if not every:
        return
    sums = every[-1]
    if sums.total:
        yield ngettext("%(done)s of %(num)s step is taken.", "%(done)s of %(num)s steps are taken.", sums.total,
                       done=sums.done)  # fmt: skip
    if sums.should_shrink and sums.confidence is not None:
        sure = saying.amount(sums.confidence, language)
        yield _("Sureness is %(num)s of 10. The next step may be smaller.", num=sure)


def of_weeks(every: tuple[Week, ...], language: str) -> Iterator[str]:
    """The last week written."""
    if not every:
        return
    week = every[-1]
    told = {"day": wording.day_and_month(week.monday, language), "units": saying.amount(week.units, language)}
    yield ngettext(
        "The week from %(day)s: %(units)s units over %(num)s day written.",
        "The week from %(day)s: %(units)s units over %(num)s days written.", week.days, **told,
    )
    dry = ngettext("%(num)s day without alcohol", "%(num)s days without alcohol", week.dry)
    heavy = ngettext("%(num)s day with six units or more", "%(num)s days with six units or more", week.heavy)
    yield _("%(dry)s, %(heavy)s.", dry=dry, heavy=heavy)
