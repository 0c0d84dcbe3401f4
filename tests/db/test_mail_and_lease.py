"""Claims, leases and dedupe keys hold on both databases, however many come at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from selfhelp.access import tokens
from selfhelp.access.tokens import TokenKind
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import OutboxMail
from selfhelp.features.people.actions import NewPerson, add_person
from selfhelp.messages import outbox
from selfhelp.messages.delivery import CLAIM_LASTS, claim_next, deliver_due
from selfhelp.messages.kinds import Kind
from selfhelp.scheduler import LEASE_LASTS, give_back_lease, take_lease
from tests.support.world import START, World

MANY = 4


class Basket:
    def __init__(self) -> None:
        self.ids: list[str] = []

    def send(self, mail: EmailMessage) -> None:
        self.ids.append(str(mail["Message-ID"]))


@transaction
def invite(*names: str) -> None:
    for name in names:
        person = add_person(NewPerson(name, f"{name}@example.com"), START)
        outbox.enqueue(Kind.STAFF_INVITATION, person.id, None, f"invitation:{name}", START)


def at_once(house: Flask, act: Callable[[], object]) -> list[object]:
    """What each of several gets who act at the same moment."""
    start, got = threading.Barrier(MANY), []

    def one() -> None:
        start.wait()
        with house.app_context():
            got.append(act())

    threads = [threading.Thread(target=one) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == MANY, "one of them failed"
    return got


def test_each_mail_is_sent_once_by_many_deliverers(house: Flask) -> None:
    basket = Basket()
    with house.app_context():
        invite(*(f"n{number}" for number in range(40)))
    at_once(house, lambda: deliver_due(basket, lambda: START))
    with house.app_context():
        deliver_due(basket, lambda: START)
        assert set(db.session.scalars(select(OutboxMail.state))) == {"sent"}
    assert len(basket.ids) == len(set(basket.ids)) == 40


def test_a_claim_is_one_persons_until_it_runs_out(house: Flask) -> None:
    with house.app_context():
        invite("n1")
    claims = at_once(house, lambda: claim_next(START))
    assert sum(claim is not None for claim in claims) == 1
    with house.app_context():
        assert claim_next(START + CLAIM_LASTS - timedelta(seconds=1)) is None
        assert claim_next(START + CLAIM_LASTS) is not None


def test_the_same_asked_for_at_once_is_there_once(people: World) -> None:
    with people.inside():
        astrid = people.person("Astrid").id
    at_once(people.app, lambda: outbox.enqueue(Kind.FEEDBACK_DUE, astrid, None, "feedback-due:1", START))
    with people.inside():
        assert len(db.session.scalars(select(OutboxMail)).all()) == 1


def test_the_lease_is_one_schedulers_until_it_runs_out_or_is_given_back(house: Flask) -> None:
    with house.app_context():
        assert take_lease("first", START)
        assert not take_lease("second", START + LEASE_LASTS - timedelta(seconds=1))
        assert take_lease("second", START + LEASE_LASTS)
        assert not take_lease("first", START + LEASE_LASTS)
        give_back_lease("first", START + LEASE_LASTS)
        assert not take_lease("first", START + LEASE_LASTS), "it was not the first's to give"
        give_back_lease("second", START + LEASE_LASTS)
        assert take_lease("first", START + LEASE_LASTS)


def test_a_token_is_used_by_one_of_many(people: World) -> None:
    with people.inside():
        token = tokens.make(people.person("Astrid").id, TokenKind.RESET, START)
    got = at_once(people.app, lambda: tokens.spend(token, TokenKind.RESET, START))
    assert sum(person is not None for person in got) == 1


@pytest.mark.parametrize("commits", [True, False])
def test_the_mail_stands_or_falls_with_its_cause(house: Flask, commits: bool) -> None:
    @transaction
    def register() -> None:
        invite("n1")
        if not commits:
            raise RuntimeError

    with house.app_context():
        if commits:
            register()
        else:
            with pytest.raises(RuntimeError):
                register()
        assert len(db.session.scalars(select(OutboxMail)).all()) == int(commits)
