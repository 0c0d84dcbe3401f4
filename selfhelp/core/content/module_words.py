"""Lines of module.yaml that stand alone: what is asked first, logs that stay open, what was taken out on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AskFirst:
    id: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class LogPlan:
    """An exercise that stays open from one lesson until another."""

    lesson: str
    exercise: str
    until: str
    line: int = 0


@dataclass(frozen=True)
class Gone:
    """Something answers were tied to that was taken out on purpose: lesson/exercise/field, and why."""

    id: str
    because: str
    line: int = 0
