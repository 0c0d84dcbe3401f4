"""What the house needs to run: published content, audit, outgoing mail, leases."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from selfhelp.db.base import Base, Digest, Id, Word


class ModuleVersion(Base):
    """One immutable version of a whole module in all its languages. The highest number is live."""

    __tablename__ = "module_version"
    __table_args__ = (UniqueConstraint("module_id", "number"),)
    id: Mapped[Id]
    module_id: Mapped[Word]
    number: Mapped[int]
    source: Mapped[str]  # JSON: file name -> text
    source_hash: Mapped[Digest]
    for_everyone: Mapped[bool] = mapped_column(default=False)  # a correction that also reaches opened lessons
    note: Mapped[str | None]  # what is new, in the author's words
    published_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime]


class ModuleEdition(Base):
    """What is being written in the browser for one module; patients see nothing of it until it is published."""

    __tablename__ = "module_edition"
    id: Mapped[Id]
    module_id: Mapped[Word] = mapped_column(unique=True)
    files: Mapped[str]  # JSON: file name -> {"text", "version": of the edition when this file was last changed}
    base: Mapped[int | None]  # number of the version that was live when it was begun
    version: Mapped[int]  # grows with every change
    changed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]


class AuditEvent(Base):
    """Who did what to whom, when and from where. Append-only; no text anybody wrote."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_patient", "patient_id", "at"),
        Index("ix_audit_event_actor", "actor_id", "at"),
    )
    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    at: Mapped[datetime]
    actor_id: Mapped[uuid.UUID | None]  # none: the system, or somebody not signed in
    actor_role: Mapped[Word | None]
    team_id: Mapped[uuid.UUID | None]
    action: Mapped[Word]
    outcome: Mapped[Word]  # done, refused
    ground: Mapped[Word | None]  # why the actor may: own, assigned, team, library
    patient_id: Mapped[uuid.UUID | None]
    object_kind: Mapped[Word | None]
    object_id: Mapped[str | None]
    patient_ids: Mapped[str | None]  # JSON list, when a list was read
    address: Mapped[str | None] = mapped_column(String(45))


class OutboxMail(Base):
    """A mail to be made and sent: kind and ids, never text or tokens."""

    __tablename__ = "outbox_mail"
    __table_args__ = (Index("ix_outbox_mail_next", "state", "next_try_at"),)
    id: Mapped[Id]
    kind: Mapped[Word]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    subject_id: Mapped[uuid.UUID | None]  # the feedback, treatment or person it is about
    once: Mapped[str] = mapped_column(String(120), unique=True)  # dedupe key
    state: Mapped[Word]  # waiting, claimed, sent, dropped, failed
    not_before: Mapped[datetime]
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(80))
    claimed_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    last_error: Mapped[Word | None]  # a code, never an address
    created_at: Mapped[datetime]


class Lease(Base):
    """Which scheduler works now; a second one stands by until the lease runs out."""

    __tablename__ = "lease"
    name: Mapped[Word] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime]
    beat_at: Mapped[datetime]
