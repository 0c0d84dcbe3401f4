"""Fixtures everybody shares."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, event

from selfhelp.app import create_app
from selfhelp.db import migrate
from selfhelp.db.base import db
from tests.support.settings import settings
from tests.support.world import START, World


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests are shared out between processes, those of one file go together: what it sets up is set up once."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.fixture(scope="session")
def first_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with teams and staff, made once and copied for every test."""
    folder = tmp_path_factory.mktemp("first")
    app = create_app(settings(folder))
    with app.app_context():
        migrate.upgrade(db.engine)
    World(app, START).build_staff()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()  # the last connection writes the log back into the file
    return folder / "steg.db"


@pytest.fixture
def app(first_house: Path, tmp_path: Path) -> Iterator[Flask]:
    shutil.copy(first_house, tmp_path / "steg.db")
    app = create_app(settings(tmp_path))
    # Every test has an application of its own; compiling its templates anew would take most of the time.
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(first_house.parent))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def world(app: Flask) -> World:
    return World(app, START)


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Every SQL statement sent from now on; empty the list to count from here."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SET TRANSACTION")):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)
