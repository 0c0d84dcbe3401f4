"""At the guide's desk: opening a patient, writing, pressing buttons, as a browser without script does."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from selfhelp.access.actor import Actor
from selfhelp.db.base import db
from selfhelp.features.lessons.actions import share_exercise, write_entry
from selfhelp.features.letters import queries as letters
from tests.support.patients import Patient, actor_of
from tests.support.world import World

NOW = datetime(2026, 9, 16, 8, 0, tzinfo=UTC)  # a Wednesday, ten o'clock in Norway
MONDAY = date(2026, 9, 14)
SHARED, UNSHARED, DRAFT = "Bussen kom ikke, og jeg gikk.", "Jeg ligger hele dagen.", "Kanskje jeg skal si det."
LETTER = "Du gikk da bussen ikke kom."


def herself(world: World, name: str = "Kari Nordmann") -> Actor:
    return actor_of(world.person(name))


def shares(world: World, kari: Patient, text: str, at: datetime = NOW) -> None:
    with world.inside():
        write_entry(herself(world), kari.treatment(), 1, "diamond", {"situation": text, "did": "Gikk."}, at)
        share_exercise(herself(world), kari.treatment(), 1, "diamond", at)


def page_of(kari: Patient) -> str:
    return f"/guide/patient/{kari.id}"


def field(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no field {name}"
    return found.group(1)


def written_in(html: str) -> str:
    """What stands in the composer."""
    found = re.search(r'<textarea[^>]* name="text"[^>]*>\n?(.*?)</textarea>', html, re.S)
    assert found, "no composer"
    return found.group(1)


def presses(client: FlaskClient, kari: Patient, do: str, text: str = LETTER, **fields: str) -> TestResponse:
    """The guide opens the page, writes, and presses a button of the composer."""
    html = client.get(page_of(kari)).text
    form = {name: field(html, name) for name in ("csrf_token", "once", "version")}
    return client.post(f"{page_of(kari)}/letter", data=form | {"text": text, "minutes": "", "do": do} | fields)


def posts(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    html = client.get(path).text
    form = {name: field(html, name) for name in ("csrf_token", "once")}
    return client.post(path, data=form | fields)


def box(kari: Patient, at: datetime) -> list[str]:
    """What has come to Kari. Call inside()."""
    return [one.kind for one in letters.correspondence(kari.treatment(), at) if one.kind != letters.OWN]


def rows(world: World, table: type) -> int:
    with world.inside():
        return db.session.scalar(select(func.count()).select_from(table)) or 0
