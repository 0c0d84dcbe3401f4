"""The week as plain text for the journal system: status, assessment, what was done, what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _

from selfhelp.clock import local_date
from selfhelp.core.care import schedule
from selfhelp.features.feedback.review import Review
from selfhelp.features.feedback.shared import SharedWork
from selfhelp.features.feedback.timeline import what
from selfhelp.features.feedback.wording import Words

INDENT = "  "


def of_week(review: Review, words: Words) -> str:
    """The running week. The assessment is left open: it is the guide's."""
    parts = (
        _head(review, words),
        (_("STATUS"), *_status(review, words)),
        (_("ASSESSMENT"), ""),
        (_("WHAT WAS DONE"), *_done(review, words)),
        (_("NEXT"), *_next(review, words)),
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(review: Review, words: Words) -> tuple[str, ...]:
    who, plan = review.row.who, review.row.course.plan
    if review.week < 1:
        week = _("Starts %(day)s", day=words.day(plan.started_on))
    else:
        begun = schedule.week_start(plan.started_on, review.week, plan.pauses)
        week = _("Week %(week)s, from %(first)s to %(last)s", week=review.week, first=words.day(begun),
                 last=words.day(review.today))  # fmt: skip
    return (_("%(name)s, born %(year)s", name=who.name, year=who.born), week)


def _status(review: Review, words: Words) -> Iterator[str]:
    facts = review.row.course.facts
    seen = facts.last_seen_on
    yield _("Last here %(day)s", day=words.day(seen)) if seen else _("Has not been here yet")
    for number, day in sorted(facts.finished.items()):
        yield _("Finished lesson %(number)s %(day)s", number=number, day=words.day(day))
    moods = [one.value for one in review.moods if _this_week(review, one.at)]
    if moods:
        yield _("Mood noted (1 heavy to 5 good): %(values)s", values=", ".join(map(str, moods)))
    for work in review.shared:
        if _this_week(review, work.at):
            yield from _work(work, words)
    for letter in review.passed.letters:
        if _this_week(review, letter.at):
            yield _("Letter from the patient, %(when)s:", when=words.moment(letter.at))
            yield _indented(letter.text)
    for at in review.passed.calls:
        if _this_week(review, at):
            yield _("Asked to be called %(when)s", when=words.moment(at))


def _work(work: SharedWork, words: Words) -> Iterator[str]:
    yield _("Shared: %(title)s (lesson %(number)s), %(when)s", title=work.title, number=work.number,
            when=words.moment(work.at))  # fmt: skip
    for answer in work.answers:
        yield f"{INDENT}{answer.label}"
        yield _indented(answer.text, 2)


def _done(review: Review, words: Words) -> Iterator[str]:
    given = [one for one in review.passed.given if _this_week(review, one.at)]
    for one in given:
        yield f"{what(one)}, {words.moment(one.at)}"
        yield from (_indented(text) for text in (one.text, one.note) if text)
    minutes = sum(one.minutes or 0 for one in given)
    if minutes:
        yield _("Minutes used: %(minutes)s", minutes=minutes)
    if not given:
        yield _("Nothing yet this week")


def _next(review: Review, words: Words) -> Iterator[str]:
    if review.hears_by:
        yield _("Hears from the guide by %(day)s", day=words.day(review.hears_by))
    talk = review.passed.last_call
    if talk and talk >= review.today:
        yield _("Next talk %(day)s", day=words.day(talk))


def _this_week(review: Review, at: datetime) -> bool:
    plan = review.row.course.plan
    if review.week < 1:
        return True
    return local_date(at) >= schedule.week_start(plan.started_on, review.week, plan.pauses)


def _indented(text: str, times: int = 1) -> str:
    return "\n".join(f"{INDENT * times}{line}".rstrip() for line in text.split("\n"))
