"""An exercise being filled in: which fields a page shows, what becomes of the others, and rows added without script."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from enum import Enum

from selfhelp.core.content.document import Exercise, Field, JsonValue
from selfhelp.core.content.fields import Answers

Form = Mapping[str, Sequence[str]]
OTHER = ".other"
ROW_ID = "id"


class Part(Enum):
    """How much of an exercise a page shows."""

    FIRST = "first"  # a lesson page: everything but what is filled in afterwards
    SHORT = "short"  # the short version
    ALL = "all"

    def shows(self, field: Field) -> bool:
        return self is Part.ALL or (not field.later and (self is Part.FIRST or field.low_energy))


def with_unshown(exercise: Exercise, stored: Answers, sent: Answers, part: Part) -> dict[str, JsonValue]:
    """What was sent, with the stored answers of fields the page did not show."""
    merged: dict[str, JsonValue] = {}
    for field in exercise.fields:
        source = sent if part.shows(field) or _answered(field, sent) else stored
        for name in (field.id, field.id + OTHER):
            if name in source:
                merged[name] = source[name]
        if field.fields and field.id in merged:
            merged[field.id] = _rows_with_unshown(field, stored.get(field.id), merged[field.id], part)
    return merged


def _answered(field: Field, answers: Answers) -> bool:
    return field.id in answers or field.id + OTHER in answers


def _rows_with_unshown(field: Field, stored: JsonValue, sent: JsonValue, part: Part) -> JsonValue:
    if part is Part.ALL or not isinstance(sent, list) or not isinstance(stored, list):
        return sent
    hidden = {column.id for column in field.fields if column.later}
    before = {row[ROW_ID]: row for row in stored if isinstance(row, dict)}
    merged: list[JsonValue] = []
    for row in sent:
        if isinstance(row, dict):
            kept = {name: value for name, value in before.get(row[ROW_ID], {}).items() if name in hidden}
            merged.append({**kept, **row})
    return merged


def is_untouched(exercise: Exercise, answers: Answers) -> bool:
    """Nothing but what the page filled in by itself, such as the time it was opened."""
    by_itself = {field.id for field in exercise.fields if field.default}
    return not set(answers) - by_itself


def has_later_fields(exercise: Exercise) -> bool:
    return any(field.later or any(column.later for column in field.fields) for field in exercise.fields)


def awaits_later(exercise: Exercise, answers: Answers) -> bool:
    """Something is left to fill in afterwards, and none of it has been."""
    later = [field for field in exercise.fields if field.later]
    if later:
        return not any(_answered(field, answers) for field in later)
    return any(_rows_await(field, answers.get(field.id)) for field in exercise.fields)


def _rows_await(field: Field, rows: JsonValue) -> bool:
    later = {column.id for column in field.fields if column.later}
    if not later or not isinstance(rows, list):
        return False
    return not any(later & set(row) for row in rows if isinstance(row, dict))


def change_rows(form: Form, pressed: str) -> dict[str, list[str]]:
    """The form after a press on a row button: add:, remove:, up:, down: or clear:, then the name it is about."""
    changed = {name: list(values) for name, values in form.items()}
    verb, _, name = pressed.partition(":")
    if verb == "clear":
        changed.pop(name, None)
        return changed
    if verb == "add":
        changed[name] = [*changed.get(name, ()), new_row_id()]
        return changed
    group, _, row = name.rpartition(".")
    ids = changed.get(group, [])
    if row not in ids:
        return changed
    if verb == "remove":
        return _without_row(changed, group, row)
    if verb in ("up", "down"):
        _move(ids, row, -1 if verb == "up" else 1)
    return changed


def new_row_id() -> str:
    return "row" + secrets.token_hex(4)


def _without_row(form: dict[str, list[str]], group: str, row: str) -> dict[str, list[str]]:
    form[group] = [one for one in form[group] if one != row]
    return {name: values for name, values in form.items() if not name.startswith(f"{group}.{row}.")}


def _move(ids: list[str], row: str, steps: int) -> None:
    place = ids.index(row)
    ids.insert(min(max(place + steps, 0), len(ids) - 1), ids.pop(place))
