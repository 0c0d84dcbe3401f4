"""One exercise's part of a submitted form: every name asked for once, every problem noted, the rest left as unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from selfhelp.core.content.values import Wrong, clean_text, has_bad_characters, without_bad_characters


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one typed value. The wording for a code lives in the templates."""

    name: str  # as in the form: exercise.field
    code: str
    params: Mapping[str, str | int | float] = field(default_factory=dict)


class FormReader:
    def __init__(self, prefix: str, form: Mapping[str, Sequence[str]]) -> None:
        """Keeps the names that start with `prefix`. Raises TypeError for a form that would lose repeated values."""
        self._sent = {name: _as_list(values) for name, values in form.items() if name.startswith(prefix)}
        self._asked: set[str] = set()
        self.problems: list[FieldProblem] = []

    def values(self, name: str) -> list[str]:
        """Every value sent under the name. One with control characters is a problem and is left out."""
        self._asked.add(name)
        cleaned = [clean_text(value) for value in self._sent.get(name, ())]
        if any(has_bad_characters(value) for value in cleaned):
            self.problem(name, "bad-characters")
            return []
        return cleaned

    def value(self, name: str) -> str:
        """The one value sent, or "" when there is none. A text of spaces only counts as none."""
        values = [value for value in dict.fromkeys(self.values(name)) if value.strip()]
        if len(values) > 1:
            self.problem(name, "sent-twice")
            return ""
        return values[0] if values else ""

    def problem(self, name: str, code: str, params: Mapping[str, str | int | float] | None = None) -> None:
        self.problems.append(FieldProblem(name, code, params or {}))

    def wrong(self, name: str, wrong: Wrong) -> None:
        self.problem(name, wrong.code, wrong.params)

    def leave_unknown(self, name: str) -> None:
        self._asked.discard(name)

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(sorted(without_bad_characters(name) for name in self._sent if name not in self._asked))

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was sent, fit for JSON and a database: for showing the form again as it was."""
        return {
            without_bad_characters(name): [without_bad_characters(clean_text(value)) for value in values]
            for name, values in self._sent.items()
        }


def _as_list(values: Sequence[str]) -> list[str]:
    if isinstance(values, str):
        raise TypeError("pass form.to_dict(flat=False): a plain mapping of texts loses all but one of several choices")
    return list(values)
