"""One works, the others stand by; what fails stops nothing else; asked to stop, it ends what it began."""

from __future__ import annotations

import logging
import os
import signal
import threading
from datetime import UTC, timedelta
from email.message import EmailMessage

import pytest
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask
from sqlalchemy import func, select

from selfhelp import scheduler
from selfhelp.access import sessions, throttle
from selfhelp.access.roles import Role
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuthSession, Lease, OutboxMail, RateWindow, RoleGrant, UsedKey
from selfhelp.features.people.actions import NewPerson, add_person
from selfhelp.messages import outbox
from selfhelp.messages.kinds import Kind
from selfhelp.scheduler import JOBS, LEASE_LASTS, Job, Worker, build, run_job
from tests.support.post import Clock
from tests.support.settings import settings
from tests.support.world import START, World

BEAT, SEND, REMIND, SWEEP = JOBS


class Basket:
    """Takes every mail."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    def send(self, mail: EmailMessage) -> None:
        self.mails.append(mail)


@pytest.fixture
def basket() -> Basket:
    return Basket()


@pytest.fixture
def first(app: Flask, basket: Basket, clock: Clock) -> Worker:
    return Worker(app, basket, "first", clock)


@pytest.fixture
def second(app: Flask, basket: Basket, clock: Clock) -> Worker:
    return Worker(app, basket, "second", clock)


@transaction
def invite(name: str) -> None:
    person = add_person(NewPerson(name, f"{name}@example.com"), START)
    outbox.enqueue(Kind.STAFF_INVITATION, person.id, None, f"invitation:{person.id}", START)


def owner(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(Lease.owner)).one()


def test_the_second_stands_by_and_takes_over_when_the_first_is_gone(
    app: Flask, first: Worker, second: Worker, basket: Basket, clock: Clock
) -> None:
    with app.app_context():
        invite("n1")
    for worker in (first, second):
        run_job(worker, BEAT)
    run_job(second, SEND)
    assert basket.mails == [], "the second stands by"
    clock.pass_(LEASE_LASTS - timedelta(seconds=1))
    run_job(second, BEAT)
    assert owner(app) == "first"
    clock.pass_(timedelta(seconds=1))
    run_job(first, SEND)
    assert basket.mails == [], "a first that has slept through its lease no longer works"
    run_job(second, BEAT)
    run_job(second, SEND)
    assert (owner(app), len(basket.mails)) == ("second", 1)
    run_job(first, BEAT)
    run_job(first, SEND)
    assert owner(app) == "second", "nor does it take the lease back"


def test_who_beats_keeps_the_lease_and_is_seen_by_readyz(
    app: Flask, first: Worker, second: Worker, clock: Clock
) -> None:
    for _beat in range(10):
        run_job(first, BEAT)
        run_job(second, BEAT)
        clock.pass_(BEAT.every)
    with app.app_context():
        lease = db.session.scalars(select(Lease)).one()
    assert (lease.owner, lease.beat_at) == ("first", clock() - BEAT.every)


def test_many_at_once_and_one_gets_the_lease(app: Flask, clock: Clock) -> None:
    start, got = threading.Barrier(6), []

    def take(name: str) -> None:
        start.wait()
        with app.app_context():
            got.append(scheduler.take_lease(name, clock()))

    threads = [threading.Thread(target=take, args=(f"worker {number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(got) == 1


def test_what_fails_is_told_by_its_kind_and_stops_nothing_else(
    app: Flask, first: Worker, basket: Basket, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_worker: Worker) -> None:
        raise LookupError("kari@example.com")

    run_job(first, BEAT)
    with app.app_context():
        invite("n1")
    with caplog.at_level(logging.INFO):
        run_job(first, Job("plan reminders", timedelta(minutes=1), fail))
    assert "job plan reminders failed: LookupError" in caplog.text
    assert "kari" not in caplog.text
    run_job(first, SEND)
    assert len(basket.mails) == 1


def test_no_job_has_a_time_of_day(first: Worker) -> None:
    waiting = build(first)
    waiting.start(paused=True)
    jobs = waiting.get_jobs()
    waiting.shutdown()
    assert {job.id for job in jobs} == {job.name for job in JOBS}
    for job in jobs:
        assert isinstance(job.trigger, IntervalTrigger)
        assert job.trigger.timezone is UTC
        assert (job.coalesce, job.max_instances) == (True, 1)
        assert job.misfire_grace_time >= job.trigger.interval.total_seconds()


@pytest.mark.parametrize("told_by", ["the caller", "a signal"])
def test_it_runs_sends_and_stops_when_told(app: Flask, monkeypatch: pytest.MonkeyPatch, told_by: str) -> None:
    stop, sent = threading.Event(), []

    class Telling:
        """The first mail is what tells it to stop: the one after it is left for the next run."""

        def send(self, mail: EmailMessage) -> None:
            sent.append(mail)
            if told_by == "the caller":
                stop.set()
            else:
                os.kill(os.getpid(), signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(scheduler, "transport_of", lambda _config: Telling())
    with app.app_context():
        invite("n1")
    try:
        scheduler.run(app, stop)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert len(sent) == 1
    with app.app_context():
        assert db.session.scalars(select(OutboxMail.state)).all() == ["sent"], "what was begun was finished"
        lease = db.session.scalars(select(Lease)).one()
        assert lease.until < lease.beat_at + LEASE_LASTS, "the lease was given back"


def test_without_a_way_to_send_it_does_not_start(app: Flask) -> None:
    app.extensions["settings"] = settings(app.extensions["settings"].instance)
    with pytest.raises(ValueError, match="SMTP_HOST"):
        scheduler.run(app, threading.Event())


def test_what_has_had_its_time_is_swept_and_nothing_else(world: World, first: Worker, clock: Clock) -> None:
    with world.inside():
        furnish(world)
    clock.at = START + timedelta(hours=25)
    run_job(first, BEAT)
    run_job(first, SWEEP)
    with world.inside():
        assert set(db.session.scalars(select(AuthSession.token_hash))) == {"active", "just expired"}
        assert db.session.scalar(select(func.count()).select_from(RateWindow)) == 0
        assert db.session.scalar(select(func.count()).select_from(UsedKey)) == 1
    clock.at = START + timedelta(days=31)
    run_job(first, BEAT)
    run_job(first, SWEEP)
    with world.inside():
        assert db.session.scalars(select(AuthSession)).all() == []
        assert db.session.scalars(select(UsedKey)).all() == []


@transaction
def furnish(world: World) -> None:
    astrid = world.person("Astrid")
    grant = db.session.scalars(
        select(RoleGrant).where(RoleGrant.person_id == astrid.id, RoleGrant.role == Role.GUIDE)
    ).one()
    for name, state, ended_after in (
        ("active", sessions.State.ACTIVE, None), ("ended", sessions.State.ENDED, 0),
        ("expired", sessions.State.EXPIRED, 0), ("just expired", sessions.State.EXPIRED, 2),
    ):
        ended_at = None if ended_after is None else START + timedelta(hours=ended_after)
        db.session.add(AuthSession(
            id=new_id(), token_hash=name, person_id=astrid.id, grant_id=grant.id, data="{}", state=state,
            created_at=START, last_seen_at=START, ended_at=ended_at,
        ))
    db.session.add(UsedKey(person_id=astrid.id, key=new_id(), fingerprint="", result="", used_at=START))
    db.session.add(RateWindow(key="counted", count=1, ends_at=START + throttle.SIGN_IN_ACCOUNT.window))
