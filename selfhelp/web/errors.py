"""Refusals: clear, kind, with what to do next, and the text kept. Never a stack trace."""

from __future__ import annotations

import re
import secrets
import traceback
from dataclasses import dataclass

from flask import Flask, current_app, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from selfhelp.access.guard import NoTreatment
from selfhelp.access.throttle import TooOften
from selfhelp.db.base import db

PAGES = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)
MOST_TO_FORGET = 32 * 1024 * 1024  # bytes
ID = re.compile(r"[0-9a-f-]{36}|[0-9-]*T[0-9:]*")
UNKNOWN_HOST = "This service does not answer under that name.\n"
BUSY_AFTER = 5  # seconds until a locked database is worth trying again


@dataclass(frozen=True)
class WrittenText:
    """One text of a form that could not be taken, for the writer to copy."""

    label: str
    text: str


class Conflict(Exception):
    """Somebody, often the same person in another tab, changed this meanwhile. Both texts are shown.

    `kept`: the second text stands beside the draft until its writer saves again, also when the page is closed.
    """

    def __init__(
        self, mine: tuple[WrittenText, ...], theirs: tuple[WrittenText, ...], go_on: str, kept: bool = False
    ) -> None:
        super().__init__("changed meanwhile")
        self.mine, self.theirs, self.go_on, self.kept = mine, theirs, go_on, kept


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, on_http)
    app.register_error_handler(CSRFError, on_csrf)
    app.register_error_handler(NoTreatment, on_no_treatment)
    app.register_error_handler(TooOften, on_too_often)
    app.register_error_handler(Conflict, on_conflict)
    app.register_error_handler(OperationalError, on_busy)
    app.register_error_handler(Exception, on_error)


def on_http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code == 413:
        _take_the_rest()
    if code < 400:
        return error.get_response()
    shown = code if code in PAGES else (400 if code < 500 else 500)
    return page(shown, status=code, written=written() if code in (400, 422) else ())


def on_csrf(_error: CSRFError) -> ResponseReturnValue:
    return page(400, written=written())


def on_no_treatment(_error: NoTreatment) -> ResponseReturnValue:
    return page(404, no_treatment=True)


def on_too_often(error: TooOften) -> ResponseReturnValue:
    body, status = page(429, minutes=-(-error.seconds // 60), written=written())
    return body, status, {"Retry-After": str(error.seconds)}


def on_conflict(error: Conflict) -> ResponseReturnValue:
    return page(409, mine=error.mine, theirs=error.theirs, go_on=error.go_on, kept=error.kept)


def on_busy(error: OperationalError) -> ResponseReturnValue:
    """The database is locked or away: nothing was stored, and the page says so."""
    db.session.rollback()
    _log(error)
    body, status = page(503, written=written())
    return body, status, {"Retry-After": str(BUSY_AFTER)}


def on_error(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    reference = _log(error)
    return page(500, reference=reference, written=written())


def page(code: int, status: int | None = None, **values: object) -> tuple[str, int]:
    if request_ctx.url_adapter is None:  # asked for under a name that is not ours: no address can be made for a page
        return UNKNOWN_HOST, 400
    return render_template(f"errors/{code}.html", code=code, **values), status or code


def written() -> tuple[WrittenText, ...]:
    """What the refused form held, so that nothing a person wrote is gone."""
    hidden = ("csrf_token", "password", "current", "email", "once", "revision", "version")
    try:
        items = list(request.form.items(multi=True))
    except HTTPException:
        return ()
    texts = [(name, text) for name, text in items if text.strip() and not name.startswith(("_", *hidden))]
    return tuple(WrittenText(name, text) for name, text in texts if _says_something(text))


def _take_the_rest() -> None:
    """Read what is still being sent, and forget it: a browser that is cut off shows no page at all."""
    left = min(request.content_length or 0, MOST_TO_FORGET)
    while left > 0 and (piece := request.environ["wsgi.input"].read(min(left, 65536))):
        left -= len(piece)


def _says_something(text: str) -> bool:
    """A text somebody wrote, rather than an id, a number or a date from a list."""
    plain = text.strip()
    return " " in plain or (len(plain) > 3 and any(sign.isalpha() for sign in plain) and not ID.fullmatch(plain))


def _log(error: Exception) -> str:
    """The kind of error and where, under a reference; never its message, which may hold what somebody wrote."""
    reference = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)
    steps = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    current_app.logger.error("error %s %s at %s", reference, type(error).__name__, steps)
    return reference
