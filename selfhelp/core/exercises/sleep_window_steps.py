"""The sleep window from proposal to yes, and what takes it away: what has happened in it, folded to where it stands.

Every step is an event that stays. A window holds only after everybody whose yes it needs has said it, the patient last
(docs/care-rules.md, Sleep).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from selfhelp.core.exercises.sleep import Night
from selfhelp.core.exercises.sleep_safety import Screening, Stop
from selfhelp.core.exercises.sleep_window import (
    BETWEEN_CHANGES,
    YOUNGEST,
    Agrees,
    Follow,
    Kind,
    Profile,
    Proposal,
    Reason,
    Window,
    first_window,
    floor,
    next_window,
    who_agrees,
)

STALE_AFTER = timedelta(days=14)  # an offer nobody has answered rests on nights that are too old
REST_AFTER_NO = timedelta(days=7)


class Step(StrEnum):
    PROPOSED = "proposed"
    SUPERVISOR_AGREED = "supervisor_agreed"
    GUIDE_AGREED = "guide_agreed"
    PATIENT_AGREED = "patient_agreed"
    DECLINED = "declined"
    SUSPENDED = "suspended"
    REOPENED = "reopened"


YES = {
    Agrees.SUPERVISOR: Step.SUPERVISOR_AGREED,
    Agrees.GUIDE: Step.GUIDE_AGREED,
    Agrees.PATIENT: Step.PATIENT_AGREED,
}
SAID_BY = {step: who for who, step in YES.items()}


@dataclass(frozen=True)
class Offer:
    """A window on its way. `asleep` and `in_bed`: the means it rests on, in minutes; `nights`: how many."""

    kind: Kind
    minutes: int
    rise: time
    asleep: float
    in_bed: float
    nights: int


@dataclass(frozen=True)
class Event:
    """One step. `on`: the local day. `offer`: with a proposal. `stop`: with a suspension. `words`: why not now."""

    step: Step
    at: datetime
    on: date
    by: Agrees | None = None
    offer: Offer | None = None
    stop: Stop | None = None
    words: str = ""


@dataclass(frozen=True)
class Standing:
    """Where the window stands.

    `offer` and `offered_on`: what waits for a yes, and those who have said theirs. `declined`: the last no since the
    last offer. `stopped`: what took the window away, the most urgent first; until somebody opens it again.
    `changed_on`: the last time a window began to hold, also when it has been taken away since.
    """

    window: Window | None = None
    rise: time | None = None
    offer: Offer | None = None
    offered_on: date | None = None
    agreed: frozenset[Agrees] = frozenset()
    declined: Event | None = None
    stopped: tuple[Stop, ...] = ()
    stopped_at: datetime | None = None
    changed_on: date | None = None

    def waits_for(self, age: int) -> Agrees | None:
        """Whose yes comes next; none where nothing is offered."""
        if self.offer is None:
            return None
        return next((who for who in who_agrees(self.offer.kind, age) if who not in self.agreed), None)

    def rests(self, today: date) -> bool:
        """Somebody of the staff said no less than a week ago."""
        no = self.declined
        return no is not None and no.by is not Agrees.PATIENT and today - no.on < REST_AFTER_NO

    def is_stale(self, today: date) -> bool:
        return self.offered_on is not None and today - self.offered_on > STALE_AFTER


def standing(events: Iterable[Event], today: date) -> Standing:
    """`events` in the order they happened. An offer too old to be answered is no offer."""
    now = Standing()
    for event in events:
        now = _after(now, event)
    return replace(now, offer=None, offered_on=None, agreed=frozenset()) if now.is_stale(today) else now


def _after(before: Standing, event: Event) -> Standing:
    match event.step:
        case Step.PROPOSED:
            return replace(before, offer=event.offer, offered_on=event.on, agreed=frozenset(), declined=None)
        case Step.SUPERVISOR_AGREED | Step.GUIDE_AGREED:
            return replace(before, agreed=before.agreed | {SAID_BY[event.step]})
        case Step.PATIENT_AGREED:
            return _begun(before, event)
        case Step.DECLINED:
            return replace(before, offer=None, offered_on=None, agreed=frozenset(), declined=event)
        case Step.SUSPENDED:
            found = {*before.stopped, event.stop}
            return Standing(
                stopped=tuple(stop for stop in Stop if stop in found), stopped_at=event.at,
                changed_on=before.changed_on,
            )
        case Step.REOPENED:
            return Standing(changed_on=before.changed_on)


def _begun(before: Standing, event: Event) -> Standing:
    if before.offer is None:
        return before
    window = Window(before.offer.minutes, event.on)
    return Standing(window=window, rise=before.offer.rise, changed_on=event.on)


def proposal(
    now: Standing, nights: Iterable[Night], screening: Screening, today: date, age: int | None,
    profile: Profile = Profile.DEFAULT,
) -> Proposal:
    """What to propose today. `age`: None where it is not known, which is treated as too young.

    The questions about health count all the way: a yes, or a question that stands open, is no window.
    """
    if age is None or age < YOUNGEST:
        return Proposal(Kind.NONE, Reason.EXCLUDED, follow=Follow.SUPERVISOR_DECIDES)
    if now.stopped or screening.yes or not screening.complete or now.window is None:
        first = first_window(nights, today, age, screening, now.stopped)
        soon = now.changed_on is not None and today - now.changed_on < BETWEEN_CHANGES
        return Proposal(Kind.NONE, Reason.CHANGED_THIS_WEEK) if soon and first.kind is Kind.FIRST else first
    return next_window(now.window, nights, today, age, profile=profile)


def may_begin(now: Standing, screening: Screening, today: date, age: int | None) -> bool:
    """Asked again at the patient's yes, which may come days after the proposal."""
    if now.offer is None or now.stopped or age is None or age < YOUNGEST:
        return False
    if screening.yes or not screening.complete or now.offer.minutes < floor(age):
        return False
    if now.changed_on is not None and today - now.changed_on < BETWEEN_CHANGES:
        return False
    return now.waits_for(age) is Agrees.PATIENT
