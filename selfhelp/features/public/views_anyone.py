"""Pages for everybody, signed in or not. Nothing here is written down about who opens them."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from config import Config
from selfhelp.access.guard import public
from selfhelp.features.accounts import homes
from selfhelp.features.accounts.browser_choices import remember
from selfhelp.features.public import help_now as helpers_now
from selfhelp.web import language
from selfhelp.web.templating import SHOWN, YOUNG_COOKIE

public_pages = Blueprint("public_pages", __name__)
A_DAY = 24 * 3600  # seconds


@public_pages.get("/")
@public
def start() -> ResponseReturnValue:
    if g.actor is not None:
        return redirect(homes.HOMES[g.actor.role], 303)
    return render_template("public/start.html")


@public_pages.get("/help-now")
@public
def help_now() -> ResponseReturnValue:
    """The same for everybody, and opening it tells nobody: web/session_cookie.py does not look the session up."""
    spoken, young = language.current(), request.cookies.get(YOUNG_COOKIE) == SHOWN
    return render_template(
        "public/help_now.html", contacts=helpers_now.contacts(spoken, young),
        own_contacts=helpers_now.own_contacts(spoken),
    )


@public_pages.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    return render_template("public/privacy.html", own_contacts=helpers_now.own_contacts(language.current()))


@public_pages.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    return render_template("public/accessibility.html", own_contacts=helpers_now.own_contacts(language.current()))


@public_pages.get("/manifest.webmanifest")
@public
def manifest() -> ResponseReturnValue:
    """A name and an icon that tell nothing to whoever sees the telephone."""
    config: Config = current_app.extensions["settings"]
    names = {"name": config.product_name, "short_name": config.product_name, "start_url": "/", "display": "browser"}
    return names | {"icons": [{"src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml"}]}


@public_pages.get("/favicon.svg")
@public
def favicon() -> ResponseReturnValue:
    return current_app.send_static_file("favicon.svg")


@public_pages.get("/favicon.ico")
@public
def old_favicon() -> ResponseReturnValue:
    return redirect("/favicon.svg", 301)


@public_pages.after_app_request
def remember_language(response: Response) -> Response:
    """Somebody not signed in chose a language: keep to it in this browser."""
    chosen = request.args.get("language", "")
    if request.method == "GET" and chosen in language.LANGUAGES and g.get("actor") is None:
        remember(response, language.COOKIE, chosen)
    return response
