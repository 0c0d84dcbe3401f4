"""Controls that forms share: each says in the page's language what is wrong and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from wtforms import DateField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, ValidationError

LONGEST_NOTE = 2000
DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y")  # what a browser sends, and what a Norwegian types without one
Validators = Sequence[Callable[[Any, Any], None]]


class Day(DateField):
    """A date. Two digits for the year are refused: 03 is no year."""

    def __init__(self, label: str, validators: Validators = (), **bound: Any) -> None:
        super().__init__(label, [*validators], format=list(DAY_FORMATS), **bound)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = " ".join(valuelist).strip()
        self.data = _day(text)
        if text and self.data is None:
            raise ValueError(_("Write the date as day.month.year, such as 14.05.1988."))


class Choice(SelectField):
    """One of a list; what is not in it is refused, also when it was sent by hand."""

    def pre_validate(self, form: BaseForm) -> None:
        if self.data and all(self.data != value for value, *_rest in self.iter_choices()):
            raise ValidationError(_("Choose one from the list."))


def options(pairs: Iterable[tuple[Any, Any]]) -> list[Any]:
    """Value and words of each option."""
    return [SelectChoice(value, words) for value, words in pairs]


def needed(message: str) -> InputRequired:
    return InputRequired(message)


def at_most(signs: int, message: str) -> Length:
    return Length(max=signs, message=message)


def _day(text: str) -> date | None:
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
