"""Which language a page speaks: the person's own, then the choice made in this browser, then the browser's wish."""

from __future__ import annotations

from flask import Flask, g, request
from flask_babel import Babel
from flask_babel import get_locale as babel_locale

LANGUAGES = ("nb", "en")
COOKIE = "language"


def init_app(app: Flask) -> None:
    app.config.update(
        BABEL_DEFAULT_LOCALE="nb", BABEL_DEFAULT_TIMEZONE="Europe/Oslo",
        BABEL_TRANSLATION_DIRECTORIES=f"{app.root_path}/translations",
    )
    Babel(app, locale_selector=current)


def current() -> str:
    """Bokmål unless the person, or somebody not signed in, chose English."""
    actor = g.get("actor")
    if actor is not None:
        return str(actor.language)
    chosen = request.args.get("language") or request.cookies.get(COOKIE, "")
    return chosen if chosen in LANGUAGES else "nb"


def spoken() -> str:
    """The language of the page being written now; also outside a request, where mail is made."""
    locale = babel_locale()
    return locale.language if locale is not None else "nb"
