"""Why something with a treatment is refused. The pages have the words; nothing has been stored."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Fault(StrEnum):
    TOO_YOUNG = "too young"
    BORN_WRONG = "born wrong"
    EMAIL_TAKEN = "e-mail taken"
    REFERRED_LATER = "referred later"
    STARTS_BEFORE_REFERRAL = "starts before referral"
    STARTS_FAR_AHEAD = "starts far ahead"
    NOT_A_MODULE = "not a module"
    NOT_A_GUIDE = "not a guide"
    SAME_GUIDE = "same guide"
    GUIDE_CHANGED = "guide changed"  # by somebody else, after the page was shown
    ENDED = "ended"
    PAUSE_BEGINS_EARLIER = "pause begins earlier"
    PAUSE_ENDS_FIRST = "pause ends first"
    PAUSE_TOO_LONG = "pause too long"
    PAUSE_OVERLAPS = "pause overlaps"
    ACCEPTED = "accepted"  # the invitation has been


class Refused(Exception):
    """Nothing was stored."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(", ".join(faults))


def refuse(found: Iterable[tuple[Fault, bool]]) -> None:
    """Raise Refused with every fault that is there; nothing if none is."""
    there = [fault for fault, is_there in found if is_there]
    if there:
        raise Refused(*there)
