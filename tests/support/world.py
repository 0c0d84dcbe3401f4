"""A small service with people in it, made through the same actions the product uses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from config import ROOT
from selfhelp.access import passwords
from selfhelp.access.roles import Role
from selfhelp.clock import local_date
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Person, RoleGrant, Team
from selfhelp.features.people.actions import NewPerson, add_person, grant_role
from tests.support.patients import Patient, new_patient, publish, registered

PASSWORD = "fjellvann og tyttebær"
STAFF = {
    "Astrid": (Role.GUIDE, "nordvik"),
    "Bjørn": (Role.GUIDE, "nordvik"),
    "Siri": (Role.SUPERVISOR, "nordvik"),
    "Anne": (Role.ADMIN, "nordvik"),
    "Mona": (Role.MANAGER, "nordvik"),
    "Frode": (Role.AUTHOR, None),
    "Gro": (Role.GUIDE, "sørdal"),
    "Ivar": (Role.SUPERVISOR, "sørdal"),
    "Lars": (Role.ADMIN, "sørdal"),
}
SUPERVISOR_OF = {"nordvik": "Siri", "sørdal": "Ivar"}


def email_of(name: str) -> str:
    plain = name.casefold().replace("ø", "o").replace("å", "a").replace("æ", "ae").replace(" ", ".")
    return f"{plain}@example.com"


class World:
    """The people and what happens to them. Use inside `with world.inside():` or through a client."""

    def __init__(self, app: Flask, now: datetime) -> None:
        self.app, self.now = app, now

    @contextmanager
    def inside(self) -> Iterator[None]:
        with self.app.test_request_context():
            yield

    def build_staff(self) -> None:
        with self.inside():
            _build_staff(self.now)
            publish(ROOT / "modules" / "depression", self.now)

    def person(self, name: str) -> Person:
        """Call inside()."""
        found = db.session.scalar(select(Person).where(Person.email_hash == keys.email_hash(email_of(name))))
        assert found is not None, f"nobody is called {name}"
        return found

    def team(self, slug: str) -> Team:
        return db.session.scalars(select(Team).where(Team.slug == slug)).one()

    def patient(
        self, name: str, guide: str = "Astrid", *, starts_on: date | None = None, birth_year: int = 1988,
        accepted: bool = True, email: str = "", **changes: object,
    ) -> Patient:
        """A patient registered by the guide's supervisor; `accepted`: she can sign in. Two may share a name: give one
        an `email`. `changes` are further fields of NewPatient."""
        today = local_date(self.now)
        start = starts_on or today
        told = {"birth_date": date(birth_year, 5, 14), "starts_on": start, "referred_on": min(start, today)}
        with self.inside():
            new = new_patient(name, email or email_of(name), self.person(guide).id, today, **(told | changes))
            supervisor = self.person(SUPERVISOR_OF[STAFF[guide][1]])
            treatment = registered(supervisor, new, _hash() if accepted else "", self.now)
            return Patient(treatment.id, treatment.patient_id, name, new.email, guide)

    def client(self, name: str | None = None) -> FlaskClient:
        """A browser; with a name, signed in as that person."""
        client = self.app.test_client()
        if name is not None:
            token = csrf_of(client.get("/sign-in").text)
            answer = client.post(
                "/sign-in", data={"email": email_of(name), "password": PASSWORD, "csrf_token": token}
            )
            assert answer.status_code in (302, 303), f"{name} could not sign in: {answer.status_code}"
        return client


def csrf_of(html: str) -> str:
    """The CSRF token of a page with a form."""
    mark = 'name="csrf_token" value="'
    start = html.index(mark) + len(mark)
    return html[start : html.index('"', start)]


@transaction
def _build_staff(now: datetime) -> None:
    teams = {slug: Team(id=new_id(), slug=slug, name=slug.capitalize()) for slug in ("nordvik", "sørdal")}
    db.session.add_all(teams.values())
    for name, (role, slug) in STAFF.items():
        person = active_person(NewPerson(name, email_of(name)), now)
        grant_role(None, person, role, teams[slug].id if slug else None, now)


@transaction
def active_person(new: NewPerson, now: datetime) -> Person:
    """Somebody who has accepted her invitation and chosen a password."""
    person = add_person(new, now)
    person.state, person.password_hash, person.password_changed_at = "active", _hash(), now
    return person


def _hash() -> str:
    # One hash for everybody: hashing is made to be slow.
    global _hashed
    _hashed = _hashed or passwords.hash_password(PASSWORD)
    return _hashed


_hashed = ""
START = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
__all__ = ["PASSWORD", "START", "RoleGrant", "World", "active_person", "csrf_of", "email_of"]
