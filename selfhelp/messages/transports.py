"""How a mail leaves the house: by SMTP, or into a folder that the mailbox page shows. The only sender of mail."""

from __future__ import annotations

import contextlib
import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from config import Config, Smtp

SMTP_SECONDS = 20  # for each answer of the server; far below the time a mail stays claimed
TLS_FROM_THE_START = 465
GOING_DOWN = 421  # the server closes the connection, whatever was asked


class Refused(Exception):
    """The server answered, and said no to this mail. Its code alone is kept: its words may hold the address."""

    def __init__(self, code: int) -> None:
        super().__init__(f"smtp {code}")
        self.code = code

    @property
    def for_good(self) -> bool:
        return self.code >= 500


class Unreachable(Exception):
    """The server cannot be used now, by this mail or any other."""


class Transport(Protocol):
    def send(self, mail: EmailMessage) -> None:
        """Hand over one mail. Raises Refused or Unreachable; the mail may then still have been taken."""


def transport_of(config: Config) -> Transport:
    """What the settings say. Raises ValueError when they name no way to send."""
    if config.smtp is not None:
        return SmtpTransport(config.smtp)
    if config.mailbox is not None:
        return MailboxTransport(config.mailbox)
    raise ValueError("SMTP_HOST is not set: there is no way to send mail")


def sender_of(config: Config) -> str:
    return config.smtp.sender if config.smtp else "no-reply@example.com"


@dataclass(frozen=True)
class SmtpTransport:
    smtp: Smtp
    seconds: float = SMTP_SECONDS

    def send(self, mail: EmailMessage) -> None:
        try:
            server = self._connect()
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable(_code(error)) from error
        try:
            self._hand_over(server, mail)
        finally:
            _hang_up(server)

    def _connect(self) -> smtplib.SMTP:
        """A connection that is encrypted and signed in, where the settings ask for it."""
        name = self.smtp.sender.rpartition("@")[2]
        context = ssl.create_default_context()
        if self.smtp.tls and self.smtp.port == TLS_FROM_THE_START:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.smtp.host, self.smtp.port, name, timeout=self.seconds, context=context
            )
        else:
            server = smtplib.SMTP(self.smtp.host, self.smtp.port, name, timeout=self.seconds)
        try:
            if self.smtp.tls and self.smtp.port != TLS_FROM_THE_START:
                server.starttls(context=context)
            if self.smtp.user:
                server.login(self.smtp.user, self.smtp.password)
        except BaseException:
            server.close()
            raise
        return server

    def _hand_over(self, server: smtplib.SMTP, mail: EmailMessage) -> None:
        try:
            server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal(next(iter(error.recipients.values()))[0], error) from error
        except smtplib.SMTPSenderRefused as error:
            # Our own address is refused: the settings are wrong, not this mail. It is tried again when they are right.
            raise Unreachable(_code(error)) from error
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code, error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(553) from error  # letters outside ASCII in the address, and a server that has no way for them
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable(_code(error)) from error


@dataclass(frozen=True)
class MailboxTransport:
    """One file a mail, named by its Message-ID: sent twice it is there once."""

    folder: Path

    def send(self, mail: EmailMessage) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = str(mail["Message-ID"]).strip("<>").partition("@")[0]
        unfinished = self.folder / f".{name}.{os.getpid()}"
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(mail.as_bytes())
        unfinished.replace(self.folder / f"{name}.eml")


def _refusal(code: int, error: Exception) -> Refused | Unreachable:
    return Unreachable(_code(error)) if code == GOING_DOWN else Refused(code)


def _hang_up(server: smtplib.SMTP) -> None:
    # The mail is taken or refused already: a server that dies while saying goodbye changes nothing.
    with contextlib.suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def _code(error: Exception) -> str:
    """What went wrong without anybody's words: a reply code or the kind of error."""
    code = getattr(error, "smtp_code", None)
    return f"smtp {code}" if code else type(error).__name__
