"""A real mail server that is well, slow, down or unwilling: nothing is lost, nothing is sent twice without need."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from itertools import pairwise

import pytest
from flask import Flask

from selfhelp.access.tokens import TokenKind, find
from selfhelp.db import keys
from selfhelp.db.session import transaction
from selfhelp.db.tables import OutboxMail
from selfhelp.features.people.actions import NewPerson, add_person
from selfhelp.messages import outbox
from selfhelp.messages.delivery import CLAIM_LASTS, LONGEST_PAUSE, Delivered, claim_next, deliver_due, pause_after
from selfhelp.messages.kinds import Kind
from selfhelp.messages.transports import SmtpTransport, Transport
from tests.support.post import Clock, PostOffice, free_port, open_office
from tests.support.world import START

Rows = Callable[[], list[OutboxMail]]
ONE_SENT = Delivered(sent=1, dropped=0, put_off=0, failed=0)
ONE_PUT_OFF = Delivered(sent=0, dropped=0, put_off=1, failed=0)
ONE_FAILED = Delivered(sent=0, dropped=0, put_off=0, failed=1)


class Killed(BaseException):
    """The process is gone; nothing after this line runs."""


@transaction
def invite(*names: str) -> None:
    for name in names:
        person = add_person(NewPerson(name, f"{name}@example.com"), START)
        outbox.enqueue(Kind.STAFF_INVITATION, person.id, None, f"invitation:{person.id}", START)


def deliver(app: Flask, by: Transport, clock: Clock) -> Delivered:
    with app.app_context():
        return deliver_due(by, clock)


@pytest.fixture
def invited(app: Flask) -> None:
    with app.app_context():
        invite("n17")


@pytest.mark.usefixtures("invited")
def test_a_mail_arrives_and_its_link_works(
    app: Flask, office: PostOffice, by_post: SmtpTransport, clock: Clock, outbox_rows: Rows
) -> None:
    assert deliver(app, by_post, clock) == ONE_SENT
    (mail,), (row,) = office.taken, outbox_rows()
    assert (mail["To"], mail["From"]) == ("n17@example.com", "no-reply@example.com")
    assert mail["Auto-Submitted"] == "auto-generated"
    token = mail.get_content().split("/invitation/")[1].split()[0]
    with app.app_context():
        found = find(token, TokenKind.INVITATION, clock())
        assert found is not None
        assert found.person_id == row.person_id
    assert (row.state, row.ended_at) == ("sent", START)
    assert deliver(app, by_post, clock) == Delivered(0, 0, 0, 0), "sent once"


@pytest.mark.usefixtures("invited")
def test_a_passing_refusal_is_tried_again_later_and_later(
    app: Flask, office: PostOffice, by_post: SmtpTransport, clock: Clock, outbox_rows: Rows
) -> None:
    office.refuses["*"] = "451 4.3.0 try again n17@example.com"
    waits = []
    for _try in range(4):
        assert deliver(app, by_post, clock) == ONE_PUT_OFF
        assert deliver(app, by_post, clock) == Delivered(0, 0, 0, 0), "not before its time"
        (row,) = outbox_rows()
        waits.append(row.next_try_at - clock())
        clock.at = row.next_try_at
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert row.last_error == "smtp 451", "the server's words could hold the address"
    office.refuses.clear()
    assert deliver(app, by_post, clock) == ONE_SENT


@pytest.mark.usefixtures("invited")
@pytest.mark.parametrize("stage", ["recipient", "content"])
def test_a_final_refusal_is_not_tried_again(
    app: Flask, office: PostOffice, by_post: SmtpTransport, clock: Clock, outbox_rows: Rows, stage: str
) -> None:
    if stage == "recipient":
        office.refuses["n17@example.com"] = "550 5.1.1 nobody of that name"
    else:
        office.answer_to_data = "554 5.7.1 no"
    assert deliver(app, by_post, clock) == ONE_FAILED
    (row,) = outbox_rows()
    assert (row.state, row.last_error) == ("failed", "smtp 550" if stage == "recipient" else "smtp 554")
    clock.pass_(timedelta(days=1))
    assert deliver(app, by_post, clock) == Delivered(0, 0, 0, 0)


@pytest.mark.usefixtures("invited")
def test_after_three_days_it_is_given_up(
    app: Flask, office: PostOffice, by_post: SmtpTransport, clock: Clock, outbox_rows: Rows
) -> None:
    office.refuses["*"] = "421 too busy"
    tries = 0
    while outbox_rows()[0].state == "waiting":
        clock.at = outbox_rows()[0].next_try_at
        deliver(app, by_post, clock)
        tries += 1
        assert tries < 40
    assert outbox_rows()[0].state == "failed"
    assert timedelta(days=3) <= clock() - START < timedelta(days=3) + LONGEST_PAUSE


def test_pauses_grow_to_six_hours() -> None:
    pauses = [pause_after(tries) for tries in range(1, 60)]
    assert pauses[0] == timedelta(minutes=1)
    assert pauses[-1] == timedelta(hours=6)
    assert all(one <= next_ for one, next_ in pairwise(pauses))


def test_the_server_is_down_and_comes_back(app: Flask, clock: Clock, outbox_rows: Rows) -> None:
    office = PostOffice(free_port())
    by = SmtpTransport(office.settings())
    with app.app_context():
        invite(*(f"n{number}" for number in range(12)))
    for _round in range(3):
        assert deliver(app, by, clock) == ONE_PUT_OFF, "with the server down one try is enough"
        clock.pass_(timedelta(seconds=5))
    assert [row.last_error for row in outbox_rows() if row.last_error] == ["ConnectionRefusedError"] * 3
    with open_office(office):
        clock.pass_(timedelta(hours=6))
        assert deliver(app, by, clock).sent == 12
    assert sorted(str(mail["To"]) for mail in office.taken) == sorted(f"n{number}@example.com" for number in range(12))


@pytest.mark.usefixtures("invited")
def test_a_server_that_hangs_after_the_mail_gets_it_again_under_the_same_id(
    app: Flask, office: PostOffice, by_post: SmtpTransport, impatient: SmtpTransport, clock: Clock
) -> None:
    office.hangs_after_data = True
    assert deliver(app, impatient, clock) == ONE_PUT_OFF
    office.hangs_after_data = False
    clock.pass_(timedelta(minutes=1))
    assert deliver(app, by_post, clock) == ONE_SENT
    assert len(office.taken) == 2
    assert len(set(office.ids())) == 1


@pytest.mark.usefixtures("invited")
def test_a_server_that_hangs_at_goodbye_has_taken_the_mail(
    app: Flask, office: PostOffice, impatient: SmtpTransport, clock: Clock
) -> None:
    office.hangs_at_goodbye = True
    assert deliver(app, impatient, clock) == ONE_SENT
    assert len(office.taken) == 1


def test_one_unwanted_address_does_not_hold_back_the_others(
    app: Flask, office: PostOffice, by_post: SmtpTransport, clock: Clock
) -> None:
    with app.app_context():
        invite("n1", "n2", "n3")
    office.refuses["n2@example.com"] = "450 mailbox busy"
    assert deliver(app, by_post, clock) == Delivered(sent=2, dropped=0, put_off=1, failed=0)


def test_two_deliverers_send_each_mail_once(app: Flask, office: PostOffice, clock: Clock) -> None:
    with app.app_context():
        invite(*(f"n{number}" for number in range(30)))
    start, sent = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        sent.append(deliver(app, SmtpTransport(office.settings()), clock).sent)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == len(office.taken) == len(set(office.ids())) == 30


@pytest.mark.usefixtures("invited")
@pytest.mark.parametrize("moment", ["before sending", "after sending"])
def test_a_crash_loses_nothing_and_doubles_at_most_one_under_the_same_id(
    app: Flask, office: PostOffice, by_post: SmtpTransport, clock: Clock, moment: str
) -> None:
    class Dying:
        def send(self, mail: EmailMessage) -> None:
            if moment == "after sending":
                by_post.send(mail)
            raise Killed

    with pytest.raises(Killed):
        deliver(app, Dying(), clock)
    assert deliver(app, by_post, clock) == Delivered(0, 0, 0, 0), "claimed until the claim runs out"
    clock.pass_(CLAIM_LASTS)
    assert deliver(app, by_post, clock) == ONE_SENT
    assert len(office.taken) == (2 if moment == "after sending" else 1)
    assert len(set(office.ids())) == 1


@pytest.mark.usefixtures("invited")
def test_who_lost_the_claim_does_not_say_what_became_of_the_mail(
    app: Flask, by_post: SmtpTransport, clock: Clock, outbox_rows: Rows
) -> None:
    class Slow:
        """Takes so long that another has taken the mail over, and then fails."""

        def send(self, mail: EmailMessage) -> None:
            clock.pass_(CLAIM_LASTS)
            assert claim_next(clock()) is not None
            raise RuntimeError

    deliver(app, Slow(), clock)
    assert outbox_rows()[0].state == "claimed", "it is the other's now"


def test_a_mail_that_cannot_be_made_does_not_stop_those_behind_it(
    app: Flask, office: PostOffice, by_post: SmtpTransport, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        invite("n1", "n2")
    real, asked = keys.unseal, []

    def broken_once(row: object, column: str) -> str:
        asked.append(row)
        if len(asked) == 1:
            raise keys.SealBroken
        return real(row, column)

    monkeypatch.setattr(keys, "unseal", broken_once)
    assert deliver(app, by_post, clock) == Delivered(sent=1, dropped=0, put_off=1, failed=0)
    assert len(office.taken) == 1
