"""The pass mark of a check, as an author writes it: how many answers must be right, and which of them."""

from __future__ import annotations

from collections.abc import Sequence

from selfhelp.core.content.document import Field, PassMark
from selfhelp.core.content.keys import Keys
from selfhelp.core.content.report import did_you_mean
from selfhelp.core.content.said import say

MOST_QUESTIONS = 200


def read_pass(exercise: Keys, fields: Sequence[Field], log: bool) -> PassMark | None:
    keys = exercise.child("pass", say("{what}, {part}", what=exercise.what, part="pass"))
    questions = [field.id for field in fields if field.answer]
    if keys is None:
        if questions and "pass" not in exercise:
            exercise.wrong("pass", say(
                "{count} of the fields have an answer, and nothing says how many must be right. "
                "Write pass: {{at_least: {count}}}.", count=len(questions),
            ))
        return None
    if log:
        exercise.wrong("pass", say("a log is written in many times and cannot be passed. Remove log or pass."))
    mark = PassMark(keys.whole("at_least", 1, MOST_QUESTIONS, required=True) or 1, keys.texts("all_of"))
    _check(keys, mark, questions)
    keys.close()
    return mark


def _check(keys: Keys, mark: PassMark, questions: list[str]) -> None:
    if not questions:
        keys.wrong("at_least", say(
            "no field has an answer. Write answer: and the id of the right option in each question."
        ))
        return
    if mark.at_least > len(questions):
        keys.wrong("at_least", say(
            "at_least is {least}, and {count} fields have an answer. Write fewer.",
            least=mark.at_least, count=len(questions),
        ))
    for name in mark.all_of:
        if name not in questions:
            keys.wrong("all_of", say(
                'all_of names "{name}", which is not a field with an answer. {hint}',
                name=name, hint=did_you_mean(name, questions),
            ))
