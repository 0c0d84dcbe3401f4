"""A house with something secret in every room, put back as it was after each knock."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from config import ROOT
from selfhelp import clock
from selfhelp.db.base import db
from selfhelp.db.tables import Entry, Person, RoleGrant
from selfhelp.features.drafts.actions import keep_draft
from selfhelp.features.feedback import actions as feedback
from selfhelp.features.feedback.contact import Contact, ContactKind
from selfhelp.features.lessons import actions as lessons
from selfhelp.features.letters import actions as letters
from selfhelp.features.mood.actions import note_mood
from tests.access.personas import PERSONAS, Targets
from tests.support.patients import actor_of, publish
from tests.support.world import World, csrf_of

SECRET = "en setning bare Kari og Astrid kjenner"
PRIVATE = "en setning bare Kari kjenner"
ATTACK = "<img src=x onerror=alert(1)>"  # stands after everything written here
COOKIE = "steg"
UNSTABLE = ("auth_session", "audit_event", "rate_window")  # change when somebody knocks, which is as it should be


class House:
    """Everybody is signed in; Kari has shared one text, kept another to herself, and got a letter."""

    def __init__(self, app: Flask, world: World, database: Path) -> None:
        self.app, self.database = app, database
        self.targets = _furnish(world)
        self.clients = {persona: world.client(name) for persona, name in PERSONAS.items()}
        self.tokens = {persona: _csrf(client) for persona, client in self.clients.items()}
        self.cookies = {persona: client.get_cookie(COOKIE) for persona, client in self.clients.items()}
        self.close()
        self.snapshot = database.with_suffix(".snapshot")
        shutil.copy(database, self.snapshot)

    def knock(self, rule: Rule, method: str, persona: str) -> TestResponse:
        with self.app.test_request_context():
            path = self._path(rule)
        data = {"csrf_token": self.tokens[persona], "text": "Hei", "value": "3"}
        cookie = self.cookies[persona]
        if cookie is not None:  # signing out took it from her; the house was put back, and so is she
            self.clients[persona].set_cookie(COOKIE, cookie.value)
        return self.clients[persona].open(path, method=method, data=None if method == "GET" else data)

    def state(self) -> frozenset[tuple[object, ...]]:
        """Everything that lasts, to compare with how it was."""
        connection = sqlite3.connect(self.database)
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {
            (name, *row)
            for name in tables if name not in UNSTABLE
            for row in connection.execute(f"SELECT * FROM {name}")
        }
        connection.close()
        return frozenset(rows)

    def put_back(self) -> None:
        self.close()
        for leftover in self.database.parent.glob(f"{self.database.name}-*"):
            leftover.unlink()
        shutil.copy(self.snapshot, self.database)

    def _path(self, rule: Rule) -> str:
        adapter = self.app.url_map.bind("localhost")
        method = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})[0]
        return adapter.build(rule.endpoint, self.targets.fill(frozenset(rule.arguments)), method=method)

    def close(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


def _csrf(client: FlaskClient) -> str:
    signed_in = client.get("/me")
    return csrf_of(signed_in.text if signed_in.status_code == 200 else client.get("/sign-in").text)


def _furnish(world: World) -> Targets:
    now = clock.now() - timedelta(days=1)
    kari = world.patient("Kari", "Astrid")
    world.patient("Ola", "Astrid")
    world.patient("Nora", "Bjørn")
    world.patient("Jon", "Gro")
    with world.inside():
        publish(ROOT / "modules" / "guide-training", now)
        treatment = kari.treatment()
        herself = actor_of(db.session.get_one(Person, kari.person_id))
        guide = actor_of(world.person("Astrid"))
        lessons.open_lesson(herself, treatment, 1, now)
        feedback.unlock_lesson(guide, treatment, 2, now)
        lessons.open_lesson(herself, treatment, 2, now)
        lessons.write_entry(herself, treatment, 1, "diamond", {"situation": f"{PRIVATE} {ATTACK}"}, now)
        lessons.write_entry(herself, treatment, 2, "activity-log", {"activity": f"{SECRET} {ATTACK}"}, now)
        lessons.share_exercise(herself, treatment, 2, "activity-log", now)
        note_mood(herself, treatment, 3, now)
        note_mood(herself, treatment, 3, now, f"{PRIVATE} {ATTACK}")
        keep_draft(herself, treatment, "letters", {"text": [f"{PRIVATE} {ATTACK}"]}, 0, now)
        letters.send_letter(herself, treatment, f"{SECRET} {ATTACK}", now)
        keep_draft(guide, treatment, "feedback", {"text": [f"{SECRET} {ATTACK}"]}, 0, now)
        feedback.log_contact(guide, treatment, Contact(ContactKind.PHONE, False, 5, f"{SECRET} {ATTACK}"), now)
        letter = feedback.send_letter(guide, treatment, f"{SECRET} {ATTACK}", now)
        bjorn = world.person("Bjørn")
        grant = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == bjorn.id)).one()
        thread = db.session.scalars(select(Entry.thread_id).where(Entry.exercise_id == "diamond")).one()
        return Targets(str(treatment.id), str(letter.id), str(thread), str(bjorn.id), str(grant.id))
