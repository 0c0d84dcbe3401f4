"""Frode at work: a module being written in the browser."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from selfhelp.db.base import db
from selfhelp.db.tables import ModuleVersion
from selfhelp.features.authoring.editions import Edition, edition_of
from tests.support.forms import opened
from tests.support.world import World

MODULE = "/author/module/depression"
FIRST = "01-getting-started.nb.md"
FIRST_EN = "01-getting-started.en.md"
FILE = f"{MODULE}/file/{FIRST}"


def begins(client: FlaskClient, of: str = "live", module: str = MODULE) -> TestResponse:
    return opened(client, module, f"{module}/edition").send(client, **{"from": of})


def writes(client: FlaskClient, old: str, new: str, path: str = FILE) -> TestResponse:
    """Change one place in a file, with the button."""
    page = opened(client, path)
    assert old in page["text"]
    page["text"] = page["text"].replace(old, new, 1)
    return page.send(client)


def publishes(client: FlaskClient, note: str = "Ny ordlyd.", module: str = MODULE, **more: str) -> TestResponse:
    page = opened(client, module, f"{module}/publish")
    page["note"] = note
    return page.send(client, **more)


def edition(world: World, module_id: str = "depression") -> Edition:
    with world.inside():
        found = edition_of(module_id)
    assert found is not None
    return found


def text_of(world: World, file: str = FIRST) -> str:
    return edition(world).files[file]


def live_numbers(world: World, module_id: str = "depression") -> list[int]:
    with world.inside():
        numbers = select(ModuleVersion.number).where(ModuleVersion.module_id == module_id)
        return list(db.session.scalars(numbers.order_by(ModuleVersion.number)))
