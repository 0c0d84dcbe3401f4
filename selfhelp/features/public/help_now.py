"""Whom one can call or write to now, and the service's own numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from selfhelp.core.content.service_document import Contact, CrisisContact
from selfhelp.features.service.queries import DEFAULT_TEAM, service_of

ADULT = 18  # years


@dataclass(frozen=True)
class Helper:
    """Somebody to reach, in the language of the page."""

    name: str
    phone: str
    when: str = ""
    hours: str = ""
    url: str = ""
    for_young: bool = False  # only for people under 18


def contacts(language: str, young: bool) -> tuple[Helper, ...]:
    """In the order they are shown: danger to life first. `young`: the lines for young people stand among the others."""
    found = (_crisis(contact, language) for contact in service_of(DEFAULT_TEAM).crisis)
    return tuple(replace(one, for_young=False) if young else one for one in found)


def own_contacts(language: str) -> tuple[Helper, ...]:
    """The service itself; none where no number has been written yet."""
    contact = service_of(DEFAULT_TEAM).contact
    return (_own(contact, language),) if contact.phone else ()


def _crisis(contact: CrisisContact, language: str) -> Helper:
    texts = [one.get(language, "") for one in (contact.name, contact.when, contact.hours)]
    name, when, hours = (text.rstrip(".") for text in texts)
    return Helper(name, contact.phone, when, hours, contact.url, for_young=not contact.is_for(ADULT))


def _own(contact: Contact, language: str) -> Helper:
    return Helper(contact.name[language], contact.phone, hours=contact.hours[language])
