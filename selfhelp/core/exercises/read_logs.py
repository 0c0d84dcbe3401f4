"""Exercises filled in again and again: the fields an author writes, and one entry from stored answers.

Each reader gives None where something that is computed with is missing or does not fit.
"""

from __future__ import annotations

from selfhelp.core.content.field_types import Answers
from selfhelp.core.content.said import say
from selfhelp.core.exercises import needs
from selfhelp.core.exercises.activity import Activity
from selfhelp.core.exercises.drinking import Drink
from selfhelp.core.exercises.exposure import Exposure
from selfhelp.core.exercises.worry import Kept, Type, Worry, WorryTime

AT = needs.moment("at", say("when it was"))

STEP = needs.words("step", ("reference", "choice", "text"), say("which step was practised"), also=("exercise",))
WHEN = needs.moment("when", say("when it was"), also=("at",), optional=True)
EXPECTED = needs.rating("expect-prob", say("how sure she was that it would happen"), 0, 100, optional=True)
SUDS_BEFORE = needs.rating("suds-before", say("how strong the fear was before"), 0, 100, optional=True)
SUDS_PEAK = needs.rating("suds-peak", say("how strong the fear was at its strongest"), 0, 100)
SUDS_END = needs.rating("suds-end", say("how strong the fear was at the end"), 0, 100, also=("suds-after",))
HAPPENED = needs.yes_no("happened", say("whether what she feared happened"))
EXPOSURE = (STEP, WHEN, EXPECTED, SUDS_BEFORE, SUDS_PEAK, SUDS_END, HAPPENED)

WHAT = needs.words("activity", ("text", "long-text"), say("what she did"))
LENGTH = needs.minutes("minutes", say("how long it took"), optional=True)
MASTERY = needs.rating("mastery", say("how much mastery it gave"), 0, 10)
PLEASURE = needs.rating("pleasure", say("how much pleasure it gave"), 0, 10)
ACTIVITY = (AT, WHAT, LENGTH, MASTERY, PLEASURE)

TYPE = needs.one_of("type", Type, say("whether the worry is real or hypothetical"), may_lack=(Type.UNSURE,))
MINUTES = needs.minutes("minutes", say("how long she worried"))
DISTRESS = needs.rating("distress", say("how much it troubled her"), 0, 100, optional=True)
WORRY = (AT, TYPE, MINUTES, DISTRESS)

KEPT = needs.one_of("kept", Kept, say("whether the set time was kept"))
POSTPONED = needs.count("postponed", say("how many worries were put off"), 50)
STILL_RELEVANT = needs.count("still-relevant", say("how many of them still mattered"), 50, optional=True)
WORRY_TIME = (KEPT, POSTPONED, STILL_RELEVANT)

DAY = needs.day("date", say("which day it was"))
UNITS = needs.amount("units", say("how many units she drank"), 40)
DRINKING = (DAY, UNITS)


def exposure(answers: Answers) -> Exposure | None:
    peak, end, happened = SUDS_PEAK.of(answers), SUDS_END.of(answers), HAPPENED.of(answers)
    if peak is None or end is None or happened is None:
        return None
    return Exposure(
        step=STEP.of(answers) or "",
        peak=peak,
        end=end,
        happened=happened,
        at=WHEN.of(answers),
        before=SUDS_BEFORE.of(answers),
        expected=EXPECTED.of(answers),
    )


def activity(answers: Answers) -> Activity | None:
    at, mastery, pleasure = AT.of(answers), MASTERY.of(answers), PLEASURE.of(answers)
    if at is None or mastery is None or pleasure is None:
        return None
    return Activity(at, WHAT.of(answers) or "", mastery, pleasure, LENGTH.of(answers))


def worry(answers: Answers) -> Worry | None:
    at, kind, minutes = AT.of(answers), TYPE.of(answers), MINUTES.of(answers)
    if at is None or kind is None or minutes is None:
        return None
    return Worry(at, kind, minutes, DISTRESS.of(answers))


def worry_time(answers: Answers) -> WorryTime | None:
    kept = KEPT.of(answers)
    return None if kept is None else WorryTime(kept, POSTPONED.of(answers), STILL_RELEVANT.of(answers))


def drink(answers: Answers) -> Drink | None:
    day, units = DAY.of(answers), UNITS.of(answers)
    return None if day is None or units is None else Drink(day, units)
