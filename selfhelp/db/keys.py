"""Sealing what people write: one data key per person, wrapped by the environment's key.

The only place a key is unwrapped. AES-256-GCM, each value bound to its table, row and column, so that a value copied
to another place does not open. Destroying a person's key turns everything sealed with it into noise, backups included.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from selfhelp.db.base import Base, db
from selfhelp.db.tables.people import DataKey

NONCE = 12
ERASED = ""  # what a destroyed key leaves


class SealBroken(Exception):
    """A stored value was changed, moved to another row, or sealed with another key."""


@dataclass(frozen=True)
class KeyRing:
    """The environment's keys."""

    wrapping: Mapping[str, bytes]
    lookup: bytes

    @property
    def current(self) -> str:
        return next(iter(self.wrapping))

    def wrap(self, person_id: uuid.UUID, key: bytes) -> bytes:
        return _seal(self.wrapping[self.current], key, f"data_key:{person_id}")

    def unwrap(self, row: DataKey) -> bytes:
        if row.wrapped is None:
            return b""
        if row.wrapping_key not in self.wrapping:
            raise SealBroken(f"DATA_KEYS lacks the key {row.wrapping_key!r}")
        return _open(self.wrapping[row.wrapping_key], row.wrapped, f"data_key:{row.person_id}")


def ring() -> KeyRing:
    held: KeyRing = current_app.extensions["key_ring"]
    return held


def make_key(person_id: uuid.UUID) -> DataKey:
    """A data key for a new person, usable at once. The row is to be stored after the person's."""
    key = AESGCM.generate_key(bit_length=256)
    _held()[person_id] = key
    return DataKey(person_id=person_id, wrapping_key=ring().current, wrapped=ring().wrap(person_id, key))


def destroy_key(person_id: uuid.UUID, now: datetime) -> None:
    """Erase a person: nothing sealed with the key can be read again, here or in any backup."""
    row = db.session.get_one(DataKey, person_id)
    row.wrapped, row.destroyed_at = None, now
    _held().pop(person_id, None)


def fetch(person_ids: Iterable[uuid.UUID]) -> None:
    """Bring these people's keys in one statement, so that opening their text asks the database nothing."""
    missing = set(person_ids) - _held().keys()
    if missing:
        with db.session.no_autoflush:  # a row being made must not be flushed half-way because its key is asked for
            rows = db.session.scalars(select(DataKey).where(DataKey.person_id.in_(missing))).all()
        _held().update({row.person_id: ring().unwrap(row) for row in rows})


def seal(row: Base, **columns: str | None) -> None:
    """Set sealed columns of a row that has its id and owner."""
    for column, text in columns.items():
        setattr(row, column, None if text is None else _seal(_key_of(row), text.encode(), _place(row, column)))


def unseal(row: Base, column: str) -> str:
    """The text of a sealed column; empty where there is none or the person has been erased."""
    value: bytes | None = getattr(row, column)
    key = _key_of(row) if value else b""
    return _open(key, value, _place(row, column)).decode() if value and key else ERASED


def email_hash(email: str) -> str:
    """Finds a person by e-mail address; upper and lower case alike."""
    return digest("email", unicodedata.normalize("NFC", email.strip()).casefold())


def digest(purpose: str, text: str) -> str:
    """A keyed hash, for what must be recognised and never read."""
    return hmac.new(ring().lookup, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


def lock(text: str, place: str) -> str:
    """A short-lived text that belongs to no person's key, such as what a browser's session carries."""
    return base64.b64encode(_seal(_lock_key(), text.encode(), place)).decode()


def unlock(locked: str, place: str) -> str:
    """Empty where it was locked with another key, or was never locked."""
    try:
        return _open(_lock_key(), base64.b64decode(locked), place).decode()
    except (SealBroken, ValueError):
        return ERASED


def _lock_key() -> bytes:
    return hmac.new(ring().lookup, b"a key for locking short-lived texts", hashlib.sha256).digest()


def _key_of(row: Base) -> bytes:
    owner: uuid.UUID = getattr(row, row.__sealed_for__)  # type: ignore[attr-defined]
    if owner not in _held():
        fetch([owner])
    return _held()[owner]


def _place(row: Any, column: str) -> str:
    return f"{row.__tablename__}:{row.id}:{column}"


def _held() -> dict[uuid.UUID, bytes]:
    session: Session = db.session()
    held: dict[uuid.UUID, bytes] = session.info.setdefault("data_keys", {})
    return held


def _seal(key: bytes, plain: bytes, place: str) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def _open(key: bytes, value: bytes, place: str) -> bytes:
    try:
        return AESGCM(key).decrypt(value[:NONCE], value[NONCE:], place.encode())
    except InvalidTag as error:
        raise SealBroken(f"{place} does not open") from error
