"""A mail server on this machine that can be told to behave badly, and a clock that is set by hand."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from config import Smtp

SENDER = "no-reply@example.com"


@dataclass
class Clock:
    """Called as `now()`; moved by hand."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, span: timedelta) -> None:
        self.at += span


@dataclass
class PostOffice:
    """What the server has taken, and how it answers. `refuses`: address -> reply to RCPT, or "*" for everybody."""

    port: int
    taken: list[EmailMessage] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    answer_to_data: str = "250 OK"
    hangs_after_data: bool = False
    hangs_at_goodbye: bool = False

    def settings(self, tls: bool = False) -> Smtp:
        return Smtp("127.0.0.1", self.port, "", "", tls, SENDER)

    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.taken]

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        refusal = self.refuses.get(address) or self.refuses.get("*")
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if not self.answer_to_data.startswith("250"):
            return self.answer_to_data
        self.taken.append(read(envelope.original_content or b""))
        if self.hangs_after_data:
            await _for_ever()
        return self.answer_to_data

    async def handle_QUIT(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:
        if self.hangs_at_goodbye:
            await _for_ever()
        return "221 Bye"


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, EmailMessage, policy=default)


async def _for_ever() -> None:
    await asyncio.Event().wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def open_office(office: PostOffice, tls: ssl.SSLContext | None = None) -> Iterator[PostOffice]:
    """The server answers for as long as the block runs."""
    controller = Controller(
        office, hostname="127.0.0.1", port=office.port, tls_context=tls, require_starttls=tls is not None
    )
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
