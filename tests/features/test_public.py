"""Pages for everybody: a start, help now, privacy, accessibility."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from tests.support.world import World

OPEN = ("/", "/help-now", "/privacy", "/accessibility", "/sign-in", "/forgotten", "/forgotten/sent")


def everything(app: Flask) -> list[str]:
    """All there is in the database."""
    path: Path = app.extensions["settings"].instance / "steg.db"
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


@pytest.mark.parametrize("path", OPEN)
def test_every_open_page_is_a_whole_page_in_both_languages(world: World, path: str) -> None:
    for language in ("nb", "en"):
        page = world.client().get(f"{path}?language={language}")
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.text
        assert page.text.count("<h1") == 1
        assert 'href="/help-now"' in page.text
        assert 'href="/leave"' in page.text


@pytest.mark.parametrize("name", ["Kari", "Mona", None])
def test_opening_help_now_leaves_no_trace(world: World, app: Flask, name: str | None) -> None:
    with time_machine.travel(world.now, tick=False) as travel:
        world.patient("Kari")
        client = world.client(name)
        travel.shift(timedelta(minutes=20))
        before = everything(app)
        assert client.get("/help-now").status_code == 200
        travel.shift(timedelta(hours=3))  # nor is a session that ran out meanwhile looked at
        assert client.get("/help-now").status_code == 200
        assert everything(app) == before


def test_help_now_asks_the_database_nothing(world: World, statements: list[str]) -> None:
    client = world.client("Mona")
    statements.clear()
    client.get("/help-now")
    assert statements == []


def test_help_now_is_the_same_signed_in_or_not(world: World) -> None:
    assert world.client("Mona").get("/help-now").text == world.client().get("/help-now").text


def test_danger_to_life_stands_first_and_numbers_can_be_pressed(world: World) -> None:
    numbers = re.findall(r'href="tel:([0-9+]+)"', world.client().get("/help-now").text)
    assert numbers[:2] == ["113", "116117"]
    assert "116123" in numbers


def test_the_lines_for_young_people_come_early_where_somebody_of_17_has_signed_in(world: World) -> None:
    world.patient("Nora", birth_year=2009)
    world.patient("Kari")
    places = {}
    for name in ("Nora", "Kari"):
        page = world.client(name).get("/help-now").text
        places[name] = re.findall(r'href="tel:([0-9+]+)"', page)[:4]
    assert places == {"Nora": ["113", "116117", "116111", "80033321"], "Kari": ["113", "116117", "116123", "22400040"]}


def test_help_now_stands_with_broken_service_files(world: World, app: Flask, tmp_path: Path) -> None:
    broken = tmp_path / "modules" / "service" / "default"
    broken.mkdir(parents=True)
    (broken / "crisis.yaml").write_text("contacts: [")
    object.__setattr__(app.extensions["settings"], "modules", tmp_path / "modules")
    numbers = re.findall(r'href="tel:([0-9+]+)"', world.client().get("/help-now").text)
    assert numbers == ["113", "116117"]


def test_the_browser_keeps_a_language_chosen_without_signing_in(world: World) -> None:
    client = world.client()
    client.get("/?language=en")
    assert '<html lang="en"' in client.get("/privacy").text
    client.get("/?language=xx")
    assert '<html lang="en"' in client.get("/privacy").text


def test_somebody_signed_in_goes_from_the_start_to_her_own_page(world: World) -> None:
    assert world.client("Anne").get("/").location == "/admin/staff"


@pytest.mark.parametrize("path", ["/", "/manifest.webmanifest", "/favicon.svg", "/sign-in", "/help-now"])
def test_whoever_sees_the_telephone_learns_nothing(world: World, path: str) -> None:
    page = world.client().get(path).text.casefold()
    seen = page if "<title>" not in page else page.split("<title>")[1].split("</title>")[0]
    words = ("depres", "nedstemt", "angst", "terapi", "psyk", "behandling", "selvhjelp", "kommune", "helse")
    assert [word for word in words if word in seen] == []


def test_the_manifest_and_the_icon_are_there(world: World) -> None:
    client = world.client()
    manifest = client.get("/manifest.webmanifest")
    assert manifest.get_json()["name"] == "Steg"
    assert client.get(manifest.get_json()["icons"][0]["src"]).mimetype == "image/svg+xml"
