"""What follows when she shares a lesson, and what she can still look at."""

from __future__ import annotations

from dataclasses import dataclass

from selfhelp.core.content.document import Lesson, Share
from selfhelp.core.content.fields import AnswerText, answer_texts, missing_required
from selfhelp.db.tables import Treatment
from selfhelp.features.lessons.entries import OwnEntry, own_entries
from selfhelp.features.lessons.locks import locks_of
from selfhelp.features.lessons.placing import Placed, placed_in, placed_on
from selfhelp.features.lessons.programme import Read


@dataclass(frozen=True)
class Item:
    """An exercise she has written in. `count`: entries of a log. `shared`: the guide can read it as it is now."""

    exercise_id: str
    title: str
    page: int
    log: bool
    count: int
    shared: bool


@dataclass(frozen=True)
class Ending:
    """`follow`: always goes along; `ask`: she chooses each. `empty`: exercises where something is still missing."""

    follow: tuple[Item, ...]
    ask: tuple[Item, ...]
    keeps_some: bool  # something she has written is never shared
    empty: tuple[Item, ...]

    @property
    def wrote(self) -> bool:
        return bool(self.follow or self.ask)

    @property
    def all_shared(self) -> bool:
        return self.wrote and all(item.shared for item in (*self.follow, *self.ask))


@dataclass(frozen=True)
class CardAnswers:
    title: str
    texts: tuple[AnswerText, ...]


def ending_of(treatment: Treatment, read: Read) -> Ending:
    placed = placed_in(read.module, read.lesson)
    written = own_entries(treatment.id, {one.exercise.id for one in placed})
    entries = {one.exercise.id: _of(one, written) for one in placed}
    items = {one.exercise.id: _item(read, one, entries[one.exercise.id]) for one in placed}
    held = [one for one in placed if entries[one.exercise.id]]
    mine, _held = locks_of(treatment.id, read.module).split(read.module, placed)
    lacking = [one for one in mine if not one.exercise.log and _lacks(one, entries[one.exercise.id])]
    return Ending(
        follow=tuple(items[one.exercise.id] for one in held if one.exercise.share is Share.ALWAYS),
        ask=tuple(items[one.exercise.id] for one in held if one.exercise.share is Share.ASK),
        keeps_some=any(one.exercise.share is Share.NEVER for one in held),
        empty=tuple(items[one.exercise.id] for one in lacking),
    )


def card_of(treatment: Treatment, read: Read) -> tuple[CardAnswers, ...]:
    """The answers the author chose for the card, in her words."""
    with_card = [one for one in placed_in(read.module, read.lesson) if one.exercise.card]
    written = own_entries(treatment.id, {one.exercise.id for one in with_card})
    cards = (_card(one, _of(one, written), read.lesson) for one in with_card)
    return tuple(card for card in cards if card.texts)


def _of(placed: Placed, written: tuple[OwnEntry, ...]) -> tuple[OwnEntry, ...]:
    """Her entries in this exercise with something in them."""
    place = (placed.lesson_id, placed.exercise.id)
    return tuple(one for one in written if (one.lesson_id, one.exercise_id) == place and one.answers)


def _item(read: Read, placed: Placed, entries: tuple[OwnEntry, ...]) -> Item:
    exercise = placed.exercise
    shared = bool(entries) and all(one.shared for one in entries)
    return Item(exercise.id, exercise.title, _page_of(read, placed), exercise.log, len(entries), shared)


def _page_of(read: Read, placed: Placed) -> int:
    return next(page.number for page in read.lesson.pages if placed in placed_on(read.module, read.lesson, page))


def _lacks(placed: Placed, entries: tuple[OwnEntry, ...]) -> bool:
    return bool(missing_required(placed.exercise, entries[-1].answers if entries else {}))


def _card(placed: Placed, entries: tuple[OwnEntry, ...], lesson: Lesson) -> CardAnswers:
    if not entries:
        return CardAnswers(placed.exercise.title, ())
    texts = {text.field_id: text for text in answer_texts(placed.exercise, entries[-1].answers, lesson.language)}
    return CardAnswers(placed.exercise.title, tuple(texts[name] for name in placed.exercise.card if name in texts))
