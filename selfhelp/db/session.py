"""The only commit, and how SQLite and PostgreSQL are made to keep what they acknowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from selfhelp.db.base import db

P = ParamSpec("P")
R = TypeVar("R")

WRITES = {"writes": True}
SQLITE_SETTINGS = ("journal_mode=WAL", "busy_timeout=5000", "foreign_keys=ON", "synchronous=FULL", "trusted_schema=OFF")


def prepare(engine: Engine) -> None:
    """Teach an engine our rules: reads are read-only, writes take SQLite's write lock from their first statement."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # stops the driver's own BEGIN
    for setting in SQLITE_SETTINGS:
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred BEGIN that turns to writing fails at once or loses the other's update; IMMEDIATE waits its turn.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def transaction(function: Callable[P, R]) -> Callable[P, R]:
    """Run a use case as one transaction: all of it is stored, or none. Inside another one it joins that.

    What was read before is read again under the write lock, so no decision rests on an old row.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        session = db.session()
        if session.info.get("writing"):
            return function(*args, **kwargs)
        session.rollback()
        session.info["writing"] = True
        try:
            session.connection(execution_options=WRITES)
            result = function(*args, **kwargs)
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            del session.info["writing"]
        return result

    return run


@contextmanager
def own_transaction() -> Iterator[Session]:
    """A short transaction beside the request's: for what must be stored whatever becomes of the page."""
    with Session(db.engine, expire_on_commit=False) as session:
        session.connection(execution_options=WRITES)
        yield session
        session.commit()
