"""One patient as the guide reviews her: what is new since the last feedback, what was before, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from selfhelp.clock import local_date
from selfhelp.core.care import due, schedule
from selfhelp.core.content.document import GuideText, LessonPlan, Module
from selfhelp.db import keys
from selfhelp.features.authoring.library import Unreadable, module_of
from selfhelp.features.feedback import exchange
from selfhelp.features.feedback.exchange import Exchange, Letter, MoodNoted
from selfhelp.features.feedback.queue import QueueRow
from selfhelp.features.feedback.shared import SharedWork, shared_work


@dataclass(frozen=True)
class Review:
    """`since`: the last feedback that counts; what came later is new."""

    row: QueueRow
    module: Module | None
    shared: tuple[SharedWork, ...]
    passed: Exchange
    now: datetime

    @property
    def today(self) -> date:
        return local_date(self.now)

    @property
    def since(self) -> datetime | None:
        return self.row.course.facts.last_feedback_at

    @property
    def new_work(self) -> tuple[SharedWork, ...]:
        """Questions first, then in the order it was shared."""
        return tuple(sorted((one for one in self.shared if self._is_new(one.at)), key=lambda one: not one.asks))

    @property
    def earlier_work(self) -> tuple[SharedWork, ...]:
        """Newest first."""
        return tuple(one for one in reversed(self.shared) if not self._is_new(one.at))

    @property
    def new_letters(self) -> tuple[Letter, ...]:
        return tuple(one for one in self.passed.letters if self._is_new(one.at))

    @property
    def newly_finished(self) -> tuple[int, ...]:
        """Lessons finished since the last feedback."""
        days = {local_date(at) for at in self.row.course.facts.shared_work_at if self._is_new(at)}
        return tuple(sorted(number for number, day in self.row.course.facts.finished.items() if day in days))

    @property
    def moods(self) -> tuple[MoodNoted, ...]:
        """Up to the last time she shared something: a guide does not look over her shoulder in between."""
        last = max((one.at for one in self.shared), default=None)
        return tuple(one for one in self.passed.moods if last is not None and one.at <= last)

    @property
    def week(self) -> int:
        plan = self.row.course.plan
        return schedule.week_of(plan.started_on, self.today, plan.pauses)

    @property
    def lesson(self) -> int:
        """The lesson she works with: the last begun or finished, the first before that."""
        facts = self.row.course.facts
        return max((*facts.begun, *facts.finished), default=1)

    @property
    def lesson_to_answer(self) -> int:
        """The lesson the next letter is about: that of the new work, also when she has gone on since."""
        return max((one.number for one in self.new_work), default=self.lesson)

    @property
    def opens_next(self) -> int | None:
        """The lesson that can be opened before its time; none where no written lesson is closed."""
        plan, facts = self.row.course
        if plan.ended(self.today):
            return None
        closed = (n for n in range(1, plan.lessons + 1) if not schedule.opens(plan, facts, n).is_open(self.today))
        return next(closed, None)

    @property
    def hears_by(self) -> date | None:
        """The day the patient is told she will hear by."""
        return due.answer_date(*self.row.course, self.now)

    @property
    def call_by(self) -> date | None:
        """The day a call she has asked for is promised by."""
        items = due.due_items(*self.row.course, self.today)
        return next((item.due_on for item in items if item.kind is due.Kind.CALL), None)

    @property
    def may_need_no_reply(self) -> bool:
        return due.no_reply_allowed(self.row.course.facts)

    def lesson_plan(self, number: int) -> LessonPlan | None:
        plans = self.module.plan if self.module else ()
        return next((plan for plan in plans if plan.number == number), None)

    def guide_text(self, language: str) -> GuideText | None:
        """What to look for in the lesson the next letter is about."""
        texts = self.module.guide if self.module else {}
        number = self.lesson_to_answer
        return texts.get((number, language)) or next((text for (one, _), text in texts.items() if one == number), None)

    def openers(self) -> tuple[str, ...]:
        """Beginnings of sentences for a letter, in the patient's language."""
        text = self.guide_text(self.row.who.language)
        return text.openers if text else ()

    def _is_new(self, at: datetime) -> bool:
        return self.since is None or at > self.since


def review_of(row: QueueRow, now: datetime) -> Review:
    """Two statements; one more after a hand-over, and one the first time a version of a module is read."""
    passed = exchange.rows_of(row.who.treatment_id)
    keys.fetch({row.who.patient_id} | exchange.authors_of(passed))
    return Review(row, _module(row), shared_work(row.who.treatment_id), exchange.opened(passed), now)


def openers_for(row: QueueRow) -> tuple[str, ...]:
    """Of every lesson and language: a draft may be older than the lesson she is in now."""
    module = _module(row)
    return tuple(opener for text in module.guide.values() for opener in text.openers) if module else ()


def _module(row: QueueRow) -> Module | None:
    try:
        return module_of(row.who.version_id) if row.who.version_id else None
    except Unreadable:
        return None
