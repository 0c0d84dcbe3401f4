"""The sleep programme: the week's nights, the questions about health, the check of the window."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from selfhelp.core.exercises.sleep import Diary
from selfhelp.core.exercises.sleep_safety import EXCLUSIONS, Screening, WeeklyCheck
from selfhelp.features.lessons.sums import saying


def of_diary(diary: Diary, language: str) -> Iterator[str]:
    week = diary.week
    if week is None or not diary.nights:
        return
    if week.mean_asleep is None or week.mean_in_bed is None or week.efficiency is None:
        yield ngettext(
            "%(num)s of the last 7 nights can be counted. The week is summed up from five nights on.",
            "%(num)s of the last 7 nights can be counted. The week is summed up from five nights on.",
            len(week.valid),
        )
    else:
        told = {"asleep": saying.length(week.mean_asleep), "in_bed": saying.length(week.mean_in_bed)}
        yield _("The last 7 nights: %(asleep)s of sleep on average, and %(in_bed)s in bed.", **told)
        yield _("%(share)s of the time in bed was sleep.", share=saying.per_cent(week.efficiency, language))
    if week.faulty:
        yield ngettext(
            "%(num)s night is left out, because its times do not fit together.",
            "%(num)s nights are left out, because their times do not fit together.", len(week.faulty),
        )


def of_screening(screening: Screening, _language: str) -> Iterator[str]:
    lacking = sum(question not in screening.answers for question in EXCLUSIONS)
    if screening.yes:
        yes = len(screening.yes)
        yield ngettext("%(num)s question is answered yes.", "%(num)s questions are answered yes.", yes)
        yield _("Then there is no sleep window now.")
    elif lacking:
        yield ngettext("%(num)s question is not answered yet.", "%(num)s questions are not answered yet.", lacking)
    else:
        yield _("All the questions are answered no.")


def of_check(check: WeeklyCheck, language: str) -> Iterator[str]:
    if check.near_miss:
        yield _("Sleepy at the wheel or by a machine, or nearly an accident: the window has been stopped.")
    if check.safety_ok is False:
        yield _("Something about the health has changed: the window waits.")
    if check.wants_to_stop:
        yield _("Wishes to stop.")
    if check.rise is not None:
        yield _("Up at %(time)s every day.", time=saying.clock(check.rise, language))
    if check.sleepiness is not None:
        yield _("Sleepiness in the day: %(num)s of 10.", num=check.sleepiness)
