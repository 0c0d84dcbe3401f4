"""A session that runs out while somebody writes, without JavaScript; and the same text open in two tabs."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from tests.browser.visiting import DESKTOP, PHONE, Visit

WRITTEN = "Gikk en tur rundt vannet, og snudde ved brua."
EARLIER, LATER = "Skrevet i den første fanen.", "Skrevet i den andre fanen."


def let_it_run_out(visit: Visit, context: BrowserContext) -> None:
    """As if nobody had touched this browser for a day."""
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "steg")
    then = datetime.now(UTC) - timedelta(hours=25)
    database = Path(visit.server.settings["INSTANCE_DIR"]) / "steg.db"
    with sqlite3.connect(database, timeout=20) as connection:
        changed = connection.execute(
            "UPDATE auth_session SET last_seen_at = ? WHERE token_hash = ?",
            (then.replace(tzinfo=None).isoformat(" "), hashlib.sha256(token.encode()).hexdigest()),
        )
        assert changed.rowcount == 1
    connection.close()


def test_her_text_survives_a_session_that_has_run_out(visit: Visit) -> None:
    hanna = visit.person("hanna.myhre")
    with visit.context(PHONE, scripts=False) as context:
        page = context.new_page()
        visit.sign_in(page, hanna)
        page.goto("/lesson/2/5")
        page.locator("[name='activity-log.activity']").fill(WRITTEN)
        let_it_run_out(visit, context)
        page.locator("button[name=_do][value=later]").click()
        expect(page.locator("main")).to_contain_text("Det du skrev er lagret")
        page.get_by_label("E-post").fill(hanna.email)
        page.get_by_label("Passord").fill(hanna.password)
        page.get_by_role("button", name="Logg inn").click()
        expect(page).to_have_url(f"{visit.server.url}/lesson/2/5")
        expect(page.locator("[name='activity-log.activity']")).to_have_value(WRITTEN)


def test_a_guides_letter_survives_too_and_is_not_sent(visit: Visit) -> None:
    jonas = visit.person("jonas.vik")
    with visit.context(DESKTOP, scripts=False) as context:
        page = context.new_page()
        visit.sign_in(page, jonas)
        page.locator(".work__queue a[href*='/guide/patient/']").first.click()
        where = page.url
        page.locator("#text").fill(WRITTEN)
        let_it_run_out(visit, context)
        page.locator("button[data-send]").click()
        expect(page.locator("main")).to_contain_text("Det du skrev er lagret")
        visit.sign_in(page, jonas)
        page.goto(where)
        expect(page.locator("#text")).to_have_value(WRITTEN)
        expect(page.locator("main")).not_to_contain_text(WRITTEN)


def test_two_tabs_show_both_texts_and_lose_neither(visit: Visit) -> None:
    with visit.signed_in("torbjorn.nes", PHONE, scripts=False) as context:
        first, second = context.new_page(), context.new_page()
        for tab in (first, second):
            tab.goto("/lesson/1/5")
        first.locator("[name='goal.goal']").fill(EARLIER)
        first.locator("button[name=_do][value=later]").click()
        expect(first).to_have_url(f"{visit.server.url}/today")
        second.locator("[name='goal.goal']").fill(LATER)
        with second.expect_response(lambda answer: answer.request.method == "POST") as answer:
            second.locator("button[name=_do][value=later]").click()
        assert answer.value.status == 409
        expect(second.get_by_role("region", name="Det du skrev nå")).to_contain_text(LATER)
        expect(second.get_by_role("region", name="Det som er lagret")).to_contain_text(EARLIER)
        second.locator("main a.ds-button").click()
        expect(second.locator("[name='goal.goal']")).to_have_value(EARLIER)
