"""Aliases that all threads of a web process share."""

from __future__ import annotations

from sqlalchemy import inspect

from selfhelp.db.base import shared_alias
from selfhelp.db.tables import Person


def test_its_columns_are_laid_out_before_a_thread_can_ask() -> None:
    assert inspect(Person).column_attrs.keys() <= vars(shared_alias(Person)).keys()
