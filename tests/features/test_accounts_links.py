"""What the links in mails open: forgotten passwords and invitations."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from selfhelp import clock
from selfhelp.access import tokens
from selfhelp.access.roles import Role
from selfhelp.access.tokens import TokenKind
from selfhelp.db.base import db
from selfhelp.db.tables import AuditEvent, AuthSession, OneTimeToken, OutboxMail
from selfhelp.features.people import actions as people
from selfhelp.features.people.actions import NewPerson
from tests.support.pages import press, sign_in, without_tokens
from tests.support.patients import actor_of
from tests.support.world import PASSWORD, World, email_of

NEW = "tre grønne stoler"
BORN = "1988-05-14"


def reset_link(world: World, name: str) -> str:
    with world.inside():
        return f"/reset/{tokens.make(world.person(name).id, TokenKind.RESET, clock.now())}"


def invitation(world: World, name: str) -> str:
    with world.inside():
        return f"/invitation/{tokens.make(world.person(name).id, TokenKind.INVITATION, clock.now())}"


def invited_guide(world: World) -> str:
    """The link Anne's invitation of Tone leads to."""
    with world.inside():
        people.invite_staff(
            actor_of(world.person("Anne")), NewPerson("Tone Berg", email_of("Tone")), Role.GUIDE, clock.now()
        )
    return invitation(world, "Tone")


def invited_kari(world: World) -> str:
    world.patient("Kari", accepted=False)
    return invitation(world, "Kari")


def state_of(world: World, name: str) -> tuple[object, ...]:
    """What must be as before after a refusal."""
    with world.inside():
        person = world.person(name)
        sessions = db.session.scalars(select(AuthSession.state).where(AuthSession.person_id == person.id)).all()
        return person.state, person.password_hash, tuple(sessions)


def mails(world: World, kind: str) -> list[uuid.UUID]:
    with world.inside():
        return list(db.session.scalars(select(OutboxMail.person_id).where(OutboxMail.kind == kind)))


# Forgotten password


def test_a_link_goes_to_whoever_has_the_address_and_to_nobody_else(world: World) -> None:
    for address in (email_of("Anne"), "stranger@example.com"):
        assert press(world.client(), "/forgotten", email=address).location == "/forgotten/sent"
    with world.inside():
        anne = world.person("Anne").id
    assert mails(world, "password-reset") == [anne]


@pytest.mark.parametrize("address", ["stranger@example.com", "kari@example.com", "bjorn@example.com", "not an address"])
def test_the_answer_is_the_same_for_every_address(world: World, address: str) -> None:
    world.patient("Kari", accepted=False)
    client, known = world.client(), world.client()
    answer = press(client, "/forgotten", email=address)
    expected = press(known, "/forgotten", email=email_of("Anne"))
    assert (answer.status_code, answer.location, answer.data) == (303, expected.location, expected.data)
    assert without_tokens(client.get("/forgotten/sent").text) == without_tokens(known.get("/forgotten/sent").text)


def test_the_outbox_holds_no_token_and_no_address(world: World) -> None:
    press(world.client(), "/forgotten", email=email_of("Anne"))
    with world.inside():
        (mail,) = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "password-reset"))
        assert "anne" not in mail.once
        assert db.session.scalar(select(OneTimeToken)) is None  # made when it is sent


def test_a_mailbox_is_not_filled_and_the_answer_does_not_tell(world: World) -> None:
    with time_machine.travel(world.now, tick=False) as travel:
        for _ in range(10):
            assert press(world.client(), "/forgotten", email=email_of("Anne")).status_code == 303
            travel.shift(timedelta(minutes=2))
        assert len(mails(world, "password-reset")) == 3
        travel.shift(timedelta(hours=1))
        press(world.client(), "/forgotten", email=email_of("Anne"))
        assert len(mails(world, "password-reset")) == 4


def test_a_double_click_asks_for_one_mail(world: World) -> None:
    with time_machine.travel(world.now, tick=False):
        for _ in range(2):
            press(world.client(), "/forgotten", email=email_of("Anne"))
    assert len(mails(world, "password-reset")) == 1


def test_the_link_changes_the_password_once_and_ends_every_session(world: World) -> None:
    there = world.client("Anne")
    link = reset_link(world, "Anne")
    here = world.client()
    assert press(here, link, password=NEW).location == "/sign-in"
    assert there.get("/me").status_code == 302
    assert sign_in(world.client(), "Anne").status_code == 401
    assert sign_in(world.client(), "Anne", NEW).status_code == 303
    assert world.client().get(link).status_code == 404
    with world.inside():
        (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "password changed"))
        assert (event.object_id, event.address) == (str(world.person("Anne").id), "127.0.0.1")


def test_the_rule_stands_beside_the_field_before_she_chooses(world: World) -> None:
    page = world.client().get(reset_link(world, "Anne")).text
    assert 'aria-describedby="password-hint"' in page
    assert 'autocomplete="new-password"' in page
    assert "Anne" not in page
    assert email_of("Anne") not in page


@pytest.mark.parametrize("weak", ["", "kort", "passord1234", "Sommer2026!", "anne1987", "password", "x" * 257])
def test_a_weak_password_is_refused_and_the_link_still_works(world: World, weak: str) -> None:
    link = reset_link(world, "Anne")
    before = state_of(world, "Anne")
    answer = press(world.client(), link, password=weak)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert state_of(world, "Anne") == before
    assert press(world.client(), link, password=NEW).status_code == 303


def test_after_an_hour_the_link_is_dead(world: World) -> None:
    with time_machine.travel(world.now, tick=False) as travel:
        link = reset_link(world, "Anne")
        travel.shift(timedelta(minutes=59))
        assert world.client().get(link).status_code == 200
        travel.shift(timedelta(minutes=1))
        before = state_of(world, "Anne")
        assert world.client().get(link).status_code == 404
        assert press(world.client(), link, page="/sign-in", password=NEW).status_code == 404
        assert state_of(world, "Anne") == before


def test_every_dead_link_looks_alike(world: World) -> None:
    used = reset_link(world, "Anne")
    press(world.client(), used, password=NEW)
    replaced = reset_link(world, "Mona")
    living = reset_link(world, "Mona")
    other_kind = invited_guide(world).replace("invitation", "reset")
    answers = [world.client().get(link) for link in (used, replaced, other_kind, living[:-1], "/reset/x")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({without_tokens(answer.text) for answer in answers}) == 1
    assert world.client().get(living).status_code == 200


def test_guessing_links_is_slowed_and_the_owner_elsewhere_is_not(world: World) -> None:
    link = reset_link(world, "Anne")
    guesser = world.client()
    answers = [guesser.get(f"/reset/{n}", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code for n in range(70)]
    assert answers[-1] == 429
    assert world.client().get(link, environ_base={"REMOTE_ADDR": "192.0.2.8"}).status_code == 200


def test_opening_the_link_many_times_uses_nothing_up(world: World) -> None:
    link = reset_link(world, "Anne")
    assert {world.client().get(link).status_code for _ in range(65)} == {200}


def test_the_address_of_the_link_is_sent_to_nobody(world: World) -> None:
    answer = world.client().get(reset_link(world, "Anne"))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


# Invitations


def test_the_invitation_says_nothing_of_whom_or_what(world: World) -> None:
    page = world.client().get(invited_kari(world)).text
    words = (
        "kari", "nordvik", "astrid", "depress", "nedstemt", "behandling", "treatment", "pasient", "patient", "1988",
    )
    assert [word for word in words if word in page.casefold()] == []


def test_kari_shows_who_she_is_chooses_a_password_and_is_in(world: World) -> None:
    client, link = world.client(), invited_kari(world)
    answer = press(client, link, birth_date=BORN, password=NEW)
    assert (answer.status_code, answer.location) == (303, "/welcome")
    assert client.get("/sign-in").location == "/today"  # she is signed in
    assert sign_in(world.client(), "Kari", NEW).status_code == 303
    with world.inside():
        (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "invitation accepted"))
        assert event.patient_id == world.person("Kari").id


@pytest.mark.parametrize("written", ["14.05.1988", "14.5.1988", "1988-05-14"])
def test_a_birth_date_can_be_written_as_people_do(world: World, written: str) -> None:
    assert press(world.client(), invited_kari(world), birth_date=written, password=NEW).status_code == 303


@pytest.mark.parametrize("wrong", ["1988-05-15", "", "i mai", "31.02.1988"])
def test_somebody_else_with_the_link_does_not_come_in(world: World, wrong: str) -> None:
    link = invited_kari(world)
    before = state_of(world, "Kari")
    client = world.client()
    answer = press(client, link, birth_date=wrong, password=NEW)
    assert answer.status_code == 422
    assert 'id="birth_date-problem"' in answer.text
    assert "Kari" not in answer.text
    assert state_of(world, "Kari") == before
    assert client.get("/me").status_code == 302


def test_after_five_wrong_birth_dates_the_invitation_ends(world: World) -> None:
    link = invited_kari(world)
    before = state_of(world, "Kari")
    answers = [
        press(world.client(), link, page="/sign-in", birth_date=f"1988-05-{day}", password=NEW).status_code
        for day in range(20, 25)
    ]
    assert answers == [422, 422, 422, 422, 404]
    assert press(world.client(), link, page="/sign-in", birth_date=BORN, password=NEW).status_code == 404
    assert state_of(world, "Kari") == before
    # Siri sends a new one, and that works.
    assert press(world.client(), invitation(world, "Kari"), birth_date=BORN, password=NEW).status_code == 303


def test_a_weak_password_does_not_use_up_a_birth_date(world: World) -> None:
    link = invited_kari(world)
    for _ in range(6):
        assert press(world.client(), link, birth_date="1988-05-20", password="passord1").status_code == 422
    assert press(world.client(), link, birth_date=BORN, password=NEW).status_code == 303


def test_who_it_is_for_cannot_be_found_out_through_the_password_rule(world: World) -> None:
    link = invited_kari(world)
    her_name = press(world.client(), link, birth_date="1988-05-20", password="kari1234")
    another = press(world.client(), link, birth_date="1988-05-20", password="ola12345")
    assert without_tokens(her_name.text) == without_tokens(another.text)


def test_tone_chooses_a_password_and_lands_on_the_queue(world: World) -> None:
    client, link = world.client(), invited_guide(world)
    assert "birth_date" not in client.get(link).text
    assert press(client, link, password=NEW).location == "/guide/queue"
    assert world.client().get(link).status_code == 404
    assert press(world.client(), link, page="/sign-in", password="en helt annen setning").status_code == 404
    assert sign_in(world.client(), "Tone", NEW).status_code == 303


def test_an_invitation_speaks_the_language_of_the_invited(world: World) -> None:
    world.patient("Kari", accepted=False, language="en")
    link = invitation(world, "Kari")
    client = world.client()
    answer = client.get(link)
    assert answer.location == f"{link}?language=en"
    assert '<html lang="en"' in client.get(answer.location).text
    assert client.get(f"{link}?language=nb").status_code == 200


def test_an_invitation_lives_for_two_weeks(world: World) -> None:
    with time_machine.travel(world.now, tick=False) as travel:
        link = invited_kari(world)
        travel.shift(timedelta(days=14, seconds=-1))
        assert world.client().get(link).status_code == 200
        travel.shift(timedelta(seconds=1))
        assert world.client().get(link).status_code == 404


def test_an_invitation_whose_account_is_closed_is_dead(world: World) -> None:
    link = invited_guide(world)
    with world.inside():
        people.close_account(actor_of(world.person("Anne")), world.person("Tone"), clock.now())
    assert world.client().get(link).status_code == 404


def test_accepting_in_a_browser_where_a_colleague_is_signed_in_signs_the_colleague_out(
    world: World, app: Flask
) -> None:
    client = world.client("Anne")
    kept = client.get_cookie("steg")
    assert press(client, invited_guide(world), password=NEW).status_code == 303
    assert client.get("/admin/staff").status_code == 403
    before = app.test_client()
    before.set_cookie("steg", kept.value if kept else "")
    assert before.get("/me").status_code == 302


def test_the_password_she_had_does_not_open_an_invited_account(world: World) -> None:
    world.patient("Kari", accepted=False)
    assert sign_in(world.client(), "Kari", PASSWORD).status_code == 401
