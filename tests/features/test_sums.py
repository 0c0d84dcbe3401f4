"""What exercises come to, in words: for the patient, and for her guide from what is shared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel

from config import ROOT
from selfhelp.core.content.document import Exercise, JsonValue
from selfhelp.core.exercises.register import CALCULATORS
from selfhelp.core.exercises.sleep_safety import EXCLUSIONS
from selfhelp.features.feedback.shared import Filled
from selfhelp.features.lessons.sums.in_words import SENTENCES, in_words
from tests.support.desk import NOW, page_of
from tests.support.nights import mornings_to, shares_all, sleeper, sleeps, writes
from tests.support.week import entries, on
from tests.support.world import World

TODAY = date(2026, 9, 16)
NIGHT: dict[str, JsonValue] = {
    "into-bed": "22:15", "lights-out": "22:30", "minutes-to-sleep": 40, "minutes-awake": 95, "woke-up": "06:00",
    "out-of-bed": "06:45",
}  # fmt: skip


@pytest.fixture(params=["nb", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    app = Flask("sums")
    where = str(ROOT / "selfhelp" / "translations")
    Babel(app, default_locale=request.param, default_translation_directories=where)
    with app.test_request_context():
        yield request.param


def told(compute: str, language: str, *every: dict[str, Any]) -> str:
    exercise = Exercise("one", "One", (), log=True, compute=compute)
    written = [Filled(one, datetime(2026, 9, 1, tzinfo=UTC)) for one in every]
    return " ".join(in_words(exercise, written, TODAY, language))


def nights(count: int, **changes: JsonValue) -> list[dict[str, JsonValue]]:
    return [{**NIGHT, "date": day.isoformat()} | changes for day in mornings_to(TODAY, count)]


AT = {"at": "2026-09-15T12:00"}
CASES: list[tuple[str, list[dict[str, Any]], str, str]] = [
    ("sleep-diary", [*nights(7)],
     "De siste 7 nettene: 5 t 15 min søvn i snitt, og 8 t 30 min i senga. 61\u00a0% av tida i senga var søvn.",
     "The last 7 nights: 5 h 15 min of sleep on average, and 8 h 30 min in bed. 61% of the time in bed was sleep."),
    ("sleep-diary", [*nights(4)], "4 av de siste 7 nettene kan regnes med.", "4 of the last 7 nights can be counted."),
    ("sleep-diary", [*nights(6), {**nights(1)[0], "minutes-awake": 600}],
     "1 natt er ikke regnet med, fordi tidene ikke går opp.", "1 night is left out, because its times do not fit"),
    ("sleep-screening", [dict.fromkeys(EXCLUSIONS, False)], "Svaret er nei på alle spørsmålene.",
     "All the questions are answered no."),
    ("sleep-screening", [{**dict.fromkeys(EXCLUSIONS, False), "shift": True}],
     "Svaret er ja på 1 spørsmål. Da blir det ikke noe søvnvindu nå.", "1 question is answered yes."),
    ("sleep-screening", [{"shift": False}], f"{len(EXCLUSIONS) - 1} spørsmål er ikke besvart ennå.",
     "not answered yet"),
    ("sleep-window", [{"near-miss": True}, {"near-miss": False, "safety-ok": True, "sleepiness": 4, "rise": "06:00"}],
     "Opp klokka 06.00 hver dag. Søvnighet om dagen: 4 av 10.",
     "Up at 06:00 every day. Sleepiness in the day: 4 of 10."),
    ("sleep-window", [{"near-miss": True}], "Vinduet er stoppet.", "the window has been stopped"),
    ("exposure", [{**AT, "step": "a", "suds-peak": 80, "suds-end": 30, "happened": False},
                  {**AT, "step": "a", "suds-peak": 60, "suds-end": 40, "happened": True}],
     "1 av 2 ganger skjedde ikke det som var fryktet. Fra det sterkeste til slutten sank angsten med 35 i snitt. "
     "Det som er øvd på flest ganger: 80 på det sterkeste første gang, 60 sist.",
     "1 of 2 times, what was feared did not happen."),
    ("activity", [{**AT, "activity": "Tur", "mastery": 5, "pleasure": 6}], "1 aktivitet på 1 dag.",
     "On average mastery 5 and pleasure 6 of 10."),
    ("worry", [{**AT, "type": "hypothetical", "minutes": 20, "distress": 60},
               {**AT, "type": "real", "minutes": 10}],
     "30 minutter bekymring om dagen i snitt, de dagene som er ført. 50\u00a0% av bekymringene handler om hva som "
     "kanskje skjer. I snitt plager de 60 av 100.", "30 minutes of worry a day"),
    ("worry-time", [{"kept": "yes", "postponed": 4, "still-relevant": 1}, {"kept": "no", "postponed": 0}],
     "Den faste tida ble holdt 1 av 2 dager. 75\u00a0% av bekymringene som ble utsatt, betydde ikke noe lenger",
     "The set time was kept on 1 of 2 days."),
    ("belief", [{"belief-before": 80, "belief-after": 50}, {"belief-before": 70}],
     "1 av 2 tanker er vurdert på nytt etterpå. Troen på dem er i snitt 30 av 100 lavere enn før.",
     "They are believed 30 of 100 less than before, on average."),
    ("steps", [{"steps": [{"id": "a", "done": True}, {"id": "b"}], "confidence": 5}],
     "1 av 2 steg er tatt. Sikkerheten er 5 av 10. Neste steg kan være mindre.", "1 of 2 steps are taken."),
    ("plans", [{"activity": "Tur", "done": "yes", "mood-before": 3, "mood-after": 5}, {"activity": "Sykle"}],
     "1 av 1 plan er gjennomført. 1 venter på svar. Humøret steg med 2 i snitt.", "The mood rose by 2 on average."),
    ("drinking", [{"date": "2026-09-14", "units": 6}, {"date": "2026-09-15", "units": 0}],
     "Uka fra 14. september: 6 enheter på 2 dager som er ført. 1 dag uten alkohol, 1 dag med seks enheter eller mer.",
     "The week from 14 September: 6 units over 2 days written."),
]  # fmt: skip


@pytest.mark.parametrize(("compute", "written", "nb", "en"), CASES, ids=lambda one: one if isinstance(one, str) else "")
def test_the_sentences(compute: str, written: list[dict[str, Any]], nb: str, en: str, language: str) -> None:
    assert {"nb": nb, "en": en}[language] in told(compute, language, *written)


def test_every_calculator_is_told() -> None:
    assert set(SENTENCES) == set(CALCULATORS) == {case[0] for case in CASES}


@pytest.mark.parametrize("compute", SENTENCES)
def test_nothing_that_can_be_computed_is_never_a_number(compute: str, language: str) -> None:
    assert told(compute, language) == ""
    for wrong in ({}, {"date": "2026-09-16", "minutes": "mange", "suds-peak": None, "done": 3, "steps": []}):
        assert "None" not in told(compute, language, wrong)


# --- on the screen


def test_she_sees_what_her_diary_comes_to_in_the_log_and_in_an_entry(world: World) -> None:
    with on(NOW):
        kari = sleeper(world)
        sleeps(world, kari, mornings_to(TODAY, 6), NOW)
        browser = world.client("Kari Nordmann")
        log = browser.get("/diary/log/night").text
        again = browser.get(f"/diary/{entries(world, kari, 'night')[0].thread_id}").text
    for page in (log, again):
        assert "De siste 7 nettene: 6 timer søvn i snitt, og 8 timer i senga." in page
        assert "75\u00a0% av tida i senga var søvn." in page


def test_the_guide_reads_the_glance_first_then_the_sum_then_a_wide_picture(world: World) -> None:
    with on(NOW):
        kari = sleeper(world)
        sleeps(world, kari, mornings_to(TODAY, 6), NOW)
        shares_all(world, kari, "night", NOW)
        html = world.client("Astrid").get(page_of(kari)).text
    new = html[html.index('id="new"') : html.index('id="mood-title"')]
    places = [new.index(text) for text in ("Hvordan sov du?", "6 timer søvn i snitt", 'viewBox="0 0 720',
                                           "Hvilken morgen?")]  # fmt: skip
    assert places == sorted(places)


def test_a_private_night_changes_no_number_the_guide_sees(world: World) -> None:
    def at_the_guides() -> str:
        html = world.client("Astrid").get(page_of(kari)).text
        return html[html.index('id="new"') : html.index('id="mood-title"')]

    with on(NOW):
        kari = sleeper(world)
        sleeps(world, kari, mornings_to(TODAY - timedelta(days=1), 6), NOW)
        shares_all(world, kari, "night", NOW)
        before = at_the_guides()
        sleeps(world, kari, [TODAY], NOW, awake=400)
        after, hers = at_the_guides(), world.client("Kari Nordmann").get("/diary/log/night").text
    assert before == after
    assert "6 timer søvn i snitt" in after
    assert "6 timer søvn i snitt" not in hers


def test_the_guide_sees_how_a_shared_thought_was_before_but_not_what_was_never_shared(world: World) -> None:
    with on(NOW):
        kari = sleeper(world)
        for number, (text, shared) in enumerate((("Først", True), ("Skjult", False), ("Til slutt", True))):
            at = NOW - timedelta(hours=3 - number)
            writes(world, kari, "thought", {"what": text, "belief-after": 90 - number}, at)
            if shared:
                shares_all(world, kari, "thought", at)
        html = world.client("Astrid").get(page_of(kari)).text
    assert "Slik var det før (1)" in html
    assert html.index("Til slutt") < html.index("Først")
    assert "Skjult" not in html
