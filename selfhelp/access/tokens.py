"""One-time tokens: what an invitation or a reset link carries. Only a hash is stored; a newer one ends the older."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, select, update

from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import OneTimeToken

TOKEN_BYTES = 32
KEPT_DEAD = timedelta(days=30)  # for the answer to «why does my link not work»


class TokenKind(StrEnum):
    INVITATION = "invitation"
    RESET = "reset"


LIVES: Mapping[TokenKind, timedelta] = {
    TokenKind.INVITATION: timedelta(days=14),
    TokenKind.RESET: timedelta(minutes=60),
}


@transaction
def make(person_id: uuid.UUID, kind: TokenKind, now: datetime) -> str:
    """A new token; those of the same kind this person had before stop working."""
    end_all(person_id, now, kind)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = OneTimeToken(
        id=new_id(), person_id=person_id, kind=kind, token_hash=_hash(token), made_at=now, expires_at=now + LIVES[kind]
    )
    db.session.add(row)
    db.session.flush()
    return token


def find(token: str, kind: TokenKind, now: datetime) -> OneTimeToken | None:
    """The living token, to show its page by. None when unknown, used, replaced, too old or of the other kind."""
    return db.session.scalar(select(OneTimeToken).where(_alive(token, kind, now)))


@transaction
def spend(token: str, kind: TokenKind, now: datetime) -> uuid.UUID | None:
    """Use a token up; the person it was made for. Of two at the same time one gets None."""
    used = update(OneTimeToken).where(_alive(token, kind, now)).values(ended_at=now)
    return db.session.scalar(used.returning(OneTimeToken.person_id))


@transaction
def end_all(person_id: uuid.UUID, now: datetime, kind: TokenKind | None = None) -> None:
    """End a person's tokens, of one kind or all: the password or address was changed, the account closed."""
    living = (OneTimeToken.person_id == person_id) & OneTimeToken.ended_at.is_(None)
    if kind is not None:
        living &= OneTimeToken.kind == kind
    db.session.execute(update(OneTimeToken).where(living).values(ended_at=now))


@transaction
def sweep(now: datetime) -> None:
    """Remove tokens that have long been dead."""
    db.session.execute(delete(OneTimeToken).where(OneTimeToken.expires_at <= now - KEPT_DEAD))


def _alive(token: str, kind: TokenKind, now: datetime) -> ColumnElement[bool]:
    return (
        (OneTimeToken.token_hash == _hash(token))
        & (OneTimeToken.kind == kind)
        & OneTimeToken.ended_at.is_(None)
        & (OneTimeToken.expires_at > now)
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
