"""Patients who write while the web server's processes are killed: is anything lost that was acknowledged?"""

from __future__ import annotations

import html
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from time import monotonic

from selfhelp import clock
from selfhelp.app import create_app
from selfhelp.db import migrate
from selfhelp.db.base import db
from selfhelp.db.tables import Person
from selfhelp.features.feedback.actions import unlock_lesson
from selfhelp.features.lessons.actions import open_lesson
from tests.support.patients import actor_of
from tests.support.server import Server, environment, free_port
from tests.support.settings import settings
from tests.support.world import PASSWORD, World, csrf_of, email_of

LOG = "/diary/log/activity-log"
WRITERS = tuple(f"Skriver {letter}" for letter in "abcdefgh")
MARK = re.compile(r"nr \d+ [0-9a-f]{32}")
OLDER = re.compile(r'href="(/diary[^"]+)"[^>]*>Vis eldre<')
TRIES_EACH = 200  # a writer gives up rather than going on for ever


@dataclass
class Outcome:
    kills: int
    acknowledged: int = 0
    sent_again: int = 0  # tries whose answer never came, sent again with the same key
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    seconds: float = 0


class Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are answers here: the save was taken."""

    def redirect_request(self, *_parts: object) -> None:
        return None


class Writer:
    """One patient at her log, who sends again with the same key until she gets an answer."""

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name = url, name
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), Stay())
        self.acknowledged: list[str] = []
        self.sent_again = 0
        token = csrf_of(self.get("/sign-in"))
        assert self.post("/sign-in", {"email": email_of(name), "password": PASSWORD, "csrf_token": token}) in (302, 303)
        self.token = csrf_of(self.get(LOG))

    def get(self, path: str) -> str:
        with self.opener.open(self.url + path, timeout=20) as answer:
            text: str = answer.read().decode()
        return text

    def post(self, path: str, fields: dict[str, str]) -> int:
        try:
            data = urllib.parse.urlencode(fields).encode()
            with self.opener.open(self.url + path, data=data, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    def diary(self) -> Iterator[str]:
        """Everything she has written, a page at a time."""
        path: str | None = "/diary"
        while path:
            page = html.unescape(self.get(path))
            yield page
            older = OLDER.search(page)
            path = older[1] if older else None

    def write(self, number: int) -> None:
        text = f"nr {number} {uuid.uuid4().hex}"
        fields = {
            "activity-log.activity": text, "csrf_token": self.token, "once": str(uuid.uuid4()), "version": "0",
            "_do": "another:activity-log",
        }
        for _try in range(TRIES_EACH):
            try:
                status = self.post(LOG, fields)
            except OSError:
                self.sent_again += 1
                threading.Event().wait(0.05)  # the server is being started again
                continue
            assert status in (303, 503), f"{self.name} got {status}"
            if status == 303:
                self.acknowledged.append(text)
                return
        raise AssertionError(f"{self.name} never got an answer")


def furnish(folder: Path) -> None:
    """Eight patients, each with an open log."""
    app = create_app(settings(folder, environment="demo", public_url="http://127.0.0.1:5000"))
    with app.app_context():
        migrate.upgrade(db.engine)
    now = clock.now()
    world = World(app, now)
    world.build_staff()
    for name in WRITERS:
        patient = world.patient(name)
        with world.inside():
            unlock_lesson(actor_of(world.person("Astrid")), patient.treatment(), 2, now)
            herself = actor_of(db.session.get_one(Person, patient.person_id))
            open_lesson(herself, patient.treatment(), 2, now)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def run(folder: Path, kills: int, saves: int) -> Outcome:
    """Let the writers make `saves` saves in all while everything is killed `kills` times, then read all of it back."""
    furnish(folder)
    port = free_port()
    server = Server(environment(folder, port), port, workers=2)
    server.start()
    began = monotonic()
    try:
        writers = [Writer(server.url, name) for name in WRITERS]
        _write_through(server, writers, kills, saves)
        outcome = _read_back(writers, kills)
    finally:
        server.stop()
    outcome.seconds = monotonic() - began
    return outcome


def _write_through(server: Server, writers: list[Writer], kills: int, saves: int) -> None:
    """Kill each time the writers have come another step of the way, so that every kill lands among writes."""
    each = saves // len(writers)
    threads = [threading.Thread(target=_write_all, args=(writer, each)) for writer in writers]
    for thread in threads:
        thread.start()
    for kill in range(1, kills + 1):
        while any(thread.is_alive() for thread in threads) and _done(writers) < saves * kill // (kills + 1):
            threading.Event().wait(0.01)
        server.kill()
        server.start()
    for thread in threads:
        thread.join()


def _write_all(writer: Writer, each: int) -> None:
    for number in range(each):
        writer.write(number)


def _done(writers: list[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


def _read_back(writers: list[Writer], kills: int) -> Outcome:
    outcome = Outcome(kills)
    for writer in writers:
        found = Counter(text for page in writer.diary() for text in MARK.findall(page))
        outcome.acknowledged += len(writer.acknowledged)
        outcome.sent_again += writer.sent_again
        outcome.lost += [text for text in writer.acknowledged if text not in found]
        outcome.doubled += [text for text, times in found.items() if times > 1]
    return outcome
