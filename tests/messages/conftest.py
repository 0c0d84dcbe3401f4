"""A post office, a clock, and ways to look into the outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from selfhelp.db.base import db
from selfhelp.db.tables import OutboxMail
from selfhelp.messages.transports import SmtpTransport
from tests.support.post import Clock, PostOffice, free_port, open_office
from tests.support.world import START


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office(PostOffice(free_port())) as office:
        yield office


@pytest.fixture
def by_post(office: PostOffice) -> SmtpTransport:
    return SmtpTransport(office.settings())


@pytest.fixture
def impatient(office: PostOffice) -> SmtpTransport:
    """Waits a short time for each answer, for servers that never give one."""
    return SmtpTransport(office.settings(), seconds=2)


@pytest.fixture
def outbox_rows(app: Flask) -> Callable[[], list[OutboxMail]]:
    """Every row as it is stored now, oldest first."""

    def rows() -> list[OutboxMail]:
        with app.app_context():
            return list(db.session.scalars(select(OutboxMail).order_by(OutboxMail.created_at, OutboxMail.once)))

    return rows
