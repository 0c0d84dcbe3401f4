"""Who is acting: one person in one role in one team, from one browser."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from selfhelp.access.roles import Role


@dataclass(frozen=True)
class Actor:
    person_id: uuid.UUID
    role: Role
    team_id: uuid.UUID | None  # none: an author, who belongs to the library
    grant_id: uuid.UUID | None = None
    session_id: uuid.UUID | None = None
    language: str = "nb"
    address: str | None = None  # network address, for the audit
    last_here_on: date | None = None  # a patient's last day here before this session
