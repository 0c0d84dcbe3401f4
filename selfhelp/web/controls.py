"""Controls that forms share: each says in the page's language what is wrong and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from flask import flash
from flask_babel import gettext as _
from wtforms import DateField, Form, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, ValidationError

LONGEST_NOTE = 2000
MACHINERY = ("csrf_token", "once", "version", "revision", "next")  # of every form, beside its fields
DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y")  # what a browser sends, and what a Norwegian types without one
Validators = Sequence[Callable[[Any, Any], None]]


def strange_words() -> str:
    return str(_(
        "Some of what was sent does not belong on this page. Load the page again and send it once more. "
        "What you wrote is kept."
    ))


class FixedForm(Form):
    """A form whose fields are always the same: a name it does not have, or one sent twice, is refused."""

    beside: frozenset[str] = frozenset()  # names of buttons and hidden fields that are no fields of the form

    def process(self, formdata: Any = None, *args: Any, **values: Any) -> None:
        sent = formdata.to_dict(flat=False) if formdata is not None else {}
        self.strangers = tuple(name for name, texts in sent.items() if self._is_strange(name, texts))
        super().process(formdata, *args, **values)

    def validate(self, *args: Any, **values: Any) -> bool:
        if self.strangers:
            flash(strange_words(), "warning")
        return super().validate(*args, **values) and not self.strangers

    def _is_strange(self, name: str, texts: list[str]) -> bool:
        if name in MACHINERY or name.startswith("_") or name in self.beside:
            return False
        return name not in self or len(texts) > 1


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
