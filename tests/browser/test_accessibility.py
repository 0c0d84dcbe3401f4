"""Every page of every role, signed in and out, refusals included: axe finds nothing, in light and in dark."""

from __future__ import annotations

from tests.browser.looking import COLOURS, TAGS, Opened, violations


def test_axe_finds_nothing(opened: Opened) -> None:
    assert violations(opened.at(opened.size), type="tag", values=TAGS) == []


def test_axe_finds_no_weak_contrast_in_the_dark(opened: Opened) -> None:
    assert violations(opened.at(opened.size, dark=True), type="rule", values=COLOURS) == []
