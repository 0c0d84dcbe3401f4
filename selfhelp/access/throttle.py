"""How often something may be tried: counted in the database, so it holds across processes."""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, delete, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from selfhelp.db.base import db
from selfhelp.db.keys import digest
from selfhelp.db.session import own_transaction
from selfhelp.db.tables import RateWindow


@dataclass(frozen=True)
class Limit:
    """`tries` within `window`, counted for each key apart."""

    name: str
    tries: int
    window: timedelta


# An account is slowed from one address at a time, so that nobody can lock its owner out from elsewhere.
SIGN_IN_ACCOUNT = Limit("sign-in account", 8, timedelta(minutes=15))
SIGN_IN_ADDRESS = Limit("sign-in address", 60, timedelta(minutes=15))
RESET_ACCOUNT = Limit("reset account", 3, timedelta(hours=1))
RESET_ADDRESS = Limit("reset address", 30, timedelta(hours=1))
TOKEN_ADDRESS = Limit("token address", 60, timedelta(minutes=15))
INVITATION_ANSWERS = Limit("invitation answers", 5, timedelta(days=14))  # wrong ones; then the invitation ends
WRITING = Limit("letters", 30, timedelta(hours=1))


class TooOften(Exception):
    """Tried too often; `again_in` says when to try again."""

    def __init__(self, again_in: timedelta) -> None:
        super().__init__(f"again in {again_in}")
        self.again_in = again_in

    @property
    def seconds(self) -> int:
        return max(1, math.ceil(self.again_in.total_seconds()))


def take(limit: Limit, key: str, now: datetime) -> int:
    """Count one try and say which it is. Raises TooOften when there have been too many in the window."""
    row_key = digest(limit.name, key)
    with own_transaction() as session:
        insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
        over = RateWindow.ends_at <= now
        fresh = insert(RateWindow).values(key=row_key, count=1, ends_at=now + limit.window)
        count, ends_at = session.execute(
            fresh.on_conflict_do_update(
                index_elements=[RateWindow.key],
                set_={
                    "count": case((over, 1), else_=RateWindow.count + 1),
                    "ends_at": case((over, now + limit.window), else_=RateWindow.ends_at),
                },
            ).returning(RateWindow.count, RateWindow.ends_at)
        ).one()
    if count > limit.tries:
        raise TooOften(ends_at.astimezone(UTC) - now)
    return int(count)


def forget(limit: Limit, key: str) -> None:
    """Start counting anew, after a try that succeeded."""
    with own_transaction() as session:
        session.execute(delete(RateWindow).where(RateWindow.key == digest(limit.name, key)))


def give_back(limit: Limit, key: str) -> None:
    """Do not count the try that succeeded: a whole office may sign in from one address."""
    mine = (RateWindow.key == digest(limit.name, key)) & (RateWindow.count > 0)
    with own_transaction() as session:
        session.execute(update(RateWindow).where(mine).values(count=RateWindow.count - 1))


def network(address: str | None) -> str:
    """What counts as one address: for IPv6 the /64, since one household has all of it."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def sweep(now: datetime) -> None:
    """Remove windows that are over."""
    with own_transaction() as session:
        session.execute(delete(RateWindow).where(RateWindow.ends_at <= now))
