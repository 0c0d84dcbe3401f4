"""Entries and the picture that is made of them, without an app's database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask import Flask
from flask_babel import Babel

from config import ROOT
from selfhelp.core.charts import Width
from selfhelp.core.content.document import Chart, Exercise, Field, JsonValue
from selfhelp.features.lessons.pictures.picture import picture_of
from selfhelp.features.lessons.pictures.wanted import Picture
from tests.support.svg import parsed

TODAY = date(2026, 5, 14)  # a Thursday


@dataclass(frozen=True)
class Entry:
    answers: dict[str, JsonValue]
    begun_at: datetime


@contextmanager
def in_bokmaal() -> Iterator[None]:
    app = Flask("pictures")
    Babel(app, default_locale="nb", default_translation_directories=str(ROOT / "selfhelp" / "translations"))
    with app.test_request_context():
        yield


def entry(days_ago: int = 0, **answers: JsonValue) -> Entry:
    return Entry(answers, datetime(2026, 5, 14, 18, 0, tzinfo=UTC) - timedelta(days=days_ago))


def exercise(chart: Chart, *fields: Field, log: bool = True) -> Exercise:
    return Exercise("log", "Loggen", fields, log=log, chart=chart)


def drawn(given: Exercise, *written: Entry, others: Sequence[Entry] = (), width: Width = Width.THIN) -> Picture:
    """A picture without a drawing is a table alone."""
    picture = picture_of(given, written, TODAY, "nb", others, width)
    assert picture is not None
    if picture.svg:
        parsed(str(picture.svg))
    return picture
