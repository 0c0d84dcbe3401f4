"""Put into the outbox the reminders whose hour has come. Asked every minute: each reminder is added once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from selfhelp.clock import local_date
from selfhelp.core.care.reminders import LetterReminder, allowed_now, feedback_is_due, reminder_for_patient
from selfhelp.db.session import transaction
from selfhelp.features.reminders import queries
from selfhelp.features.reminders.queries import Case
from selfhelp.messages import outbox
from selfhelp.messages.kinds import Kind


@dataclass(frozen=True)
class Planned:
    kind: Kind
    person_id: uuid.UUID
    subject_id: uuid.UUID | None
    once: str


def plan_reminders(now: datetime) -> int:
    """Add what is due at this moment; how many were due. Reading takes no write lock, however many there are."""
    if not allowed_now(now):
        return 0
    cases = queries.cases(now)
    due = {planned.once: planned for case in cases for planned in _of(case, local_date(now))}
    if due:
        _store(list(due.values()), now)
    return len(due)


def _of(case: Case, today: date) -> Iterator[Planned]:
    if case.patient_id is not None:
        yield from _for_patient(case, case.patient_id, today)
    if case.guide_id is not None and feedback_is_due(case.plan, case.facts, today):
        # One a day, however many of her patients it is about.
        yield Planned(Kind.FEEDBACK_DUE, case.guide_id, None, f"{Kind.FEEDBACK_DUE}:{case.guide_id}:{today}")


def _for_patient(case: Case, patient_id: uuid.UUID, today: date) -> Iterator[Planned]:
    reminder = reminder_for_patient(case.plan, case.facts, case.unread, case.reminded_on, today)
    if isinstance(reminder, LetterReminder):
        once = f"{Kind.LETTER_REMINDER}:{reminder.letter_id}"
        yield Planned(Kind.LETTER_REMINDER, patient_id, reminder.letter_id, once)
    elif reminder is not None:
        once = f"{Kind.LESSON_REMINDER}:{case.treatment_id}:{today}"
        yield Planned(Kind.LESSON_REMINDER, patient_id, case.treatment_id, once)


@transaction
def _store(due: list[Planned], now: datetime) -> None:
    for planned in due:
        outbox.enqueue(planned.kind, planned.person_id, planned.subject_id, planned.once, now)
