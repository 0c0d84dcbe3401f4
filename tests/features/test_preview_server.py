"""`selfhelp modules preview`: a folder as patients would see it, without database or anybody signed in."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from config import ROOT
from selfhelp.core.content.folder import source_from_folder
from selfhelp.core.content.parser import parse
from selfhelp.preview_server import preview_app
from tests.support.forms import opened

FIRST = "01-getting-started.nb.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "modules" / "depression", tmp_path / "depression")
    return tmp_path


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    return preview_app(folder, 5010).test_client()


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "depression" / FIRST
    before = path.stat().st_mtime_ns
    path.write_text(path.read_text().replace(old, new, 1))
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def test_the_first_page_leads_to_every_lesson(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'href="/depression/1/1?language=nb"' in page
    assert 'href="/depression/2/1?language=en"' in page
    assert "/depression/9/1" not in page


def test_one_module_alone_can_be_looked_at(folder: Path) -> None:
    assert preview_app(folder / "depression", 5010).test_client().get("/depression/1/1").status_code == 200


def test_a_saved_file_is_a_new_stamp_and_a_new_page(folder: Path, client: FlaskClient) -> None:
    before = client.get("/stamp").text
    assert f'data-stamp="{before}"' in client.get("/depression/1/1").text
    assert client.get("/stamp").text == before
    change(folder, "# Hvordan har du det?", "# Hvordan går det?")
    assert client.get("/stamp").text != before
    assert "<h1>Hvordan går det?</h1>" in client.get("/depression/1/1").text


def test_a_saved_change_costs_the_server_little(folder: Path, client: FlaskClient) -> None:
    """Of the half second from a saved file to the screen, the server may use a fifth; its own time, not the clock's."""
    client.get("/depression/1/1")
    change(folder, "# Hvordan har du det?", "# Hvordan går det?")
    began = time.process_time()
    client.get("/stamp?seen=older")
    assert "Hvordan går det?" in client.get("/depression/1/1").text
    assert time.process_time() - began < 0.1


def test_what_is_filled_in_is_drawn_once(client: FlaskClient) -> None:
    page = opened(client, "/depression/1/3")
    page["diamond.situation"] = "Jeg prøver en setning."
    assert "Jeg prøver en setning." in page.send(client, _do="later").text
    assert "Jeg prøver en setning." not in client.get("/depression/1/3").text
    assert page.send(client, _do="next").location == "/depression/1/4"


@pytest.mark.parametrize("rubbish", [b"\xff\xfe", b"[" * 9000, b"", b"a: &a [*a]", b"---\n\x00", b"```exercise\nid: ["])
def test_no_file_stops_it(folder: Path, client: FlaskClient, rubbish: bytes) -> None:
    for name in (FIRST, "module.yaml"):
        (folder / "depression" / name).write_bytes(rubbish)
        assert client.get("/").status_code == 200
        assert client.get("/depression/1/1").status_code in (200, 404)
        assert name in client.get("/").text


def test_a_folder_that_goes_away_is_told(folder: Path, client: FlaskClient) -> None:
    assert client.get("/depression/1/1").status_code == 200
    shutil.rmtree(folder / "depression")
    assert client.get("/depression/1/1").status_code == 404
    assert client.get("/").status_code == 200


def test_nothing_outside_the_folder_is_shown(client: FlaskClient) -> None:
    assert client.get("/..%2f..%2fetc/1/1").status_code == 404
    assert client.get("/service/1/1").status_code == 404


def test_another_name_for_this_machine_is_not_answered(client: FlaskClient) -> None:
    assert client.get("/depression/1/1", headers={"Host": "example.com"}).status_code == 400


def test_the_policy_is_as_strict_as_everywhere(client: FlaskClient) -> None:
    policy = client.get("/depression/1/1").headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("module", sorted(path.parent.name for path in (ROOT / "modules").glob("*/module.yaml")))
def test_every_page_that_ships_is_drawn(module: str) -> None:
    client = preview_app(ROOT / "modules" / module, 5010).test_client()
    read = parse(source_from_folder(ROOT / "modules" / module)).module
    assert read is not None
    first = [lesson for (_number, language), lesson in read.lessons.items() if language == read.languages[0]]
    for lesson in first:
        for page in range(1, len(lesson.pages) + 2):
            answer = client.get(f"/{module}/{lesson.number}/{page}")
            assert answer.status_code == 200, f"lesson {lesson.number} part {page}"
            assert "data-color=\"danger\"" not in answer.text
