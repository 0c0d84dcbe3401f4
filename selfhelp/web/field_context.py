"""What the field macros in templates/fields need to know beside the field, its values and its problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from selfhelp.core.content.document import Option


@dataclass(frozen=True)
class FieldContext:
    guide: str = ""  # first name of the guide; empty before there is one
    shared: frozenset[str] = frozenset()  # exercises the guide can read now
    later: frozenset[str] = frozenset()  # exercises whose `when: later` fields are shown now
    low_energy: bool = False  # the short version: only fields marked low_energy
    mark_missing: bool = False  # after finishing or sharing was tried: say which required fields are empty
    pins: Mapping[str, str] = field(default_factory=dict)  # exercise id -> her own sentence kept in view
    references: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)  # "exercise.field" -> rows
    now: Mapping[str, str] = field(default_factory=dict)  # "date", "time", "datetime" -> value for `default: now`
    words: Mapping[str, str] = field(default_factory=dict)  # form name -> a saved date or time, said in words
