"""Reading a service's own files: modules/service/default/, where a file in modules/service/<team>/ takes the place of
the default one. A broken file of a team is told and the default one used; with both broken the usual hours and the two
emergency numbers remain, so that «Hjelp nå» is never empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from selfhelp.core.care.working_time import MINUTES_IN_A_DAY, OpeningHours, Span
from selfhelp.core.content import html
from selfhelp.core.content.document import Problem
from selfhelp.core.content.folder import Folder, read_folder
from selfhelp.core.content.keys import Keys, read_keys
from selfhelp.core.content.lint_typing import lint_line
from selfhelp.core.content.parser import TEXT_SUFFIXES
from selfhelp.core.content.report import Report, did_you_mean
from selfhelp.core.content.said import say
from selfhelp.core.content.service_document import (
    EMERGENCY,
    EVERY_AGE,
    LANGUAGES,
    USUAL_RHYTHM,
    Contact,
    CrisisContact,
    Parts,
    Promises,
    Rhythm,
    Service,
)
from selfhelp.core.content.source import decode
from selfhelp.core.content.yaml_reader import Entries, Items, Node, Scalar, read_yaml

DEFAULT_TEAM = "default"
FIRST_NUMBERS = ("113", "116117")  # in this order, and nothing above them
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PLACEHOLDER = "{answer_within}"
WORKING_DAYS = {"nb": ("virkedag", "virkedager"), "en": ("working day", "working days")}

ON_OR_OFF = ("on", "off")

_PHONE = re.compile(r"\+?[0-9][0-9 ]{1,14}[0-9]")
_HOURS = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})\s?[–-]\s?([0-9]{1,2})[.:]([0-9]{2})")

Files = Mapping[str, str | bytes]
Value = TypeVar("Value")


def service_folder(folder: Path) -> Folder:
    """The files of all teams, named team/file. Raises OSError."""
    teams = [one for one in sorted(folder.iterdir()) if one.is_dir() and not one.name.startswith(".")]
    lying = {team.name: read_folder(team, TEXT_SUFFIXES) for team in teams}
    return Folder(
        {f"{team}/{name}": content for team, found in lying.items() for name, content in found.files.items()},
        tuple(
            replace(one, file=f"{team}/{one.file}") for team, found in lying.items() for one in found.problems
        ),
    )


def read_service(files: Files, team_slug: str) -> Service:
    """One team's service. Never raises; `problems` says what is wrong, with file and line."""
    reader = _Reader(files, team_slug)
    contact = reader.best("contact.yaml", _read_contact) or Contact()
    crisis = reader.best("crisis.yaml", _read_crisis) or EMERGENCY
    rhythm = reader.best("hours.yaml", _read_rhythm) or USUAL_RHYTHM
    parts = reader.best("parts.yaml", _read_parts) or Parts()
    promises = {
        language: reader.best(f"promises.{language}.md", _promise_reader(language, rhythm)) or ""
        for language in LANGUAGES
    }
    version = sha256("\n".join(f"{language}\n{text}" for language, text in promises.items()).encode()).hexdigest()
    reader.report_strangers()
    return Service(contact, crisis, rhythm, Promises(version, promises), parts, tuple(sorted(reader.problems)))


class _Reader:
    """Finds the team's file or the default one, and remembers every problem on the way."""

    def __init__(self, files: Files, team: str) -> None:
        self._files = files
        self._teams = tuple(dict.fromkeys((team, DEFAULT_TEAM)))
        self._known: list[str] = []
        self.problems: list[Problem] = []

    def best(self, name: str, read: Callable[[str, Report], Value | None]) -> Value | None:
        self._known.append(name)
        paths = [f"{team}/{name}" for team in self._teams if f"{team}/{name}" in self._files]
        if not paths:
            missing = say("the file is missing. Copy it from the release.")
            self.problems.append(Problem(f"{DEFAULT_TEAM}/{name}", 1, missing))
        for path in paths:
            report = Report(path)
            text = decode(self._files[path], report)
            value = read(text, report) if text is not None else None
            self.problems += report.problems
            if value is not None and not report.broken:
                return value
        return None

    def report_strangers(self) -> None:
        for path in self._files:
            team, _, name = path.partition("/")
            if team in self._teams and name not in self._known:
                hint = did_you_mean(name, self._known)
                self.problems.append(Problem(path, 1, say("the file name is not known here. {hint}", hint=hint)))


def _keys(text: str, report: Report, what: str) -> Keys | None:
    return read_keys(read_yaml(text, report), report, what, 1)


def _phone(keys: Keys, required: bool) -> str:
    phone = keys.text("phone", required)
    if phone and not _PHONE.fullmatch(phone):
        keys.wrong("phone", say('"{phone}" is not a phone number. Write digits and spaces.', phone=phone))
    return phone


def _read_contact(text: str, report: Report) -> Contact | None:
    keys = _keys(text, report, "contact")
    if keys is None:
        return None
    name = keys.by_language("name", LANGUAGES, required=True)
    phone, hours = _phone(keys, required=True), keys.by_language("hours", LANGUAGES, required=True)
    contact = Contact(name, phone, hours, keys.by_language("place", LANGUAGES))
    keys.close()
    return contact


def _read_crisis(text: str, report: Report) -> tuple[CrisisContact, ...] | None:
    keys = _keys(text, report, "crisis")
    if keys is None:
        return None
    entries = keys.children("contacts", say("contact"), required=True)
    contacts = tuple(_read_crisis_contact(entry) for entry in entries)
    keys.close()
    if tuple(contact.tel for contact in contacts[: len(FIRST_NUMBERS)]) != FIRST_NUMBERS:
        keys.wrong("contacts", say("113 stands first and 116 117 second. Nothing may stand above them."))
    return contacts


def _read_crisis_contact(keys: Keys) -> CrisisContact:
    contact_id = keys.id()
    if contact_id:
        keys.what = say('contact "{id}"', id=contact_id)
    phone, url = _phone(keys, required=False), keys.text("url")
    if not phone and not url:
        keys.wrong("phone", say("phone and url are both missing. Write one of them."))
    if url and not url.startswith("https://"):
        keys.wrong("url", say('"{url}" must begin with https://.', url=url))
    contact = CrisisContact(
        id=contact_id,
        name=keys.by_language("name", LANGUAGES, required=True),
        when=keys.by_language("when", LANGUAGES, required=True),
        hours=keys.by_language("hours", LANGUAGES, required=True),
        verified_at=_date(keys, "verified_at"),
        phone=phone,
        url=url,
        ages=_ages(keys),
    )
    keys.close()
    return contact


def _ages(keys: Keys) -> tuple[int, int]:
    ages = keys.child("ages", say("{what}, {part}", what=keys.what, part="ages"))
    if ages is None:
        return EVERY_AGE
    low, high = ages.whole("from", *EVERY_AGE), ages.whole("to", *EVERY_AGE)
    ages.close()
    return low or EVERY_AGE[0], EVERY_AGE[1] if high is None else high


def _date(keys: Keys, key: str) -> date:
    text = keys.text(key, required=True)
    try:
        return date.fromisoformat(text)
    except ValueError:
        if text:
            keys.wrong(key, say('"{text}" is not a date. Write year-month-day, such as 2026-11-22.', text=text))
        return date.min


def _read_rhythm(text: str, report: Report) -> Rhythm | None:
    keys = _keys(text, report, "hours")
    if keys is None:
        return None
    opening = _read_opening(keys)
    answer = keys.whole("answer_within_working_days", 1, 10, required=True)
    feedback = keys.by_language("feedback", LANGUAGES, required=True)
    silent = keys.whole("silent_after_days", 1, 60, required=True)
    keys.close()
    if opening is None or answer is None or silent is None:
        return None
    return Rhythm(opening, answer, feedback, silent)


def _read_parts(text: str, report: Report) -> Parts | None:
    keys = _keys(text, report, "parts")
    if keys is None:
        return None
    said = keys.text("sleep-window", required=True)
    if said and said not in ON_OR_OFF:
        keys.wrong("sleep-window", say('"{text}" is neither on nor off.', text=said))
    keys.close()
    return Parts(sleep_window=said == "on")


def _read_opening(keys: Keys) -> OpeningHours | None:
    days = keys.child("open", "hours, open", required=True)
    week: dict[int, Span] = {}
    for number, name in enumerate(WEEKDAYS):
        span = _span(days, days.node(name), f"hours, {name}") if days else None
        if span:
            week[number] = span
    if days:
        days.close()
    closed = frozenset(_closed_days(keys))
    shortened = _shortened_days(keys)
    if not week:
        keys.wrong("open", say('no day has opening hours. Write at least one, such as monday: "08.00–15.30".'))
        return None
    return OpeningHours(week, closed, shortened)


def _closed_days(keys: Keys) -> list[date]:
    node = keys.node("closed")
    days = [_day(keys, one) for one in node.nodes] if isinstance(node, Items) else []
    if node is not None and not isinstance(node, Items):
        keys.wrong("closed", say('"closed" must be a list of dates: [2026-12-24, 2026-12-31].'))
    return [day for day in days if day is not None]


def _shortened_days(keys: Keys) -> dict[date, Span]:
    node = keys.node("shortened")
    if node is not None and not isinstance(node, Entries):
        keys.wrong("shortened", say('"shortened" must hold dates with hours: {{2027-03-24: "08.00–12.00"}}.'))
    pairs = node.pairs if isinstance(node, Entries) else ()
    found = {_day(keys, day): _span(keys, hours, "hours, shortened") for day, hours in pairs}
    return {day: span for day, span in found.items() if day is not None and span is not None}


def _day(keys: Keys, node: Node) -> date | None:
    text = node.text if isinstance(node, Scalar) else ""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = say('hours: "{text}" is not a date. Write year-month-day, such as 2026-12-24.', text=text)
        keys.report.error(node.line, message)
        return None


def _span(keys: Keys, node: Node | None, what: str) -> Span | None:
    if node is None:
        return None
    match = _HOURS.fullmatch(node.text.strip()) if isinstance(node, Scalar) else None
    hour, minute, to_hour, to_minute = (int(part) for part in match.groups()) if match else (0, 0, 0, 0)
    opens, closes = hour * 60 + minute, to_hour * 60 + to_minute
    if not opens < closes <= MINUTES_IN_A_DAY or max(minute, to_minute) > 59:
        message = say('{what}: write opening and then closing, such as "08.00–15.30".', what=what)
        keys.report.error(node.line, message)
        return None
    return opens, closes


def _promise_reader(language: str, rhythm: Rhythm) -> Callable[[str, Report], str | None]:
    one, many = WORKING_DAYS[language]
    days = f"{rhythm.answer_within} {one if rhythm.answer_within == 1 else many}"

    def read(text: str, report: Report) -> str | None:
        filled = text.replace(PLACEHOLDER, days)
        for number, line in enumerate(filled.split("\n"), start=1):
            if line.startswith("# "):
                report.error(number, say("the page has its own title. Write ## before a heading."))
            for message in lint_line(line, frozenset()):
                report.error(number, message)
            if "{" in line:
                report.error(number, say("only {{answer_within}} is filled in here. Write the other {{ }} out."))
        if not filled.strip():
            report.error(1, say("the file is empty. Write what the service promises and what it does not."))
        try:
            return html.render(filled)
        except html.Refused as refused:
            report.error(1, refused.said)
            return None

    return read
