"""What a browser remembers of choices that are no secret, so that every page can follow them without asking anybody."""

from __future__ import annotations

from flask import current_app
from werkzeug.wrappers import Response

from config import Config
from selfhelp.db.tables import Person
from selfhelp.web import language
from selfhelp.web.templating import LEAVE_COOKIE, SHOWN

A_YEAR = 365 * 24 * 3600  # seconds


def remember_choices(response: Response, person: Person) -> Response:
    """Bring a person's own choices to the browser she signs in with or changes them in."""
    remember(response, language.COOKIE, person.language)
    if person.leave_button:
        remember(response, LEAVE_COOKIE, SHOWN)
    else:
        response.delete_cookie(LEAVE_COOKIE, path="/")
    return response


def remember(response: Response, name: str, value: str) -> None:
    config: Config = current_app.extensions["settings"]
    response.set_cookie(name, value, max_age=A_YEAR, path="/", secure=config.secure, httponly=True, samesite="Lax")
