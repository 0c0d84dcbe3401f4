"""A lesson drawn as the patient sees it, from a module in memory: no patient, no treatment, nothing saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from selfhelp.core.content.document import Exercise, Lesson, Module, Page, Problem, Severity
from selfhelp.features.authoring.sources import Drawn
from selfhelp.features.drafts.queries import NOTHING
from selfhelp.features.drafts.received import Form
from selfhelp.features.lessons.filling import Part, change_rows
from selfhelp.features.lessons.pieces import Piece, pieces_of
from selfhelp.features.lessons.placing import Placed, placed_in, placed_on
from selfhelp.features.lessons.rendering import CallMe, Number, in_words, moment, numbers_of
from selfhelp.features.lessons.sent import Sent, read_sheet
from selfhelp.features.lessons.sheet import Sheet, field_context
from selfhelp.features.service.queries import DEFAULT_TEAM, service_of
from selfhelp.web.field_context import FieldContext
from selfhelp.web.language import LANGUAGES

ADULT = 30  # years: whom the preview is drawn for


@dataclass(frozen=True)
class Look:
    """How it is looked at. `framed`: beside the author's text, where links lead nowhere."""

    language: str
    dark: bool = False
    large: bool = False  # text twice as large
    framed: bool = False


@dataclass(frozen=True)
class Place:
    """A page of a lesson. One past the last: the end, with the card and the short version."""

    module: Module
    lesson: Lesson
    number: int

    @property
    def page(self) -> Page | None:
        return next((one for one in self.lesson.pages if one.number == self.number), None)

    @property
    def is_end(self) -> bool:
        return self.number == len(self.lesson.pages) + 1


@dataclass(frozen=True)
class Shown:
    """What lessons/page.html asks of the page it draws."""

    address: str
    total: int


@dataclass(frozen=True)
class Frame:
    """What stands around the page: where its form goes, what is wrong with the lesson, and whether it loads anew."""

    address: str
    numbers: tuple[Number, ...] = ()
    problems: tuple[Problem, ...] = ()
    back: str = ""  # the way to the pages of the author; empty in a frame
    stamp: str = ""  # a page that asks for a newer one of itself


def numbers_shown() -> tuple[Number, ...]:
    """Under a caution: those for an adult."""
    return numbers_of(service_of(DEFAULT_TEAM).crisis_for(ADULT))


def place_in(module: Module, number: int, page: int, language: str) -> Place | None:
    lesson = module.lesson(number, language)
    return Place(module, lesson, page) if lesson and 1 <= page <= len(lesson.pages) + 1 else None


def faults_in(drawn: Drawn, number: int, language: str) -> tuple[Problem, ...]:
    """What cannot be read in this lesson, or in what all lessons hang on."""
    mine = (f"{number:02}-", f".{language}.md")
    return tuple(
        one for one in drawn.problems
        if one.severity is Severity.ERROR
        and ((one.file.startswith(mine[0]) and one.file.endswith(mine[1])) or drawn.module is None)
    )


def preview(place: Place, look: Look, frame: Frame, now: datetime, form: MultiDict[str, str] | None = None) -> str:
    """`form`: what was filled in and sent; it is drawn again and then forgotten."""
    with force_locale(look.language if look.language in LANGUAGES else LANGUAGES[0]):
        if place.page is None:
            return _end(place, look, frame, now)
        return _page(place, place.page, look, frame, now, form)


def nothing_to_show(look: Look, frame: Frame) -> str:
    """Where there is no such page, or nothing of the module can be read."""
    with force_locale(look.language if look.language in LANGUAGES else LANGUAGES[0]):
        return render_template("authoring/preview_none.html", look=look, frame=frame, language=look.language)


def _page(
    place: Place, page: Page, look: Look, frame: Frame, now: datetime, form: MultiDict[str, str] | None
) -> str:
    placed = placed_on(place.module, place.lesson, page)
    sheet = _empty_sheet(placed, look.language, Part.FIRST)
    sent = read_sheet(sheet, form) if form is not None else None
    return render_template(
        "authoring/preview.html", **_around(look, frame, now), lesson=place.lesson, page=page, sheet=sheet,
        shown=Shown(frame.address, len(place.lesson.pages)), pieces=_pieces(place, page), version=0, saved_at="",
        minutes=round(place.lesson.minutes / len(place.lesson.pages)), numbers=frame.numbers, strangers=(),
        values=_values(sent), problems=sent.problems if sent else {}, ctx=_context(sheet, now), sent=sent is not None,
    )


def _end(place: Place, look: Look, frame: Frame, now: datetime) -> str:
    low_energy = tuple(
        one for one in placed_in(place.module, place.lesson) if any(field.low_energy for field in one.exercise.fields)
    )
    sheet = _empty_sheet(low_energy, look.language, Part.SHORT)
    return render_template(
        "authoring/preview_end.html", **_around(look, frame, now), lesson=place.lesson, sheet=sheet, values={},
        problems={}, ctx=_context(sheet, now), shown=Shown(frame.address, len(place.lesson.pages)),
    )


def _around(look: Look, frame: Frame, now: datetime) -> dict[str, object]:
    """What every page of a patient's carries, made up."""
    today, guide = now.date(), str(_("your guide"))
    return {
        "language": look.language, "appearance": "dark" if look.dark else "light", "look": look, "frame": frame,
        "guide": guide, "call_me": CallMe(guide, asked=False), "quick_exit_shown": False, "nav_items": (),
        "service_name": "", "signed_in": True, "now": now, "moment": moment, "in_words": _in_words(today),
    }


def _in_words(today: date) -> object:
    return lambda day: in_words(day, today)


def _pieces(place: Place, page: Page) -> tuple[Piece, ...]:
    return pieces_of(place.module, place.lesson, page)


def _empty_sheet(placed: tuple[Placed, ...], language: str, part: Part) -> Sheet:
    return Sheet("preview", part, placed, {}, frozenset(), (), NOTHING, language, {})


def _context(sheet: Sheet, now: datetime) -> FieldContext:
    return replace(field_context(sheet, str(_("your guide")), now), pins=_pins(one.exercise for one in sheet.placed))


def _pins(exercises: Iterable[Exercise]) -> Mapping[str, str]:
    """Where a sentence of the patient's own would stand, written in another exercise before this one."""
    pinned = (one for one in exercises if "." in one.pin)
    return {one.id: str(_("Here stands what was written in «%(place)s».", place=one.pin)) for one in pinned}


def _values(sent: Sent | None) -> Form:
    if sent is None:
        return {}
    return change_rows(sent.form, sent.row) if sent.row else sent.form
