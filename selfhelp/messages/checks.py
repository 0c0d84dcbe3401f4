"""Asked at the moment of sending: is this mail still true, and still wanted? A reason not to send, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select

from selfhelp.access.roles import Role
from selfhelp.clock import local_date
from selfhelp.core.care.reminders import allowed_now
from selfhelp.db.base import db
from selfhelp.db.tables import (
    Feedback,
    FeedbackWithdrawal,
    GuideAssignment,
    LetterOpening,
    OutboxMail,
    Pause,
    Person,
    RoleGrant,
    Treatment,
)
from selfhelp.messages.kinds import REMINDERS, Kind
from selfhelp.messages.outbox import State

MOST_IN_A_DAY = 10
A_DAY = timedelta(days=1)


class Drop(StrEnum):
    """Why a mail is not sent."""

    NOT_ACTIVE = "person not active"
    ALREADY_ACCEPTED = "already accepted"
    PASSWORD_CHANGED = "password changed since"
    TURNED_OFF = "turned off"
    AWAY = "paused or ended"
    NOTHING_UNREAD = "nothing unread"
    NOT_A_GUIDE = "has no patients"
    LATE = "its time has passed"
    TOO_MANY = "too many in a day"


Check = Callable[[OutboxMail, Person, datetime], Drop | None]


def reason_to_drop(mail: OutboxMail, person: Person, now: datetime) -> Drop | None:
    kind = Kind(mail.kind)
    if kind in REMINDERS and not _still_its_time(mail, now):
        return Drop.LATE
    return CHECKS[kind](mail, person, now) or _too_many(person, now)


def _invitation(mail: OutboxMail, person: Person, now: datetime) -> Drop | None:
    if person.state != "invited":
        return Drop.ALREADY_ACCEPTED if person.state == "active" else Drop.NOT_ACTIVE
    ended = select(Treatment.id).where(Treatment.id == mail.subject_id, Treatment.ended_on <= local_date(now))
    return Drop.AWAY if _any(ended.exists()) else None


def _password_reset(mail: OutboxMail, person: Person, _now: datetime) -> Drop | None:
    if person.state != "active":
        return Drop.NOT_ACTIVE
    changed = person.password_changed_at
    return Drop.PASSWORD_CHANGED if changed is not None and changed > mail.created_at else None


def _letter(mail: OutboxMail, person: Person, now: datetime) -> Drop | None:
    """Something lies unread: the letter is visible, was not withdrawn and has not been opened."""
    unread = (
        select(Feedback.id)
        .join(Treatment, Treatment.id == Feedback.treatment_id)
        .where(Feedback.id == mail.subject_id, Feedback.patient_id == person.id, Feedback.visible_from <= now)
        .where(~select(FeedbackWithdrawal.feedback_id).where(FeedbackWithdrawal.feedback_id == Feedback.id).exists())
        .where(~select(LetterOpening.feedback_id).where(LetterOpening.feedback_id == Feedback.id).exists())
    )
    if not _any(unread.exists()):
        return Drop.NOTHING_UNREAD
    return _listens(person) or _in_treatment(unread.where(_running(local_date(now))).exists())


def _lesson(mail: OutboxMail, person: Person, now: datetime) -> Drop | None:
    running = select(Treatment.id).where(
        Treatment.id == mail.subject_id, Treatment.patient_id == person.id, _running(local_date(now))
    )
    return _listens(person) or _in_treatment(running.exists())


def _feedback_due(_mail: OutboxMail, person: Person, _now: datetime) -> Drop | None:
    is_guide = select(RoleGrant.id).where(
        RoleGrant.person_id == person.id, RoleGrant.role == Role.GUIDE, RoleGrant.ended_at.is_(None)
    )
    has_patients = select(GuideAssignment.id).where(
        GuideAssignment.guide_id == person.id, GuideAssignment.to_at.is_(None)
    )
    still = _any(is_guide.exists() & has_patients.exists())
    return _listens(person) or (None if still else Drop.NOT_A_GUIDE)


CHECKS: Mapping[Kind, Check] = {
    Kind.INVITATION: _invitation,
    Kind.STAFF_INVITATION: _invitation,
    Kind.PASSWORD_RESET: _password_reset,
    Kind.LETTER_WAITING: _letter,
    Kind.LESSON_REMINDER: _lesson,
    Kind.LETTER_REMINDER: _letter,
    Kind.FEEDBACK_DUE: _feedback_due,
}


def _listens(person: Person) -> Drop | None:
    if person.state != "active":
        return Drop.NOT_ACTIVE
    return None if person.reminders else Drop.TURNED_OFF


def _in_treatment(running: ColumnElement[bool]) -> Drop | None:
    return None if _any(running) else Drop.AWAY


def _running(today: date) -> ColumnElement[bool]:
    """The treatment has not ended and is not paused."""
    paused = select(Pause.id).where(
        Pause.treatment_id == Treatment.id, Pause.from_on <= today, Pause.returns_on > today
    )
    return (Treatment.ended_on.is_(None) | (Treatment.ended_on > today)) & ~paused.exists()


def _still_its_time(mail: OutboxMail, now: datetime) -> bool:
    return allowed_now(now) and local_date(mail.not_before) == local_date(now)


def _too_many(person: Person, now: datetime) -> Drop | None:
    sent = select(func.count()).where(
        OutboxMail.person_id == person.id, OutboxMail.state == State.SENT, OutboxMail.ended_at > now - A_DAY
    )
    return Drop.TOO_MANY if (db.session.scalar(sent) or 0) >= MOST_IN_A_DAY else None


def _any(there_is: ColumnElement[bool]) -> bool:
    return bool(db.session.scalar(select(there_is)))
