"""A check marked: which answers are right, and whether it is passed."""

from __future__ import annotations

from dataclasses import dataclass

from selfhelp.core.content.document import Exercise, Field
from selfhelp.core.content.field_types import OTHER, Answers
from selfhelp.core.content.fields import is_answered


@dataclass(frozen=True)
class Marked:
    """Ids of the questions, in the exercise's order. `unanswered` are among the `wrong`."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    unanswered: tuple[str, ...]
    passed: bool

    @property
    def total(self) -> int:
        return len(self.right) + len(self.wrong)


def mark(exercise: Exercise, answers: Answers) -> Marked:
    """A check is passed when enough answers are right and every question that must be right is among them.

    Two conditions that must both hold, so that knowing a lot about letters never makes up for one mistake about danger
    (a conjunctive standard: Cizek & Bunch 2007, Standard Setting). How many is the author's to say, in the lesson's
    `pass`. A question not answered is not right. Where several options are right, those and no others must be chosen.
    """
    questions = [field for field in exercise.fields if field.answer]
    right = tuple(field.id for field in questions if _is_right(field, answers))
    wanted = exercise.pass_mark
    return Marked(
        right=right,
        wrong=tuple(field.id for field in questions if field.id not in right),
        unanswered=tuple(field.id for field in questions if not is_answered(field, answers)),
        passed=wanted is not None and len(right) >= wanted.at_least and set(wanted.all_of) <= set(right),
    )


def _is_right(field: Field, answers: Answers) -> bool:
    given = answers.get(field.id)
    if field.id + OTHER in answers:
        return False
    if isinstance(given, bool):
        return field.answer == ("yes" if given else "no",)
    return set(given if isinstance(given, list) else [given]) == set(field.answer)
