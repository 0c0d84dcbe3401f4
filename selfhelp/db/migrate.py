"""Bring a database to the newest schema, and tell whether it is there."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from selfhelp.db.session import WRITES

FOLDER = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run what is missing, in one transaction: interrupted half-way, nothing of it is there.

    Two processes at once: SQLite's write lock and PostgreSQL's advisory lock let one do the work.
    """
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7320111)")
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        command.downgrade(_config(connection), revision)


def is_current(connection: Connection) -> bool:
    head = ScriptDirectory.from_config(_config(connection)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def write_revision(engine: Engine, message: str, revision: str) -> None:
    """For developers: compare tables with the database and write the difference as a new migration."""
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=revision)


def _config(connection: Connection) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
