"""Where somebody lands after signing in."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import current_app
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException

from selfhelp.access.guard import access_of
from selfhelp.access.policy import scope_of
from selfhelp.access.roles import Role

HOMES: Mapping[Role, str] = {
    Role.PATIENT: "/today",
    Role.GUIDE: "/guide/queue",
    Role.SUPERVISOR: "/supervisor/caseload",
    Role.AUTHOR: "/author/modules",
    Role.MANAGER: "/me",
    Role.ADMIN: "/admin/staff",
}
LONGEST_PATH = 500


def landing(role: Role, wished: str) -> str:
    """The page somebody was on the way to, if it is ours and for that role; else the role's own first page."""
    path = own_page(wished)
    return wished if path and _is_for(role, path) else HOMES[role]


def own_page(wished: str) -> str:
    """The path of an address within this service that can be opened; empty for any other text."""
    if len(wished) > LONGEST_PATH or not wished.startswith("/") or wished.startswith(("//", "/\\")):
        return ""
    if any(sign <= " " or sign == "\\" for sign in wished):
        return ""
    return urlsplit(wished).path if _endpoint_of(urlsplit(wished).path) else ""


def _is_for(role: Role, path: str) -> bool:
    access = access_of(current_app, _endpoint_of(path))
    return access is not None and access.permission is not None and scope_of(role, access.permission) is not None


def _endpoint_of(path: str) -> str:
    """The endpoint a GET of this path would reach; empty where there is none."""
    adapter = request_ctx.url_adapter
    try:
        return str(adapter.match(path, method="GET")[0]) if adapter else ""
    except HTTPException:
        return ""
