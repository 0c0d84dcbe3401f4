"""What a supervisor tells about a new patient, and what cannot be so."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from selfhelp.core.care.age import YOUNGEST, age_on

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


class Fault(StrEnum):
    """Why a registration is refused. Each belongs to one field of the form."""

    TOO_YOUNG = "too young"
    BORN_WRONG = "born wrong"
    EMAIL_TAKEN = "e-mail taken"
    REFERRED_LATER = "referred later"
    STARTS_BEFORE_REFERRAL = "starts before referral"
    STARTS_FAR_AHEAD = "starts far ahead"
    NOT_A_MODULE = "not a module"
    NOT_A_GUIDE = "not a guide"


class Refused(Exception):
    """Nothing was stored."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(self.faults))


def faults(new: NewPatient, today: date) -> tuple[Fault, ...]:
    """What is wrong with the dates. The age counts on the day of registering: treatment is offered from 16."""
    found = (
        (Fault.BORN_WRONG, new.birth_date > today or age_on(new.birth_date, today) > OLDEST),
        (Fault.TOO_YOUNG, new.birth_date <= today and age_on(new.birth_date, today) < YOUNGEST),
        (Fault.REFERRED_LATER, new.referred_on > today),
        (Fault.STARTS_BEFORE_REFERRAL, new.starts_on < new.referred_on),
        (Fault.STARTS_FAR_AHEAD, new.starts_on > today + LONGEST_AHEAD),
    )
    return tuple(fault for fault, there in found if there)
