"""What has happened in many treatments, read in three statements: plain columns, no text.

Several small tables are read in one statement each time, since this stands behind every page of patient and guide.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Integer,
    Uuid,
    and_,
    case,
    cast,
    exists,
    false,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from selfhelp.core.exercises.sleep_safety import Stop
from selfhelp.core.exercises.sleep_window_steps import Step
from selfhelp.db.base import db
from selfhelp.db.tables import (
    CallRequest,
    Entry,
    Feedback,
    FeedbackMove,
    FeedbackWithdrawal,
    LessonProgress,
    ModuleAssignment,
    PatientLetter,
    Pause,
    Sharing,
    SleepWindowEvent,
    Team,
    Treatment,
)

LETTER, READ = "letter", "read"
Ids = Collection[uuid.UUID]


@dataclass(frozen=True)
class Terms:
    """Which module, and whose service."""

    module_id: str
    team: str


@dataclass(frozen=True)
class Lesson:
    number: int
    opened_at: datetime | None
    finished_at: datetime | None
    unlocked_at: datetime | None


@dataclass(frozen=True)
class SharedEntry:
    """An entry the guide can read now. `asks`: it holds a question."""

    thread_id: uuid.UUID
    revision: int
    at: datetime
    asks: bool


@dataclass(frozen=True)
class Answer:
    """A feedback that counts for its week. `closes`: it answers what was asked before it; «read» does not."""

    week: int
    at: datetime
    closes: bool
    by: uuid.UUID


@dataclass(frozen=True)
class WindowStep:
    """A step of the sleep window. `proposes`: true for a proposal, false for a suspension, none for an answer."""

    number: int
    at: datetime
    proposes: bool | None


@dataclass
class Happenings:
    """Filled row by row, and read by facts.py alone."""

    lessons: list[Lesson] = field(default_factory=list)
    letters: list[datetime] = field(default_factory=list)
    calls: list[datetime] = field(default_factory=list)
    shared: list[SharedEntry] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    talks: list[datetime] = field(default_factory=list)
    tries: list[datetime] = field(default_factory=list)  # contacts nobody answered
    near_misses: list[datetime] = field(default_factory=list)
    window: list[WindowStep] = field(default_factory=list)
    pauses: list[tuple[date, date]] = field(default_factory=list)
    moved: dict[int, date] = field(default_factory=dict)


def terms_of(ids: Ids) -> Mapping[uuid.UUID, Terms]:
    rows = db.session.execute(
        select(Treatment.id, ModuleAssignment.module_id, Team.slug)
        .join(Team, Team.id == Treatment.team_id)
        .join(ModuleAssignment, ModuleAssignment.treatment_id == Treatment.id)
        .where(Treatment.id.in_(ids), ModuleAssignment.to_at.is_(None))
    )
    return {treatment_id: Terms(module_id, slug) for treatment_id, module_id, slug in rows}


def of(ids: Ids, terms: Mapping[uuid.UUID, Terms], now: datetime, *, as_sent: bool) -> dict[uuid.UUID, Happenings]:
    found = {one: Happenings() for one in ids}
    _read_lessons(found, terms)
    moments = union_all(_letters(ids), _calls(ids), _shared(ids), _answers(ids, now, as_sent), _contacts(ids, now),
                        _near_misses(ids), _window(ids))  # fmt: skip
    for row in db.session.execute(moments):
        _put_moment(found[row.treatment_id], row)
    for row in db.session.execute(union_all(_pauses(ids), _moves(ids)).order_by("made_at")):
        if row.week is None:
            found[row.treatment_id].pauses.append((row.first, row.back))
        else:
            found[row.treatment_id].moved[row.week] = row.first  # in order: the latest of a week stays
    return found


def shared_now() -> Any:
    """The condition on Sharing that the patient shows this entry to her guide now: no later row takes it back."""
    later = aliased(Sharing)
    return and_(
        Sharing.shared,
        ~exists().where(
            later.entry_id == Sharing.entry_id,
            or_(later.shared_at > Sharing.shared_at, and_(later.shared_at == Sharing.shared_at, ~later.shared)),
        ),
    )


def _read_lessons(found: dict[uuid.UUID, Happenings], terms: Mapping[uuid.UUID, Terms]) -> None:
    """Progress in the module the treatment follows now."""
    rows = db.session.execute(
        select(
            LessonProgress.treatment_id, LessonProgress.module_id, LessonProgress.number, LessonProgress.opened_at,
            LessonProgress.finished_at, LessonProgress.unlocked_at,
        ).where(LessonProgress.treatment_id.in_(found))
    )
    for treatment_id, module_id, number, opened_at, finished_at, unlocked_at in rows:
        if module_id == terms[treatment_id].module_id:
            found[treatment_id].lessons.append(Lesson(number, opened_at, finished_at, unlocked_at))


def _put_moment(into: Happenings, row: Any) -> None:
    if row.kind == "letter":
        into.letters.append(row.at)
    elif row.kind == "call":
        into.calls.append(row.at)
    elif row.kind == "shared":
        into.shared.append(SharedEntry(row.ref, row.number, row.at, bool(row.flag)))
    elif row.kind == "near-miss":
        into.near_misses.append(row.at)
    elif row.kind == "window":
        into.window.append(WindowStep(row.number, row.at, row.flag))
    elif row.kind == "contact":
        (into.talks if row.flag else into.tries).append(row.at)
    else:
        into.answers.append(Answer(row.number, row.at, bool(row.flag), row.ref))


def _moment(kind: str, treatment_id: Any, at: Any, number: Any = None, flag: Any = None, ref: Any = None) -> Any:
    """One row of the union; what a kind does not have is null of the right type, which PostgreSQL asks for."""
    return select(
        literal(kind).label("kind"),
        treatment_id.label("treatment_id"),
        at.label("at"),
        (cast(null(), Integer) if number is None else number).label("number"),
        (cast(null(), Boolean) if flag is None else flag).label("flag"),
        (cast(null(), Uuid) if ref is None else ref).label("ref"),
    )


def _letters(ids: Ids) -> Any:
    return _moment("letter", PatientLetter.treatment_id, PatientLetter.sent_at).where(
        PatientLetter.treatment_id.in_(ids)
    )


def _calls(ids: Ids) -> Any:
    return _moment("call", CallRequest.treatment_id, CallRequest.asked_at).where(CallRequest.treatment_id.in_(ids))


def _shared(ids: Ids) -> Any:
    return (
        _moment("shared", Sharing.treatment_id, Sharing.shared_at, Entry.revision, Entry.asks, Entry.thread_id)
        .join(Entry, Entry.id == Sharing.entry_id)
        .where(Sharing.treatment_id.in_(ids), shared_now())
    )


def _answers(ids: Ids, now: datetime, as_sent: bool) -> Any:
    """Letters, contacts that reached the patient, and «read»: not withdrawn, and there to be seen."""
    closes = or_(Feedback.kind == LETTER, Feedback.reached.is_(True))
    counts = or_(closes, Feedback.kind == READ)
    moment = Feedback.given_at if as_sent else Feedback.visible_from
    withdrawn = exists().where(FeedbackWithdrawal.feedback_id == Feedback.id)
    return _moment("answer", Feedback.treatment_id, Feedback.given_at, Feedback.week, closes, Feedback.author_id).where(
        Feedback.treatment_id.in_(ids), counts, moment <= now, ~withdrawn
    )


def _contacts(ids: Ids, now: datetime) -> Any:
    """Talks, and tries that nobody answered."""
    return _moment("contact", Feedback.treatment_id, Feedback.given_at, flag=Feedback.reached).where(
        Feedback.treatment_id.in_(ids), Feedback.reached.is_not(None), Feedback.given_at <= now
    )


def _near_misses(ids: Ids) -> Any:
    return _moment("near-miss", SleepWindowEvent.treatment_id, SleepWindowEvent.at).where(
        SleepWindowEvent.treatment_id.in_(ids), SleepWindowEvent.stop == Stop.NEAR_MISS
    )


def _window(ids: Ids) -> Any:
    step = SleepWindowEvent.step
    proposes = case((step == Step.PROPOSED, true()), (step == Step.SUSPENDED, false()), else_=cast(null(), Boolean))
    return _moment(
        "window", SleepWindowEvent.treatment_id, SleepWindowEvent.at, SleepWindowEvent.number, proposes
    ).where(SleepWindowEvent.treatment_id.in_(ids))


def _pauses(ids: Ids) -> Any:
    return select(
        Pause.treatment_id, Pause.from_on.label("first"), Pause.returns_on.label("back"),
        cast(null(), Integer).label("week"), Pause.made_at.label("made_at"),
    ).where(Pause.treatment_id.in_(ids))


def _moves(ids: Ids) -> Any:
    return select(
        FeedbackMove.treatment_id, FeedbackMove.moved_to, FeedbackMove.moved_to, FeedbackMove.week,
        FeedbackMove.moved_at,
    ).where(FeedbackMove.treatment_id.in_(ids))


