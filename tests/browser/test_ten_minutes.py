"""docs/authoring.md, «A module of two lessons, in ten minutes», followed word for word in the browser alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.visiting import DESKTOP, Visit


def fill(page: Page, **texts: str) -> None:
    for label, text in texts.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(text)


def replace(page: Page, old: str, new: str) -> None:
    expect(page.locator(".source.is-live")).to_be_attached()  # the script is there: nobody types as fast as this
    text = page.locator("#text")
    start = text.input_value().index(old)
    select = "(text, [start, end]) => { text.focus(); text.setSelectionRange(start, end) }"
    text.evaluate(select, [start, start + len(old)])
    page.keyboard.insert_text(new)


def saved(page: Page, words: str) -> None:
    expect(page.locator(".outline")).to_contain_text(words)
    expect(page.locator("#messages ~ p").first).to_have_text("Ingen feil funnet.")


def test_a_module_of_two_lessons_is_live_without_leaving_the_browser(visit: Visit) -> None:
    with visit.signed_in("frode.aas", DESKTOP) as context:
        page = context.new_page()
        page.goto("/author/modules")
        page.get_by_role("link", name="Nytt program").click()  # 1
        fill(page, Kort_navn="ti-minutter", Tittel_på_bokmål="Ti minutter", Tittel_på_engelsk="Ten minutes")
        page.get_by_role("button", name="Begynn på programmet").click()
        page.get_by_text("Legg til en økt").click()  # 2
        fill(page, Kort_navn="kvelden", Tittel_på_bokmål="Kvelden", Tittel_på_engelsk="The evening", Minutter="25")
        page.get_by_role("button", name="Legg til økta").click()
        expect(page.get_by_role("row", name="2. Kvelden Bokmål")).to_be_visible()
        page.get_by_role("link", name="Skriv Kvelden, nb").click()  # 3
        beside = page.frame_locator("#preview")
        replace(page, "# Hvordan har du det?", "# Hvordan var dagen?")  # 4
        expect(beside.locator("h1")).to_have_text("Hvordan var dagen?")
        replace(page, "type: scale", "type: skala")  # 5
        expect(page.locator(".messages")).to_contain_text("Mente du «scale»?")
        page.locator(".messages [data-line]").first.click()
        replace(page, "type: skala", "type: scale")
        saved(page, "Hvordan var dagen?")
        page.get_by_role("link", name="Samme økt: English").click()  # 6
        replace(page, "# How are you?", "# How was the day?")
        saved(page, "How was the day?")
        page.get_by_label("Mørkt").check()  # 7
        expect(beside.locator("html")).to_have_attribute("data-color-scheme", "dark")
        beside.locator("textarea, input[type=radio]").first.wait_for()
        page.get_by_role("link", name="Til programmet").click()  # 8
        expect(page.locator("section[aria-labelledby=check]")).to_contain_text("Ingen feil funnet.")
        page.get_by_label("Hva er nytt?").fill("Den første utgaven.")  # 9
        page.get_by_role("button", name="Publiser").click()
        expect(page.locator(".flashes")).to_contain_text("Publisert.")
    with visit.signed_in("siri.moen", DESKTOP) as context:
        page = context.new_page()
        page.goto("/supervisor/patients/new")
        expect(page.locator("main")).to_contain_text("Ti minutter")
