"""Steps of the sleep window. Each is one transaction with its audit; who may say what is asked here once more."""

from __future__ import annotations

from datetime import datetime, time

from selfhelp.access.actor import Actor
from selfhelp.clock import local_date
from selfhelp.core.exercises.sleep_safety import Stop
from selfhelp.core.exercises.sleep_window import Agrees, Follow, follow_up
from selfhelp.core.exercises.sleep_window_steps import YES, Standing, Step, may_begin, standing
from selfhelp.db.session import transaction
from selfhelp.db.tables import SleepWindowEvent, Treatment
from selfhelp.features.lessons.patient import Patient, patient_of
from selfhelp.features.lessons.refusals import refuse_after_end
from selfhelp.features.letters.queries import open_call
from selfhelp.features.sleep_window.alarms import suspend
from selfhelp.features.sleep_window.queries import Care, care_of
from selfhelp.features.sleep_window.record import WHO, add, events_of, lock

LONGEST_REASON = 500


class NotNow(Exception):
    """It cannot be done as things stand: something has changed since the page was shown. Nothing was stored."""


@transaction
def propose(actor: Actor, treatment: Treatment, rise: time, now: datetime) -> SleepWindowEvent:
    """Send today's proposal to those who must say yes; with it goes what it rests on. One that needs nobody else's
    yes begins at once."""
    care = _care(treatment, now)
    today = local_date(now)
    # More time in bed keeps the hour she gets up at: only one thing is changed at a time.
    offer = care.offer(care.standing.rise or rise) if care.proposes else None
    if offer is None or care.standing.offer is not None or care.standing.rests(today):
        raise NotNow
    sent = add(actor, treatment, Step.PROPOSED, now, offer=offer)
    if care.proposal.agree == (Agrees.PATIENT,):
        return add(actor, treatment, Step.PATIENT_AGREED, now)
    return sent


@transaction
def begin(actor: Actor, treatment: Treatment, now: datetime) -> SleepWindowEvent:
    """The patient's yes, after the others': the window holds from this evening."""
    care = _care(treatment, now)
    if not may_begin(care.standing, care.screening, local_date(now), care.age):
        raise NotNow
    return add(actor, treatment, Step.PATIENT_AGREED, now)


@transaction
def agree(actor: Actor, treatment: Treatment, now: datetime) -> SleepWindowEvent:
    """The guide's or the supervisor's yes, in their turn."""
    patient, stands = _stands(treatment, now)
    age = patient.age(local_date(now))
    who = WHO[actor.role]
    if age is None or who is Agrees.PATIENT or stands.waits_for(age) is not who:
        raise NotNow
    return add(actor, treatment, YES[who], now)


@transaction
def decline(actor: Actor, treatment: Treatment, words: str, now: datetime) -> SleepWindowEvent:
    """Not now. What staff write the patient reads. Raises ValueError where they write nothing, or too much."""
    _, stands = _stands(treatment, now)
    if stands.offer is None:
        raise NotNow
    if WHO[actor.role] is not Agrees.PATIENT and not 0 < len(words.strip()) <= LONGEST_REASON:
        raise ValueError(f"a reason has 1 to {LONGEST_REASON} signs")
    return add(actor, treatment, Step.DECLINED, now, words=words.strip())


@transaction
def stop(actor: Actor, treatment: Treatment, why: Stop, now: datetime) -> SleepWindowEvent | None:
    """The patient stops it, or has been near an accident: at once."""
    refuse_after_end(treatment, now)
    return suspend(actor, treatment, why, now)


@transaction
def reopen(actor: Actor, treatment: Treatment, now: datetime) -> SleepWindowEvent:
    """A window may be proposed again. Where health is the reason only the supervisor decides; after a near miss there
    must have been a talk."""
    _, stands = _stands(treatment, now)
    if not may_reopen(WHO[actor.role], stands) or open_call(treatment.id) is not None:
        raise NotNow
    return add(actor, treatment, Step.REOPENED, now)


def may_reopen(who: Agrees, stands: Standing) -> bool:
    if not stands.stopped or who is Agrees.PATIENT:
        return False
    return who is Agrees.SUPERVISOR or all(
        follow_up(one) is not Follow.SUPERVISOR_DECIDES for one in stands.stopped
    )


def _care(treatment: Treatment, now: datetime) -> Care:
    refuse_after_end(treatment, now)
    lock(treatment)
    care = care_of(treatment, patient_of(treatment), now)
    if care is None:
        raise NotNow
    return care


def _stands(treatment: Treatment, now: datetime) -> tuple[Patient, Standing]:
    refuse_after_end(treatment, now)
    lock(treatment)
    patient = patient_of(treatment)
    return patient, standing(events_of(treatment.id), local_date(now))
