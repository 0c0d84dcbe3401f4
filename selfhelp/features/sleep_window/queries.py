"""The sleep window of one patient: where it stands, and what her diary would propose today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from selfhelp.clock import local_date
from selfhelp.core.content.document import Module
from selfhelp.core.content.fields import Answers
from selfhelp.core.exercises import read_sleep
from selfhelp.core.exercises.register import summary
from selfhelp.core.exercises.sleep import Nights, baseline_of_nights, week_of_nights
from selfhelp.core.exercises.sleep_safety import Screening
from selfhelp.core.exercises.sleep_window import Kind, Proposal, bedtime
from selfhelp.core.exercises.sleep_window_steps import Offer, Standing, proposal, standing
from selfhelp.db.tables import Treatment
from selfhelp.features.authoring.library import Unreadable, module_of
from selfhelp.features.lessons.entries import OwnEntry, own_entries
from selfhelp.features.lessons.patient import Patient
from selfhelp.features.service.queries import service_of
from selfhelp.features.sleep_window.record import events_of

T = TypeVar("T")
DIARY, SCREENING, CHECK = "sleep-diary", "sleep-screening", "sleep-window"


@dataclass(frozen=True)
class Care:
    """`nights`: what the proposal rests on. `rise`: when she gets up, by the last that says so."""

    standing: Standing
    proposal: Proposal
    nights: Nights
    screening: Screening
    age: int | None
    rise: time | None

    def offer(self, rise: time) -> Offer | None:
        """The proposal as it is sent; none where nothing is proposed, or the nights are too few."""
        asleep, in_bed = self.nights.mean_asleep, self.nights.mean_in_bed
        if self.proposal.minutes is None or asleep is None or in_bed is None:
            return None
        return Offer(self.proposal.kind, self.proposal.minutes, rise, asleep, in_bed, len(self.nights.valid))

    @property
    def proposes(self) -> bool:
        return self.proposal.kind in (Kind.FIRST, Kind.UP, Kind.DOWN)


@dataclass(frozen=True)
class OnToday:
    """What the start page says of the window. `bed`: not before; both none where none holds."""

    bed: time | None = None
    rise: time | None = None
    stopped: bool = False
    your_turn: bool = False  # the others have said yes


def has_window(patient: Patient) -> bool:
    """Her programme has the diary, the questions about health and the weekly check, and her service has it on."""
    if patient.version_id is None or not service_of(patient.team).parts.sleep_window:
        return False
    try:
        module = module_of(patient.version_id)
    except Unreadable:
        return False
    return all(exercises_that(module, {compute}) for compute in (DIARY, SCREENING, CHECK))


def exercises_that(module: Module, compute: Iterable[str]) -> frozenset[str]:
    """Ids of the exercises with one of these calculators."""
    wanted = set(compute)
    every = (exercise for lesson in module.lessons.values() for exercise in lesson.exercises)
    return frozenset(exercise.id for exercise in every if exercise.compute in wanted)


def care_of(treatment: Treatment, patient: Patient, now: datetime) -> Care | None:
    """None where there is no sleep window in her programme or service. Two statements and the key."""
    if patient.version_id is None or not has_window(patient):
        return None
    module, today = module_of(patient.version_id), local_date(now)
    written = own_entries(treatment.id, exercises_that(module, {DIARY, SCREENING, CHECK}))
    nights = _read(read_sleep.night, module, DIARY, written)
    screening = summary(SCREENING, (one.answers for one in _of(module, SCREENING, written)))
    assert isinstance(screening, Screening)
    checks = [check.rise for check in _read(read_sleep.weekly_check, module, CHECK, written) if check.rise]
    now_standing = standing(events_of(treatment.id), today)
    age, window = patient.age(today), now_standing.window
    return Care(
        standing=now_standing,
        proposal=proposal(now_standing, nights, screening, today, age),
        nights=week_of_nights(nights, today, window.began) if window else baseline_of_nights(nights, today),
        screening=screening, age=age, rise=now_standing.rise or (checks[-1] if checks else None),
    )


def on_today(treatment: Treatment, patient: Patient, today: date) -> OnToday | None:
    """One statement; none for those who have no window in their programme. The patient's key must have been fetched."""
    if not has_window(patient):
        return None
    now = standing(events_of(treatment.id), today)
    bed = bedtime(now.rise, now.window.minutes) if now.window and now.rise else None
    turn = now.offer is not None and bool(now.agreed)
    return OnToday(bed, now.rise, bool(now.stopped), turn)


def _of(module: Module, compute: str, written: Iterable[OwnEntry]) -> list[OwnEntry]:
    ids = exercises_that(module, {compute})
    return [one for one in written if one.exercise_id in ids]


def _read(
    read: Callable[[Answers], T | None], module: Module, compute: str, written: Iterable[OwnEntry]
) -> list[T]:
    """Those that can be computed with, oldest first."""
    return [value for one in _of(module, compute, written) if (value := read(one.answers)) is not None]
