"""Aliases that all threads of a web process share."""

from __future__ import annotations

from sqlalchemy import inspect

from selfhelp.db.base import shared_alias
from selfhelp.db.tables import Person


def test_its_columns_are_laid_out_before_a_thread_can_ask() -> None:
    laid_out = inspect(shared_alias(Person)).selectable.c._proxy_index
    assert set(inspect(Person).columns) <= set(laid_out)
