"""Up, down, up again; and the schema the migrations make is the one the tables describe."""

from __future__ import annotations

from threading import Thread

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect

from selfhelp.db import migrate, tables  # noqa: F401
from selfhelp.db.base import Base
from selfhelp.db.session import prepare


def engine_of(url: str) -> Engine:
    engine = create_engine(url)
    prepare(engine)
    return engine


def test_up_and_down_and_up_again(empty_url: str) -> None:
    engine = engine_of(empty_url)
    migrate.upgrade(engine)
    migrate.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert migrate.is_current(connection)
        assert set(Base.metadata.tables) <= set(inspect(connection).get_table_names())
    engine.dispose()


def test_migrations_make_what_the_tables_say(empty_url: str) -> None:
    engine = engine_of(empty_url)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_two_processes_upgrade_at_once(empty_url: str) -> None:
    problems: list[BaseException] = []

    def upgrade() -> None:
        engine = engine_of(empty_url)
        try:
            migrate.upgrade(engine)
        except BaseException as error:
            problems.append(error)
        finally:
            engine.dispose()

    threads = [Thread(target=upgrade) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
