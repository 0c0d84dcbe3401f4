"""The demo's people in a real browser, phone and desktop."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from selfhelp import clock
from selfhelp.app import create_app
from selfhelp.db import migrate
from selfhelp.db.base import db
from selfhelp.features.demo.seed import seed
from tests.support import chromium
from tests.support.server import Server, serving
from tests.support.settings import settings

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
DESKTOP = {"width": 1366, "height": 768}
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@dataclass(frozen=True)
class Account:
    role: str
    email: str
    password: str
    name: str


@dataclass
class Visit:
    """Opens browsers as people. Every context is new: nobody inherits another's cookies."""

    browser: Browser
    server: Server
    accounts: tuple[Account, ...]

    def account(self, role: str, number: int = 0) -> Account:
        return [account for account in self.accounts if account.role == role][number]

    def context(self, size: dict[str, int], scripts: bool = True, dark: bool = False) -> BrowserContext:
        return self.browser.new_context(
            viewport=size, java_script_enabled=scripts, color_scheme="dark" if dark else "light", locale="nb-NO",
            base_url=self.server.url,
        )

    def sign_in(self, page: Page, account: Account) -> None:
        page.goto("/sign-in")
        page.fill("input[name=email]", account.email)
        page.fill("input[name=password]", account.password)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("demo")
    app = create_app(settings(folder, environment="demo", public_url="http://127.0.0.1:5000"))
    with app.app_context():
        migrate.upgrade(db.engine)
        seed(app, clock.now())
        db.session.remove()
        db.engine.dispose()
    with serving(folder) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Visit:
    listed = json.loads((Path(server.settings["INSTANCE_DIR"]) / "demo-accounts.json").read_text())
    return Visit(browser, server, tuple(Account(**account) for account in listed))
