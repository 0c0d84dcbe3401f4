"""The database itself refuses to change what must not change, at the newest schema, on both databases."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from selfhelp import audit
from selfhelp.db import append_only
from selfhelp.db.base import Base, db
from selfhelp.db.session import own_transaction, transaction
from tests.support.world import START


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET action = 'nothing'", "DELETE FROM audit_event"])
def test_an_audit_event_can_neither_be_changed_nor_removed(house: Flask, statement: str) -> None:
    @transaction
    def sign_in() -> None:
        audit.record(None, audit.Action.SIGNED_IN, START)

    with house.app_context():
        sign_in()
        with pytest.raises(DBAPIError, match="append-only"), own_transaction() as session:
            session.execute(text(statement))
        assert db.session.execute(text("SELECT action FROM audit_event")).scalars().all() == ["signed in"]


def test_every_append_only_table_has_its_guard(house: Flask) -> None:
    with house.app_context():
        if db.engine.dialect.name == "sqlite":
            named = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        else:
            named = "SELECT DISTINCT event_object_table FROM information_schema.triggers"
        guarded = set(db.session.execute(text(named)).scalars())
    assert guarded == set(append_only.TABLES)
    assert guarded <= set(Base.metadata.tables)
