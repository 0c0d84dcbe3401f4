"""A small phone, and text made twice as large: nothing is lost to the right, and everything can be hit."""

from __future__ import annotations

from tests.browser.looking import CUT, SMALL, WIDE, Opened
from tests.browser.visiting import NARROW, PHONE

PATIENT_TARGET, STAFF_TARGET = 44, 28


def test_nothing_reaches_past_the_edge_at_320(opened: Opened) -> None:
    assert opened.at(NARROW).evaluate(WIDE) == []


def test_everything_can_be_hit_at_320(opened: Opened) -> None:
    least = STAFF_TARGET if opened.stop.staff else PATIENT_TARGET
    assert opened.at(NARROW).evaluate(SMALL, least) == []


def test_everything_can_be_hit_at_its_own_size(opened: Opened) -> None:
    least = STAFF_TARGET if opened.stop.staff else PATIENT_TARGET
    assert opened.at(opened.size).evaluate(SMALL, least) == []


def test_text_twice_as_large_still_fits(opened: Opened) -> None:
    page = opened.at(opened.size if opened.stop.staff else PHONE)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    try:
        assert page.evaluate(WIDE) + page.evaluate(CUT) == []
    finally:
        page.evaluate("() => { document.documentElement.style.fontSize = '' }")
