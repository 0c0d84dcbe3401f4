"""Two tabs, one text: the page that shows both, and the second text kept beside the draft."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from selfhelp.access import guard
from selfhelp.core.content.fields import answer_texts, form_values
from selfhelp.db.tables import Treatment
from selfhelp.features.drafts.actions import DraftChanged, TooLong, holds, keep_beside
from selfhelp.features.drafts.once import OtherText
from selfhelp.features.drafts.received import Form
from selfhelp.features.lessons.actions import Changed
from selfhelp.features.lessons.refusals import ExerciseLocked
from selfhelp.features.lessons.sent import Sent, texts_sent, texts_stored
from selfhelp.features.lessons.sheet import Sheet, texts_in
from selfhelp.web.errors import Conflict, WrittenText


@contextmanager
def conflict(treatment: Treatment, sheet: Sheet, sent: Sent, go_on: str, now: datetime) -> Iterator[None]:
    """Turn «somebody was first» into the 409 page. Nothing has been stored but the text itself, beside the draft."""
    try:
        yield
    except ExerciseLocked as error:  # closed while the form was on its way
        raise locked(treatment, sheet, sent, go_on, now) from error
    except Changed as error:
        theirs = texts_stored(sheet) if error.stored is None else _stored(sheet, error)
        keep_refused(treatment, sheet, sent, error, now)
        raise Conflict(texts_sent(sent, sheet.language), theirs, go_on, kept=True) from error
    except DraftChanged as error:
        told = texts_in(sheet.placed, error.stored.form, sheet.language)
        theirs = tuple(WrittenText(one.label, one.text) for one in told)
        keep_refused(treatment, sheet, sent, error, now)
        raise Conflict(texts_sent(sent, sheet.language), theirs, go_on, kept=True) from error
    except OtherText as error:
        keep_refused(treatment, sheet, sent, error, now)
        raise Conflict(texts_sent(sent, sheet.language), texts_stored(sheet), go_on, kept=True) from error


def refuse_locked(treatment: Treatment, sheet: Sheet, sent: Sent, go_on: str, now: datetime) -> None:
    """Nothing of a form is stored that writes in an exercise the guide has not opened. Raises ExerciseLocked."""
    if sent.held:
        raise locked(treatment, sheet, sent, go_on, now)


def locked(treatment: Treatment, sheet: Sheet, sent: Sent, go_on: str, now: datetime) -> ExerciseLocked:
    """The text is kept beside the draft: she finds it where it was written, some of it when the guide has opened."""
    for form in (sent.held, sent.form):
        if not holds(_stored_form(sheet), form):
            with suppress(TooLong):  # it stands in the page that answers
                keep_beside(guard.actor(), treatment, sheet.place, form, now)
    told = texts_in((*sheet.locked, *sheet.placed), sent.held | sent.form, sheet.language)
    return ExerciseLocked(tuple(WrittenText(one.label, one.text) for one in told), go_on)


def keep_refused(
    treatment: Treatment, sheet: Sheet, sent: Sent, error: Changed | DraftChanged | OtherText, now: datetime
) -> None:
    """The page that shows both can be closed: she finds the second text again where she wrote it."""
    stored = _stored_form(sheet)
    if isinstance(error, Changed) and error.stored is not None:
        entry = error.stored
        stored |= {name: texts for one in sheet.placed if one.exercise.id == entry.exercise_id
                   for name, texts in form_values(one.exercise, entry.answers).items()}  # fmt: skip
    if not holds(stored, sent.form):
        with suppress(TooLong):  # it stands in the page that answers
            keep_beside(guard.actor(), treatment, sheet.place, sent.form, now)


def _stored_form(sheet: Sheet) -> Form:
    """What the entries of the sheet hold, as a form."""
    form: Form = {}
    for placed in sheet.placed:
        entry = sheet.revises.get(placed.exercise.id)
        if entry is not None:
            form.update(form_values(placed.exercise, entry.answers))
    return form


def _stored(sheet: Sheet, error: Changed) -> tuple[WrittenText, ...]:
    entry = error.stored
    placed = next((one for one in sheet.placed if entry and one.exercise.id == entry.exercise_id), None)
    if entry is None or placed is None:
        return ()
    told = answer_texts(placed.exercise, entry.answers, sheet.language, sheet.references)
    return tuple(WrittenText(one.label, one.text) for one in told)
