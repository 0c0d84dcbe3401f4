"""What a browser remembers of choices that are no secret, so that every page can follow them without asking anybody."""

from __future__ import annotations

from datetime import date

from flask import current_app
from werkzeug.wrappers import Response

from config import Config
from selfhelp import clock
from selfhelp.core.care.age import age_on
from selfhelp.db import keys
from selfhelp.db.tables import Person
from selfhelp.web import language
from selfhelp.web.templating import LEAVE_COOKIE, SHOWN, YOUNG_COOKIE

ADULT = 18  # years
A_YEAR = 365 * 24 * 3600  # seconds


def remember_choices(response: Response, person: Person) -> Response:
    """Bring a person's own choices to the browser she signs in with or changes them in."""
    remember(response, language.COOKIE, person.language)
    for name, wanted in ((LEAVE_COOKIE, person.leave_button), (YOUNG_COOKIE, _is_young(person))):
        if wanted:
            remember(response, name, SHOWN)
        else:
            response.delete_cookie(name, path="/")
    return response


def _is_young(person: Person) -> bool:
    born = keys.unseal(person, "birth_date")
    return bool(born) and age_on(date.fromisoformat(born), clock.today()) < ADULT


def remember(response: Response, name: str, value: str) -> None:
    config: Config = current_app.extensions["settings"]
    response.set_cookie(name, value, max_age=A_YEAR, path="/", secure=config.secure, httponly=True, samesite="Lax")
