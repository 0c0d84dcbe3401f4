"""What every template can use."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Flask, g, request, url_for
from flask_babel import lazy_gettext as _

from config import Config
from selfhelp.access.actor import Actor
from selfhelp.access.policy import scope_of
from selfhelp.access.roles import Permission, Role
from selfhelp.web import language
from selfhelp.web.icons import load_icons
from selfhelp.web.told import told

APPEARANCES = ("auto", "light", "dark")
APPEARANCE_COOKIE = "appearance"
LEAVE_COOKIE = "leave"  # the always-visible quick exit; kept by the browser, so that it also stands on open pages
YOUNG_COOKIE = "young"  # the lines for young people stand higher under «Help now», which looks nobody up
SHOWN = "shown"


@dataclass(frozen=True)
class MenuItem:
    permission: Permission
    endpoint: str
    label: str
    icon: str
    blueprint: str = ""  # also current on the other pages of this blueprint


MENU = (
    MenuItem(Permission.FOLLOW_PROGRAMME, "today.today", _("Today"), "house"),
    MenuItem(Permission.FOLLOW_PROGRAMME, "lessons.programme", _("Programme"), "book", "lessons"),
    MenuItem(Permission.FOLLOW_PROGRAMME, "diary.diary", _("Diary"), "pencil", "diary"),
    MenuItem(Permission.WRITE_TO_GUIDE, "letters.letters", _("Letters"), "chat", "letters"),
    MenuItem(Permission.SEE_QUEUE, "feedback.queue", _("This week's queue"), "inbox", "feedback"),
    MenuItem(Permission.SEE_CASELOAD, "caseload.caseload", _("Caseload"), "person-group", "caseload"),
    MenuItem(Permission.REGISTER_PATIENT, "treatments.register", _("New patient"), "plus"),
    MenuItem(Permission.TAKE_TRAINING, "training.trainings", _("Training"), "book", "training"),
    MenuItem(Permission.SEE_MODULES, "authoring.modules", _("Modules"), "book", "authoring"),
    MenuItem(Permission.MANAGE_STAFF, "people.staff", _("Staff"), "person-group", "people"),
    MenuItem(Permission.MANAGE_OWN_ACCOUNT, "accounts.me", _("Me"), "person", "accounts"),
)


@dataclass(frozen=True)
class NavItem:
    url: str
    label: str
    icon: str
    current: bool


def init_app(app: Flask, config: Config) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    icons = load_icons(config.static / "vendor" / "aksel-icons")
    app.jinja_env.globals.update(asset=_asset_of(config.static), once_key=lambda: str(uuid.uuid4()), icon=icons)
    app.jinja_env.filters["told"] = told

    @app.context_processor
    def shared() -> dict[str, object]:
        actor: Actor | None = g.get("actor")
        return {
            "product": config.product_name,
            "config_product_name": config.product_name,
            "language": language.current(),
            "appearance": appearance(),
            "actor": actor,
            "signed_in": actor is not None,
            "leave_url": config.leave_url,
            "quick_exit_shown": request.cookies.get(LEAVE_COOKIE) == SHOWN,
            "nav_items": menu_of(actor) if actor else (),
            "is_staff": actor is not None and actor.role is not Role.PATIENT,
        }


def appearance() -> str:
    chosen = request.cookies.get(APPEARANCE_COOKIE, "auto")
    return chosen if chosen in APPEARANCES else "auto"


def menu_of(actor: Actor) -> tuple[NavItem, ...]:
    allowed = [item for item in MENU if scope_of(actor.role, item.permission)]
    return tuple(NavItem(url_for(item.endpoint), str(item.label), item.icon, _is_current(item)) for item in allowed)


def _is_current(item: MenuItem) -> bool:
    return request.endpoint == item.endpoint or bool(item.blueprint and request.blueprint == item.blueprint)


def _asset_of(folder: Path) -> object:
    @lru_cache(maxsize=256)
    def asset(name: str) -> str:
        """The address of a static file, with its content's hash: it can be kept for ever."""
        version = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:12]
        return url_for("static", filename=name, v=version)

    return asset
