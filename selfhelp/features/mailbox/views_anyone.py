"""The mailbox page of the demo: what would have been sent. Where mail is really sent there is no such page."""

from __future__ import annotations

import uuid
from pathlib import Path

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from config import Config
from selfhelp import clock
from selfhelp.access.guard import public
from selfhelp.core.language import moment_in_words
from selfhelp.features.mailbox import queries
from selfhelp.web import language

mailbox = Blueprint("mailbox", __name__)


@mailbox.get("/mailbox")
@public
def all_mail() -> ResponseReturnValue:
    return render_template("mailbox/all_mail.html", mails=queries.latest(_folder()), when=_when)


@mailbox.get("/mailbox/<uuid:mail_id>")
@public
def one_mail(mail_id: uuid.UUID) -> ResponseReturnValue:
    mail = queries.mail(_folder(), mail_id)
    if mail is None:
        abort(404)
    return render_template("mailbox/one_mail.html", mail=mail, when=_when)


def _folder() -> Path:
    config: Config = current_app.extensions["settings"]
    if config.mailbox is None:
        abort(404)
    return config.mailbox


def _when(mail: queries.Mail) -> str:
    return moment_in_words(mail.sent_at, clock.today(), language.spoken())
