"""Is the process up; is the service well."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from selfhelp import clock
from selfhelp.access.guard import public
from selfhelp.db.base import db
from selfhelp.db.migrate import is_current
from selfhelp.db.tables import Lease

health = Blueprint("health", __name__)
SCHEDULER_SILENT_AFTER = timedelta(minutes=3)


@health.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """200 while the process answers; touches nothing."""
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


@health.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """200 only when database, migrations and scheduler are well; says which is not, and nothing more."""
    ailing = [name for name, well in (("database", database_well), ("scheduler", scheduler_well)) if not _safely(well)]
    text = "".join(f"{name}: not well\n" for name in ailing) or "ok\n"
    return text, 503 if ailing else 200, {"Content-Type": "text/plain; charset=utf-8"}


def database_well() -> bool:
    return is_current(db.session.connection())


def scheduler_well() -> bool:
    lease = db.session.get(Lease, "scheduler")
    return lease is not None and clock.now() - lease.beat_at < SCHEDULER_SILENT_AFTER


def _safely(check: object) -> bool:
    try:
        return bool(check())  # type: ignore[operator]
    except SQLAlchemyError:
        current_app.logger.warning("readiness check failed")
        return False
