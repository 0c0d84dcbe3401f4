"""How often something may be tried: for each account and address apart, across processes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from selfhelp.access import throttle
from selfhelp.access.throttle import SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS, Limit, TooOften
from selfhelp.app import create_app
from selfhelp.db.base import db
from selfhelp.db.tables import RateWindow
from tests.support.pages import sign_in
from tests.support.world import World

HERE, THERE = "192.0.2.1", "198.51.100.9"
WRONG = "ikke det riktige"


@pytest.fixture
def other_process(app: Flask) -> Iterator[Flask]:
    """The same service in another process: another application on the same database."""
    other = create_app(app.extensions["settings"])
    yield other
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def test_an_account_is_slowed_after_eight_wrong_tries(world: World) -> None:
    answers = [sign_in(world.client(), "Anne", WRONG, HERE).status_code for _ in range(10)]
    assert answers == [401] * SIGN_IN_ACCOUNT.tries + [429, 429]


def test_the_count_holds_across_processes(world: World, other_process: Flask) -> None:
    second = World(other_process, world.now)
    answers = [
        sign_in((world if n % 2 else second).client(), "Anne", WRONG, HERE).status_code for n in range(10)
    ]
    assert answers == [401] * 8 + [429, 429]


def test_the_right_password_during_the_pause_tells_nothing(world: World) -> None:
    for _ in range(8):
        sign_in(world.client(), "Anne", WRONG, HERE)
    right, wrong = sign_in(world.client(), "Anne", address=HERE), sign_in(world.client(), "Anne", WRONG, HERE)
    assert (right.status_code, right.text) == (wrong.status_code, wrong.text)
    assert right.status_code == 429
    assert 0 < int(right.headers["Retry-After"]) <= 15 * 60


def test_the_owner_gets_in_from_elsewhere_and_here_after_a_quarter_of_an_hour(world: World) -> None:
    with time_machine.travel(world.now, tick=False) as travel:
        for _ in range(12):
            sign_in(world.client(), "Anne", WRONG, HERE)
        assert sign_in(world.client(), "Anne", address=THERE).status_code == 303
        assert sign_in(world.client(), "Anne", address=HERE).status_code == 429
        travel.shift(timedelta(minutes=15))
        assert sign_in(world.client(), "Anne", address=HERE).status_code == 303


def test_nobody_else_is_slowed(world: World) -> None:
    for _ in range(10):
        sign_in(world.client(), "Anne", WRONG, HERE)
    assert sign_in(world.client(), "Mona", address=HERE).status_code == 303


def test_an_address_nobody_has_is_slowed_as_one_somebody_has(world: World) -> None:
    known = [sign_in(world.client(), "Anne", WRONG, HERE) for _ in range(9)][-1]
    unknown = [sign_in(world.client(), "nobody@example.com", WRONG, HERE) for _ in range(9)][-1]
    assert (known.status_code, known.text) == (unknown.status_code, unknown.text) == (429, known.text)


def test_one_guess_at_each_of_many_accounts_is_slowed_too(world: World) -> None:
    client = world.client()
    answers = [sign_in(client, f"person{n}@example.com", WRONG, HERE).status_code for n in range(62)]
    assert answers == [401] * SIGN_IN_ADDRESS.tries + [429, 429]


def test_an_office_may_sign_in_all_morning_from_one_address(world: World) -> None:
    answers = {sign_in(world.client(), "Anne", address=HERE).status_code for _ in range(65)}
    assert answers == {303}


def test_signing_in_forgets_the_wrong_tries(world: World) -> None:
    for _ in range(3):
        for _ in range(7):
            sign_in(world.client(), "Anne", WRONG, HERE)
        assert sign_in(world.client(), "Anne", address=HERE).status_code == 303


def test_signing_in_to_ones_own_account_does_not_free_the_address_for_guessing(world: World) -> None:
    answers = []
    for n in range(70):
        answers.append(sign_in(world.client(), f"person{n}@example.com", WRONG, HERE).status_code)
        if n % 10 == 9:
            sign_in(world.client(), "Mona", address=HERE)
    assert 429 in answers


def test_a_made_up_forwarded_address_changes_nothing(world: World) -> None:
    client, answers = world.client(), []
    for n in range(10):
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{n}"
        answers.append(sign_in(client, "Anne", WRONG, HERE).status_code)
    assert answers[-1] == 429


def test_a_household_with_ipv6_counts_as_one_address(world: World) -> None:
    answers = [sign_in(world.client(), "Anne", WRONG, f"2001:db8:1:2::{n:x}").status_code for n in range(10)]
    assert answers[-1] == 429
    assert sign_in(world.client(), "Anne", address="2001:db8:1:3::1").status_code == 303
    assert throttle.network(None) == throttle.network("not an address")


def test_what_is_counted_names_nobody(world: World) -> None:
    sign_in(world.client(), "Anne", WRONG, HERE)
    with world.inside():
        keys = db.session.scalars(select(RateWindow.key)).all()
    assert keys
    assert all(len(key) == 64 and int(key, 16) for key in keys)


LIMIT = Limit("a test", 3, timedelta(minutes=10))


def test_windows_end_and_are_swept(world: World) -> None:
    with world.inside():
        assert [throttle.take(LIMIT, "Kari", world.now) for _ in range(3)] == [1, 2, 3]
        with pytest.raises(TooOften) as stopped:
            throttle.take(LIMIT, "Kari", world.now + timedelta(minutes=4))
        assert stopped.value.again_in == timedelta(minutes=6)
        assert throttle.take(LIMIT, "Ola", world.now) == 1
        assert throttle.take(LIMIT, "Kari", world.now + LIMIT.window) == 1
        throttle.give_back(LIMIT, "Kari")
        assert throttle.take(LIMIT, "Kari", world.now + LIMIT.window) == 1
        throttle.sweep(world.now + 3 * LIMIT.window)
        assert db.session.scalars(select(RateWindow.key)).all() == []
