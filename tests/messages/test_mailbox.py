"""The demo's mailbox page, which is nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from selfhelp.app import create_app
from selfhelp.db.session import transaction
from selfhelp.features.people.actions import NewPerson, add_person
from selfhelp.messages import outbox
from selfhelp.messages.delivery import deliver_due
from selfhelp.messages.kinds import Kind
from selfhelp.messages.transports import transport_of
from tests.support.post import Clock
from tests.support.settings import settings
from tests.support.world import START


@pytest.fixture
def demo(app: Flask) -> Flask:
    """The same house with mail laid in a folder."""
    return create_app(settings(app.extensions["settings"].instance, environment="demo"))


@transaction
def invite(name: str) -> None:
    person = add_person(NewPerson(name, f"{name}@example.com"), START)
    outbox.enqueue(Kind.INVITATION, person.id, None, f"invitation:{person.id}", START)


def test_the_mail_that_was_sent_lies_there_with_a_link_to_press(demo: Flask, clock: Clock) -> None:
    client = demo.test_client()
    assert "Ingen e-post ennå." in client.get("/mailbox").text
    with demo.app_context():
        invite("n17")
        assert deliver_due(transport_of(demo.extensions["settings"]), clock).sent == 1
    page = client.get("/mailbox").text
    assert "Du har fått en invitasjon" in page
    assert "n17@example.com" in page
    mail = client.get("/mailbox/" + page.split('href="/mailbox/')[1].split('"')[0])
    assert 'href="http://localhost/invitation/' in mail.text
    assert mail.headers["Cache-Control"] == "no-store"


def test_what_is_not_there_is_not_there(demo: Flask) -> None:
    assert demo.test_client().get("/mailbox/5f0c1c3e-0000-4000-8000-000000000017").status_code == 404
    assert demo.test_client().get("/mailbox/..%2fsteg.db").status_code == 404


@pytest.mark.parametrize("path", ["/mailbox", "/mailbox/5f0c1c3e-0000-4000-8000-000000000017"])
def test_where_mail_is_sent_there_is_no_such_page(app: Flask, tmp_path: Path, path: str) -> None:
    folder = tmp_path / "mailbox"
    folder.mkdir()
    (folder / "5f0c1c3e-0000-4000-8000-000000000017.eml").write_text("Subject: Hei\n\nHei.\n")
    assert app.test_client().get(path).status_code == 404
