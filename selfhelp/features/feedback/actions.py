"""What a guide does with a patient's week: each in one transaction, with its audit and its mail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import select

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.clock import local_date
from selfhelp.core.care import due, schedule
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Feedback, FeedbackMove, FeedbackWithdrawal, LessonProgress, ModuleAssignment, Treatment
from selfhelp.features.authoring.library import live_version, module_of
from selfhelp.features.drafts.actions import DraftChanged, discard_draft, keep_posted_form
from selfhelp.features.drafts.queries import draft_of
from selfhelp.features.drafts.received import received_text
from selfhelp.features.feedback import postponing
from selfhelp.features.feedback.contact import Contact
from selfhelp.features.feedback.letter import LONGEST_NOTE, Letter, checked_minutes, checked_text
from selfhelp.features.feedback.refused import Refused, Why
from selfhelp.features.treatments.facts import Course, course_of
from selfhelp.messages import outbox
from selfhelp.messages.kinds import Kind

UNDO_TIME = timedelta(seconds=30)
PLACE = "feedback"  # of the guide's draft


@transaction
def send_letter(
    actor: Actor, treatment: Treatment, text: str, now: datetime, minutes: int | None = None,
    seen: Collection[str] = (),
) -> Feedback:
    """Send one week's letter. It can be withdrawn until `visible_from`; after that a correction is a new letter."""
    feedback = _feedback(actor, treatment, "letter", _running(treatment, now), now, minutes)
    feedback.visible_from = now + UNDO_TIME
    keys.seal(feedback, text=checked_text(text))
    _store(actor, audit.Action.FEEDBACK_SENT, feedback, now)
    discard_draft(actor, treatment, PLACE, seen)
    outbox.enqueue(
        Kind.LETTER_WAITING, treatment.patient_id, feedback.id, f"letter:{feedback.id}", now, feedback.visible_from
    )
    return feedback


@transaction
def send_draft(actor: Actor, treatment: Treatment, letter: Letter, version: int, now: datetime) -> Feedback:
    """Send what stands in the composer, which was shown with this version of the draft. Raises DraftChanged if another
    tab has written in it, or sent it, meanwhile."""
    kept = draft_of(actor, treatment, PLACE)
    same = kept.form.get("text") == [received_text(letter.text)]
    if kept.version != version and not (kept.version and same):
        raise DraftChanged(kept)
    return send_letter(actor, treatment, letter.text, now, letter.minutes, letter.seen)


@transaction
def withdraw(actor: Actor, feedback: Feedback, now: datetime) -> None:
    """Take a letter back before anybody has seen it; its text is the guide's draft again."""
    if feedback.author_id != actor.person_id:
        raise Refused(Why.NOT_HERS)
    if db.session.get(FeedbackWithdrawal, feedback.id) is not None:
        return
    if now >= feedback.visible_from:
        raise Refused(Why.TOO_LATE)
    db.session.add(FeedbackWithdrawal(feedback_id=feedback.id, withdrawn_at=now))
    outbox.cancel(Kind.LETTER_WAITING, feedback.id, now)
    minutes = "" if feedback.minutes is None else str(feedback.minutes)
    form = {"text": [keys.unseal(feedback, "text")], "minutes": [minutes]}
    keep_posted_form(actor, db.session.get_one(Treatment, feedback.treatment_id), PLACE, form)
    audit.record(actor, audit.Action.FEEDBACK_WITHDRAWN, now, patient_id=feedback.patient_id, about=feedback)


@transaction
def log_contact(actor: Actor, treatment: Treatment, contact: Contact, now: datetime) -> Feedback:
    """Note a call, video talk or meeting, also one that nobody answered. Reached, it is the week's feedback."""
    if contact.next_on is not None and contact.next_on < local_date(now):
        raise Refused(Why.BEFORE_TODAY)
    feedback = _feedback(actor, treatment, contact.kind, _course(treatment, now), now, contact.minutes)
    feedback.reached, feedback.next_contact_on = contact.reached, contact.next_on
    keys.seal(feedback, note=checked_text(contact.note, LONGEST_NOTE) if contact.note.strip() else None)
    _store(actor, audit.Action.CONTACT_LOGGED, feedback, now)
    return feedback


@transaction
def no_reply_needed(actor: Actor, treatment: Treatment, now: datetime) -> Feedback:
    """The week has been read and asks for no letter; the patient is told so. Refused while she waits for an answer."""
    course = _running(treatment, now)
    if not due.no_reply_allowed(course.facts):
        raise Refused(Why.STANDS_OPEN)
    feedback = _feedback(actor, treatment, "read", course, now)
    _store(actor, audit.Action.NO_REPLY_NEEDED, feedback, now)
    return feedback


@transaction
def postpone(actor: Actor, treatment: Treatment, moved_to: date, reason: str, now: datetime) -> FeedbackMove:
    """Give the week's feedback another day; the patient sees it."""
    if not reason.strip():
        raise Refused(Why.NO_REASON)
    course = _running(treatment, now)
    allowed = postponing.choice(course.plan, course.facts, local_date(now))
    postponing.check(course.plan, allowed, moved_to)
    moves = [_move(actor, treatment, week, moved_to, checked_text(reason, LONGEST_NOTE), now) for week in allowed.weeks]
    audit.record(actor, audit.Action.FEEDBACK_MOVED, now, patient_id=treatment.patient_id, about=moves[-1])
    return moves[-1]


@transaction
def unlock_lesson(actor: Actor, treatment: Treatment, number: int, now: datetime) -> LessonProgress:
    """Open a lesson before its day, and before the one ahead of it is finished. It does not close again."""
    course = _running(treatment, now)
    if not 1 <= number <= course.plan.lessons:
        raise Refused(Why.NOT_WRITTEN)
    if schedule.opens(course.plan, course.facts, number).is_open(local_date(now)):
        raise Refused(Why.IS_OPEN)
    progress = _progress(treatment, number)
    progress.unlocked_at, progress.unlocked_by = now, actor.person_id
    db.session.flush()
    audit.record(actor, audit.Action.LESSON_UNLOCKED, now, patient_id=treatment.patient_id, about=progress)
    return progress


def _course(treatment: Treatment, now: datetime) -> Course:
    return course_of(treatment, now, as_sent=True)


def _running(treatment: Treatment, now: datetime) -> Course:
    course = _course(treatment, now)
    if course.plan.ended(local_date(now)):
        raise Refused(Why.ENDED)
    return course


def _feedback(
    actor: Actor, treatment: Treatment, kind: str, course: Course, now: datetime, minutes: int | None = None
) -> Feedback:
    """A row for the week it counts for, not stored yet."""
    return Feedback(
        id=new_id(), treatment_id=treatment.id, patient_id=treatment.patient_id, author_id=actor.person_id, kind=kind,
        week=due.week_for_feedback(course.plan, course.facts, local_date(now)), minutes=checked_minutes(minutes),
        given_at=now, visible_from=now,
    )


def _store(actor: Actor, action: audit.Action, feedback: Feedback, now: datetime) -> None:
    db.session.add(feedback)
    db.session.flush()
    audit.record(actor, action, now, patient_id=feedback.patient_id, about=feedback)


def _move(
    actor: Actor, treatment: Treatment, week: int, moved_to: date, reason: str, now: datetime
) -> FeedbackMove:
    move = FeedbackMove(
        id=new_id(), treatment_id=treatment.id, patient_id=treatment.patient_id, week=week, moved_to=moved_to,
        moved_by=actor.person_id, moved_at=now,
    )
    keys.seal(move, reason=reason)
    db.session.add(move)
    return move


def _progress(treatment: Treatment, number: int) -> LessonProgress:
    """The row of a lesson in the module the treatment follows now, made if there is none."""
    module_id = db.session.scalars(
        select(ModuleAssignment.module_id).where(
            ModuleAssignment.treatment_id == treatment.id, ModuleAssignment.to_at.is_(None)
        )
    ).one()
    version = live_version(module_id)
    plan = next((one for one in module_of(version.id).written if one.number == number), None) if version else None
    if plan is None:
        raise Refused(Why.NOT_WRITTEN)
    place = {"treatment_id": treatment.id, "module_id": module_id, "lesson_id": plan.id}
    row = db.session.scalar(select(LessonProgress).filter_by(**place))
    if row is None:
        row = LessonProgress(id=new_id(), number=number, **place)
        db.session.add(row)
    return row
