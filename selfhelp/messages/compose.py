"""What a mail says: in the reader's language, and nothing an onlooker could learn from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from flask import current_app
from flask_babel import force_locale

from selfhelp.messages.kinds import KINDS, Kind


@dataclass(frozen=True)
class House:
    """Where mail comes from and where its links lead."""

    sender: str
    public_url: str
    host: str


@dataclass(frozen=True)
class Addressee:
    address: str
    language: str


def compose(
    mail_id: uuid.UUID, kind: Kind, to: Addressee, token: str | None, house: House, now: datetime
) -> EmailMessage:
    """One mail. Its Message-ID follows the outbox row, so that one sent twice can be recognised as one."""
    form = KINDS[kind]
    link = house.public_url + form.path.format(token=token)
    with force_locale(to.language):
        subject = str(form.subject)
        body = current_app.jinja_env.get_template(form.template).render(link=link)
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = house.sender, to.address, subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{mail_id}@{house.host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"  # Exchange answers with absence notes otherwise
    mail.set_content(body, cte="quoted-printable")
    return mail
