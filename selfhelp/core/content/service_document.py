"""What a service says about itself, parsed: frozen types, and the emergency numbers that never go missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from selfhelp.core.care.working_time import OpeningHours
from selfhelp.core.content.document import Problem

LANGUAGES = ("nb", "en")
EVERY_AGE = (0, 150)

Texts = Mapping[str, str]  # language → text


@dataclass(frozen=True)
class CrisisContact:
    """Someone to call or write to when it cannot wait. Texts in every language of LANGUAGES."""

    id: str
    name: Texts
    when: Texts  # what to use it for
    hours: Texts
    verified_at: date  # when somebody last checked number and hours
    phone: str = ""  # as people write it: 116 117
    url: str = ""
    ages: tuple[int, int] = EVERY_AGE  # from, to and including

    @property
    def tel(self) -> str:
        """The number as a link wants it: 116117."""
        return self.phone.replace(" ", "")

    def is_for(self, age: int) -> bool:
        return self.ages[0] <= age <= self.ages[1]


@dataclass(frozen=True)
class Contact:
    """How to reach the service itself in working hours."""

    name: Texts = field(default_factory=lambda: dict.fromkeys(LANGUAGES, ""))
    phone: str = ""
    hours: Texts = field(default_factory=lambda: dict.fromkeys(LANGUAGES, ""))  # office hours, as a sentence
    place: Texts = field(default_factory=dict)  # under the product's name: says where, and nothing of what


@dataclass(frozen=True)
class Rhythm:
    """When somebody is at work, and how soon a patient hears."""

    opening: OpeningHours
    answer_within: int  # working days, for what is written outside the weekly feedback
    feedback: Texts  # when the weekly feedback comes, as the patient reads it
    silent_after_days: int  # a patient who has not been heard from for so long is silent


@dataclass(frozen=True)
class Promises:
    """What the patient confirms having read at the start."""

    version: str  # changes with every change of the words, in any language
    html: Texts  # sanitised


@dataclass(frozen=True)
class Parts:
    """What a service has switched on. Off where the file says nothing that can be read."""

    sleep_window: bool = False


@dataclass(frozen=True)
class Service:
    contact: Contact
    crisis: tuple[CrisisContact, ...]  # in the order they are shown: 113, 116 117, the others
    rhythm: Rhythm
    promises: Promises
    parts: Parts = Parts()
    problems: tuple[Problem, ...] = ()

    def crisis_for(self, age: int | None) -> tuple[CrisisContact, ...]:
        """The numbers for a person of this age; every number when nobody has signed in."""
        return tuple(contact for contact in self.crisis if age is None or contact.is_for(age))


_DAY_AND_NIGHT = {"nb": "Hele døgnet", "en": "Day and night"}
_CHECKED = date(2026, 11, 22)

EMERGENCY = (
    CrisisContact(
        id="emergency",
        phone="113",
        name={"nb": "Medisinsk nødtelefon", "en": "Medical emergency"},
        when={"nb": "Når det er fare for liv.", "en": "When a life is in danger."},
        hours=_DAY_AND_NIGHT,
        verified_at=_CHECKED,
    ),
    CrisisContact(
        id="out-of-hours",
        phone="116 117",
        name={"nb": "Legevakt", "en": "Out-of-hours doctor"},
        when={"nb": "Når det haster.", "en": "When it is urgent."},
        hours=_DAY_AND_NIGHT,
        verified_at=_CHECKED,
    ),
)
USUAL_RHYTHM = Rhythm(
    opening=OpeningHours(dict.fromkeys(range(5), (8 * 60, 15 * 60 + 30))),
    answer_within=2,
    feedback={"nb": "den dagen i uka dere har avtalt", "en": "on the day of the week you have agreed on"},
    silent_after_days=7,
)
