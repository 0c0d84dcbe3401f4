"""Who there is, what they may do, and how they are signed in."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from selfhelp.db.base import Base, Digest, Id, Sealed, Word


class Team(Base):
    """A service for one or more municipalities: the wall between tenants."""

    __tablename__ = "team"
    id: Mapped[Id]
    slug: Mapped[Word] = mapped_column(unique=True)
    name: Mapped[str]


class Person(Base):
    __tablename__ = "person"
    __sealed_for__: ClassVar[str] = "id"
    __table_args__ = (CheckConstraint("state in ('invited', 'active', 'closed')", name="state"),)
    id: Mapped[Id]
    state: Mapped[Word]
    email_hash: Mapped[Digest] = mapped_column(unique=True)  # keyed: finds a person without naming one
    name: Mapped[Sealed]
    email: Mapped[Sealed]
    phone: Mapped[Sealed | None]
    birth_date: Mapped[Sealed | None]
    language: Mapped[str] = mapped_column(String(2), default="nb")
    password_hash: Mapped[str | None]
    password_changed_at: Mapped[datetime | None]
    reminders: Mapped[bool] = mapped_column(default=True)
    reminder_hour: Mapped[int] = mapped_column(default=9)  # local hour, 8 to 20
    leave_button: Mapped[bool] = mapped_column(default=False)  # the always-visible quick exit, chosen by the patient
    created_at: Mapped[datetime]


class DataKey(Base):
    """The key that seals one person's text. Without `wrapped` everything sealed with it is noise for ever."""

    __tablename__ = "data_key"
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    wrapping_key: Mapped[Word]  # id of the environment's key that wraps this one
    wrapped: Mapped[bytes | None]
    destroyed_at: Mapped[datetime | None]


class RoleGrant(Base):
    __tablename__ = "role_grant"
    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Word]
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("team.id"))  # none: the whole installation (authors)
    granted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AuthSession(Base):
    """One signed-in browser. `expired` authorises one thing: keeping a posted form as the person's draft."""

    __tablename__ = "auth_session"
    __table_args__ = (CheckConstraint("state in ('active', 'expired', 'ended')", name="state"),)
    id: Mapped[Id]
    token_hash: Mapped[Digest] = mapped_column(unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    grant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("role_grant.id"))
    data: Mapped[str]  # JSON: CSRF token, messages to show once
    state: Mapped[Word]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    last_here_on: Mapped[date | None]  # a patient's last day here before this session
    person: Mapped[Person] = relationship(lazy="raise")
    grant: Mapped[RoleGrant] = relationship(lazy="raise")


class OneTimeToken(Base):
    """What an invitation or a reset link carries, hashed. A newer one of the same kind ends the older."""

    __tablename__ = "one_time_token"
    __table_args__ = (CheckConstraint("kind in ('invitation', 'reset')", name="kind"),)
    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[Word]
    token_hash: Mapped[Digest] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # used, or replaced by a newer one


class RateWindow(Base):
    """How often something was tried in a window of time; the key is a keyed hash."""

    __tablename__ = "rate_window"
    __table_args__ = (Index("ix_rate_window_ends_at", "ends_at"),)
    key: Mapped[Digest] = mapped_column(primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[datetime]


class UsedKey(Base):
    """A form that was handled: the same form sent again gets the same answer and does nothing."""

    __tablename__ = "used_key"
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    key: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    fingerprint: Mapped[Digest]  # keyed hash of what was sent: another text under an old key is refused
    result: Mapped[str]  # id of what it made
    used_at: Mapped[datetime]
