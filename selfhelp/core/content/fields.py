"""An exercise filled in: from the submitted form to stored answers, back to a form, and to text a person reads.

In a form a field is named `exercise.field`. A row of a group is `exercise.group.ROWID.column`, and the hidden values of
`exercise.group` give the rows and their order. The own answer of a `choices` is `exercise.field.other`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selfhelp.core.content.document import Exercise, Field, JsonValue
from selfhelp.core.content.field_types import FIELD_TYPES, OTHER, Answers, FieldType, rows_of
from selfhelp.core.content.form_reader import FieldProblem, FormReader
from selfhelp.core.content.values import number_text

__all__ = [
    "FIELD_TYPES",
    "AnswerText",
    "Answers",
    "FieldProblem",
    "FieldType",
    "JsonValue",
    "Reading",
    "answer_texts",
    "example_texts",
    "form_values",
    "glance",
    "is_shown",
    "missing_required",
    "read_answers",
]

GLANCE_FIELDS = 2  # where the author names none


@dataclass(frozen=True)
class Reading:
    """A submitted form, read. Only `answers` is stored as an entry; `typed` is stored as a draft and shown again."""

    answers: dict[str, JsonValue]
    problems: tuple[FieldProblem, ...]
    missing: tuple[str, ...]  # names of required fields that are empty; never stops saving
    unknown: tuple[str, ...]  # names under this exercise that it does not have: answer 422
    typed: dict[str, list[str]]

    def problem_with(self, name: str) -> FieldProblem | None:
        return next((problem for problem in self.problems if problem.name == name), None)


@dataclass(frozen=True)
class AnswerText:
    """One answered field as a person reads it."""

    label: str
    lines: tuple[str, ...]
    field_id: str

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def read_answers(
    exercise: Exercise,
    form: Mapping[str, Sequence[str]],
    later: bool = False,
    references: Mapping[str, str] | None = None,
) -> Reading:
    """Reads every field of the exercise; never raises on what a browser can send.

    `later`: the person is filling in what was left for afterwards, so those fields count as missing when empty; they
    are read whenever they are sent. `references`: row id → text of the rows a reference field can point at; without it
    a reference is taken on trust. `form` needs lists as values (`request.form.to_dict(flat=False)`).
    """
    reader = FormReader(f"{exercise.id}.", form)
    answers: dict[str, JsonValue] = {}
    for field in exercise.fields:
        answers.update(FIELD_TYPES[field.type].read(field, _name(exercise, field), reader))
    if references is not None:
        _refuse_unknown_references(exercise, answers, reader, references)
    missing = missing_required(exercise, answers, later)
    return Reading(answers, tuple(reader.problems), missing, reader.unknown, reader.typed)


def form_values(exercise: Exercise, answers: Answers) -> dict[str, list[str]]:
    """The form that would be read as these answers."""
    form: dict[str, list[str]] = {}
    for field in exercise.fields:
        form.update(FIELD_TYPES[field.type].write(field, _name(exercise, field), answers))
    return form


def missing_required(exercise: Exercise, answers: Answers, later: bool = False) -> tuple[str, ...]:
    """Names of the required fields that are shown and empty, columns of started rows among them."""
    missing: list[str] = []
    for field in exercise.fields:
        if (field.later and not later) or not is_shown(field, exercise, answers):
            continue
        if field.required and not is_answered(field, answers):
            missing.append(_name(exercise, field))
        for row in rows_of(field, answers) if field.fields else ():
            missing += [
                f"{_name(exercise, field)}.{row['id']}.{column.id}"
                for column in field.fields
                if column.required and (later or not column.later) and not is_answered(column, row)
            ]
    return tuple(missing)


def is_answered(field: Field, answers: Answers) -> bool:
    return field.id in answers or field.id + OTHER in answers


def is_shown(field: Field, exercise: Exercise, answers: Answers) -> bool:
    """Whether the field's `show_if` is met. A hidden field keeps what was written in it."""
    if field.show_if is None:
        return True
    other_id, wanted = field.show_if
    value = answers.get(other_id)
    given = value if isinstance(value, list) else [value]
    return any(one is not None and _condition_text(one) == wanted for one in given)


def answer_texts(
    exercise: Exercise, answers: Answers, language: str, references: Mapping[str, str] | None = None
) -> tuple[AnswerText, ...]:
    """Every answered field in the exercise's order."""
    told = (_tell(field, answers, language, references or {}) for field in exercise.fields)
    return tuple(text for text in told if text is not None)


def glance(exercise: Exercise, answers: Answers, language: str) -> tuple[AnswerText, ...]:
    """What the guide sees first: the fields the author chose, or the first ones answered."""
    told = {text.field_id: text for text in answer_texts(exercise, answers, language)}
    if exercise.glance:
        return tuple(told[field_id] for field_id in exercise.glance if field_id in told)
    return tuple(told.values())[:GLANCE_FIELDS]


def example_texts(exercise: Exercise, language: str) -> tuple[AnswerText, ...]:
    """The worked example, told like any other entry."""
    return answer_texts(exercise, exercise.example.answers, language) if exercise.example else ()


def _refuse_unknown_references(
    exercise: Exercise, answers: dict[str, JsonValue], reader: FormReader, references: Mapping[str, str]
) -> None:
    for field in exercise.fields:
        if field.type == "reference" and field.id in answers and answers[field.id] not in references:
            reader.problem(_name(exercise, field), "not-an-option")
            del answers[field.id]


def _name(exercise: Exercise, field: Field) -> str:
    return f"{exercise.id}.{field.id}"


def _condition_text(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number_text(value) if isinstance(value, int | float) else str(value)


def _tell(field: Field, answers: Answers, language: str, references: Mapping[str, str]) -> AnswerText | None:
    lines = FIELD_TYPES[field.type].say(field, answers, language)
    if field.type == "reference":
        lines = tuple(references.get(line, line) for line in lines)
    return AnswerText(field.label, lines, field.id) if lines else None
