"""Deny by default: every endpoint declares what it needs, and a view is handed only what its caller may reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, validate_csrf
from werkzeug.exceptions import HTTPException

from selfhelp import audit, clock
from selfhelp.access import scoping, sessions
from selfhelp.access.actor import Actor
from selfhelp.access.policy import scope_of
from selfhelp.access.roles import Permission, Scope
from selfhelp.db.tables import Treatment

View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Access:
    """What an endpoint needs: a permission, or nothing because it is public.

    `keeps`: where a form posted after the session ran out is kept as a draft, e.g. "lesson/{number}/{page}".
    """

    permission: Permission | None
    keeps: str | None = None


# Keeps a posted form as its writer's draft; registered by the application (access knows nothing of drafts).
# It says whether it could: more than a draft holds is not kept.
KeepText = Callable[[Actor, Treatment, str, dict[str, list[str]]], bool]


class NoTreatment(HTTPException):
    """The patient has no treatment to follow here any more."""

    code = 404


class Undeclared(Exception):
    """An endpoint says neither what it needs nor that it is public."""


def requires(permission: Permission, keeps: str | None = None) -> Callable[[View], View]:
    return lambda view: _declare(view, Access(permission, keeps))


def public(view: View) -> View:
    return _declare(view, Access(None))


def access_of(app: Flask, endpoint: str) -> Access | None:
    return getattr(app.view_functions.get(endpoint), "_access", None)


def refuse_undeclared(app: Flask) -> None:
    """Called when the application is put together: nothing is open by forgetting."""
    missing = sorted({rule.endpoint for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None})
    if missing:
        remedy = "declares no permission: add @requires(Permission.…) or @public"
        raise Undeclared("\n".join(f"endpoint {endpoint} {remedy}" for endpoint in missing))


def actor() -> Actor:
    """Who is acting in this request, in a view that requires a permission."""
    current: Actor = g.actor
    return current


def check() -> ResponseReturnValue | None:
    """Before every request: is the caller somebody, may she do this, and to what?"""
    g.actor = _who()
    access = access_of(current_app, request.endpoint) if request.endpoint else None
    if access is None or access.permission is None:
        return None
    if g.actor is None:
        return _not_signed_in(access, access.permission)
    sessions.touch(session.found, clock.now())  # type: ignore[attr-defined]
    _hand_over(g.actor, access.permission)
    return None


def _declare(view: View, access: Access) -> View:
    view._access = access  # type: ignore[attr-defined]
    return view


def _who() -> Actor | None:
    found: sessions.Found | None = getattr(session, "found", None)
    if found is None or found.state is not sessions.State.ACTIVE:
        return None
    return found.actor(request.remote_addr)


def _hand_over(current: Actor, permission: Permission) -> None:
    """Put authorised objects in place of ids among the view's arguments."""
    scope = scope_of(current.role, permission)
    if scope is None:
        _refuse(403)
    arguments: dict[str, Any] = request.view_args if request.view_args is not None else {}
    if scope is Scope.OWN:
        arguments["treatment"] = scoping.own_treatment(current)
        if arguments["treatment"] is None:
            raise NoTreatment()
    for name, (handed, resolve) in scoping.RESOLVERS.items():
        if name in arguments:
            found = resolve(current, permission, arguments[name])
            if found is None:
                _refuse(404, str(arguments[name]))
            del arguments[name]
            arguments[handed] = found
    request.view_args = arguments


def _refuse(status: int, object_id: str | None = None) -> NoReturn:
    audit.record_refusal(
        g.actor, clock.now(), endpoint=request.endpoint or "", object_id=object_id, address=request.remote_addr
    )
    abort(status)


def _not_signed_in(access: Access, permission: Permission) -> ResponseReturnValue:
    """To the sign-in page; what was posted after the session ran out is kept first."""
    kept = request.method not in SAFE_METHODS and _keep_text(access, permission)
    if request.method in SAFE_METHODS:
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 302)
    page: ResponseReturnValue = current_app.extensions["signed_out_page"](kept)
    return page


def _keep_text(access: Access, permission: Permission) -> bool:
    """Keep the posted form as the draft of the person whose session has expired. Nothing else is done for her."""
    found: sessions.Found | None = getattr(session, "found", None)
    if access.keeps is None or found is None or found.state is not sessions.State.EXPIRED:
        return False
    try:
        validate_csrf(request.form.get("csrf_token") or request.headers.get("X-CSRFToken"))
        writer = found.actor(request.remote_addr)
        place = access.keeps.format(**(request.view_args or {}))
        _hand_over(writer, permission)
    except (CSRFError, HTTPException, ValueError):
        return False
    keep: KeepText = current_app.extensions["keep_text"]
    return keep(writer, (request.view_args or {})["treatment"], place, request.form.to_dict(flat=False))
