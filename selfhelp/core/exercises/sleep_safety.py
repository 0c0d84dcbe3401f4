"""Who a sleep window is not for, and what takes one away (docs/care-rules.md, Sleep).

Being awake longer makes people sleepy before it makes them sleep. The questions gather the exclusions of the HABIT
(Kyle 2023, Lancet 402:975) and NORSE-3 (NCT02558647) trials and what the clinical review of this programme added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from selfhelp.core.content.said import say

# Field id of each question in the screening exercise -> what it asks. Any yes: no automatic window.
EXCLUSIONS = {
    "driving": say("drives at work, or has work where sleepiness is dangerous"),
    "shift": say("works nights or shifts"),
    "delayed": say("sleeps well when free to go to bed as late as she likes"),
    "apnoea": say("stops breathing in sleep, or snores loudly and is sleepy in the day"),
    "dozing": say("dozes off in the day without meaning to"),
    "narcolepsy": say("falls asleep all of a sudden"),
    "restless-legs": say("has restless legs in the evening"),
    "parasomnia": say("walks in her sleep, or has hurt somebody asleep"),
    "sleeping-pills": say("takes something to sleep"),
    "pregnant": say("is pregnant"),
    "newborn": say("has a newborn at home"),
    "epilepsy": say("has epilepsy or has had seizures"),
    "heart": say("has recently had heart surgery"),
    "memory": say("has dementia or failing memory"),
    "falls": say("is frail or falls easily"),
    "bipolar": say("has had bipolar disorder or mania"),
    "psychosis": say("has had a psychosis"),
    "substances": say("drinks much or uses other drugs"),
    "suicidal": say("has thoughts of taking her life"),
}
# Asked for the reader's sake beside the others; the age is known from the treatment, and a sum adds nothing.
NOT_EXCLUSIONS = ("under-18", "any-yes")


@dataclass(frozen=True)
class Screening:
    """The answers before the first window: question -> yes or no. The author may ask more than EXCLUSIONS."""

    answers: Mapping[str, bool]

    @property
    def yes(self) -> frozenset[str]:
        """The questions answered yes. A yes in the sum alone counts: it may be the only honest answer given."""
        said = {question for question, answer in self.answers.items() if answer}
        return frozenset({"any-yes"} if said == {"any-yes"} else said - {*NOT_EXCLUSIONS})

    @property
    def complete(self) -> bool:
        return all(question in self.answers for question in EXCLUSIONS)


class Stop(StrEnum):
    """What suspends a window, the most urgent first."""

    NEAR_MISS = "near-miss"  # sleepy at the wheel, an accident or nearly one
    ITEM_NINE = "item-nine"  # new thoughts of death on the PHQ-9
    ELEVATED_MOOD = "elevated-mood"  # less sleep and more energy: mania?
    WORSE = "worse"  # PHQ-9 six points up
    NEW_EXCLUSION = "new-exclusion"
    ASKED = "asked"  # the patient wants to stop


@dataclass(frozen=True)
class WeeklyCheck:
    """What the patient says about the window, each week or when something happens. None: not answered."""

    rise: time | None = None
    sleepiness: int | None = None  # 0 to 10, in the day
    near_miss: bool = False
    safety_ok: bool | None = None  # False: one of the screening's questions is now a yes
    wants_to_stop: bool = False


def stops_in(check: WeeklyCheck) -> frozenset[Stop]:
    found = {
        Stop.NEAR_MISS: check.near_miss,
        Stop.NEW_EXCLUSION: check.safety_ok is False,
        Stop.ASKED: check.wants_to_stop,
    }
    return frozenset(stop for stop, is_so in found.items() if is_so)


def joined(checks: Sequence[WeeklyCheck]) -> WeeklyCheck:
    """Several checks as one, oldest first: the newest answers, but an alarm in any of them stands.

    Give it the checks since a human last decided about the window, or an old near miss suspends the next one too.
    """
    rises = [check.rise for check in checks if check.rise is not None]
    sleepiness = [check.sleepiness for check in checks if check.sleepiness is not None]
    safe = [check.safety_ok for check in checks if check.safety_ok is not None]
    return WeeklyCheck(
        rise=rises[-1] if rises else None,
        sleepiness=sleepiness[-1] if sleepiness else None,
        near_miss=any(check.near_miss for check in checks),
        safety_ok=all(safe) if safe else None,
        wants_to_stop=any(check.wants_to_stop for check in checks),
    )
