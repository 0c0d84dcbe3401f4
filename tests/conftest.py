"""Fixtures everybody shares."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import Engine, event

from config import ROOT
from selfhelp.access import passwords
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


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Hashing is made to be slow, and there are thousands of sign-ins. The real one is tested in test_passwords.py."""
    real, passwords._hasher = passwords._hasher, PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)
    yield
    passwords._hasher = real


@pytest.fixture(scope="session")
def one_module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A modules folder with one module and the service's own files. To read every module takes seconds."""
    folder = tmp_path_factory.mktemp("modules")
    for name in ("depression", "service"):
        shutil.copytree(ROOT / "modules" / name, folder / name)
    return folder


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


@pytest.fixture(scope="session")
def first_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application put together once: doing it anew takes longer than most tests."""
    return create_app(settings(tmp_path_factory.mktemp("instance")))


@pytest.fixture
def app(first_app: Flask, first_house: Path) -> Iterator[Flask]:
    """An installation as good as new: a folder with the database and nothing else, settings nobody has changed."""
    folder: Path = first_app.extensions["settings"].instance
    before = dict(first_app.config)
    shutil.copy(first_house, folder / "steg.db")
    yield first_app
    with first_app.app_context():
        db.session.remove()
        db.engine.dispose()
    shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    first_app.extensions["settings"] = settings(folder)
    first_app.config.clear()
    first_app.config.update(before)


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
