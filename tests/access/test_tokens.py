"""Links that work once, for a while, for one thing."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from selfhelp.access import tokens
from selfhelp.access.tokens import LIVES, TokenKind
from selfhelp.db.base import db
from selfhelp.db.tables import OneTimeToken
from tests.support.world import START, World

SECOND = timedelta(seconds=1)


def astrid(world: World) -> uuid.UUID:
    return world.person("Astrid").id


@pytest.mark.parametrize(("kind", "lives"), [("invitation", timedelta(days=14)), ("reset", timedelta(minutes=60))])
def test_it_works_until_its_time_is_over(world: World, kind: str, lives: timedelta) -> None:
    with world.inside():
        token = tokens.make(astrid(world), TokenKind(kind), START)
        found = tokens.find(token, TokenKind(kind), START + lives - SECOND)
        assert found is not None
        assert found.person_id == astrid(world)
        assert tokens.spend(token, TokenKind(kind), START + lives) is None


def test_it_works_once(world: World) -> None:
    with world.inside():
        token = tokens.make(astrid(world), TokenKind.RESET, START)
        assert tokens.spend(token, TokenKind.RESET, START) == astrid(world)
        assert tokens.spend(token, TokenKind.RESET, START) is None
        assert tokens.find(token, TokenKind.RESET, START) is None


def test_a_newer_one_ends_the_older_of_its_kind_and_no_other(world: World) -> None:
    with world.inside():
        invitation = tokens.make(astrid(world), TokenKind.INVITATION, START)
        of_bjørn = tokens.make(world.person("Bjørn").id, TokenKind.RESET, START)
        older = tokens.make(astrid(world), TokenKind.RESET, START)
        newer = tokens.make(astrid(world), TokenKind.RESET, START + SECOND)
        alive = [tokens.find(token, TokenKind.RESET, START + SECOND) is not None for token in (older, newer, of_bjørn)]
        assert alive == [False, True, True]
        assert tokens.find(invitation, TokenKind.INVITATION, START + SECOND) is not None


def test_an_invitation_opens_no_reset(world: World) -> None:
    with world.inside():
        token = tokens.make(astrid(world), TokenKind.INVITATION, START)
        assert tokens.spend(token, TokenKind.RESET, START) is None


def test_one_sign_changed_is_another_token(world: World) -> None:
    with world.inside():
        token = tokens.make(astrid(world), TokenKind.RESET, START)
        other = token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]
        assert tokens.find(other, TokenKind.RESET, START) is None


def test_they_cannot_be_guessed_and_the_database_does_not_hold_them(world: World) -> None:
    with world.inside():
        made = [tokens.make(astrid(world), TokenKind.RESET, START) for _ in range(200)]
        assert min(map(len, made)) >= 43
        assert len({token[:6] for token in made}) == 200
        stored = {row.token_hash for row in db.session.scalars(select(OneTimeToken))}
        assert not stored & set(made)


def test_of_two_at_once_one_gets_through(app: Flask, world: World) -> None:
    with world.inside():
        token = tokens.make(astrid(world), TokenKind.RESET, START)
    start, got = threading.Barrier(4), []

    def use() -> None:
        start.wait()
        with app.app_context():
            got.append(tokens.spend(token, TokenKind.RESET, START))

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(person is not None for person in got) == 1


def test_the_long_dead_are_removed(world: World) -> None:
    with world.inside():
        tokens.make(astrid(world), TokenKind.RESET, START)
        kept = tokens.KEPT_DEAD + LIVES[TokenKind.RESET]
        tokens.sweep(START + kept - SECOND)
        assert len(db.session.scalars(select(OneTimeToken)).all()) == 1
        tokens.sweep(START + kept)
        assert db.session.scalars(select(OneTimeToken)).all() == []
