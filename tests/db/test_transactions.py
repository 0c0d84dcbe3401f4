"""What is acknowledged is stored, and nobody's update is lost."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from selfhelp.db.base import db, new_id
from selfhelp.db.session import own_transaction, transaction
from selfhelp.db.tables import RateWindow, Team
from tests.support.world import START, World

WRITERS, ROUNDS = 4, 25


@transaction
def count_one_more() -> None:
    """Read, then write: the pattern that loses updates on a stock SQLite."""
    row = db.session.get_one(RateWindow, "counter", with_for_update=True)
    row.count = row.count + 1


def test_read_then_write_by_many_loses_nothing(house: Flask) -> None:
    with house.app_context(), own_transaction() as session:
        session.add(RateWindow(key="counter", count=0, ends_at=START))
    start = Barrier(WRITERS)

    def write() -> None:
        start.wait()
        for _round in range(ROUNDS):
            with house.app_context():
                count_one_more()

    threads = [Thread(target=write) for _writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with house.app_context():
        assert db.session.get_one(RateWindow, "counter").count == WRITERS * ROUNDS


def test_a_page_that_only_reads_cannot_write(house: Flask) -> None:
    with house.app_context():
        db.session.add(Team(id=new_id(), slug="nordvik", name="Nordvik"))
        with pytest.raises(DBAPIError):
            db.session.flush()


def test_a_use_case_that_fails_half_way_leaves_nothing(house: Flask) -> None:
    @transaction
    def two_teams() -> None:
        db.session.add(Team(id=new_id(), slug="nordvik", name="Nordvik"))
        db.session.flush()
        raise RuntimeError("the second team")

    with house.app_context():
        with pytest.raises(RuntimeError):
            two_teams()
        assert db.session.scalars(select(Team)).all() == []


def test_a_use_case_within_another_is_part_of_it(house: Flask) -> None:
    @transaction
    def inner() -> None:
        db.session.add(Team(id=new_id(), slug="nordvik", name="Nordvik"))

    @transaction
    def outer() -> None:
        inner()
        raise RuntimeError

    with house.app_context():
        with pytest.raises(RuntimeError):
            outer()
        assert db.session.scalars(select(Team)).all() == []


def test_sqlite_waits_for_the_disk_and_keeps_its_promises(people: World) -> None:
    with people.inside():
        if db.engine.dialect.name == "postgresql":
            assert db.session.scalar(text("show transaction_read_only")) == "on"
            return
        read = {name: db.session.scalar(text(f"PRAGMA {name}")) for name in
                ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")}
    assert read == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000}
