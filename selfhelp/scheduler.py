"""The one process that runs due work: sends mail, plans reminders, sweeps.

Any number may be started; one works, the others stand by. Which one is told by a lease row that the working one renews
and any other takes over when it has run out. Jobs are asked for at intervals and work out from the database what is
due, so that a late, missed or doubled run neither loses nor repeats anything. No job has a time of day: from 2 to 3 at
night there is an hour that comes twice or not at all.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from selfhelp import clock
from selfhelp.access import sessions, throttle, tokens
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import Lease
from selfhelp.features.drafts import once
from selfhelp.features.reminders.actions import plan_reminders
from selfhelp.messages.delivery import deliver_due
from selfhelp.messages.transports import Transport, transport_of

LEASE = "scheduler"
LEASE_LASTS = timedelta(seconds=30)  # three beats: one missed does not hand it over
MAILS_AT_A_TIME = 20  # few enough that a request to stop is soon obeyed
HANDS_ON_MISSED = int(timedelta(hours=1).total_seconds())


@dataclass(frozen=True)
class Worker:
    """One scheduler process. `name` tells it from every other."""

    app: Flask
    transport: Transport
    name: str
    now: Callable[[], datetime] = clock.now


@dataclass(frozen=True)
class Job:
    name: str
    every: timedelta
    do: Callable[[Worker], object]
    on_standby: bool = False  # done also by those that do not hold the lease


def send_mail(worker: Worker) -> None:
    deliver_due(worker.transport, worker.now, MAILS_AT_A_TIME)


def remind(worker: Worker) -> None:
    plan_reminders(worker.now())


def sweep(worker: Worker) -> None:
    """Remove what has had its time: counted tries, sessions, tokens, keys of forms."""
    for remove in (throttle.sweep, sessions.sweep, tokens.sweep, once.sweep):
        remove(worker.now())


def beat(worker: Worker) -> None:
    take_lease(worker.name, worker.now())


JOBS = (
    Job("beat", timedelta(seconds=10), beat, on_standby=True),
    Job("send mail", timedelta(seconds=5), send_mail),
    Job("plan reminders", timedelta(minutes=1), remind),
    Job("sweep", timedelta(hours=1), sweep),
)


def run(app: Flask, stop: threading.Event | None = None) -> None:
    """Work until told to stop by SIGTERM, SIGINT or `stop`; what is begun is finished, and the lease given back."""
    stop = stop or threading.Event()
    stop_on_signals(stop)
    worker = Worker(app, transport_of(app.extensions["settings"]), new_name())
    run_job(worker, JOBS[0])  # the lease first: the others look at it
    scheduler = build(worker)
    scheduler.start()
    app.logger.info("scheduler %s has started", worker.name)
    stop.wait()
    scheduler.shutdown(wait=True)
    with app.app_context():
        give_back_lease(worker.name, worker.now())
    app.logger.info("scheduler %s has ended", worker.name)


def stop_on_signals(stop: threading.Event) -> None:
    if threading.current_thread() is not threading.main_thread():
        return  # signals belong to the main thread, which then has `stop`

    def told(_number: int, _frame: FrameType | None) -> None:
        # In a thread: this one may be inside stop.wait() or an earlier stop.set(), holding the lock set() needs.
        threading.Thread(target=stop.set).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)


def build(worker: Worker) -> BackgroundScheduler:
    """The jobs, ready to start. Kept in memory: what is due stands in the database."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a job that is still busy is no news
    scheduler = BackgroundScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(len(JOBS))},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": HANDS_ON_MISSED},
    )
    for job in JOBS:
        scheduler.add_job(
            run_job, IntervalTrigger(seconds=int(job.every.total_seconds()), timezone=UTC), args=(worker, job),
            id=job.name, next_run_time=worker.now(),
        )
    return scheduler


def run_job(worker: Worker, job: Job) -> None:
    """One run in a context of its own. What goes wrong is told by its kind alone and stops nothing else."""
    with worker.app.app_context():
        try:
            if job.on_standby or holds_lease(worker.name, worker.now()):
                job.do(worker)
        except Exception as error:
            worker.app.logger.error("job %s failed: %s", job.name, type(error).__name__)


def new_name() -> str:
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


@transaction
def take_lease(name: str, now: datetime) -> bool:
    """Renew the lease, or take it if nobody's is running; whether we have it."""
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    ours = {"owner": name, "until": now + LEASE_LASTS, "beat_at": now}
    row = insert(Lease).values(name=LEASE, **ours)
    taken = row.on_conflict_do_update(
        index_elements=[Lease.name], set_=ours, where=(Lease.owner == name) | (Lease.until <= now)
    )
    return db.session.scalar(taken.returning(Lease.name)) is not None


def holds_lease(name: str, now: datetime) -> bool:
    ours = select(Lease.name).where(Lease.name == LEASE, Lease.owner == name, Lease.until > now)
    return db.session.scalar(ours) is not None


@transaction
def give_back_lease(name: str, now: datetime) -> None:
    """So that one that stands by need not wait for it to run out."""
    db.session.execute(update(Lease).where(Lease.name == LEASE, Lease.owner == name).values(until=now))
