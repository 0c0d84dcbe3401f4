"""How Alembic reaches the database. Run by `selfhelp db upgrade`, which hands over the connection."""

from __future__ import annotations

from alembic import context

from selfhelp.db import tables  # noqa: F401  (registers every table)
from selfhelp.db.base import Base


def run() -> None:
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        include_name=lambda name, kind, _parents: kind != "table" or name in Base.metadata.tables,
    )
    context.run_migrations()


run()
