"""Mail that was laid in the demo's folder instead of being sent."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

MOST_SHOWN = 50


@dataclass(frozen=True)
class Mail:
    id: uuid.UUID
    to: str
    subject: str
    sent_at: datetime
    body: str


def latest(folder: Path) -> tuple[Mail, ...]:
    """The newest first."""
    newest = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
    return tuple(_read_all(newest[:MOST_SHOWN]))


def mail(folder: Path, mail_id: uuid.UUID) -> Mail | None:
    return next(_read_all([folder / f"{mail_id}.eml"]), None)


def _read_all(files: list[Path]) -> Iterator[Mail]:
    for file in files:
        if file.is_file():
            yield _read(file)


def _read(file: Path) -> Mail:
    found = message_from_bytes(file.read_bytes(), EmailMessage, policy=default)
    sent_at = parsedate_to_datetime(found["Date"])
    return Mail(uuid.UUID(file.stem), found["To"], found["Subject"], sent_at, found.get_content())
