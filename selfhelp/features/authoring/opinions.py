"""«Var dette til hjelp?»: sums for the author, and only where nobody can be told from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from selfhelp.db.base import db
from selfhelp.db.tables import LessonOpinion

FEWEST = 5  # answers; with fewer there is no sum


@dataclass(frozen=True)
class Helped:
    """How many said yes, a little and no; none of it where there are too few answers."""

    yes: int
    little: int
    no: int


def opinions_of(module_id: str) -> Mapping[str, Helped]:
    """Lesson id -> sums, for lessons with answers enough. One statement."""
    counted = (
        select(LessonOpinion.lesson_id, LessonOpinion.helped, func.count())
        .where(LessonOpinion.module_id == module_id)
        .group_by(LessonOpinion.lesson_id, LessonOpinion.helped)
    )
    said: dict[str, dict[str, int]] = {}
    for lesson_id, helped, number in db.session.execute(counted):
        said.setdefault(lesson_id, {})[helped] = number
    return {
        lesson_id: Helped(sums.get("yes", 0), sums.get("little", 0), sums.get("no", 0))
        for lesson_id, sums in said.items()
        if sum(sums.values()) >= FEWEST
    }
