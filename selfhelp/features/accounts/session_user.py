"""What flask-login knows of a signed-in browser: the row behind its cookie, and nothing it could decide itself."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import g, session
from flask_login import UserMixin, login_user

from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.db.tables import AuthSession
from selfhelp.web.session_cookie import BrowserSession


@dataclass(frozen=True)
class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """Somebody signed in, named by the session and not by the person: who has an ended session is nobody."""

    session_id: uuid.UUID
    person_id: uuid.UUID
    role: Role

    def get_id(self) -> str:
        return str(self.session_id)


def load_user(session_id: str) -> SignedIn | None:
    """The one signed in with this browser's active session; a session id from elsewhere is nobody."""
    actor: Actor | None = g.get("actor")
    if actor is None or actor.session_id is None or str(actor.session_id) != session_id:
        return None
    return SignedIn(actor.session_id, actor.person_id, actor.role)


def begin(token: str, row: AuthSession, role: Role) -> None:
    """From now on this browser carries the new session; nothing it carried before comes along."""
    browser().begin(token, row)
    login_user(SignedIn(row.id, row.person_id, role))


def browser() -> BrowserSession:
    """The session of this request's browser."""
    current = session._get_current_object()  # type: ignore[attr-defined]
    assert isinstance(current, BrowserSession)
    return current
