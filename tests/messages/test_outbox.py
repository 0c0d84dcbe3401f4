"""A mail stands or falls with what it tells of, and is added once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from selfhelp.db.base import new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import OutboxMail
from selfhelp.features.people.actions import NewPerson, add_person
from selfhelp.messages import outbox
from selfhelp.messages.kinds import Kind
from tests.support.world import START

Rows = Callable[[], list[OutboxMail]]


@transaction
def register(name: str, *, fails: bool = False) -> None:
    person = add_person(NewPerson(name, f"{name}@example.com"), START)
    for _asked in range(2):
        outbox.enqueue(Kind.STAFF_INVITATION, person.id, None, f"invitation:{name}", START)
    if fails:
        raise RuntimeError


def test_the_same_asked_for_twice_is_there_once(app: Flask, outbox_rows: Rows) -> None:
    with app.app_context():
        register("n17")
    assert [(row.once, row.state, row.tries) for row in outbox_rows()] == [("invitation:n17", "waiting", 0)]


def test_nothing_is_sent_of_what_was_not_stored(app: Flask, outbox_rows: Rows) -> None:
    with app.app_context(), pytest.raises(RuntimeError):
        register("n17", fails=True)
    assert outbox_rows() == []


def test_what_was_taken_back_is_dropped_and_nothing_else(app: Flask, outbox_rows: Rows) -> None:
    taken_back, other = new_id(), new_id()
    with app.app_context():
        register("n17")
        person_id = outbox_rows()[0].person_id
        for letter in (taken_back, other):
            later = START + timedelta(seconds=30)
            outbox.enqueue(Kind.LETTER_WAITING, person_id, letter, f"letter:{letter}", START, later)
        outbox.cancel(Kind.LETTER_WAITING, taken_back, START)
    states = {row.subject_id: row.state for row in outbox_rows()}
    assert states == {None: "waiting", taken_back: "dropped", other: "waiting"}
