"""Every endpoint, every method, every kind of person: what matrix.csv expects is what happens.

matrix.csv is written and read by people, apart from the policy: a wrong row in the policy goes red here.
yes: reaches the view. 403: the wrong role. 404: the right role, not her patient. sign-in: sent to the sign-in page.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from markupsafe import escape
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from selfhelp.app import create_app
from tests.access.house import ATTACK, PRIVATE, SECRET, House
from tests.access.personas import PERSONAS
from tests.support.settings import settings
from tests.support.world import START, World

MATRIX = Path(__file__).with_name("matrix.csv")
IGNORED = {"HEAD", "OPTIONS"}
# Public pages say 404 for a link that is no longer good; that is the page, not a refusal.
DEAD_LINKS = ("/invitation/", "/reset/")


def expected() -> dict[tuple[str, str], dict[str, str]]:
    with MATRIX.open(newline="") as file:
        return {(row["rule"], row["method"]): {name: row[name] for name in PERSONAS} for row in csv.DictReader(file)}


EXPECTED = expected()
# What must not stand in any answer: of all there is, her guide and the supervisor read what Kari shared, and only that.
MAY_READ_SHARED = ("kari", "astrid", "siri")
SECRETS_FROM = {name: (PRIVATE,) if name in MAY_READ_SHARED else (PRIVATE, SECRET) for name in PERSONAS} | {"kari": ()}


@pytest.fixture(scope="module")
def house(first_house: Path, one_module: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Built once; every knock that may have changed something is followed by putting it back."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(first_house, folder / "steg.db")
    app = create_app(settings(folder, modules=one_module))
    built = House(app, World(app, START), folder / "steg.db")
    yield built
    built.close()


def rules_of(app: Flask) -> list[tuple[Rule, str]]:
    return [(rule, method) for rule in app.url_map.iter_rules() for method in sorted((rule.methods or set()) - IGNORED)]


def test_the_matrix_names_every_door_and_no_other(app: Flask) -> None:
    assert {(rule.rule, method) for rule, method in rules_of(app)} == set(EXPECTED)


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_door(house: House, persona: str) -> None:
    wrong = []
    before = house.state()
    for rule, method in rules_of(house.app):
        wanted = EXPECTED[rule.rule, method][persona]
        answer = house.knock(rule, method, persona)
        wrong += [f"{method} {rule.rule}: {what}" for what in faults(rule, wanted, answer)]
        wrong += [f"{method} {rule.rule}: shows {text!r}" for text in SECRETS_FROM[persona] if text in answer.text]
        wrong += [f"{method} {rule.rule}: lets {ATTACK!r} through"] if ATTACK in answer.text else []
        if wanted == "yes":
            house.put_back()
        elif house.state() != before:
            wrong.append(f"{method} {rule.rule}: was refused and changed something")
    assert not wrong, "\n".join(wrong)


def faults(rule: Rule, wanted: str, answer: TestResponse) -> Iterator[str]:
    happened = outcome(rule, answer)
    if happened != wanted:
        yield f"expected {wanted}, was {happened} ({answer.status})"
    if answer.status_code >= 500 and rule.rule != "/readyz":  # no scheduler runs here
        yield f"answered {answer.status}"


def outcome(rule: Rule, answer: TestResponse) -> str:
    if answer.status_code == 403:
        return "403"
    if answer.status_code == 404 and not rule.rule.startswith(DEAD_LINKS):
        return "404"
    to_sign_in = answer.status_code == 302 and answer.location.startswith("/sign-in?")
    return "sign-in" if to_sign_in or (answer.status_code == 401 and "/sign-in" in answer.text) else "yes"


def test_astrid_and_kari_read_what_is_theirs(house: House) -> None:
    """The positive control: the sentences can be found where they belong."""
    rules = {rule.endpoint: rule for rule, method in rules_of(house.app) if method == "GET"}
    review = house.knock(rules["feedback.patient"], "GET", "astrid").text
    assert SECRET in review
    assert str(escape(ATTACK)) in review
    assert PRIVATE not in review, "Kari has not shared it"
    assert SECRET in house.knock(rules["letters.letters"], "GET", "kari").text
    assert PRIVATE in house.knock(rules["diary.read_entry"], "GET", "kari").text
