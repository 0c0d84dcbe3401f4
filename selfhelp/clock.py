"""The only reader of the system clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date in Norway now."""
    return local_date(now())


def local_date(instant: datetime) -> date:
    """The date in Norway at an instant."""
    return instant.astimezone(OSLO).date()
