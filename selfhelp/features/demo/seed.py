"""Filling the demo: teams, staff, the library and the patients' histories, all in one transaction."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from config import Config
from selfhelp import audit
from selfhelp.access import passwords
from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.clock import local_date
from selfhelp.core import phone
from selfhelp.core.content.folder import source_from_folder
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import Person, Team
from selfhelp.features.accounts.password_actions import set_password
from selfhelp.features.authoring.actions import publish_module
from selfhelp.features.demo.acts import Story
from selfhelp.features.demo.learning import take_training
from selfhelp.features.demo.people import AUTHOR, TEAMS, Colleague, DemoTeam
from selfhelp.features.demo.performing import Scene, moment, tell
from selfhelp.features.people.actions import NewPerson, add_person, grant_role
from selfhelp.features.people.queries import person_by_email
from selfhelp.features.service.queries import service_of
from selfhelp.features.treatments.new_patient import NewPatient
from selfhelp.features.treatments.registering import register_patient
from selfhelp.features.welcome.actions import confirm_promises

PASSWORD = "tre steiner ved fjorden"
MODULE = "depression"
ACCOUNTS_FILE = "demo-accounts.json"
BEFORE_EVERYTHING = timedelta(weeks=26)
REFERRED_BEFORE = 14  # days from referral to registration


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in to the demo."""

    role: str
    email: str
    password: str
    name: str


def is_seeded() -> bool:
    return db.session.scalar(select(Team.id).limit(1)) is not None


def seed(app: Flask, now: datetime) -> tuple[Account, ...]:
    """Fill an empty database and write the accounts beside it. Call within the application's context."""
    config: Config = app.extensions["settings"]
    _publish(config, now - BEFORE_EVERYTHING)
    return _fill(config, now)


def _publish(config: Config, now: datetime) -> None:
    for folder in sorted(path.parent for path in config.modules.glob("*/module.yaml")):
        publish_module(None, source_from_folder(folder), now)


@transaction
def _fill(config: Config, now: datetime) -> tuple[Account, ...]:
    password = passwords.hash_password(PASSWORD)  # one password for all, so one hash will do
    accounts = [_employ(AUTHOR, None, password, now)]
    for team in TEAMS:
        accounts += _fill_team(team, password, now)
    _write_accounts(config, accounts)  # before the data is there for good: a demo nobody can sign in to is none
    return tuple(accounts)


def _fill_team(team: DemoTeam, password: str, now: datetime) -> Iterator[Account]:
    row = Team(id=new_id(), slug=team.slug, name=team.name)
    db.session.add(row)
    db.session.flush()
    for colleague in team.staff:
        yield _employ(colleague, row, password, now)
    _train(team, row, now)
    for story in team.stories:
        scene = _register(story, team, row, now)
        if story.accepted:
            _accept(scene, password)
            yield Account(Role.PATIENT, story.email, PASSWORD, story.name)
        tell(scene, now)


def _employ(colleague: Colleague, team: Team | None, password: str, now: datetime) -> Account:
    since = now - BEFORE_EVERYTHING
    person = add_person(NewPerson(colleague.name, colleague.email), since)
    person.state = "active"
    set_password(person, password, since)
    grant_role(None, person, colleague.role, team.id if team else None, since)
    return Account(colleague.role, colleague.email, PASSWORD, colleague.name)


def _train(team: DemoTeam, row: Team, now: datetime) -> None:
    """The first guide has taken the training; the others have not yet."""
    first = next(one for one in team.staff if one.role is Role.GUIDE)
    take_training(Actor(_person(first.email).id, Role.GUIDE, row.id), now - BEFORE_EVERYTHING)


def _register(story: Story, team: DemoTeam, row: Team, now: datetime) -> Scene:
    today = local_date(now)
    start = start_of(story, today)
    at = min(moment(start + timedelta(days=story.registered_on), "10:15"), now)
    guides = _staff_by_first_name(team, Role.GUIDE)
    supervisor = Actor(_supervisor(team).id, Role.SUPERVISOR, row.id)
    new = NewPatient(
        name=story.name,
        birth_date=born(story, today),
        phone=phone.normal(story.phone) or "",
        email=story.email,
        language=story.language,
        referred_on=local_date(at) - timedelta(days=REFERRED_BEFORE),
        module_id=MODULE,
        guide_id=guides[story.guide].id,
        starts_on=start,
        feedback_weekday=story.feedback_weekday,
    )
    treatment = register_patient(supervisor, new, at)
    patient = Actor(treatment.patient_id, Role.PATIENT, row.id, language=story.language)
    guide = Actor(guides[story.guide].id, Role.GUIDE, row.id)
    return Scene(story, treatment, patient, guide, supervisor, guides, start, today)


def _accept(scene: Scene, password: str) -> None:
    """She accepts the same evening: chooses a password and confirms what is promised."""
    at = scene.treatment.created_at + timedelta(hours=9)
    person = db.session.get_one(Person, scene.treatment.patient_id)
    person.state = "active"
    set_password(person, password, at)
    audit.record(scene.patient, audit.Action.INVITATION_ACCEPTED, at, patient_id=person.id, about=person)
    team = db.session.get_one(Team, scene.treatment.team_id)
    confirm_promises(scene.patient, scene.treatment, service_of(team.slug).promises.version, at)
    scene.treatment.last_seen_on = local_date(at)


def start_of(story: Story, today: date) -> date:
    """The Monday the treatment began, so that `story.week` runs now."""
    monday = today - timedelta(days=today.weekday())
    return monday - timedelta(weeks=story.week - 1)


def born(story: Story, today: date) -> date:
    """A birth date that gives the age today, whatever year the demo is made."""
    had_birthday = story.birthday <= (today.month, today.day)
    return date(today.year - story.age - (0 if had_birthday else 1), *story.birthday)


def _staff_by_first_name(team: DemoTeam, role: Role) -> Mapping[str, Person]:
    return {one.first_name: _person(one.email) for one in team.staff if one.role is role}


def _supervisor(team: DemoTeam) -> Person:
    return next(_person(one.email) for one in team.staff if one.role is Role.SUPERVISOR)


def _person(email: str) -> Person:
    person = person_by_email(email)
    if person is None:
        raise LookupError(f"nobody in the demo has the address {email}")
    return person


def _write_accounts(config: Config, accounts: Sequence[Account]) -> None:
    path = config.instance / ACCOUNTS_FILE
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump([asdict(account) for account in accounts], file, ensure_ascii=False, indent=1)
    path.chmod(0o600)  # also when the file was there before
