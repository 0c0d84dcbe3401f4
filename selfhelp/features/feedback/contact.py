"""A conversation between guide and patient, or a try at one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ContactKind(StrEnum):
    PHONE = "phone"
    VIDEO = "video"
    IN_PERSON = "in-person"


@dataclass(frozen=True)
class Contact:
    """`reached`: only then it counts as the week's feedback. `minutes`: entered by hand. `note`: a work note, which
    the patient can ask to see. `next_on`: when they have agreed to speak again."""

    kind: ContactKind
    reached: bool
    minutes: int | None = None
    note: str = ""
    next_on: date | None = None
