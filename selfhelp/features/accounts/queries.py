"""Who somebody is, and which roles she may work in."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select

from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.tables import AuthSession, Person, RoleGrant


def person_by_email(email: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.email_hash == keys.email_hash(email)))


def grant_to_begin_with(person_id: uuid.UUID) -> RoleGrant | None:
    """The role she worked in last, or else the first she was given."""
    last = select(func.max(AuthSession.created_at)).where(AuthSession.grant_id == RoleGrant.id).scalar_subquery()
    hers = select(RoleGrant).where(RoleGrant.person_id == person_id, RoleGrant.ended_at.is_(None))
    return db.session.scalar(hers.order_by(last.is_(None), last.desc(), RoleGrant.granted_at, RoleGrant.id).limit(1))
