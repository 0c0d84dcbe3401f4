"""The kinds of field an author can use. A new kind is one row in FIELD_TYPES, one template macro and one test row.

A row says how to read the field from a form, how to fill a form with it, how to say it back, which macro draws it, and
which keys an author may write for it. Answers lie under the field's id; the own answer of a `choices` under `id.other`;
the rows of a group as a list of {"id": row id, column: value}.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from selfhelp.core.content import saying, values
from selfhelp.core.content.document import Field, JsonValue
from selfhelp.core.content.form_reader import FormReader
from selfhelp.core.content.values import ROW_ID, TEXT_LENGTH, Wrong

Answers = Mapping[str, JsonValue]
Parse = Callable[[Field, str], JsonValue]
Say = Callable[[Field, JsonValue, str], str]

MAX_ROWS = 50  # where the author sets no max
OTHER = ".other"


@dataclass(frozen=True)
class FieldType:
    read: Callable[[Field, str, FormReader], dict[str, JsonValue]]  # (field, its name in the form, form) → answers
    write: Callable[[Field, str, Answers], dict[str, list[str]]]  # the way back
    say: Callable[[Field, Answers, str], tuple[str, ...]]  # (field, answers, language) → lines; none when unanswered
    macro: str  # in templates/fields/
    keys: frozenset[str]  # what an author may write beside the common keys
    parse: Parse | None = None  # for kinds with one value


def single(parse: Parse, say: Say, macro: str, *keys: str) -> FieldType:
    """A kind that has one value."""

    def read(field: Field, name: str, form: FormReader) -> dict[str, JsonValue]:
        text = form.value(name)
        if not text:
            return {}
        try:
            return {field.id: parse(field, text)}
        except Wrong as wrong:
            form.wrong(name, wrong)
            return {}

    def write(field: Field, name: str, answers: Answers) -> dict[str, list[str]]:
        return {name: [_form_text(answers[field.id])]} if field.id in answers else {}

    def tell(field: Field, answers: Answers, language: str) -> tuple[str, ...]:
        if field.id not in answers:
            return ()
        return tuple(say(field, answers[field.id], language).split("\n"))

    return FieldType(read, write, tell, macro, frozenset(keys), parse)


def _form_text(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return values.number_text(value) if isinstance(value, int | float) else str(value)


def read_choices(field: Field, name: str, form: FormReader) -> dict[str, JsonValue]:
    sent = [value for value in form.values(name) if value]
    known = [option.id for option in field.options]
    if any(value not in known for value in sent):
        form.problem(name, "not-an-option")
    chosen: list[JsonValue] = [option for option in known if option in sent]
    answers: dict[str, JsonValue] = {field.id: chosen} if chosen else {}
    own = form.value(name + OTHER) if field.other else ""
    if len(own) > TEXT_LENGTH:
        form.problem(name + OTHER, "too-long", {"max": TEXT_LENGTH, "length": len(own)})
    elif own:
        answers[field.id + OTHER] = own
    return answers


def write_choices(field: Field, name: str, answers: Answers) -> dict[str, list[str]]:
    form: dict[str, list[str]] = {}
    chosen = answers.get(field.id)
    if isinstance(chosen, list):
        form[name] = [str(one) for one in chosen]
    if field.id + OTHER in answers:
        form[name + OTHER] = [str(answers[field.id + OTHER])]
    return form


def say_choices(field: Field, answers: Answers, language: str) -> tuple[str, ...]:
    chosen = answers.get(field.id)
    lines = [saying.say_choice(field, one, language) for one in chosen] if isinstance(chosen, list) else []
    if field.id + OTHER in answers:
        lines.append(str(answers[field.id + OTHER]))
    return tuple(lines)


def read_rows(field: Field, name: str, form: FormReader) -> dict[str, JsonValue]:
    """Rows in the order their hidden ids were sent. A row with nothing in it is left out."""
    ids = list(dict.fromkeys(form.values(name)))
    most = MAX_ROWS if field.max is None else int(field.max)
    if not all(ROW_ID.fullmatch(one) for one in ids):
        form.leave_unknown(name)
        return {}
    rows: list[JsonValue] = []
    for row_id in ids[:MAX_ROWS]:
        row: dict[str, JsonValue] = {}
        for column in field.fields:
            row.update(FIELD_TYPES[column.type].read(column, f"{name}.{row_id}.{column.id}", form))
        if row:
            rows.append({"id": row_id, **row})
    if len(rows) > most or len(ids) > MAX_ROWS:
        form.problem(name, "too-many-rows", {"max": most})
    return {field.id: rows} if rows else {}


def rows_of(field: Field, answers: Answers) -> tuple[dict[str, JsonValue], ...]:
    rows = answers.get(field.id)
    return tuple(row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def write_rows(field: Field, name: str, answers: Answers) -> dict[str, list[str]]:
    form: dict[str, list[str]] = {}
    for row in rows_of(field, answers):
        row_id = str(row["id"])
        form.setdefault(name, []).append(row_id)
        for column in field.fields:
            form.update(FIELD_TYPES[column.type].write(column, f"{name}.{row_id}.{column.id}", row))
    return form


def say_rows(field: Field, answers: Answers, language: str) -> tuple[str, ...]:
    return tuple(_say_row(field, row, language) for row in rows_of(field, answers))


def say_ladder(field: Field, answers: Answers, language: str) -> tuple[str, ...]:
    return tuple(f"{number}. {line}" for number, line in enumerate(say_rows(field, answers, language), start=1))


def _say_row(field: Field, row: Answers, language: str) -> str:
    """The first column speaks for itself; the others need their labels."""
    said: list[str] = []
    for column in field.fields:
        text = ", ".join(FIELD_TYPES[column.type].say(column, row, language))
        if text and column is not field.fields[0]:
            text = f"{column.label}{'' if column.label.endswith(('?', ':')) else ':'} {text}"
        said.append(text)
    return " · ".join(filter(None, said))


_QUESTION_KEYS = ("answer", "lesson")  # where one answer is right
_CHOICES_KEYS = frozenset({"options", "other", *_QUESTION_KEYS})
_ROW_KEYS = frozenset({"fields", "min", "max", "add"})
FIELD_TYPES: dict[str, FieldType] = {
    "text": single(values.parse_text, saying.say_text, "text"),
    "long-text": single(values.parse_long_text, saying.say_text, "long_text"),
    "number": single(values.parse_number, saying.say_number, "number", "min", "max", "step"),
    "scale": single(values.parse_scale, saying.say_scale, "scale", "min", "max", "step", "low", "high"),
    "choice": single(values.parse_choice, saying.say_choice, "choice", "options", *_QUESTION_KEYS),
    "choices": FieldType(read_choices, write_choices, say_choices, "choices", _CHOICES_KEYS),
    "yes-no": single(values.parse_yes_no, saying.say_yes_no, "yes_no", *_QUESTION_KEYS),
    "date": single(values.parse_date, saying.say_date, "date", "default"),
    "time": single(values.parse_time, saying.say_time, "time", "default"),
    "datetime": single(values.parse_datetime, saying.say_datetime, "datetime", "default"),
    "minutes": single(values.parse_minutes, saying.say_minutes, "minutes", "min", "max"),
    "group": FieldType(read_rows, write_rows, say_rows, "group", _ROW_KEYS),
    "ladder": FieldType(read_rows, write_rows, say_ladder, "ladder", _ROW_KEYS),
    "reference": single(values.parse_reference, saying.say_text, "reference", "refers_to"),
}
