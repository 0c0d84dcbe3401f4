"""`selfhelp modules publish` beside authors who publish in the browser: neither undoes the other by mistake."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from selfhelp.cli_service import publish_one
from tests.features.test_authoring import folder, rewrite
from tests.support.authors import FILE, begins, live_numbers, publishes, writes
from tests.support.world import World

__all__ = ["folder"]


def published_in_the_browser(frode: FlaskClient) -> None:
    begins(frode)
    writes(frode, "# Din tur", "# Nå du", FILE)
    publishes(frode)


def test_a_folder_that_has_not_changed_does_not_undo_the_browser(world: World, folder: Path) -> None:
    frode = world.client("Frode")
    published_in_the_browser(frode)
    with world.inside():
        assert publish_one(folder) == "unchanged"
    assert live_numbers(world) == [1, 2]
    assert "Publisert, nyere enn mappa" in frode.get("/author/modules").text


def test_a_folder_that_has_changed_is_published_with_its_note(world: World, folder: Path) -> None:
    frode = world.client("Frode")
    published_in_the_browser(frode)
    rewrite(folder, "goal: ", "goal: Fra mappa. ")
    with world.inside():
        assert publish_one(folder, "Fra mappa.") == "version 3"
    page = frode.get("/author/module/depression").text
    assert "Fra mappa." in page
    assert "fra kommandolinja" in page
