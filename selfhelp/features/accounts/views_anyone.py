"""Signing in and out, for everybody."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from config import Config
from selfhelp import clock
from selfhelp.access.guard import public
from selfhelp.features.accounts import actions, homes, session_user
from selfhelp.features.accounts.browser_choices import remember_choices
from selfhelp.features.accounts.forms import SignInForm
from selfhelp.web.errors import written

accounts = Blueprint("accounts", __name__)
FORGET_ALL = '"cache", "storage"'


@accounts.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    if g.actor is not None:
        return redirect(homes.HOMES[g.actor.role], 303)
    return sign_in_page(SignInForm(), request.args.get("next", ""))


@accounts.post("/sign-in")
@public
def try_sign_in() -> ResponseReturnValue:
    form, wished = SignInForm(request.form), request.form.get("next", "")
    if not form.validate():
        return sign_in_page(form, wished), 422
    opened = actions.sign_in(form.email.data or "", form.password.data or "", request.remote_addr, clock.now())
    if opened is None:
        return sign_in_page(form, wished, refused=True), 401
    return signed_in(opened, homes.landing(opened.role, wished))


@accounts.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    end_this_session()
    session_user.browser().leave()
    flash(_("You have signed out."))
    return forgetting(redirect("/sign-in", 303))


@accounts.get("/leave")
@public
def leave() -> ResponseReturnValue:
    """The one GET with an effect: somebody has come into the room."""
    end_this_session()
    session_user.browser().leave()
    config: Config = current_app.extensions["settings"]
    return forgetting(redirect(config.leave_url, 303))


def signed_out_page(kept: bool) -> ResponseReturnValue:
    """In answer to a form posted after the session ran out; `kept`: what it held is safe in a draft."""
    # The header is for the autosave script, which does not read the page.
    headers = {"X-Text-Kept": "yes" if kept else "no"}
    return sign_in_page(SignInForm(), request.path, signed_out=True, kept=kept), 401, headers


def sign_in_page(
    form: SignInForm, wished: str, *, refused: bool = False, signed_out: bool = False, kept: bool = False
) -> str:
    return render_template(
        "accounts/sign_in.html", form=form, next=wished if homes.own_page(wished) else "",
        refused=refused, signed_out=signed_out, kept=kept,
        written=written() if signed_out and not kept else (),
    )


def signed_in(opened: actions.Opened, page: str) -> Response:
    """End what this browser carried, and have it carry the new session."""
    end_this_session()
    return carry(opened, page)


def carry(opened: actions.Opened, page: str) -> Response:
    session_user.begin(opened.token, opened.row, opened.role)
    return remember_choices(redirect(page, 303), opened.person)


def end_this_session() -> None:
    found = session_user.browser().found
    if found is not None:
        actions.sign_out(g.actor, found.row.id, clock.now())


def forgetting(response: Response) -> Response:
    """Have the browser drop what it kept of us."""
    response.headers["Clear-Site-Data"] = FORGET_ALL
    return response
