"""Everybody who may be reminded now, read for all treatments at once: nine statements whatever their number."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from selfhelp.clock import local_date
from selfhelp.core.care.plan import Facts, Plan
from selfhelp.core.care.reminders import Letter, hour_has_come
from selfhelp.db.base import db
from selfhelp.db.tables import (
    Feedback,
    FeedbackWithdrawal,
    GuideAssignment,
    LetterOpening,
    OutboxMail,
    Person,
    Treatment,
)
from selfhelp.features.treatments.facts import facts_of
from selfhelp.messages.kinds import TO_PATIENT_ON_TIME, Kind
from selfhelp.messages.outbox import State


@dataclass(frozen=True)
class Case:
    """One open treatment. `patient_id` and `guide_id` are None where their hour has not come or reminders are off."""

    treatment_id: uuid.UUID
    patient_id: uuid.UUID | None
    guide_id: uuid.UUID | None
    plan: Plan
    facts: Facts
    unread: tuple[Letter, ...]
    reminded_on: tuple[date, ...]


@dataclass(frozen=True)
class _Open:
    treatment: Treatment
    patient_id: uuid.UUID | None
    guide_id: uuid.UUID | None


def cases(now: datetime) -> tuple[Case, ...]:
    """The open treatments in which somebody may be reminded at this moment."""
    chosen = [one for one in _open_treatments(now) if one.patient_id or one.guide_id]
    courses = facts_of([one.treatment for one in chosen], now, as_sent=True)
    patients = {one.patient_id for one in chosen if one.patient_id}
    unread, reminded = _unread(patients, now), _reminded(patients)
    return tuple(
        Case(
            one.treatment.id, one.patient_id, one.guide_id, *courses[one.treatment.id],
            tuple(unread.get(one.treatment.id, ())), tuple(reminded.get(one.treatment.patient_id, ())),
        )
        for one in chosen
    )


def _open_treatments(now: datetime) -> list[_Open]:
    patient, guide, today = aliased(Person), aliased(Person), local_date(now)
    rows = db.session.execute(
        select(Treatment, patient, guide)
        .join(patient, patient.id == Treatment.patient_id)
        .outerjoin(
            GuideAssignment, (GuideAssignment.treatment_id == Treatment.id) & GuideAssignment.to_at.is_(None)
        )
        .outerjoin(guide, guide.id == GuideAssignment.guide_id)
        .where(Treatment.ended_on.is_(None) | (Treatment.ended_on > today))
    )
    return [_Open(treatment, _listening(one, now), _listening(other, now)) for treatment, one, other in rows]


def _listening(person: Person | None, now: datetime) -> uuid.UUID | None:
    if person is None or person.state != "active" or not person.reminders:
        return None
    return person.id if hour_has_come(person.reminder_hour, now) else None


def _unread(patients: Collection[uuid.UUID], now: datetime) -> Mapping[uuid.UUID, list[Letter]]:
    """Letters these patients can read and have not opened, by treatment."""
    reminded = (
        select(OutboxMail.id).where(OutboxMail.kind == Kind.LETTER_REMINDER, OutboxMail.subject_id == Feedback.id)
    )
    rows = db.session.execute(
        select(Feedback.treatment_id, Feedback.id, Feedback.visible_from, reminded.exists())
        .where(Feedback.patient_id.in_(patients), Feedback.kind == "letter", Feedback.visible_from <= now)
        .where(~select(FeedbackWithdrawal.feedback_id).where(FeedbackWithdrawal.feedback_id == Feedback.id).exists())
        .where(~select(LetterOpening.feedback_id).where(LetterOpening.feedback_id == Feedback.id).exists())
    )
    found: dict[uuid.UUID, list[Letter]] = defaultdict(list)
    for treatment_id, letter_id, visible_from, had in rows:
        found[treatment_id].append(Letter(letter_id, local_date(visible_from), had))
    return found


def _reminded(patients: Collection[uuid.UUID]) -> Mapping[uuid.UUID, list[date]]:
    """The days of the reminders these patients have had or are about to get."""
    rows = db.session.execute(
        select(OutboxMail.person_id, OutboxMail.not_before)
        .where(OutboxMail.person_id.in_(patients), OutboxMail.kind.in_(TO_PATIENT_ON_TIME))
        .where(OutboxMail.state != State.DROPPED)
    )
    found: dict[uuid.UUID, list[date]] = defaultdict(list)
    for person_id, not_before in rows:
        found[person_id].append(local_date(not_before))
    return found
