"""Two tabs, one text: the page that shows both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from selfhelp.core.content.fields import answer_texts
from selfhelp.features.drafts.actions import DraftChanged
from selfhelp.features.drafts.once import OtherText
from selfhelp.features.lessons.actions import Changed
from selfhelp.features.lessons.sent import Sent, texts_sent, texts_stored
from selfhelp.features.lessons.sheet import Sheet, texts_in
from selfhelp.web.errors import Conflict, WrittenText


@contextmanager
def conflict(sheet: Sheet, sent: Sent, go_on: str) -> Iterator[None]:
    """Turn «somebody was first» into the 409 page. Nothing has been stored."""
    try:
        yield
    except Changed as error:
        theirs = texts_stored(sheet) if error.stored is None else _stored(sheet, error)
        raise Conflict(texts_sent(sent, sheet.language), theirs, go_on) from error
    except DraftChanged as error:
        told = texts_in(sheet.placed, error.stored.form, sheet.language)
        theirs = tuple(WrittenText(one.label, one.text) for one in told)
        raise Conflict(texts_sent(sent, sheet.language), theirs, go_on) from error
    except OtherText as error:
        raise Conflict(texts_sent(sent, sheet.language), texts_stored(sheet), go_on) from error


def _stored(sheet: Sheet, error: Changed) -> tuple[WrittenText, ...]:
    entry = error.stored
    placed = next((one for one in sheet.placed if entry and one.exercise.id == entry.exercise_id), None)
    if entry is None or placed is None:
        return ()
    told = answer_texts(placed.exercise, entry.answers, sheet.language)
    return tuple(WrittenText(one.label, one.text) for one in told)
