"""A message to an author that can be told in another language: English as it stands, and what it was made of.

The command line, the tests and what is kept of a check read the English. A page asks for `told`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Value = str | int | tuple[str, ...]  # a text may itself be Said; a tuple is told with commas
Values = Mapping[str, Value]


class Said(str):
    """The English text. `template`: with {names} where `values` go."""

    template: str
    values: Values

    def __new__(cls, template: str, values: Values) -> Said:
        said = super().__new__(cls, _filled(template, values, str))
        said.template, said.values = template, values
        return said

    def __getnewargs__(self) -> tuple[str, Values]:  # type: ignore[override]
        """So that it comes whole through the processes of a check."""
        return self.template, self.values


def say(template: str, /, **values: Value) -> Said:
    """`template`: written out at the call, where it is collected for the catalogue. A brace of its own is doubled."""
    return Said(template, values)


def told(text: str, in_words: Callable[[str], str]) -> str:
    """The text with its template, and those of the values in it, as `in_words` has them; others as they stand."""
    if not isinstance(text, Said):
        return text
    return _filled(in_words(text.template), text.values, lambda value: told(value, in_words))


def _filled(template: str, values: Values, tell: Callable[[str], str]) -> str:
    return template.format(**{name: _told(value, tell) for name, value in values.items()})


def _told(value: Value, tell: Callable[[str], str]) -> str:
    if isinstance(value, tuple):
        return ", ".join(tell(one) for one in value)
    return tell(value) if isinstance(value, str) else str(value)
