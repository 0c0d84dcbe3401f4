"""The preview: what the patient would see, and nothing that lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from selfhelp.db.tables import AuditEvent, Draft, Entry, LessonProgress, UsedKey
from tests.features.test_authoring import folder, rewrite
from tests.support.authors import FILE, begins, writes
from tests.support.forms import opened
from tests.support.week import count, on, welcomed
from tests.support.world import START, World

__all__ = ["folder"]
PREVIEW = "/author/module/depression/preview"


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


@pytest.fixture
def frode(world: World) -> FlaskClient:
    return world.client("Frode")


def lesson_in(html: str) -> str:
    """The form with everything on the page, without what is new each time and what differs for a guide with a name."""
    form = re.search(r"<h1>.*?</form>", html, re.S)
    assert form is not None
    text = re.sub(r'(name="(?:csrf_token|once|version|revision)" value=")[^"]*', r"\1", form.group())
    text = re.sub(r'(action|data-autosave|target|data-sign-in)="[^"]*"', "", text)
    text = re.sub(r"[Vv]eilederen din|Astrid", "N.N.", text)
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("page", range(1, 7))
def test_the_preview_is_what_kari_sees(world: World, frode: FlaskClient, page: int) -> None:
    welcomed(world)
    kari = world.client("Kari")
    kari.get("/lesson/1")
    assert lesson_in(frode.get(f"{PREVIEW}/1/{page}").text) == lesson_in(kari.get(f"/lesson/1/{page}").text)


def test_it_says_what_it_is(frode: FlaskClient) -> None:
    page = frode.get(f"{PREVIEW}/1/1").text
    assert "<strong>Forhåndsvisning</strong>" in page
    assert "Ingenting lagres her" in page
    assert "autosave.js" not in page


def test_what_is_filled_in_comes_back_once_and_is_forgotten(world: World, frode: FlaskClient) -> None:
    before = [count(world, table) for table in (Entry, Draft, LessonProgress, UsedKey, AuditEvent)]
    page = opened(frode, f"{PREVIEW}/1/3")
    page["diamond.situation"] = "Jeg prøver en setning."
    answer = page.send(frode, _do="share:diamond")
    assert answer.status_code == 200
    assert "Jeg prøver en setning." in answer.text
    assert "Ingenting ble lagret" in answer.text
    assert "Jeg prøver en setning." not in frode.get(f"{PREVIEW}/1/3").text
    assert [count(world, table) for table in (Entry, Draft, LessonProgress, UsedKey, AuditEvent)] == before


def test_the_buttons_lead_through_the_lesson(frode: FlaskClient) -> None:
    page = opened(frode, f"{PREVIEW}/1/6?language=en", f"{PREVIEW}/1/6?language=en")
    assert page.send(frode, _do="next").location == f"{PREVIEW}/1/7?language=en"
    end = frode.get(f"{PREVIEW}/1/7?language=en").text
    assert "Not much energy today?" in end
    assert "The end of the lesson" in end
    assert opened(frode, f"{PREVIEW}/1/2").send(frode, _do="back").location == f"{PREVIEW}/1/1"


def test_a_row_can_be_added_without_script(frode: FlaskClient) -> None:
    html = frode.get(f"{PREVIEW}/1/5").text
    added = re.search(r'name="_row" value="(add:[^"]+)"', html) or re.search(
        r'name="_row" value="(add:[^"]+)"', frode.get(f"{PREVIEW}/1/4").text
    )
    path = f"{PREVIEW}/1/5" if 'value="add:' in html else f"{PREVIEW}/1/4"
    assert added is not None
    before = frode.get(path).text.count("data-remove")
    assert opened(frode, path).send(frode, _row=added.group(1)).text.count("data-remove") == before + 1


def test_an_answer_that_cannot_be_read_is_told_as_a_patient_is_told(frode: FlaskClient) -> None:
    page = opened(frode, f"{PREVIEW}/1/1")
    page["check-in.mood"] = "mange"
    assert 'class="summary-box"' in page.send(frode, _do="later").text


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_whole_page_speaks_the_language_looked_at(frode: FlaskClient, language: str) -> None:
    page = frode.get(f"{PREVIEW}/1/1?language={language}").text
    assert f'<html lang="{language}"' in page
    assert ("Part 1 of 6" in page) is (language == "en")


def test_dark_and_large_are_the_pages_own(frode: FlaskClient) -> None:
    page = frode.get(f"{PREVIEW}/1/1?dark=1&large=1").text
    assert 'data-color-scheme="dark" class="twice"' in page


def test_it_may_stand_in_a_frame_of_ours_and_no_other_page_may(frode: FlaskClient) -> None:
    begins(frode)
    preview = frode.get(f"{PREVIEW}/1/1?framed=1").headers
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "script-src 'self';" in preview["Content-Security-Policy"]
    editor = frode.get(FILE).headers
    assert editor["Content-Security-Policy"].endswith("frame-src 'self'")
    assert "frame-ancestors 'none'" in editor["Content-Security-Policy"]
    others = [frode.get(path).headers for path in ("/author/modules", "/author/module/depression", "/me")]
    assert all(one["X-Frame-Options"] == "DENY" for one in others)
    assert not any("frame-src" in one["Content-Security-Policy"] for one in others)


def test_in_a_frame_nothing_leads_out_of_it(frode: FlaskClient) -> None:
    page = frode.get(f"{PREVIEW}/1/1?framed=1").text
    assert '<base target="_blank">' in page
    assert "/leave" not in page  # would sign the author out while he writes


def test_what_is_being_written_is_shown_and_the_live_text_on_request(frode: FlaskClient) -> None:
    begins(frode)
    writes(frode, "# Hvordan har du det?", "# Hvordan går det?")
    assert "<h1>Hvordan går det?</h1>" in frode.get(f"{PREVIEW}/1/1").text
    assert "<h1>Hvordan har du det?</h1>" in frode.get(f"{PREVIEW}/1/1?of=live").text
    assert "<h1>Hvordan har du det?</h1>" in frode.get(f"{PREVIEW}/1/1?of=1").text
    assert frode.get(f"{PREVIEW}/1/1?of=2").status_code == 404


def test_a_broken_lesson_is_drawn_as_far_as_it_goes_with_what_is_wrong(frode: FlaskClient) -> None:
    begins(frode)
    writes(frode, "type: long-text", "type: lang-tekst")
    page = frode.get(f"{PREVIEW}/1/3").text
    assert "lang-tekst" in page
    assert "<h1>Din tur</h1>" in page
    assert "lang-tekst" not in frode.get(f"{PREVIEW}/1/1?language=en").text


@pytest.mark.parametrize("rubbish", ["[" * 3000, "---\n", "id: [", "", "```exercise\n", "# " * 900])
def test_no_text_takes_the_preview_down(frode: FlaskClient, rubbish: str) -> None:
    begins(frode)
    for file in ("module.yaml", "01-getting-started.nb.md"):
        page = opened(frode, f"/author/module/depression/file/{file}")
        page["text"] = rubbish
        assert page.send(frode).status_code == 303
        assert frode.get(f"/author/module/depression/file/{file}").status_code == 200
        assert frode.get(f"{PREVIEW}/1/1").status_code in (200, 404)
        assert frode.get("/author/module/depression").status_code == 200
        assert frode.get("/author/modules").status_code == 200


def test_a_picture_stands_where_it_stands_for_the_patient(world: World, frode: FlaskClient, folder: Path) -> None:
    (folder / "rommet.png").write_bytes(b"\x89PNG bilde")
    rewrite(folder, "# Din tur", "# Din tur\n\n![Et rom](rommet.png)\n")
    begins(frode, "disk")
    assert 'src="rommet.png"' in frode.get(f"{PREVIEW}/1/3").text
    answer = frode.get(f"{PREVIEW}/1/rommet.png")
    assert (answer.data, answer.mimetype) == (b"\x89PNG bilde", "image/png")
    assert frode.get(f"{PREVIEW}/1/nothing.png").status_code == 404
    assert frode.get(f"{PREVIEW}/1/module.yaml").status_code == 404


@pytest.mark.parametrize("path", ["/1/0", "/1/99", "/99/1"])
def test_a_page_that_is_not_there_says_so(frode: FlaskClient, path: str) -> None:
    answer = frode.get(f"{PREVIEW}{path}")
    assert answer.status_code == 404
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("module", ["nothing", "..", "service", "depression.", "Depression", "x" * 200])
def test_there_is_no_module_by_another_name(frode: FlaskClient, module: str) -> None:
    assert frode.get(f"/author/module/{module}/preview/1/1").status_code == 404
    assert frode.get(f"/author/module/{module}").status_code == 404


