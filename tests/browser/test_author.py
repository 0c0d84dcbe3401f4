"""Frode at work: messages while he writes, the lesson beside the text, and all of it without script too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from config import ROOT
from tests.browser.visiting import DESKTOP, PHONE, Visit
from tests.support.server import previewing

MODULE = "/author/module/gode-netter"
FILE = f"{MODULE}/file/01-first-lesson.en.md"


@pytest.fixture
def frode(visit: Visit, places: dict[str, str]) -> Iterator[Page]:
    with visit.signed_in("frode.aas", DESKTOP) as context:
        page = context.new_page()
        page.goto(FILE)
        yield page


def rewrite(page: Page, old: str, new: str) -> None:
    """At the place itself, as somebody types: not before the script is there."""
    expect(page.locator(".source.is-live")).to_be_attached()
    text = page.locator("#text")
    start = text.input_value().index(old)
    select = "(text, [start, end]) => { text.focus(); text.setSelectionRange(start, end) }"
    text.evaluate(select, [start, start + len(old)])
    page.keyboard.insert_text(new)


def number_of(page: Page, line: str) -> int:
    return page.locator("#text").input_value().split("\n").index(line) + 1


def test_a_mistake_is_told_by_its_line_while_he_writes_and_goes_when_mended(frode: Page) -> None:
    rewrite(frode, "type: long-text, label: What happened?", "type: long-txt, label: What happened?")
    message = frode.locator(".messages li", has_text="long-txt")
    expect(message).to_contain_text("Mente du «long-text»?")
    line = int(message.locator("[data-line]").get_attribute("data-line") or 0)
    expect(frode.locator(f"#line-{line}")).to_have_class("is-wrong")
    assert "long-txt" in frode.locator("#text").input_value().split("\n")[line - 1]
    rewrite(frode, "long-txt", "long-text")
    expect(message).to_have_count(0)
    expect(frode.locator(".is-wrong")).to_have_count(0)


def test_the_lesson_beside_it_follows_the_words_and_the_cursor(frode: Page) -> None:
    beside = frode.frame_locator("#preview")
    rewrite(frode, "# How are you?", "# How goes it?")
    expect(beside.locator("h1")).to_have_text("How goes it?")
    expect(frode.locator(".outline")).to_contain_text("How goes it?")
    frode.locator(".outline a", has_text="Your turn").click()
    expect(frode.locator("#page option:checked")).to_contain_text("Your turn")
    expect(beside.locator("h1")).to_have_text("Your turn")
    rewrite(frode, "# How goes it?", "# How are you?")
    expect(frode.locator(".outline")).to_contain_text("How are you?")


def test_the_switches_change_what_stands_beside_it(frode: Page) -> None:
    beside = frode.frame_locator("#preview")
    frode.select_option("#language", "nb")
    expect(beside.locator("html")).to_have_attribute("lang", "nb")
    frode.get_by_label("Mørkt").check()
    expect(beside.locator("html")).to_have_attribute("data-color-scheme", "dark")
    frode.get_by_label("Tekst 200 %").check()
    expect(beside.locator("html")).to_have_css("font-size", "32px")
    frode.get_by_label("Uten JavaScript").check()
    expect(frode.locator("#preview")).to_have_attribute("sandbox", "allow-same-origin allow-forms")
    expect(beside.locator("html")).to_have_attribute("lang", "nb")
    assert frode.locator("#preview").evaluate("(frame) => frame.clientWidth") == PHONE["width"] - 2  # its border


def test_numbers_stand_beside_their_lines_however_these_break(frode: Page) -> None:
    """The words under the text, which carry the numbers, take exactly as much room as those one sees."""
    long = "Nora " * 60
    rewrite(frode, "# How are you?\n", f"# How are you?\n\n{long.strip()}\n")
    line = number_of(frode, long.strip())
    heights = "() => [...document.querySelectorAll('.source__lines li')].map((li) => li.getBoundingClientRect().height)"
    frode.locator(f"#line-{line + 5}").wait_for(state="attached")
    of_lines = sum(frode.evaluate(heights))
    height = "(text) => text.scrollHeight - parseFloat(getComputedStyle(text).paddingTop) * 2"
    of_text = frode.locator("#text").evaluate(height)
    assert of_lines == pytest.approx(of_text, abs=2)
    assert frode.locator(f"#line-{line}").evaluate("(li) => li.clientHeight") > 40
    rewrite(frode, f"\n{long.strip()}\n", "")


def test_a_second_window_with_the_same_text_is_told(visit: Visit, frode: Page) -> None:
    other = frode.context.new_page()
    other.goto(FILE)
    rewrite(other, "# Your turn", "# Now you")
    expect(other.locator(".outline")).to_contain_text("Now you")
    rewrite(frode, "# Your turn", "# Then you")
    expect(frode.locator("[data-words]")).to_contain_text("endret i et annet vindu")
    frode.locator("[data-words] button").click()
    expect(frode.locator("h1")).to_have_text("To utgaver av teksten")
    assert "# Then you" in frode.locator("#mine-1").input_value()
    assert "# Now you" in frode.locator("#theirs-1").input_value()
    rewrite(other, "# Now you", "# Your turn")
    expect(other.locator(".outline")).to_contain_text("Your turn")
    other.close()


def test_without_script_the_button_checks_and_the_switches_are_a_form(visit: Visit, places: dict[str, str]) -> None:
    with visit.signed_in("frode.aas", PHONE, scripts=False) as context:
        page = context.new_page()
        page.goto(FILE)
        before = page.locator("#text").input_value()
        page.fill("#text", before.replace("minutes: 20", "minutes: many"))
        page.get_by_role("button", name="Sjekk").click()
        expect(page.locator(".messages")).to_contain_text("minutes")
        expect(page.locator("#line-5")).to_have_class("is-wrong")
        page.fill("#text", before)
        page.get_by_role("button", name="Sjekk").click()
        expect(page.locator(".is-wrong")).to_have_count(0)
        page.get_by_label("Mørkt").check()
        page.get_by_role("button", name="Vis", exact=True).click()
        expect(page.frame_locator("#preview").locator("html")).to_have_attribute("data-color-scheme", "dark")


def test_a_saved_file_comes_to_the_screen_by_itself(browser: Browser, tmp_path: Path) -> None:
    """How soon: tests/benchmarks/preview.py."""
    shutil.copytree(ROOT / "modules" / "depression", tmp_path / "depression")
    file = tmp_path / "depression" / "01-getting-started.nb.md"
    text = file.read_text()
    with previewing(tmp_path) as url, browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{url}/depression/1/1")
        for words in ("Hvordan går det?", "Hvordan var uka?"):
            file.write_text(text.replace("# Hvordan har du det?", f"# {words}"))
            expect(page.get_by_role("heading", name=words)).to_be_visible()
        file.write_text(text.replace("type: scale", "type: skala", 1))
        expect(page.locator(".note[data-color=danger]")).to_contain_text("skala")
        file.write_text(text)
        expect(page.locator(".note[data-color=danger]")).to_have_count(0)
