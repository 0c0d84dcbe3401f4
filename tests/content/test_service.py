"""The service's own words: «Hjelp nå» is never empty, and a team's file is used only when it is whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from selfhelp.core.content.service import read_service, service_folder
from selfhelp.core.content.service_document import EMERGENCY, USUAL_RHYTHM

FOLDER = Path(__file__).parents[2] / "modules" / "service"
FOUND = service_folder(FOLDER).files
FILES = {name: text.decode() if isinstance(text, bytes) else text for name, text in FOUND.items()}
CRISIS, HOURS, PROMISES = "default/crisis.yaml", "default/hours.yaml", "default/promises.nb.md"


def changed(name: str, old: str, new: str) -> dict[str, str]:
    assert FILES[name].count(old) >= 1, old
    return {**FILES, name: FILES[name].replace(old, new, 1)}


def told(files: dict[str, str], team: str = "nordvik") -> list[str]:
    return [str(problem) for problem in read_service(files, team).problems]


def test_what_ships_is_whole() -> None:
    assert told(FILES) == []


def test_the_numbers_stand_in_the_order_that_saves_lives() -> None:
    service = read_service(FILES, "nordvik")

    assert [contact.tel for contact in service.crisis] == ["113", "116117", "116111", "80033321", "116123", "22400040"]
    assert all(contact.verified_at >= date(2026, 11, 22) for contact in service.crisis)
    for contact in service.crisis:
        for text in (contact.name, contact.when, contact.hours):
            assert text["nb"]
            assert text["en"]


def test_nora_gets_the_lines_for_the_young_and_kari_does_not() -> None:
    service = read_service(FILES, "nordvik")

    nora, kari = ([contact.id for contact in service.crisis_for(age)] for age in (17, 34))
    assert nora == ["emergency", "out-of-hours", "alarm-young", "kors-paa-halsen", "mental-helse", "kirkens-sos"]
    assert kari == ["emergency", "out-of-hours", "mental-helse", "kirkens-sos"]
    assert service.crisis_for(None) == service.crisis


def test_the_week_of_the_service() -> None:
    rhythm = read_service(FILES, "nordvik").rhythm

    assert rhythm.opening.on(date(2026, 11, 23)) == (8 * 60, 15 * 60 + 30)
    assert rhythm.opening.on(date(2026, 11, 22)) is None
    assert rhythm.opening.on(date(2026, 12, 24)) is None
    assert rhythm.opening.on(date(2027, 3, 24)) == (8 * 60, 12 * 60)
    assert (rhythm.answer_within, rhythm.silent_after_days) == (2, 7)
    assert rhythm.feedback["nb"] == "den dagen i uka dere har avtalt"


def test_the_promises_say_how_long() -> None:
    promises = read_service(FILES, "nordvik").promises
    sooner = read_service(
        changed(HOURS, "answer_within_working_days: 2", "answer_within_working_days: 1"), "nordvik"
    ).promises

    assert "får du svar innen 2 virkedager." in promises.html["nb"]
    assert "within 2 working days." in promises.html["en"]
    assert "<h2>Dette kan vi ikke love</h2>" in promises.html["nb"]
    assert "får du svar innen 1 virkedag." in sooner.html["nb"]
    assert promises.version != sooner.version


def test_a_teams_own_file_takes_the_place_of_the_default() -> None:
    own = FILES["default/contact.yaml"].replace("55 00 00 00", "55 00 00 01")
    files = {**FILES, "nordvik/contact.yaml": own}

    assert read_service(files, "nordvik").contact.phone == "55 00 00 01"
    assert read_service(files, "sorvik").contact.phone == "55 00 00 00"
    assert read_service(files, "nordvik").crisis == read_service(FILES, "default").crisis


def test_a_teams_broken_file_is_told_and_the_default_used() -> None:
    service = read_service({**FILES, "nordvik/crisis.yaml": "contacts: []"}, "nordvik")

    assert len(service.crisis) == 6
    assert service.problems[0].file == "nordvik/crisis.yaml"


@pytest.mark.parametrize("files", [{}, dict.fromkeys(FILES, ""), dict.fromkeys(FILES, "\x00")])
def test_the_emergency_numbers_never_go_missing(files: dict[str, str]) -> None:
    service = read_service(files, "nordvik")

    assert service.crisis == EMERGENCY
    assert service.rhythm == USUAL_RHYTHM
    assert service.problems


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (CRISIS, "contacts:\n", "contacts:\n  - {id: x}\n", "113 stands first and 116 117 second"),
        (CRISIS, 'phone: "116 117"', 'phone: "116 118"', "113 stands first and 116 117 second"),
        (CRISIS, 'phone: "116 123"', "phone: ring", '"ring" is not a phone number'),
        (CRISIS, "verified_at: 2026-11-22", "verified_at: 2026-02-30", '"2026-02-30" is not a date'),
        (CRISIS, "    verified_at: 2026-11-22\n", "", '"verified_at" is missing'),
        (CRISIS, "url: https://www.soschat.no", "url: http://www.soschat.no", "must begin with https://"),
        (CRISIS, "hours: {nb: Hele døgnet, en: Day and night}", "hours: {nb: Hele døgnet}", '"en" is missing'),
        (CRISIS, "ages: {to: 17}", "ages: {til: 17}", '"til" is not a key here'),
        (HOURS, 'monday: "08.00–15.30"', 'monday: "15.30–08.00"', "write opening and then closing"),
        (HOURS, 'monday: "08.00–15.30"', "monday: dagtid", "write opening and then closing"),
        (HOURS, "2026-12-24", "24.12.2026", '"24.12.2026" is not a date'),
        (HOURS, "tuesday:", "tirsdag:", '"tirsdag" is not a key here. Did you mean'),
        (HOURS, "silent_after_days: 7", "silent_after_days: 0", "must be a whole number from 1 to 60"),
        (PROMISES, "## Dette lover vi", "# Dette lover vi", "Write ## before a heading"),
        (PROMISES, "{answer_within}", "{frist}", "only {answer_within} is filled in here"),
        ("default/contact.yaml", 'phone: "55 00 00 00"', "phone: 55-00", '"55-00" is not a phone number'),
    ],
)
def test_a_mistake_is_told_with_its_line(name: str, old: str, new: str, message: str) -> None:
    files = changed(name, old, new)
    problems = [problem for problem in told(files) if message in problem]

    assert problems, told(files)
    assert problems[0].startswith(f"{name}:")
    assert int(problems[0].split(":")[1]) >= 1


def test_a_misspelt_file_name_is_told() -> None:
    assert 'nordvik/crises.yaml:1: the file name is not known here. Did you mean "crisis.yaml"?' in told(
        {**FILES, "nordvik/crises.yaml": ""}
    )
