"""Answers to an exercise, every field of it, made from what the author wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from selfhelp.core.content.document import Exercise, Field, JsonValue

Answers = dict[str, JsonValue]
ROWS = 3
# A night that can be, and what does not stop a sleep window.
CLOCKS = {"into-bed": "23:00", "lights-out": "23:15", "woke-up": "06:30", "out-of-bed": "07:00", "rise": "06:30"}
GIVEN: Mapping[str, JsonValue] = {"near-miss": False, "safety-ok": True}
MINUTES = {"minutes-to-sleep": 25, "minutes-awake": 40}


def answers_to(exercise: Exercise, day: date, turn: int = 0) -> Answers:
    """Everything she can be asked, on one day. `turn`: another gives other words and numbers."""
    return {field.id: answer for field, answer in _answered(exercise, day, turn)}


def shown_with(exercise: Exercise, answers: Mapping[str, JsonValue]) -> tuple[Field, ...]:
    """The fields that are shown with these answers."""
    return tuple(one for one in exercise.fields if one.show_if is None or _holds(one, answers))


def _answered(exercise: Exercise, day: date, turn: int) -> Iterator[tuple[Field, JsonValue]]:
    answers: Answers = {}
    for place, field in enumerate(exercise.fields):
        if field.show_if is not None and not _holds(field, answers):
            continue
        answers[field.id] = _answer(field, day, turn + place, _wanted(exercise, field))
        yield field, answers[field.id]


def _wanted(exercise: Exercise, field: Field) -> JsonValue:
    """What most of the others hang on; None where none does."""
    if field.id in GIVEN:
        return GIVEN[field.id]
    hanging = Counter(one.show_if[1] for one in exercise.fields if one.show_if and one.show_if[0] == field.id)
    value = hanging.most_common(1)[0][0] if hanging else None
    return value == "yes" if field.type == "yes-no" and value else value


def _holds(field: Field, answers: Mapping[str, JsonValue]) -> bool:
    assert field.show_if is not None
    other, value = field.show_if
    answer = answers.get(other)
    said = ("yes" if answer else "no") if isinstance(answer, bool) else answer
    return said == value


def _answer(field: Field, day: date, turn: int, wanted: JsonValue = None) -> JsonValue:
    if wanted is not None:
        return wanted
    if field.type in ("group", "ladder"):
        count = int(max(field.min or 0, min(field.max or ROWS, ROWS)))
        return [_row(field, day, number) for number in range(count)]
    return _simple(field, day, turn)


def _row(field: Field, day: date, number: int) -> dict[str, JsonValue]:
    answers = {one.id: _answer(one, day, number + place) for place, one in enumerate(field.fields)}
    return {"id": f"row{number + 1}"} | answers


def _simple(field: Field, day: date, turn: int) -> JsonValue:
    if field.type == "scale":
        low, step = field.min or 0, field.step or 1
        places = int(((10 if field.max is None else field.max) - low) / step) + 1
        return _whole(low + (3 * turn + 2) % places * step)
    if field.type in ("number", "minutes"):
        return MINUTES.get(field.id, int(field.min or 0) + 2 + turn)
    if field.type == "choice":
        return field.options[turn % len(field.options)].id
    if field.type == "choices":
        return [one.id for one in field.options[:2]]
    dated: dict[str, JsonValue] = {
        "yes-no": True, "date": day.isoformat(), "datetime": f"{day.isoformat()}T18:30",
        "time": CLOCKS.get(field.id, "18:30"), "reference": "row1",
    }
    return dated.get(field.type, f"{field.label.rstrip('?.')}: det var nummer {turn + 1}.")


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value
