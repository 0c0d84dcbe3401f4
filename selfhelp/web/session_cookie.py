"""Flask's session: a database row for those signed in, a signed cookie with nothing but a CSRF token for the others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from sqlalchemy.exc import OperationalError

from config import Config
from selfhelp import clock
from selfhelp.access import sessions
from selfhelp.access.roles import Role
from selfhelp.db.tables import AuthSession

CSRF_TOKEN = "csrf_token"
UNTOUCHED = ("/static/", "/healthz", "/help-now")  # answered without looking anybody up, so nothing can be noted


class BrowserSession(SecureCookieSession):
    """What this browser carries. `found` is the row behind its cookie, active or expired."""

    found: sessions.Found | None = None
    fresh_token: str | None = None
    left: bool = False

    def begin(self, token: str, row: AuthSession) -> None:
        """Signed in just now: forget what was carried, carry the new token."""
        self.clear()
        self.fresh_token, self.found = token, sessions.Found(row, sessions.State.ACTIVE)

    def leave(self) -> None:
        self.clear()
        self.found, self.left = None, True


class BrowserSessions(SecureCookieSessionInterface):
    session_class = BrowserSession

    def __init__(self, config: Config) -> None:
        self.cookie = "__Host-steg" if config.secure else "steg"
        self.limits = limits_of(config)

    def get_cookie_name(self, app: Flask) -> str:
        return self.cookie

    def open_session(self, app: Flask, request: Request) -> BrowserSession | None:
        value = request.cookies.get(self.cookie, "")
        if request.path.startswith(UNTOUCHED) or not value:
            return BrowserSession()
        if "." in value:  # a signed cookie; tokens hold no full stop
            opened = super().open_session(app, request)
            return opened if isinstance(opened, BrowserSession) else BrowserSession()
        return self._open_row(value)

    def _open_row(self, token: str) -> BrowserSession:
        found = sessions.find(token, self.limits, clock.now())
        carried = sessions.data_of(found.row) if found else {}
        if found is None or (found.state is sessions.State.EXPIRED and CSRF_TOKEN not in carried):
            return BrowserSession()  # no form was ever shown, so there is none to keep
        opened = BrowserSession(carried)
        opened.found = found
        return opened

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        if not isinstance(session, BrowserSession):
            return
        response.vary.add("Cookie")
        if session.left:
            response.delete_cookie(self.cookie, path="/", secure=self.cookie.startswith("__Host-"), httponly=True)
        if session.fresh_token:
            self._set(app, response, session.fresh_token)
        if session.found is None:
            if session.modified and session:
                super().save_session(app, session, response)
        elif session.modified and session.found.state is sessions.State.ACTIVE:
            self._keep(app, session)

    def _keep(self, app: Flask, session: BrowserSession) -> None:
        """What the page did is stored by now: a message to show once is not worth turning that into an error."""
        assert session.found is not None
        try:
            sessions.save_data(session.found.row.id, session)
        except OperationalError:
            app.logger.warning("the database was busy: what the session carries was not kept")

    def _set(self, app: Flask, response: Response, token: str) -> None:
        response.set_cookie(
            self.cookie, token, path="/", httponly=True, secure=self.get_cookie_secure(app), samesite="Lax"
        )


def limits_of(config: Config) -> dict[Role, sessions.Limits]:
    staff = _limits(config.staff_idle_minutes, config.staff_limit_hours)
    patient = _limits(config.patient_idle_minutes, config.patient_limit_hours)
    return {role: patient if role is Role.PATIENT else staff for role in Role}


def _limits(idle_minutes: int, hours: int) -> sessions.Limits:
    return sessions.Limits(timedelta(minutes=idle_minutes), timedelta(hours=hours))
