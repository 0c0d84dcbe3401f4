"""The same house on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, text

from selfhelp.app import create_app
from selfhelp.db import migrate
from selfhelp.db.base import db
from tests.support.postgresql import running
from tests.support.settings import settings
from tests.support.world import START, World


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    with running() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'steg.db'}"
    server: str = request.getfixturevalue("postgresql")
    name = f"t{abs(hash(tmp_path)):x}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def house(empty_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A migrated application on each database."""
    app = create_app(settings(tmp_path, database_url=empty_url))
    with app.app_context():
        migrate.upgrade(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def people(house: Flask) -> World:
    world = World(house, START)
    world.build_staff()
    return world
