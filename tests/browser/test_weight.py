"""What a page weighs over the network, compressed, when nothing is cached. `pytest -s` prints the figures."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator

import pytest

from selfhelp import clock
from selfhelp.db.base import db
from selfhelp.db.tables import Person
from selfhelp.features.lessons.actions import share_exercise, write_entry
from selfhelp.features.letters.actions import ask_for_call
from tests.browser.looking import Opened, weight
from tests.support.patients import actor_of
from tests.support.world import World

KB = 1024
BUDGET = {"document": 12 * KB, "stylesheet": 26 * KB, "script": 8 * KB, "font": 27 * KB}
STAFF_BUDGET = BUDGET | {"document": 30 * KB}
MOST_REQUESTS = 8
STAFF_PAGE = 200 * KB
PATIENTS = 60
LINE = "{:<42}{:>8}{:>8}{:>8}{:>8}{:>9}"


@pytest.fixture(scope="session")
def figures() -> Iterator[list[str]]:
    lines = [LINE.format("kB compressed", "HTML", "CSS", "JS", "font", "requests")]
    yield lines
    print("", *lines, sep="\n")


def test_a_page_is_light(opened: Opened, figures: list[str]) -> None:
    if opened.stop.act is not None:
        return  # the same page again, loaded twice
    weighs: Counter[str] = Counter()
    mine = [answer for answer in opened.answers if answer.frame == opened.page.main_frame]  # a frame is a page too
    whole = [answer for answer in mine if not 300 <= answer.status < 400]
    for answer in whole:
        weighs[answer.request.resource_type] += weight(answer)
    figures.append(_line(opened.stop.name, weighs, str(len(whole))))
    budget = STAFF_BUDGET if opened.stop.staff else BUDGET
    assert {kind: size for kind, size in weighs.items() if size > budget.get(kind, 0)} == {}
    assert weighs.total() <= STAFF_PAGE
    assert opened.stop.staff or len(whole) <= MOST_REQUESTS, [answer.url for answer in whole]


def test_a_queue_of_sixty_is_light(world: World, figures: list[str]) -> None:
    """Half have asked to be called and half have shared something, so that every row has a reason."""
    for number in range(PATIENTS):
        patient = world.patient(f"Kari Nordmann {number}", email=f"kari.{number}@example.com")
        with world.inside():
            herself, now = actor_of(db.session.get_one(Person, patient.person_id)), clock.now()
            if number % 2:
                ask_for_call(herself, patient.treatment(), now)
            else:
                answers = {"situation": "Bussen kom ikke.", "thought": "Jeg orker ikke.", "did": "La meg."}
                write_entry(herself, patient.treatment(), 1, "diamond", answers, now)
                share_exercise(herself, patient.treatment(), 1, "diamond", now)
    answer = world.client("Astrid").get("/guide/queue")
    assert f"Alle mine pasienter ({PATIENTS})" in answer.text
    weighs = Counter({"document": len(gzip.compress(answer.data, 6))})
    figures.append(_line("queue with 60 patients", weighs, "–"))
    assert weighs["document"] <= STAFF_BUDGET["document"]


def _line(name: str, weighs: Counter[str], asked: str) -> str:
    sizes = [f"{weighs[kind] / KB:.1f}" for kind in BUDGET]
    return LINE.format(name, *sizes, asked)
