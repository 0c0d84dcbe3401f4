"""What takes a sleep window away at once: something written in an exercise, or a button."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from selfhelp.access.actor import Actor
from selfhelp.clock import local_date
from selfhelp.core.content.document import Exercise
from selfhelp.core.content.fields import Answers
from selfhelp.core.exercises import read_sleep
from selfhelp.core.exercises.sleep_safety import Stop, stops_in
from selfhelp.core.exercises.sleep_window_steps import Step, standing
from selfhelp.db import keys
from selfhelp.db.session import transaction
from selfhelp.db.tables import SleepWindowEvent, Treatment
from selfhelp.features.letters.actions import ask_for_call
from selfhelp.features.sleep_window.record import add, events_of, lock


def after_writing(
    actor: Actor, treatment: Treatment, exercise: Exercise, before: Answers, after: Answers, now: datetime
) -> None:
    """Act on what an entry says that it did not say before, in the transaction that stores it. This holds also where
    the service has no sleep window: somebody nearly had an accident."""
    for found in sorted(set(_stops(exercise, after)) - set(_stops(exercise, before)), key=list(Stop).index):
        suspend(actor, treatment, found, now)


@transaction
def suspend(actor: Actor, treatment: Treatment, why: Stop, now: datetime) -> SleepWindowEvent | None:
    """Take the window and any proposal away. A near miss also asks the guide to call; it is noted each time."""
    lock(treatment)
    keys.fetch({treatment.patient_id})
    stands = standing(events_of(treatment.id), local_date(now))
    if why is Stop.NEAR_MISS:
        ask_for_call(actor, treatment, now)
    elif why in stands.stopped or (stands.window is None and stands.offer is None):
        return None
    return add(actor, treatment, Step.SUSPENDED, now, stop=why)


def _stops(exercise: Exercise, answers: Answers) -> Iterator[Stop]:
    if exercise.compute == "sleep-window":
        yield from stops_in(read_sleep.weekly_check(answers))
    if exercise.compute == "sleep-screening" and read_sleep.screening(answers).yes:
        yield Stop.NEW_EXCLUSION
