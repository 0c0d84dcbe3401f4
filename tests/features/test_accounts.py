"""Signing in and out, roles, and one's own settings."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from selfhelp import clock
from selfhelp.access import passwords
from selfhelp.access.roles import Role
from selfhelp.app import create_app
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuditEvent, AuthSession, Person, RoleGrant
from selfhelp.features.people.actions import grant_role
from tests.support.pages import cookie_of, press, sign_in, without_tokens
from tests.support.settings import settings
from tests.support.world import PASSWORD, World, csrf_of, email_of

HOMES = {
    "Astrid": "/guide/queue", "Siri": "/supervisor/caseload", "Anne": "/admin/staff", "Mona": "/me",
    "Frode": "/author/modules",
}


def events(action: str) -> list[AuditEvent]:
    return list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.number)))


@transaction
def change(person: Person, **values: object) -> None:
    for name, value in values.items():
        setattr(person, name, value)


@transaction
def also(world: World, name: str, role: Role) -> None:
    grant_role(None, world.person(name), role, world.team("nordvik").id, world.now + timedelta(days=1))


# Signing in


@pytest.mark.parametrize("name", HOMES)
def test_everybody_lands_on_her_own_first_page(world: World, name: str) -> None:
    answer = sign_in(world.client(), name)
    assert (answer.status_code, answer.location) == (303, HOMES[name])


def test_kari_lands_on_today(world: World) -> None:
    world.patient("Kari")
    assert sign_in(world.client(), "Kari").location == "/today"


def test_upper_case_in_the_address_does_not_matter_and_the_last_letter_of_the_password_does(world: World) -> None:
    assert sign_in(world.client(), "ANNE@Example.com").status_code == 303
    assert sign_in(world.client(), "Anne", PASSWORD[:-1]).status_code == 401
    assert sign_in(world.client(), "Anne", PASSWORD.upper()).status_code == 401


def test_a_wrong_password_opens_nothing_and_is_noted(world: World) -> None:
    client = world.client()
    assert sign_in(client, "Anne", "fjellvann og blåbær").status_code == 401
    assert client.get("/me").status_code == 302
    with world.inside():
        (event,) = events("sign-in failed")
        assert (event.outcome, event.object_id, event.address) == (
            "refused", str(world.person("Anne").id), "127.0.0.1"
        )
        assert db.session.scalar(select(func.count()).select_from(AuthSession)) == 0


def test_an_address_nobody_has_is_noted_without_saying_which(world: World) -> None:
    sign_in(world.client(), "stranger@example.com")
    with world.inside():
        (event,) = events("sign-in failed")
        assert event.object_id is None


@pytest.mark.parametrize("case", ["unknown", "known", "invited", "closed"])
def test_the_answer_and_the_work_are_the_same_whoever_has_the_address(
    world: World, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.inside():
        if case in ("invited", "closed"):
            change(world.person("Bjørn"), state=case)
    address = "nobody@example.com" if case == "unknown" else email_of("Bjørn")
    verified: list[str | None] = []
    really = passwords.verify

    def counting(stored: str | None, password: str) -> bool:
        verified.append(stored)
        return really(stored, password)

    monkeypatch.setattr(passwords, "verify", counting)
    # Somebody invited or closed is refused with her right password too.
    answer = sign_in(world.client(), address, PASSWORD if case != "known" else "en annen setning")
    assert answer.status_code == 401
    assert len(verified) == 1
    assert (verified[0] is not None) == (case == "known")
    other = sign_in(world.client(), "other@example.com")
    assert without_tokens(answer.text).replace(address, "") == without_tokens(other.text).replace(
        "other@example.com", ""
    )
    assert [one.split("=")[0] for one in answer.headers.getlist("Set-Cookie")] == []


def test_verifying_against_nothing_hashes_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    really = passwords._hasher.__class__.verify

    def counting(self: object, stored: str, password: str) -> bool:
        hashed.append(stored)
        return really(passwords._hasher, stored, password)

    monkeypatch.setattr(passwords._hasher.__class__, "verify", counting)
    assert passwords.verify(None, PASSWORD) is False
    assert len(hashed) == 1
    assert hashed[0].startswith("$argon2id$")


def test_an_empty_form_says_what_is_missing(world: World) -> None:
    answer = press(world.client(), "/sign-in", email="", password="")
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_an_old_hash_is_renewed_when_she_signs_in(world: World) -> None:
    weak = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with world.inside():
        change(world.person("Anne"), password_hash=weak)
    assert sign_in(world.client(), "Anne").status_code == 303
    with world.inside():
        renewed = world.person("Anne").password_hash
    assert renewed is not None
    assert renewed != weak
    assert passwords.verify(renewed, PASSWORD)


# Where to


@pytest.mark.parametrize("wished", ["/privacy", "/admin/staff?x=1", "/me"])
def test_she_comes_back_to_the_page_she_asked_for(world: World, wished: str) -> None:
    expected = "/admin/staff" if wished == "/privacy" else wished  # an open page needs no signing in
    assert sign_in(world.client(), "Anne", next=wished).location == expected


@pytest.mark.parametrize("evil", [
    "https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)",
    "evil.example", "/no-such-page", "/sign-out", "/leave", "/guide/queue", "/" + "a" * 3000,
])  # fmt: skip
def test_nobody_else_decides_where_she_lands(world: World, evil: str) -> None:
    assert sign_in(world.client(), "Anne", next=evil).location == "/admin/staff"


def test_a_page_of_hers_leads_to_sign_in_and_back(world: World) -> None:
    client = world.client()
    assert client.get("/admin/staff?a=b").location == "/sign-in?next=/admin/staff?a%3Db"
    assert 'name="next" value="/admin/staff?a=b"' in client.get("/sign-in?next=/admin/staff?a%3Db").text


# The session


def test_signing_in_gives_a_new_cookie_and_keeps_nothing_of_the_old(world: World) -> None:
    client = world.client()
    client.get("/sign-in")
    before = cookie_of(client)
    sign_in(client, "Anne")
    assert cookie_of(client) != before
    assert "." not in cookie_of(client)


def test_a_cookie_she_was_given_by_somebody_else_is_not_taken_over(world: World) -> None:
    client = world.client()
    client.set_cookie("steg", "A" * 43)
    sign_in(client, "Anne")
    assert cookie_of(client) != "A" * 43


def test_signing_out_ends_it_on_the_server(world: World, app: Flask) -> None:
    client = world.client("Anne")
    kept = cookie_of(client)
    answer = press(client, "/sign-out", page="/me")
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    thief = app.test_client()
    thief.set_cookie("steg", kept)
    assert thief.get("/me").status_code == 302
    with world.inside():
        assert len(events("signed out")) == 1


def test_a_link_cannot_sign_her_out(world: World) -> None:
    client = world.client("Anne")
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400  # without the token of a form
    assert client.get("/me").status_code == 200


def test_leaving_quickly_ends_the_session_and_goes_to_the_weather(world: World, app: Flask) -> None:
    world.patient("Kari")
    client = world.client("Kari")
    kept = cookie_of(client)
    answer = client.get("/leave")
    assert (answer.status_code, answer.location) == (303, "https://www.yr.no/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    thief = app.test_client()
    thief.set_cookie("steg", kept)
    assert thief.get("/me").status_code == 302


def test_leaving_without_being_signed_in_is_no_error(world: World) -> None:
    assert world.client().get("/leave").status_code == 303


def test_a_second_sign_in_in_the_same_browser_ends_the_first(world: World, app: Flask) -> None:
    client = world.client("Anne")
    first = cookie_of(client)
    world.patient("Kari")
    client.delete_cookie("steg")
    client.set_cookie("steg", first)
    token = csrf_of(client.get("/me").text)
    client.post("/sign-in", data={"email": email_of("Kari"), "password": PASSWORD, "csrf_token": token})
    thief = app.test_client()
    thief.set_cookie("steg", first)
    assert thief.get("/me").status_code == 302


def test_the_sign_in_page_leads_somebody_signed_in_home(world: World) -> None:
    assert world.client("Anne").get("/sign-in").location == "/admin/staff"


def test_a_form_sent_after_the_session_ran_out_meets_the_sign_in_page(world: World) -> None:
    with time_machine.travel(world.now, tick=False) as travel:
        client = world.client("Mona")
        token = csrf_of(client.get("/me").text)
        travel.shift(timedelta(minutes=31))
        answer = client.post("/me/reminders", data={"csrf_token": token, "hour": "9"})
        assert answer.status_code == 401
        assert 'action="/sign-in"' in answer.text
        again = client.post(
            "/sign-in", data={"email": email_of("Mona"), "password": PASSWORD, "csrf_token": csrf_of(answer.text)}
        )
        assert again.status_code == 303


def test_she_can_sign_in_again_though_her_first_session_never_showed_a_form(world: World) -> None:
    with time_machine.travel(world.now, tick=False) as travel:
        client = world.client("Mona")  # signed in, and the next page was never opened
        travel.shift(timedelta(hours=1))
        assert sign_in(client, "Mona").status_code == 303


# Roles


def test_with_two_roles_she_works_in_one_and_changes_by_choice(world: World) -> None:
    with world.inside():
        also(world, "Siri", Role.GUIDE)
    client = world.client("Siri")
    kept = cookie_of(client)
    page = client.get("/me").text
    assert client.get("/guide/queue").status_code == 403
    grant = page.split('name="grant" value="')[1].split('"')[0]
    answer = press(client, "/role", page="/me", grant=grant)
    assert answer.location == "/guide/queue"
    assert cookie_of(client) != kept
    assert client.get("/supervisor/caseload").status_code == 403
    with world.inside():
        (event,) = events("role taken")
        assert (event.actor_role, event.object_id) == ("guide", grant)
    # Next time she begins where she left off.
    assert sign_in(world.client(), "Siri").location == "/guide/queue"


def test_nobody_takes_a_role_that_is_not_hers(world: World) -> None:
    client = world.client("Mona")
    with world.inside():
        annes = db.session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == world.person("Anne").id)).one()
    for wrong in (str(annes), str(uuid.uuid4()), "x"):
        assert press(client, "/role", page="/me", grant=wrong).status_code == 404
    assert client.get("/admin/staff").status_code == 403


# Settings


def test_language_is_hers_and_follows_her_to_the_next_browser(world: World) -> None:
    client = world.client("Mona")
    assert '<html lang="nb"' in client.get("/me").text
    assert press(client, "/language", page="/me", language="en", next="/privacy").location == "/privacy"
    assert '<html lang="en"' in client.get("/me").text
    assert '<html lang="en"' in world.client("Mona").get("/help-now").text


def test_a_language_there_is_not_is_refused_and_the_page_goes_nowhere_else(world: World) -> None:
    client = world.client("Mona")
    assert press(client, "/language", page="/me", language="sv").status_code == 422
    assert press(client, "/language", page="/me", language="nb", next="//evil.example").location == "/me"
    with world.inside():
        assert world.person("Mona").language == "nb"


def test_dark_is_remembered_by_the_browser(world: World) -> None:
    client = world.client("Mona")
    press(client, "/me/appearance", page="/me", appearance="dark")
    assert 'data-color-scheme="dark"' in client.get("/me").text
    assert press(client, "/me/appearance", page="/me", appearance="pink").status_code == 422
    assert 'data-color-scheme="dark"' in client.get("/sign-in").text or client.get("/sign-in").status_code == 303


def test_kari_chooses_when_she_is_reminded(world: World) -> None:
    world.patient("Kari")
    client = world.client("Kari")
    assert press(client, "/me/reminders", page="/me", reminders="y", hour="18").status_code == 303
    with world.inside():
        kari = world.person("Kari")
        assert (kari.reminders, kari.reminder_hour) == (True, 18)
    press(client, "/me/reminders", page="/me", hour="18")
    with world.inside():
        assert world.person("Kari").reminders is False


@pytest.mark.parametrize("hour", ["7", "21", "-1", "noon", ""])
def test_nobody_is_reminded_at_night(world: World, hour: str) -> None:
    world.patient("Kari")
    client = world.client("Kari")
    assert press(client, "/me/reminders", page="/me", reminders="y", hour=hour).status_code == 422
    with world.inside():
        assert world.person("Kari").reminder_hour == 9


def test_the_quick_exit_stands_on_every_page_when_she_wants_it(world: World) -> None:
    world.patient("Kari")
    client = world.client("Kari")
    assert "top__exit" not in client.get("/me").text
    press(client, "/me/leave-button", page="/me", shown="y")
    assert "top__exit" in client.get("/me").text
    assert "top__exit" in client.get("/help-now").text
    assert "top__exit" in world.client("Kari").get("/privacy").text  # another browser, once she has signed in there
    press(client, "/me/leave-button", page="/me")
    assert "top__exit" not in client.get("/me").text


# Password


def test_a_new_password_needs_the_old_one_and_ends_the_other_sessions(world: World) -> None:
    here, there = world.client("Anne"), world.client("Anne")
    new = "tre grønne stoler"
    assert press(here, "/me/password", page="/me", current=PASSWORD, password=new).status_code == 303
    assert here.get("/me").status_code == 200
    assert there.get("/me").status_code == 302
    assert sign_in(world.client(), "Anne").status_code == 401
    assert sign_in(world.client(), "Anne", new).status_code == 303
    with world.inside():
        assert len(events("password changed")) == 1


@pytest.mark.parametrize(("current", "new"), [
    ("feil passord", "tre grønne stoler"), ("", "tre grønne stoler"), (PASSWORD, "kort"), (PASSWORD, "Sommer2026!"),
    (PASSWORD, "anne1234"), (PASSWORD, ""),
])  # fmt: skip
def test_a_refused_password_changes_nothing(world: World, current: str, new: str) -> None:
    here, there = world.client("Anne"), world.client("Anne")
    answer = press(here, "/me/password", page="/me", current=current, password=new)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert not new or new not in answer.text
    assert there.get("/me").status_code == 200
    assert sign_in(world.client(), "Anne").status_code == 303


def test_the_old_password_cannot_be_guessed_from_an_open_session(world: World) -> None:
    client = world.client("Anne")
    answers = [
        press(client, "/me/password", page="/me", current=f"gjett {n}", password="tre grønne stoler").status_code
        for n in range(10)
    ]
    assert 429 in answers


# Own sessions


def test_she_sees_where_she_is_signed_in_and_ends_one(world: World) -> None:
    here, there = world.client("Anne"), world.client("Anne")
    page = here.get("/me").text
    (end,) = ["/me/sessions/" + part.split('"')[0] for part in page.split('action="/me/sessions/')[1:]]
    assert there.get("/me").status_code == 200
    assert press(here, end, page="/me").status_code == 303
    assert there.get("/me").status_code == 302
    assert press(here, end, page="/me").status_code == 404  # it is over
    assert here.get("/me").status_code == 200


def test_nobody_ends_somebody_elses_session(world: World) -> None:
    anne, mona = world.client("Anne"), world.client("Mona")
    with world.inside():
        hers = db.session.scalars(
            select(AuthSession.id).where(AuthSession.person_id == world.person("Anne").id)
        ).one()
    assert press(mona, f"/me/sessions/{hers}/end", page="/me").status_code == 404
    assert anne.get("/me").status_code == 200


def test_the_page_asks_the_database_the_same_however_many_sessions(world: World, statements: list[str]) -> None:
    client = world.client("Anne")
    client.get("/me")
    statements.clear()
    client.get("/me")
    few = len(statements)
    for _ in range(5):
        sign_in(world.client(), "Anne")
    statements.clear()
    client.get("/me")
    assert len(statements) == few <= 8


# Over https


def test_over_https_the_cookies_are_bound_to_the_host(app: Flask, world: World) -> None:
    config = app.extensions["settings"]
    safe = create_app(settings(config.instance, public_url="https://steg.example.com"))
    client = safe.test_client()
    base = "https://steg.example.com"
    token = csrf_of(client.get("/sign-in", base_url=base).text)
    data = {"email": email_of("Anne"), "password": PASSWORD, "csrf_token": token}
    answer = client.post("/sign-in", base_url=base, data=data)
    assert answer.status_code == 303
    for cookie in answer.headers.getlist("Set-Cookie"):
        parts = [part.strip() for part in cookie.split(";")]
        assert not any(part.startswith("Domain") for part in parts)
        assert {"HttpOnly", "Secure", "Path=/", "SameSite=Lax"} <= set(parts) or "Max-Age=0" in parts
    assert any(cookie.startswith("__Host-steg=") for cookie in answer.headers.getlist("Set-Cookie"))
    with safe.app_context():
        db.session.remove()
        db.engine.dispose()


def test_no_page_of_hers_is_kept_by_the_browser(world: World) -> None:
    assert world.client("Anne").get("/me").headers["Cache-Control"] == "no-store"


def test_the_clock_of_a_sign_in_is_written_in_the_audit(world: World) -> None:
    with time_machine.travel(world.now, tick=False):
        world.client("Anne")
        with world.inside():
            (event,) = events("signed in")
            assert (event.at, event.actor_role, event.outcome) == (clock.now(), "admin", "done")
            assert event.actor_id == world.person("Anne").id
            assert keys.unseal(world.person("Anne"), "name") == "Anne"
