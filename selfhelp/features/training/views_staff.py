"""The training of staff: what there is, its lessons, and a check marked when it is handed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.clock import local_date
from selfhelp.core.content.document import Lesson, Page
from selfhelp.core.language import date_alone
from selfhelp.features.authoring.library import LiveModule, media_of
from selfhelp.features.authoring.preview import numbers_shown
from selfhelp.features.drafts import once
from selfhelp.features.drafts.actions import TooLong
from selfhelp.features.drafts.queries import KeptDraft
from selfhelp.features.lessons.filling import Part, change_rows, has_later_fields
from selfhelp.features.lessons.outcomes import outcomes_of
from selfhelp.features.lessons.pieces import pieces_of
from selfhelp.features.lessons.placing import placed_on
from selfhelp.features.lessons.rendering import clock_time, kept, moment
from selfhelp.features.lessons.sent import Sent, read_sheet, texts_sent, texts_stored
from selfhelp.features.lessons.sheet import Sheet, field_context
from selfhelp.features.lessons.views_media import sent_media
from selfhelp.features.training.actions import NotesChanged, hand_in, keep_notes, reach
from selfhelp.features.training.queries import last_attempts, notes_of, progress_of, standings, training_of
from selfhelp.web.errors import Conflict
from selfhelp.web.language import spoken

training_pages = Blueprint("training", __name__)
PAGE = "/training/<training_id>/<int:number>/<int:page>"


@dataclass(frozen=True)
class Open:
    """A page of a lesson, with everything on it. `address` and `total` as lessons/page.html asks for them."""

    live: LiveModule
    lesson: Lesson
    page: Page
    sheet: Sheet

    @property
    def module_id(self) -> str:
        return self.live.version.module_id

    @property
    def total(self) -> int:
        return len(self.lesson.pages)

    @property
    def address(self) -> str:
        return address_of(self.module_id, self.lesson.number, self.page.number)


@training_pages.get("/training")
@requires(Permission.TAKE_TRAINING)
def trainings() -> ResponseReturnValue:
    today = clock.today()
    return render_template(
        "training/trainings.html", standings=standings(guard.actor()), spoken=spoken(),
        day=lambda at: date_alone(local_date(at), spoken(), today),
    )


@training_pages.get(PAGE)
@requires(Permission.TAKE_TRAINING)
def read_page(training_id: str, number: int, page: int) -> ResponseReturnValue:
    return _show(_open(training_id, number, page))


@training_pages.post(PAGE)
@requires(Permission.TAKE_TRAINING)
def save_page(training_id: str, number: int, page: int) -> ResponseReturnValue:
    now, shown = clock.now(), _open(training_id, number, page)
    sent = read_sheet(shown.sheet, request.form)
    with _conflict(shown, sent):
        if sent.row:
            return _change_row(shown, sent, now)
        if sent.refused:
            return _refuse(shown, sent, now)
        once.only_once(guard.actor(), sent.key, sent.form, now, lambda: _save(shown, sent, now))
    return redirect(_go_on(shown, sent), 303)


@training_pages.put(PAGE)
@requires(Permission.TAKE_TRAINING)
def keep_page(training_id: str, number: int, page: int) -> ResponseReturnValue:
    now, shown = clock.now(), _open(training_id, number, page)
    try:
        version = _keep(shown, read_sheet(shown.sheet, request.form), now)
    except NotesChanged:
        return jsonify(link=shown.address), 409
    except TooLong:
        return jsonify(problem=_("The text is too long to be saved.")), 422
    return kept(version, now)


@training_pages.get("/training/<training_id>/<int:number>/short")
@requires(Permission.TAKE_TRAINING)
def read_short(training_id: str, number: int) -> ResponseReturnValue:
    """To refresh what one has read before. It never counts as the lesson."""
    live, lesson = _lesson(training_id, number)
    if lesson.short is None:
        abort(404)
    return render_template(
        "training/short.html", lesson=lesson, short=lesson.short, address=address_of(live.version.module_id, number)
    )


@training_pages.get("/training/<training_id>/<int:number>/<filename>")
@requires(Permission.TAKE_TRAINING)
def media(training_id: str, number: int, filename: str) -> ResponseReturnValue:
    live, _lesson_read = _lesson(training_id, number)
    content = media_of(live.version.id, filename)
    if content is None:
        abort(404)
    return sent_media(content, filename)


def address_of(module_id: str, number: int, page: int = 1) -> str:
    return url_for("training.read_page", training_id=module_id, number=number, page=page)


def _lesson(module_id: str, number: int) -> tuple[LiveModule, Lesson]:
    live = training_of(module_id)
    lesson = live.module.lesson(number, guard.actor().language) if live else None
    if live is None or lesson is None:
        abort(404)
    return live, lesson


def _open(module_id: str, number: int, page: int) -> Open:
    live, lesson = _lesson(module_id, number)
    found = next((one for one in lesson.pages if one.number == page), None)
    if found is None:
        abort(404)
    actor, placed = guard.actor(), placed_on(live.module, lesson, found)
    notes = notes_of(actor, module_id, placed)
    progress = progress_of(actor, module_id).get(lesson.id)
    later = {one.exercise.id for one in placed if has_later_fields(one.exercise) and progress and progress.finished_at}
    draft = KeptDraft(notes.form, (), notes.version, notes.changed_at)
    sheet = Sheet("training", Part.FIRST, placed, {}, frozenset(later), (), draft, actor.language, {})
    return Open(live, lesson, found, sheet)


def _show(shown: Open, sent: Sent | None = None, version: int | None = None) -> ResponseReturnValue:
    now, sheet, saved = clock.now(), shown.sheet, shown.sheet.draft.changed_at
    handed_in = last_attempts(guard.actor(), shown.module_id) if _has_check(sheet) else {}
    answered = {exercise_id: answers for (lesson_id, exercise_id), answers in handed_in.items()
                if lesson_id == shown.lesson.id}  # fmt: skip
    outcomes = outcomes_of(
        shown.live.module, sheet.placed, answered, sheet.language, lambda number: address_of(shown.module_id, number)
    )
    page = render_template(
        "lessons/page.html", shown=shown, lesson=shown.lesson, page=shown.page, sheet=sheet, now=now, guide="",
        pieces=pieces_of(shown.live.module, shown.lesson, shown.page), numbers=numbers_shown(), moment=moment,
        minutes=round(shown.lesson.minutes / shown.total), values=sent.form if sent else sheet.values,
        problems=sent.problems if sent else {}, strangers=sent.strangers if sent else (),
        version=sheet.draft.version if version is None else version, saved_at=clock_time(saved) if saved else "",
        ctx=field_context(sheet, "", now), outcomes=outcomes, back=url_for("training.trainings"),
        media_base=address_of(shown.module_id, shown.lesson.number).rpartition("/")[0],
    )
    return page, 422 if sent else 200


def _has_check(sheet: Sheet) -> bool:
    return any(one.exercise.pass_mark for one in sheet.placed)


@contextmanager
def _conflict(shown: Open, sent: Sent) -> Iterator[None]:
    """Turn «somebody was first» into the page that shows both texts."""
    try:
        yield
    except (NotesChanged, once.OtherText) as error:
        language = shown.sheet.language
        raise Conflict(texts_sent(sent, language), texts_stored(shown.sheet), shown.address) from error


def _keep(shown: Open, sent: Sent, now: datetime) -> int:
    return keep_notes(guard.actor(), shown.module_id, shown.sheet.placed, sent.form, sent.version, now)


def _save(shown: Open, sent: Sent, now: datetime) -> None:
    """All of it within the one transaction of the form."""
    actor, (verb, about) = guard.actor(), sent.button
    _keep(shown, sent, now)
    for one in sent.exercises:
        if verb == "check" and one.placed.exercise.id == about and one.placed.exercise.pass_mark:
            hand_in(actor, shown.live, one.placed, one.reading.answers, now)
    reach(actor, shown.live, shown.lesson, shown.page.number + (verb == "next"), now)


def _change_row(shown: Open, sent: Sent, now: datetime) -> ResponseReturnValue:
    """A row added, removed or moved without script."""
    form, name = change_rows(sent.form, sent.row), sent.row.partition(":")[2]
    keep_notes(guard.actor(), shown.module_id, shown.sheet.placed, form, sent.version, now)
    return redirect(f"{shown.address}#{name if sent.row.startswith('add:') else name.rpartition('.')[0]}", 303)


def _refuse(shown: Open, sent: Sent, now: datetime) -> ResponseReturnValue:
    """Something could not be taken: said beside the field, everything typed kept."""
    try:
        version = _keep(shown, sent, now)
    except TooLong:
        version = sent.version  # it stands in the page that answers
    return _show(shown, sent, version)


def _go_on(shown: Open, sent: Sent) -> str:
    verb, number, page = sent.button[0], shown.lesson.number, shown.page.number
    if verb == "later":
        flash(_("Saved. It will be here when you want to go on."), "success")
        return url_for("training.trainings")
    if verb == "next" and page == shown.total:
        flash(_("The lesson is done."), "success")
        return url_for("training.trainings")
    if verb in ("next", "back"):
        return address_of(shown.module_id, number, max(1, page + (1 if verb == "next" else -1)))
    return shown.address
