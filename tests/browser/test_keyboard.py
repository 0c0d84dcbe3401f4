"""By keyboard alone: a lesson page and the guide's page; what has focus is always seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import DESKTOP, PHONE, Visit

FEELING = "[name^='diamond.feelings.'][name$='.name']"
FAR_ENOUGH = 200  # presses of Tab that reach the end of any page
# What is wrong with where the focus is: no ring to see, or something lying over it. Empty when all is well.
FOCUS = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return '';
  const place = ['radio', 'checkbox'].includes(el.type) && el.closest('label') || el;
  const box = place.getBoundingClientRect();
  const words = `<${el.tagName.toLowerCase()} ${el.name || el.className}> ${(el.ariaLabel || el.textContent).trim().slice(0, 30)}`;
  if (!el.matches(':focus')) return box.width ? '' : `${words} is not there`; // the calendar's button has the browser's own ring
  const ringed = (one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  };
  if (![el, place].some(ringed)) return `${words} has no ring`;
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0) return `${words} is out of sight`;
  for (const bar of document.querySelectorAll('*')) {
    if (getComputedStyle(bar).position !== 'fixed' || bar.contains(el)) continue;
    const over = bar.getBoundingClientRect();
    if (over.height && box.bottom > over.top + 1 && box.top < over.bottom - 1 && box.height < innerHeight - over.height)
      return `${words} is under the fixed bar`;
  }
  return '';
}"""  # noqa: E501


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has focus; on the way nothing has focus that cannot be seen."""
    expect(wanted).to_be_attached()
    for _ in range(FAR_ENOUGH):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == ""
        if wanted.evaluate("(el) => el === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {wanted}")


@pytest.mark.parametrize("path", ["/today", "/programme", "/diary", "/letters", "/me", "/lesson/1/3", "/lesson/1/5"])
def test_what_has_focus_is_seen_on_a_phone(visit: Visit, path: str) -> None:
    with visit.signed_in("kari.nordmann", PHONE) as context:
        page = context.new_page()
        page.goto(path)
        tab_to(page, page.locator("footer a").last)


@pytest.mark.parametrize(
    ("called", "path"),
    [("astrid.lunde", "/guide/queue"), ("siri.moen", "/supervisor/caseload"), ("siri.moen", "/supervisor/patients/new"),
     ("anne.berg", "/admin/staff")],
)  # fmt: skip
def test_what_has_focus_is_seen_on_a_laptop(visit: Visit, called: str, path: str) -> None:
    with visit.signed_in(called, DESKTOP) as context:
        page = context.new_page()
        page.goto(path)
        tab_to(page, page.locator("footer a").last)


def test_a_lesson_by_keyboard(visit: Visit) -> None:
    """Past the menu by the skip link, an answer, a row more, and on to the next part."""
    with visit.signed_in("liv.hagen", PHONE) as context:
        page = context.new_page()
        page.goto("/lesson/1/3")
        tab_to(page, page.locator("a.skip"))
        page.keyboard.press("Enter")
        tab_to(page, page.locator("[name='diamond.situation']"))
        page.keyboard.press("Control+A")
        page.keyboard.type("Bussen var full")
        add = page.get_by_role("button", name="Legg til en følelse")
        tab_to(page, add)
        page.keyboard.press("Enter")
        added = page.locator(FEELING).last
        expect(added).to_be_focused()
        page.keyboard.type("Sliten")
        tab_to(page, page.locator("[name='diamond.body'][value=tense]"))
        page.keyboard.press("Space")
        tab_to(page, page.locator("[name='diamond.corner']").first)
        page.keyboard.press("ArrowDown")
        tab_to(page, page.locator("button[name=_do][value=next]"))
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{visit.server.url}/lesson/1/4")
        page.goto("/lesson/1/3")
        expect(page.locator("[name='diamond.situation']")).to_have_value("Bussen var full")
        expect(page.locator(FEELING).last).to_have_value("Sliten")
        expect(page.locator("[name='diamond.body'][value=tense]")).to_be_checked()


def test_the_guides_page_by_keyboard(visit: Visit) -> None:
    """Choose a patient, begin with an opener, write, send, call back."""
    with visit.signed_in("gro.solheim", DESKTOP) as context:
        page = context.new_page()
        page.goto("/guide/queue")
        tab_to(page, page.locator(".work__queue summary"))  # some days nobody stands in the queue itself
        page.keyboard.press("Enter")
        chosen = page.locator(".work__queue details a[href*='/guide/patient/']").first
        name = chosen.locator("b").inner_text()
        tab_to(page, chosen)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(name.split("  ")[0])
        tab_to(page, page.locator(".openers button").first)
        page.keyboard.press("Enter")
        letter = page.locator("#text")
        expect(letter).to_be_focused()
        page.keyboard.press("Control+A")
        page.keyboard.type("Hei. Takk for at du viste meg dette.")
        tab_to(page, page.locator("button[data-send]"))
        page.keyboard.press("Enter")
        undo = page.get_by_role("button", name="Angre")
        tab_to(page, undo)
        page.keyboard.press("Enter")
        expect(letter).to_have_value("Hei. Takk for at du viste meg dette.")
        letter.focus()
        page.keyboard.press("Control+Enter")
        expect(undo).to_be_visible()
