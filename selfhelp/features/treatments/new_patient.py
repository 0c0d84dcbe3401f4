"""What a supervisor tells about a new patient, and what cannot be so."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from selfhelp.core.care.age import YOUNGEST, age_on
from selfhelp.features.treatments.refusals import Fault

OLDEST = 120
LONGEST_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class NewPatient:
    """`phone` as core.phone.normal writes it; `feedback_weekday`: 0 is Monday."""

    name: str
    birth_date: date
    phone: str
    email: str
    language: str
    referred_on: date
    module_id: str
    guide_id: uuid.UUID
    starts_on: date
    feedback_weekday: int


def wrong_dates(new: NewPatient, today: date) -> tuple[tuple[Fault, bool], ...]:
    """Each fault the dates can have and whether it is there.

    The age counts on the day of registering: treatment is offered from 16.
    """
    impossible = new.birth_date > today or age_on(new.birth_date, today) > OLDEST
    return (
        (Fault.BORN_WRONG, impossible),
        (Fault.TOO_YOUNG, not impossible and age_on(new.birth_date, today) < YOUNGEST),
        (Fault.REFERRED_LATER, new.referred_on > today),
        (Fault.STARTS_BEFORE_REFERRAL, new.starts_on < new.referred_on),
        (Fault.STARTS_FAR_AHEAD, new.starts_on > today + LONGEST_AHEAD),
    )
