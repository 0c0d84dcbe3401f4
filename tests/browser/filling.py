"""Filling in an exercise as a person does, and seeing what stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from playwright.sync_api import Locator, Page

from selfhelp.core.content.document import Exercise, Field, JsonValue
from tests.support.answers import shown_with

RADIOS = ("scale", "choice", "yes-no", "reference")
# What the form would send: name and value, in order.
HELD = "(form) => [...new FormData(form)].map(([name, value]) => [name, String(value)])"


class When(Enum):
    """Which questions of an exercise are answered: the first, those of afterwards, or both at once."""

    FIRST = (False,)
    AFTERWARDS = (True,)
    BOTH = (False, True)

    def asks(self, field: Field) -> bool:
        return field.later in self.value or any(column.later in self.value for column in field.fields)


def fill_in(page: Page, exercise: Exercise, answers: Mapping[str, JsonValue], when: When) -> None:
    for field in shown_with(exercise, answers):
        if when.asks(field):
            _fill(page, field, f"{exercise.id}.{field.id}", answers[field.id], when)


def stands(page: Page, exercise: Exercise, answers: Mapping[str, JsonValue], when: When) -> list[str]:
    """What does not stand there as it was written."""
    held: dict[str, list[str]] = {}
    for name, value in page.locator("#sheet").evaluate(HELD):
        held.setdefault(name, []).append(value)
    wrong: list[str] = []
    for field in shown_with(exercise, answers):
        if when.asks(field):
            wrong += _differs(field, f"{exercise.id}.{field.id}", answers[field.id], held, when)
    return wrong


def _fill(page: Page, field: Field, name: str, answer: JsonValue, when: When) -> None:
    if isinstance(answer, list) and field.fields:
        _fill_rows(page, field, name, answer, when)
    elif isinstance(answer, list):
        for one in answer:
            page.locator(f"input[name='{name}'][value='{one}']").check()
    elif field.type == "reference":
        page.locator(f"label:has(input[name='{name}'])").first.click()
    elif field.type in RADIOS:
        page.locator(f"label:has(input[name='{name}'][value='{_sent(answer)}'])").click()
    else:
        page.locator(f"[name='{name}']").fill(_sent(answer))


def _fill_rows(page: Page, field: Field, name: str, rows: list[JsonValue], when: When) -> None:
    group = page.locator(f"[data-group='{name}']")
    for number, row in enumerate(rows):
        assert isinstance(row, dict)
        if _rows(group).count() <= number:
            group.locator("> [data-add]").click()
        row_id = _rows(group).nth(number).locator(f"> input[name='{name}']").input_value()
        for column in field.fields:
            if when.asks(column):
                _fill(page, column, f"{name}.{row_id}.{column.id}", row[column.id], when)


def _rows(group: Locator) -> Locator:
    return group.locator("> [data-rows] > [data-row]")


def _differs(
    field: Field, name: str, answer: JsonValue, held: Mapping[str, list[str]], when: When
) -> list[str]:
    if isinstance(answer, list) and field.fields:
        found = [
            wrong for row_id, row in zip(held.get(name, []), answer, strict=False) if isinstance(row, dict)
            for column in field.fields if when.asks(column)
            for wrong in _differs(column, f"{name}.{row_id}.{column.id}", row[column.id], held, when)
        ]  # fmt: skip
        return found if len(held.get(name, [])) == len(answer) else [f"{name} has {len(held.get(name, []))} rows"]
    written = [_sent(one) for one in (answer if isinstance(answer, list) else [answer])]
    if field.type == "reference":
        return [] if any(held.get(name, [])) else [f"nothing is chosen in {name}"]
    return [] if held.get(name) == written else [f"{name}: {held.get(name)} and not {written}"]


def _sent(answer: JsonValue) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return str(answer)
