"""How the application is put together, top to bottom."""

from __future__ import annotations

from flask import Flask
from flask_login import LoginManager
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import make_url
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Config
from selfhelp.access import guard
from selfhelp.db import tables  # noqa: F401  (registers every table)
from selfhelp.db.base import db
from selfhelp.db.keys import KeyRing
from selfhelp.db.session import prepare
from selfhelp.features.accounts.session_user import load_user
from selfhelp.features.accounts.views_anyone import signed_out_page
from selfhelp.features.drafts.actions import keep_after_expiry
from selfhelp.features.register import BLUEPRINTS
from selfhelp.web import errors, headers, language, posted, templating
from selfhelp.web.session_cookie import BrowserSessions


def create_app(config: Config) -> Flask:
    app = Flask("selfhelp", static_folder=str(config.static), template_folder=str(config.templates))
    app.extensions["settings"] = config
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},  # an error's text must not carry what somebody wrote
        SESSION_COOKIE_SECURE=config.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        TRUSTED_HOSTS=[config.host, "localhost", "127.0.0.1"] if not config.secure else [config.host],
        SESSION_PROTECTION=None,  # flask-login's own marks: the row behind the cookie decides
        WTF_CSRF_TIME_LIMIT=None,  # lives as long as the session: nobody loses an hour's writing to a clock
        WTF_CSRF_SSL_STRICT=False,  # Referer is not sent; the token and SameSite do the work
    )
    app.session_interface = BrowserSessions(config)
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, *[config.trusted_proxies] * 3)  # type: ignore[method-assign]
    headers.init_app(app, config.secure)
    language.init_app(app)
    connect(app, config)
    posted.init_app(app)
    app.before_request(guard.check)
    CSRFProtect(app)
    LoginManager(app).user_loader(load_user)
    templating.init_app(app, config)
    errors.init_app(app)
    app.extensions["keep_text"] = keep_after_expiry
    app.extensions["signed_out_page"] = signed_out_page
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    guard.public(app.view_functions["static"])
    guard.refuse_undeclared(app)
    return app


def connect(app: Flask, config: Config) -> None:
    """The database and the keys that open what is sealed in it."""
    if make_url(config.database_url).get_backend_name() == "sqlite":
        config.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    db.init_app(app)
    app.extensions["key_ring"] = KeyRing(config.data_keys, config.lookup_key)
    with app.app_context():
        prepare(db.engine)
