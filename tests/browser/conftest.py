"""The demo as it runs, and a browser to look at it with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Route, expect, sync_playwright

from selfhelp import clock
from selfhelp.app import create_app
from selfhelp.db import migrate
from selfhelp.db.base import db
from selfhelp.features.demo.seed import ACCOUNTS_FILE, seed
from selfhelp.web import errors
from selfhelp.web.headers import HEADERS
from tests.browser.looking import Opened
from tests.browser.stops import STOPS, Stop, fill_in
from tests.browser.visiting import DESKTOP, PATIENCE, PHONE, Account, Visit
from tests.support import chromium
from tests.support.nights import joins_the_demo
from tests.support.server import Server, serving
from tests.support.settings import settings
from tests.support.worries import worries_in_the_demo

expect.set_options(timeout=PATIENCE)
GROUPS_OF_PAGES = 2  # as many as `make test` has processes
BROKEN = (500, 503)  # what only a broken server shows
HTML_HEADERS = HEADERS | {"Content-Type": "text/html; charset=utf-8"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """What looks at one page goes together. What is begun first is asked for last: a letter waits half a minute."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(_group(item)))
    yield  # the groups are read and the tests put in an order, which may open a page twice
    places = [place for place, item in enumerate(items) if Path(__file__).parent in item.path.parents]
    ordered = sorted((items[place] for place in places), key=lambda item: (_turn(item), _page(item)))
    for place, item in zip(places, ordered, strict=True):
        items[place] = item


def _turn(item: pytest.Item) -> int:
    return {"test_she_is_registered_and_works_through_a_lesson": 0, "test_the_answer_reaches_her": 2}.get(
        getattr(item, "originalname", ""), 1
    )


def _page(item: pytest.Item) -> int:
    """The place of the page it looks at; -1 for none."""
    call = getattr(item, "callspec", None)
    stop = call.params.get("opened") if call else None
    return STOPS.index(stop) if stop else -1


def _group(item: pytest.Item) -> str:
    page = _page(item)
    return f"pages {page % GROUPS_OF_PAGES}" if page >= 0 else "people"


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demo, filled; to look something up in, beside the server that serves it."""
    folder = tmp_path_factory.mktemp("demo")
    app = create_app(settings(folder, environment="demo", public_url="http://127.0.0.1:5000"))
    with app.app_context():
        migrate.upgrade(db.engine)
        accounts = seed(app, clock.now())
        with app.test_request_context():
            joined = joins_the_demo(clock.now()), worries_in_the_demo(clock.now())
        listed = [asdict(account) for account in (*accounts, *joined)]
        (folder / ACCOUNTS_FILE).write_text(json.dumps(listed))
        db.session.remove()
        db.engine.dispose()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def server(house: Flask) -> Iterator[Server]:
    with serving(house.extensions["settings"].instance, scheduler=True) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def visit(browser: Browser, server: Server) -> Visit:
    listed = json.loads((Path(server.settings["INSTANCE_DIR"]) / ACCOUNTS_FILE).read_text())
    return Visit(browser, server, tuple(Account(**account) for account in listed))


@pytest.fixture(scope="session")
def places(house: Flask, visit: Visit) -> dict[str, str]:
    """What stands in the addresses of the stops: whose treatment, which mail, which link."""
    return fill_in(house, visit)


@pytest.fixture(scope="session", params=STOPS, ids=lambda stop: stop.name)
def opened(request: pytest.FixtureRequest, house: Flask, visit: Visit, places: dict[str, str]) -> Iterator[Opened]:
    """Each page in turn, loaded with nothing in the cache. Tests of all files look at it before it is closed."""
    stop: Stop = request.param
    size = DESKTOP if stop.staff else PHONE
    with visit.signed_in(stop.who, size) if stop.who else visit.context(size) as context:
        if stop.path.startswith("/broken/"):
            put_up_broken_pages(context, house)
        shown = Opened(stop, context.new_page(), size, visit.server.url)
        shown.go(stop.path.format(**places))
        yield shown


def put_up_broken_pages(context: BrowserContext, house: Flask) -> None:
    """Under addresses of their own; their styles come from the real server."""
    for code in BROKEN:
        with house.test_request_context("/"):
            written = (errors.WrittenText("text", "Det jeg skrev."),)
            body, status = errors.page(code, reference="0a1b2c3d", written=written)
        context.route(f"**/broken/{code}", answering(status, body))


def answering(status: int, body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, body=body, headers=HTML_HEADERS)
