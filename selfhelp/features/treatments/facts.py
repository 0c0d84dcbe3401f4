"""What the rules of the week need to know of many treatments, from plain columns in a bounded number of statements.

The queue, the patient's page, the caseload and the reminders all ask here. Nothing a person has written is opened.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from selfhelp.clock import local_date
from selfhelp.core.care.answering import call_waits_since
from selfhelp.core.care.plan import Facts, OpenQuestion, Pause, Plan
from selfhelp.db.tables import Treatment
from selfhelp.features.authoring.library import live_heads
from selfhelp.features.service.queries import service_of
from selfhelp.features.treatments import happenings
from selfhelp.features.treatments.happenings import Happenings, SharedEntry, Terms


class Course(NamedTuple):
    """One treatment as core/care sees it."""

    plan: Plan
    facts: Facts


def facts_of(treatments: Iterable[Treatment], now: datetime, *, as_sent: bool = False) -> Mapping[uuid.UUID, Course]:
    """Plan and facts by treatment id, in five statements whatever the number.

    `as_sent`: a letter counts from when it was sent, as its guide sees it; otherwise from when the patient can read it.
    """
    return read(treatments, now, as_sent=as_sent).courses


@dataclass(frozen=True)
class Reading:
    """What the rules need, and what happened that it came from."""

    courses: Mapping[uuid.UUID, Course]
    seen: Mapping[uuid.UUID, Happenings]


def read(treatments: Iterable[Treatment], now: datetime, *, as_sent: bool = False) -> Reading:
    """As facts_of, with the happenings themselves."""
    chosen = {one.id: one for one in treatments}
    if not chosen:
        return Reading({}, {})
    terms = happenings.terms_of(chosen)
    lessons = {module.id: len(module.written) for module in live_heads()}
    seen = happenings.of(chosen, terms, now, as_sent=as_sent)
    courses = {
        one.id: Course(
            _plan(one, terms[one.id], lessons.get(terms[one.id].module_id, 1), seen[one.id]),
            _facts(one, seen[one.id]),
        )
        for one in chosen.values()
    }
    return Reading(courses, seen)


def course_of(treatment: Treatment, now: datetime, *, as_sent: bool = False) -> Course:
    """Plan and facts of one treatment."""
    return facts_of([treatment], now, as_sent=as_sent)[treatment.id]


def plan_of(treatment: Treatment, now: datetime) -> Plan:
    """What was agreed for one treatment."""
    return course_of(treatment, now).plan


def _plan(treatment: Treatment, terms: Terms, lessons: int, seen: Happenings) -> Plan:
    rhythm = service_of(terms.team).rhythm
    return Plan(
        started_on=treatment.starts_on,
        lessons=lessons,
        feedback_weekday=treatment.feedback_weekday,
        hours=rhythm.opening,
        promise_days=rhythm.answer_within,
        silent_after_days=rhythm.silent_after_days,
        pauses=tuple(Pause(first, back) for first, back in sorted(seen.pauses)),
        ended_on=treatment.ended_on,
        moved=seen.moved,
    )


def _facts(treatment: Treatment, seen: Happenings) -> Facts:
    answered = max((one.at for one in seen.answers if one.closes), default=None)
    written = [one.at for one in seen.answers if one.closes]
    finished = [lesson for lesson in seen.lessons if lesson.finished_at]
    shared = [one.at for one in seen.shared] + [lesson.finished_at for lesson in finished if lesson.finished_at]
    return Facts(
        finished={lesson.number: local_date(lesson.finished_at) for lesson in finished if lesson.finished_at},
        begun=frozenset(lesson.number for lesson in seen.lessons if lesson.opened_at),
        opened_early=frozenset(lesson.number for lesson in seen.lessons if lesson.unlocked_at),
        shared_work_at=tuple(sorted(shared)),
        feedback_weeks=frozenset(one.week for one in seen.answers),
        questions=tuple(OpenQuestion(at) for at in _open_questions(seen, answered)),
        call_asked_at=call_waits_since(seen.calls, seen.tries, written, seen.talks),
        last_seen_on=treatment.last_seen_on,
        last_feedback_at=max((one.at for one in seen.answers), default=None),
    )


def _open_questions(seen: Happenings, answered: datetime | None) -> list[datetime]:
    """Letters, and questions in shared work, that came after the last answer."""
    asked = [*seen.letters, *_questions_in(seen.shared, answered)]
    return sorted(at for at in asked if answered is None or at > answered)


def _questions_in(shared: Iterable[SharedEntry], answered: datetime | None) -> list[datetime]:
    """When each question was asked. An exercise shared again with the question in it is the same question, asked when
    it was first shared unanswered; without the question it is no longer asked."""
    threads: dict[uuid.UUID, list[SharedEntry]] = {}
    for one in shared:
        threads.setdefault(one.thread_id, []).append(one)
    asked = []
    for revisions in threads.values():
        if max(revisions, key=lambda one: one.revision).asks:
            waiting = [one.at for one in revisions if one.asks and (answered is None or one.at > answered)]
            asked += [min(waiting)] if waiting else []
    return asked


