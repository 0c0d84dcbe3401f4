"""What the check says, in the language of whoever writes; the command line says it in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from selfhelp.cli import main
from tests.features.test_authoring import folder, rewrite
from tests.support.authors import FILE, FIRST, FIRST_EN, MODULE, begins, writes
from tests.support.forms import form_on, opened
from tests.support.week import on
from tests.support.world import START, World

__all__ = ["folder"]
WRONG, SHOUT = "type: lang-tekst", "Denne delen er lagd av <b>Frode</b>!"
ERROR_NB = "«type» kan ikke være «lang-tekst». Mente du «long-text»?"
ERROR_EN = 'type "lang-tekst" does not exist. Did you mean "long-text"?'
SUGGESTION_NB = "her er et utropstegn. Skriv punktum."
SUGGESTION_EN = "an exclamation mark. Write a full stop."
HTML_NB = "«<b>» er HTML og vises slik det står. Bruk Markdown, eller skriv selve tegnet."


@pytest.fixture(autouse=True)
def _monday_morning(app: Flask, one_module: Path) -> Iterator[None]:
    object.__setattr__(app.extensions["settings"], "modules", one_module)
    with on(START):
        yield


@pytest.fixture
def frode(world: World) -> FlaskClient:
    client = world.client("Frode")
    begins(client)
    return client


def goes_wrong(frode: FlaskClient) -> None:
    writes(frode, "type: long-text", WRONG)
    writes(frode, "# Din tur\n", f"# Din tur\n\n{SHOUT}\n")


def speaks_english(frode: FlaskClient) -> None:
    form_on(frode.get(FILE).text, "/language").send(frode, language="en")


def messages(html: str) -> str:
    """As they are read."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_an_error_and_a_suggestion_are_told_in_bokmaal(frode: FlaskClient) -> None:
    goes_wrong(frode)
    for page in (frode.get(FILE).text, frode.get(MODULE).text):
        told = messages(page)
        assert all(one in told for one in (ERROR_NB, SUGGESTION_NB, HTML_NB))
        assert not any(one in told for one in (ERROR_EN, SUGGESTION_EN))
    saved = opened(frode, FILE).autosave(frode).get_json()["panel"]
    assert ERROR_NB in messages(saved)


def test_and_in_english_to_her_who_reads_english(frode: FlaskClient) -> None:
    goes_wrong(frode)
    speaks_english(frode)
    for page in (frode.get(FILE).text, frode.get(MODULE).text):
        told = messages(page)
        assert all(one in told for one in (ERROR_EN, SUGGESTION_EN))
        assert not any(one in told for one in (ERROR_NB, SUGGESTION_NB))


def test_what_she_wrote_is_shown_in_a_message_and_does_nothing(frode: FlaskClient) -> None:
    writes(frode, "type: long-text", 'type: "<img src=x onerror=alert(1)>"')
    html = frode.get(MODULE).text
    assert "<img src=x" not in html
    assert "«type» kan ikke være «&lt;img src=x onerror=alert(1)&gt;»" in html


def test_the_command_line_says_it_in_english(folder: Path, frode: FlaskClient) -> None:
    rewrite(folder, "type: long-text", WRONG)
    rewrite(folder, "# Din tur\n", f"# Din tur\n\n{SHOUT}\n")
    said = CliRunner().invoke(main, ["modules", "check", str(folder)]).output
    assert ERROR_EN in said
    assert f"{SUGGESTION_EN} (a suggestion)" in said
    assert ERROR_NB in messages(frode.get("/author/modules").text)


def test_the_outline_names_boxes_and_exercises_in_bokmaal(frode: FlaskClient) -> None:
    kinds = re.findall(r'<span class="meta">([^<]+)</span>', frode.get(FILE).text)
    assert {"øvelse", "historie", "oppsummering", "kortversjon"} <= set(kinds)
    speaks_english(frode)
    assert {"exercise", "story", "summary", "short"} <= set(
        re.findall(r'<span class="meta">([^<]+)</span>', frode.get(FILE).text)
    )


def test_what_answers_are_tied_to_is_named_in_bokmaal(frode: FlaskClient) -> None:
    for file in (FIRST, FIRST_EN):
        writes(frode, "      nothing: ", "      numb: ", f"{MODULE}/file/{file}")
    html = frode.get(f"{MODULE}/compare?before=live&after=edition").text
    assert "<code>getting-started/diamond/body=numb</code> (et svar å velge)" in html
