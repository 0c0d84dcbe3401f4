"""What every page has in common: one heading, labels, protection, a way to help and a way out."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser.looking import UNLABELLED, UNPROTECTED, Opened
from tests.browser.stops import NO_PAGES, STOPS
from tests.browser.visiting import DESKTOP, PHONE, Visit
from tests.support.server import until

NEAR = 6  # pixels: the staff's header is lower, and words are wider in English or before the typeface has come
HELP = "header a[href='/help-now']"


class Faults(HTMLParser):
    """What must not stand in a page as the server sends it."""

    def __init__(self) -> None:
        super().__init__()
        self.h1 = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.h1 += tag == "h1"
        self.found += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(f"<{tag}> within the page")
        if tag == "img" and "alt" not in given:
            self.found.append("<img> without alt")
        if str(given.get("href", "")).startswith("javascript:"):
            self.found.append("a link with script")


def read(html: str) -> Faults:
    faults = Faults()
    faults.feed(html)
    return faults


@pytest.fixture(scope="session")
def help_is_at(visit: Visit) -> dict[int, dict[str, float]]:
    """Where «Hjelp nå» stands on the first page of all, by width."""
    with visit.context(PHONE) as context:
        page = context.new_page()
        page.goto("/")
        return {size["width"]: _box(page, size) for size in (PHONE, DESKTOP)}


def test_every_page_is_looked_at(house: Flask) -> None:
    adapter = house.url_map.bind("127.0.0.1")
    known = {"treatment", "postponed", "invited", "sleeper", "worrier", "thread", "mail"}
    filled = dict.fromkeys(known, "00000000-0000-0000-0000-000000000000") | {"invitation": "x", "reset": "x"}
    looked_at = set()
    for stop in STOPS:
        if stop.status not in (404, 405) and not stop.path.startswith("/broken/"):
            looked_at.add(adapter.match(stop.path.partition("?")[0].format(**filled), method="GET")[0])
    pages = {rule.endpoint for rule in house.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - looked_at - set(NO_PAGES) == set(), "give each a line in tests/browser/stops.py"


def test_the_page_is_the_one_meant(opened: Opened) -> None:
    assert opened.document.status == opened.stop.status


def test_one_heading_and_nothing_inline(opened: Opened) -> None:
    faults = read(opened.document.text())
    assert (faults.h1, faults.found) == (1, [])


def test_every_field_has_a_label_and_every_form_a_token(opened: Opened) -> None:
    assert opened.page.evaluate(UNLABELLED) + opened.page.evaluate(UNPROTECTED) == []


def test_the_browser_has_nothing_to_complain_of(opened: Opened) -> None:
    assert opened.complaints() == []


def test_nothing_is_asked_of_another_host(opened: Opened) -> None:
    assert [url for url in opened.asked if not url.startswith((f"{opened.home}/", "data:"))] == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_help_stands_where_it_always_stands(
    opened: Opened, size: dict[str, int], help_is_at: dict[int, dict[str, float]]
) -> None:
    where, always = _box(opened.at(size), size), help_is_at[size["width"]]
    if not opened.stop.staff and not opened.page.locator("html[lang=en]").count():
        assert (where["y"], where["height"]) == (always["y"], always["height"])
    assert _corner(where) == pytest.approx(_corner(always), abs=NEAR)


def test_there_is_a_quick_way_out(opened: Opened) -> None:
    assert opened.page.locator("a[href='/leave']").last.is_visible()


def test_leaving_ends_the_session_and_back_does_not_lead_in(visit: Visit) -> None:
    with visit.context(PHONE) as context:
        context.route("https://www.yr.no/**", lambda route: route.fulfill(body="<h1>Været</h1>"))
        page = context.new_page()
        visit.sign_in(page, visit.person("torbjorn.nes"))
        page.goto("/diary")
        page.locator("footer a[href='/leave']").click()
        page.wait_for_url("https://www.yr.no/")
        until(lambda: "steg" not in {cookie["name"] for cookie in context.cookies()}, "still signed in")
        page.go_back()
        page.wait_for_url(lambda url: "/sign-in" in url)
        assert "Torbjørn" not in page.content()


def _box(page: Page, size: dict[str, int]) -> dict[str, float]:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.evaluate("() => scrollTo(0, 0)")
    box = page.locator(HELP).bounding_box()
    assert box is not None
    return {side: round(length, 1) for side, length in box.items()}


def _corner(box: dict[str, float]) -> tuple[float, float]:
    return box["x"] + box["width"], box["y"]
