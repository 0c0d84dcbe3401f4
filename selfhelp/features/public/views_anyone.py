"""Pages for everybody, signed in or not. Nothing here is written down about who opens them."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template
from flask.typing import ResponseReturnValue

from selfhelp.access.guard import public
from selfhelp.features.accounts import homes

public_pages = Blueprint("public_pages", __name__)


@public_pages.get("/")
@public
def start() -> ResponseReturnValue:
    if g.actor is not None:
        return redirect(homes.HOMES[g.actor.role], 303)
    return render_template("public/start.html")
