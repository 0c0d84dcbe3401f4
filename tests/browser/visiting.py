"""Opening browsers as the demo's people."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from tests.browser.mailbox import Mailbox
from tests.support.server import Server
from tests.support.world import csrf_of

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
DESKTOP = {"width": 1366, "height": 768}
PATIENCE = 20_000  # milliseconds until something that does not come is a failure; the machine may be busy


@dataclass(frozen=True)
class Account:
    role: str
    email: str
    password: str
    name: str


@dataclass
class Visit:
    """Every context is new: nobody inherits another's cookies."""

    browser: Browser
    server: Server
    accounts: tuple[Account, ...]
    states: dict[str, StorageState] = field(default_factory=dict)

    def person(self, called: str) -> Account:
        """By what stands before the @ in the address."""
        return next(account for account in self.accounts if account.email.startswith(f"{called}@"))

    def context(
        self, size: dict[str, int], scripts: bool = True, dark: bool = False, state: StorageState | None = None
    ) -> BrowserContext:
        context = self.browser.new_context(
            viewport=size, java_script_enabled=scripts, color_scheme="dark" if dark else "light", locale="nb-NO",
            reduced_motion="reduce", base_url=self.server.url, storage_state=state,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        return context

    def signed_in(
        self, called: str, size: dict[str, int], scripts: bool = True, dark: bool = False
    ) -> BrowserContext:
        """A browser of somebody who signed in a while ago; signing in itself is tested in the week."""
        if called not in self.states:
            self.states[called] = self._signed_in(self.person(called))
        return self.context(size, scripts, dark, self.states[called])

    def sign_in(self, page: Page, account: Account) -> None:
        page.goto("/sign-in")
        page.fill("input[name=email]", account.email)
        page.fill("input[name=password]", account.password)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/sign-in" not in url)

    def mailbox(self) -> Mailbox:
        return Mailbox(self.server.url)

    def _signed_in(self, account: Account) -> StorageState:
        with self.context(PHONE) as context:
            token = csrf_of(context.request.get("/sign-in").text())
            form = {"email": account.email, "password": account.password, "csrf_token": token}
            answer = context.request.post("/sign-in", form=form)
            assert "/sign-in" not in answer.url, f"{account.name} could not sign in: {answer.status}"
            return context.storage_state()
