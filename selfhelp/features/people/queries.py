"""Finding people and those who work in a team."""

from __future__ import annotations

from sqlalchemy import select

from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import Person


def person_by_email(email: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.email_hash == keys.email_hash(email)))
