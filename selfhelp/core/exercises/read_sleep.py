"""The exercises of the sleep programme: the fields an author writes, and a night or a check from stored answers."""

from __future__ import annotations

from selfhelp.core.content.field_types import Answers
from selfhelp.core.content.said import say
from selfhelp.core.exercises import needs
from selfhelp.core.exercises.sleep import Night
from selfhelp.core.exercises.sleep_safety import EXCLUSIONS, Screening, WeeklyCheck

MORNING = needs.day("date", say("the morning the night ended"))
INTO_BED = needs.clock("into-bed", say("when she went to bed"))
LIGHTS_OUT = needs.clock("lights-out", say("when she began trying to sleep"))
MINUTES_TO_SLEEP = needs.minutes("minutes-to-sleep", say("how long it took to fall asleep"))
AWAKENINGS = needs.count("awakenings", say("how many times she woke"), 30, optional=True)
MINUTES_AWAKE = needs.minutes("minutes-awake", say("how long she was awake in the night"))
WOKE_UP = needs.clock("woke-up", say("when she woke for good"))
OUT_OF_BED = needs.clock("out-of-bed", say("when she got up"))
QUALITY = needs.whole_rating("quality", say("how the sleep was"), 1, 5, optional=True)
DIARY = (
    MORNING,
    INTO_BED,
    LIGHTS_OUT,
    MINUTES_TO_SLEEP,
    AWAKENINGS,
    MINUTES_AWAKE,
    WOKE_UP,
    OUT_OF_BED,
    QUALITY,
)

SCREENING = tuple(needs.yes_no(question, say("whether she {does}", does=does)) for question, does in EXCLUSIONS.items())

RISE = needs.clock("rise", say("when she gets up, seven days a week"))
SLEEPINESS = needs.whole_rating("sleepiness", say("how sleepy she is in the day"), 0, 10)
NEAR_MISS = needs.yes_no(
    "near-miss", say("whether she was sleepy at the wheel, or there was an accident or nearly one")
)
SAFETY_OK = needs.yes_no("safety-ok", say("whether all answers of the screening are still no"))
STOP = needs.yes_no("stop", say("whether she wants to stop"), optional=True)
WINDOW = (RISE, SLEEPINESS, NEAR_MISS, SAFETY_OK, STOP)


def night(answers: Answers) -> Night | None:
    """None where one of the times or minutes is missing, except minutes awake of a night without awakenings."""
    morning, into_bed, lights_out = MORNING.of(answers), INTO_BED.of(answers), LIGHTS_OUT.of(answers)
    woke_up, out_of_bed = WOKE_UP.of(answers), OUT_OF_BED.of(answers)
    to_sleep, awake, awakenings = MINUTES_TO_SLEEP.of(answers), MINUTES_AWAKE.of(answers), AWAKENINGS.of(answers)
    if awake is None and awakenings == 0:
        awake = 0
    if morning is None or into_bed is None or lights_out is None or woke_up is None or out_of_bed is None:
        return None
    if to_sleep is None or awake is None:
        return None
    return Night(morning, into_bed, lights_out, to_sleep, awake, woke_up, out_of_bed, awakenings, QUALITY.of(answers))


def screening(answers: Answers) -> Screening:
    """Every question answered yes or no, the author's own among them."""
    asked = {question.replace("_", "-"): answer for question, answer in answers.items() if isinstance(answer, bool)}
    return Screening(asked)


def weekly_check(answers: Answers) -> WeeklyCheck:
    return WeeklyCheck(
        rise=RISE.of(answers),
        sleepiness=SLEEPINESS.of(answers),
        near_miss=NEAR_MISS.of(answers) is True,
        safety_ok=SAFETY_OK.of(answers),
        wants_to_stop=STOP.of(answers) is True,
    )
