"""The demo: two teams with believable weeks, on whatever day it is made."""

from __future__ import annotations

import json
import stat
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from selfhelp.app import create_app
from selfhelp.clock import local_date
from selfhelp.core.care.attention import Group, QueuePlace, Reason, queue_place
from selfhelp.core.content.fields import form_values, read_answers
from selfhelp.db import keys, migrate
from selfhelp.db.base import db
from selfhelp.db.tables import Entry, Person, Treatment
from selfhelp.features.authoring.library import module_of
from selfhelp.features.demo.acts import OnDay, Write
from selfhelp.features.demo.people import TEAMS
from selfhelp.features.demo.seed import is_seeded, seed
from selfhelp.features.lessons.entries import answers_of
from selfhelp.features.lessons.placing import find
from selfhelp.features.treatments.facts import facts_of
from tests.support.settings import settings
from tests.support.world import csrf_of

SUNDAY = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
DAYS = (
    SUNDAY,
    datetime(2026, 11, 23, 6, 30, tzinfo=UTC),  # Monday before the doors open
    datetime(2027, 3, 29, 22, 30, tzinfo=UTC),  # half past midnight after Easter Monday
    datetime(2028, 2, 29, 9, 0, tzinfo=UTC),  # a leap day
    datetime(2027, 1, 1, 12, 0, tzinfo=UTC),
)
STORIES = tuple(story for team in TEAMS for story in team.stories)


@pytest.fixture
def empty(one_module: Path, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(settings(tmp_path, modules=one_module))
    with app.app_context():
        migrate.upgrade(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def places(now: datetime) -> dict[str, QueuePlace]:
    """Everybody's place in a queue, by e-mail."""
    treatments = db.session.scalars(select(Treatment)).all()
    courses = facts_of(treatments, now, as_sent=True)
    people = {one.id: keys.unseal(db.session.get_one(Person, one.patient_id), "email") for one in treatments}
    return {people[one.id]: queue_place(*courses[one.id], local_date(now)) for one in treatments}


def assert_answers_are_as_they_would_be_read() -> None:
    for entry in db.session.scalars(select(Entry)).all():
        placed = find(module_of(entry.module_version_id), entry.lesson_id, entry.exercise_id, entry.language)
        assert placed is not None
        answers = answers_of(entry)
        reading = read_answers(placed.exercise, form_values(placed.exercise, answers))
        assert reading.problems == ()
        assert reading.answers == answers, (entry.lesson_id, entry.exercise_id)


@pytest.mark.parametrize("now", DAYS, ids=lambda now: f"{now:%A %d %B %Y}")
def test_the_demo_shows_what_it_should_on_any_day(empty: Flask, now: datetime) -> None:
    with empty.app_context():
        assert not is_seeded()
        seed(empty, now)
        assert is_seeded()
        found = places(now)
        groups = Counter(place.group for place in found.values())
        assert groups[Group.SILENT] >= 2
        assert groups[Group.NEW_WORK] >= 2
        assert found["ola.hansen@example.com"].reason is Reason.ANSWER_OVERDUE
        assert found["erik.johansen@example.com"].group is Group.NONE  # on pause
        assert found["ingrid.bakke@example.com"].group is Group.NONE  # ended
        treatments = db.session.scalars(select(Treatment)).all()
        assert len(treatments) == len(STORIES) >= 12
        assert all(one.last_seen_on is None or one.last_seen_on <= local_date(now) for one in treatments)
        assert sum(one.ended_on is not None for one in treatments) == 1
        assert sum(one.starts_on > local_date(now) for one in treatments) == 2


def test_everybody_in_the_accounts_file_can_sign_in_and_what_they_wrote_reads_as_the_author_meant(
    empty: Flask, tmp_path: Path
) -> None:
    with empty.app_context():
        seed(empty, SUNDAY)
        assert_answers_are_as_they_would_be_read()
    path = tmp_path / "demo-accounts.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    accounts = json.loads(path.read_text())
    assert all(set(one) == {"role", "email", "password", "name"} for one in accounts)
    assert all(one["email"].endswith("@example.com") for one in accounts)
    roles = Counter(one["role"] for one in accounts)
    assert roles == {"author": 1, "supervisor": 2, "guide": 4, "admin": 2, "manager": 2, "patient": len(STORIES) - 1}
    homes = set()
    with time_machine.travel(SUNDAY, tick=False):
        for one in accounts:
            client = empty.test_client()
            token = csrf_of(client.get("/sign-in").text)
            answer = client.post("/sign-in", data={"csrf_token": token, **one})
            assert answer.status_code == 303, one["email"]
            assert client.get(answer.location).status_code == 200, one["email"]
            homes.add(answer.location)
    assert len(homes) == len(roles)


def test_one_is_seventeen_and_two_share_a_name() -> None:
    assert [story.name for story in STORIES if story.age < 18] == ["Nora Lie"]
    names = Counter((story.name, story.guide) for story in STORIES)
    assert names[("Kari Nordmann", "Astrid")] == 2
    assert len({story.email for story in STORIES}) == len(STORIES)


def test_nobody_writes_of_a_day_that_has_not_come() -> None:
    """A log tells of what has been: its moment is never after it was written."""
    for story in STORIES:
        for act in story.acts:
            moment = act.answers.get("at") if isinstance(act, Write) else None
            if isinstance(act, Write) and isinstance(moment, OnDay):
                assert (moment.day, moment.at) <= (act.day, act.at), story.name


def test_the_seventeen_year_old_is_seventeen_in_every_year(empty: Flask) -> None:
    now = datetime(2031, 6, 2, 9, 0, tzinfo=UTC)
    with empty.app_context():
        seed(empty, now)
        born = [keys.unseal(one, "birth_date") for one in db.session.scalars(select(Person)) if one.birth_date]
    ages = [(local_date(now) - date.fromisoformat(one)) / timedelta(days=365.25) for one in born]
    assert sum(17 <= age < 18 for age in ages) == 1
