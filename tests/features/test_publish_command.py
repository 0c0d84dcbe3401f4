"""`selfhelp modules publish` beside authors who publish in the browser: neither undoes the other by mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import ClickException
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


def test_an_answer_that_goes_away_unsaid_is_refused_with_file_and_line(world: World, folder: Path) -> None:
    for path in folder.glob("01-*.md"):
        path.write_text(path.read_text().replace("      nothing: ", "      numb: ", 1))
    with world.inside(), pytest.raises(ClickException) as refused:
        publish_one(folder)
    assert re.search(r"01-getting-started\.nb\.md:\d+: .*diamond/body=nothing.* is gone here", refused.value.message)
    assert live_numbers(world) == [1]
    head = folder / "module.yaml"
    gone = "gone:\n  - {id: getting-started/diamond/body=nothing, because: Nytt navn.}\n"
    head.write_text(f"{head.read_text()}\n{gone}")
    with world.inside():
        assert publish_one(folder) == "version 2"


def test_a_folder_that_has_changed_is_published_with_its_note(world: World, folder: Path) -> None:
    frode = world.client("Frode")
    published_in_the_browser(frode)
    rewrite(folder, "goal: ", "goal: Fra mappa. ")
    with world.inside():
        assert publish_one(folder, "Fra mappa.") == "version 3"
    page = frode.get("/author/module/depression").text
    assert "Fra mappa." in page
    assert "fra kommandolinja" in page
