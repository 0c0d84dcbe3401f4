"""How it has been: her own moods, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import Mood, Treatment


@dataclass(frozen=True)
class DayMood:
    """The last mood of a day; `note` are the last words she wrote that day, hers alone."""

    on: date
    value: int
    note: str
    at: datetime


def moods_of(treatment: Treatment, today: date, days: int) -> tuple[DayMood, ...]:
    """One for each of the last `days` days that has any, oldest first."""
    rows = db.session.scalars(
        select(Mood)
        .where(Mood.treatment_id == treatment.id, Mood.on_date > today - timedelta(days=days), Mood.on_date <= today)
        .order_by(Mood.noted_at)
    ).all()
    last: dict[date, DayMood] = {}
    for row in rows:
        before = last.get(row.on_date)
        note = keys.unseal(row, "note") or (before.note if before else "")
        last[row.on_date] = DayMood(row.on_date, row.value, note, row.noted_at)
    return tuple(last.values())
