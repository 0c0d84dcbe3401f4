"""What is written through the pages cannot be read in the database, in its log, or in a copied backup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from selfhelp.cli_service import backup
from tests.support.forms import form_on, opened
from tests.support.week import on, welcomed
from tests.support.world import START, World

NAMES = ("Solveig Tyttebærvik", "Håkon Multemyr")
SURNAMES = ("Tyttebærvik", "Multemyr")
ADDRESSES = ("solveig.tyttebaervik@example.com", "hakon.multemyr@example.com")
NUMBERS = ("+4798765432", "98765432", "1979-03-17", "17.03.1979")
SENTENCES = {
    "situation": "Bussen gikk forbi meg ved fjøset",
    "plan": "Drikke te på trappa med ullsokker",
    "place": "Under epletreet ved naustet",
    "draft": "Halvskrevet om nattevåk og tordenvær",
    "aside": "Den andre fanen sa noe om grevlinger",
    "letter": "Kan vi snakke om svigermors katt",
    "letter-draft": "Et påbegynt brev om takrenner",
    "mood": "Tungt som våt ull i dag",
    "feedback": "Du gikk likevel, og det så jeg",
    "feedback-draft": "Utkast fra veilederen om kveldsturer",
    "note": "Ringte klokka ni, hun sto i fjøset",
    "reason": "Kurs i Tromsø hele torsdagen",
    "pause": "Reiser til søsteren i Vadsø",
    "end": "Flyttet til Hammerfest med båten",
}
PLAN = "/lesson/1/6"


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


def test_twenty_planted_texts_are_nowhere_in_the_files(
    app: Flask, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _registers(world)
    treatment = _writes(world)
    _answers(world, treatment)
    _pauses_and_ends(world, treatment)
    copy = tmp_path / "copy.db"
    monkeypatch.setattr("selfhelp.cli_service.application", lambda: app)
    done = CliRunner().invoke(backup, [str(copy)])
    assert done.exit_code == 0, done.output
    files = [copy, *app.extensions["settings"].instance.glob("steg.db*")]
    planted = (*NAMES, *SURNAMES, *ADDRESSES, *NUMBERS, *SENTENCES.values())
    assert len(files) >= 2
    assert len(planted) >= 20
    found = [(path.name, text) for path in files for text in planted if _is_in(text, path.read_bytes())]
    assert found == []
    assert _is_in("nordvik", copy.read_bytes())  # what is plain is found: the search sees


def _is_in(text: str, content: bytes) -> bool:
    """In any of the ways a text is laid down."""
    return any(text.encode(code, "ignore") in content for code in ("utf-8", "utf-16-le", "latin-1", "unicode_escape"))


def _registers(world: World) -> None:
    siri = world.client("Siri")
    form = opened(siri, "/supervisor/patients/new")
    with world.inside():
        guide = str(world.person("Astrid").id)
    told = {
        "name": NAMES[0], "birth_date": NUMBERS[3], "phone": NUMBERS[1], "email": ADDRESSES[0], "language": "nb",
        "referred_on": "2026-09-01", "module": "depression", "guide": guide, "starts_on": "2026-09-07", "weekday": "3",
    }
    for name, value in told.items():
        form[name] = value
    assert form.send(siri).status_code == 303
    anne = world.client("Anne")
    invitation = opened(anne, "/admin/staff")
    invitation["name"], invitation["email"], invitation["role"] = NAMES[1], ADDRESSES[1], "guide"
    assert invitation.send(anne).status_code == 303


def _writes(world: World) -> str:
    """Kari's page, a draft, the text of a second tab, a letter and her mood. Her treatment's id."""
    kari, browser = welcomed(world), world.client("Kari")
    one, two = opened(browser, PLAN), opened(browser, PLAN)
    one["plan.what"], one["plan.place"], two["plan.what"] = SENTENCES["plan"], SENTENCES["place"], SENTENCES["aside"]
    assert [page.send(browser, _do="later").status_code for page in (one, two)] == [303, 409]
    diamond = opened(browser, "/lesson/1/3")
    diamond["diamond.situation"] = SENTENCES["situation"]
    assert diamond.send(browser, _do="share:diamond").status_code == 303
    diamond = opened(browser, "/lesson/1/3")
    diamond["diamond.thought"] = SENTENCES["draft"]
    assert diamond.autosave(browser).status_code == 200
    letter = opened(browser, "/letters")
    letter["text"] = SENTENCES["letter"]
    assert letter.send(browser).status_code == 303
    letter = opened(browser, "/letters")
    letter["text"] = SENTENCES["letter-draft"]
    assert letter.autosave(browser).status_code == 200
    _notes_her_mood(browser)
    return kari.public_id


def _notes_her_mood(browser: FlaskClient) -> None:
    opened(browser, "/today", "/mood").send(browser, mood="2")
    words = opened(browser, "/mood", "/mood/note")
    words["note"] = SENTENCES["mood"]
    assert words.send(browser).status_code == 303


def _answers(world: World, treatment: str) -> None:
    astrid, page = world.client("Astrid"), f"/guide/patient/{treatment}"
    told = {"kind": "phone", "reached": "no", "note": SENTENCES["note"]}
    _fills_in(astrid, f"{page}/contact", told)
    _fills_in(astrid, f"{page}/postpone", {"moved_to": "2026-09-11", "reason": SENTENCES["reason"]})
    letter = opened(astrid, page, f"{page}/letter")
    letter["text"] = SENTENCES["feedback"]
    assert letter.send(astrid, do="send").status_code == 303
    letter = opened(astrid, page, f"{page}/letter")
    letter["text"] = SENTENCES["feedback-draft"]
    assert letter.autosave(astrid).status_code == 200


def _fills_in(browser: FlaskClient, path: str, told: dict[str, str]) -> None:
    form = form_on(browser.get(path).text, "")
    form.action = path
    for name, value in told.items():
        form[name] = value
    assert form.send(browser).status_code == 303, path


def _pauses_and_ends(world: World, treatment: str) -> None:
    siri, page = world.client("Siri"), f"/supervisor/patient/{treatment}"
    pause = opened(siri, page, f"{page}/pause")
    pause["from_on"], pause["returns_on"], pause["reason"] = "2026-09-14", "2026-09-21", SENTENCES["pause"]
    assert pause.send(siri).status_code == 303
    end = opened(siri, page, f"{page}/end")
    end["end_reason"], end["end_note"] = "unknown", SENTENCES["end"]
    assert end.send(siri).status_code == 303
