"""What Anne does with those who work in her team."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from selfhelp import clock
from selfhelp.access.roles import Role
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuditEvent, OutboxMail, Person, RoleGrant
from selfhelp.features.people.actions import give_role, grant_role
from tests.support.pages import press, sign_in
from tests.support.patients import actor_of
from tests.support.world import World, email_of

STAFF = "/admin/staff"


@pytest.fixture
def anne(world: World) -> FlaskClient:
    return world.client("Anne")


def invite(client: FlaskClient, name: str = "Tone Berg", role: str = "guide", **fields: str) -> TestResponse:
    values = {"name": name, "email": email_of(name.partition(" ")[0]), "language": "nb", "role": role}
    return press(client, STAFF, **(values | fields))


def roles_of(world: World, name: str) -> list[tuple[str, str | None]]:
    """Role and team of everything she may work in now."""
    with world.inside():
        held = select(RoleGrant).where(RoleGrant.person_id == world.person(name).id, RoleGrant.ended_at.is_(None))
        slugs = {world.team(slug).id: slug for slug in ("nordvik", "sørdal")}
        grants = db.session.scalars(held)
        return sorted((grant.role, slugs.get(grant.team_id) if grant.team_id else None) for grant in grants)


def grant_of(world: World, name: str, role: Role) -> str:
    with world.inside():
        held = select(RoleGrant.id).where(RoleGrant.person_id == world.person(name).id, RoleGrant.role == role)
        return str(db.session.scalars(held.where(RoleGrant.ended_at.is_(None))).one())


def id_of(world: World, name: str) -> uuid.UUID:
    with world.inside():
        return world.person(name).id


def mails_to(world: World, name: str) -> int:
    with world.inside():
        hers = select(OutboxMail).where(OutboxMail.person_id == world.person(name).id)
        return len(db.session.scalars(hers.where(OutboxMail.kind == "staff-invitation")).all())


@transaction
def also(world: World, name: str, role: Role, team: str = "nordvik") -> None:
    grant_role(None, world.person(name), role, world.team(team).id, clock.now())


# Inviting


def test_anne_invites_tone_as_a_guide(world: World, anne: FlaskClient) -> None:
    assert invite(anne).location == STAFF
    assert roles_of(world, "Tone") == [("guide", "nordvik")]
    assert mails_to(world, "Tone") == 1
    with world.inside():
        tone = world.person("Tone")
        assert (tone.state, tone.password_hash, keys.unseal(tone, "name")) == ("invited", None, "Tone Berg")
        told = {event.action for event in db.session.scalars(select(AuditEvent)) if event.object_id == str(tone.id)}
        assert told == {"invited"}
    assert "Tone Berg" in anne.get(STAFF).text


@pytest.mark.parametrize("role", ["supervisor", "author", "manager", "admin"])
def test_every_role_of_the_team_can_be_given_and_seen_by_anne(world: World, anne: FlaskClient, role: str) -> None:
    assert invite(anne, role=role).status_code == 303
    assert roles_of(world, "Tone") == [(role, "nordvik")]
    assert "Tone Berg" in anne.get(STAFF).text


@pytest.mark.parametrize("fields", [
    {"role": "patient"}, {"role": ""}, {"role": "owner"}, {"email": ""}, {"email": "tone"}, {"email": "tone@"},
    {"email": "a" * 250 + "@example.com"}, {"language": "sv"},
])  # fmt: skip
def test_a_wrong_form_comes_back_with_its_text_and_invites_nobody(
    world: World, anne: FlaskClient, fields: dict[str, str]
) -> None:
    answer = invite(anne, **fields)
    assert answer.status_code == 422
    assert 'value="Tone Berg"' in answer.text
    with world.inside():
        assert db.session.scalar(select(OutboxMail)) is None
        assert db.session.scalar(select(Person).where(Person.email_hash == keys.email_hash(email_of("Tone")))) is None


@pytest.mark.parametrize("name", ["", "   ", "a" * 121])
def test_a_colleague_has_a_name(world: World, anne: FlaskClient, name: str) -> None:
    assert invite(anne, name=name, email=email_of("Tone")).status_code == 422
    with world.inside():
        assert db.session.scalar(select(OutboxMail)) is None


def test_the_same_form_sent_twice_invites_once(world: World, anne: FlaskClient) -> None:
    key = str(uuid.uuid4())
    assert invite(anne, once=key).status_code == 303
    assert invite(anne, once=key).status_code == 303
    assert invite(anne, name="Turid Moe", once=key).status_code == 409
    assert roles_of(world, "Tone") == [("guide", "nordvik")]
    assert mails_to(world, "Tone") == 1
    assert "Turid" not in anne.get(STAFF).text


def test_somebody_known_elsewhere_gets_the_role_and_anne_learns_nothing_more(world: World, anne: FlaskClient) -> None:
    sign_in(world.client(), "Gro")  # a guide in Sørdal
    new, known = invite(anne), invite(anne, name="Gro", email=email_of("Gro"))
    assert (new.status_code, new.location) == (known.status_code, known.location)
    assert roles_of(world, "Gro") == [("guide", "nordvik"), ("guide", "sørdal")]
    page = anne.get(STAFF).text
    rows = {name: page.split(f"<th scope=\"row\">{name}")[1].split("</tr>")[0] for name in ("Gro", "Tone Berg")}
    for row in rows.values():  # neither that she has an account, nor when she last used it
        assert "/invitation" in row
    assert "sørdal" not in page.casefold()
    with world.inside():
        assert world.person("Gro").state == "active"
    assert sign_in(world.client(), "Gro").status_code == 303


def test_a_patient_who_becomes_a_colleague_is_not_told_of(world: World, anne: FlaskClient) -> None:
    world.patient("Kari")
    sign_in(world.client(), "Kari")
    assert invite(anne, name="Kari", email=email_of("Kari")).status_code == 303
    page = anne.get(STAFF).text
    row = page.split('<th scope="row">Kari')[1].split("</tr>")[0]
    assert "ds-tag" in row
    assert row.count("ds-tag") == 1  # one role: the one Anne gave
    assert "/invitation" in row


def test_an_invitation_can_be_sent_again_until_she_has_signed_in(world: World, anne: FlaskClient) -> None:
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        invite(anne)
    path = f"/admin/staff/{id_of(world, 'Tone')}/invitation"
    assert press(anne, path, page=STAFF).status_code == 303
    assert mails_to(world, "Tone") == 2
    assert f"/admin/staff/{id_of(world, 'Anne')}/invitation" not in anne.get(STAFF).text


# The list


def test_the_list_holds_the_team_and_nobody_else(world: World, anne: FlaskClient) -> None:
    world.patient("Kari Nordmann")
    page = anne.get(STAFF).text
    for name in ("Anne", "Astrid", "Bjørn", "Siri", "Mona"):
        assert f'<th scope="row">{name}' in page
    for name in ("Gro", "Ivar", "Kari"):
        assert name not in page


def test_opening_the_list_is_noted_once(world: World, anne: FlaskClient) -> None:
    anne.get(STAFF)
    with world.inside():
        (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "staff list read"))
        assert (event.actor_role, event.patient_id, event.patient_ids) == ("admin", None, "[]")


def test_the_list_asks_the_same_of_the_database_for_ten_more(
    world: World, anne: FlaskClient, statements: list[str]
) -> None:
    anne.get(STAFF)
    statements.clear()
    anne.get(STAFF)
    few = len(statements)
    for number in range(10):
        invite(anne, name=f"Guide{number} Berg")
    anne.get(STAFF)
    statements.clear()
    anne.get(STAFF)
    assert len(statements) == few <= 8


@pytest.mark.parametrize("name", ["Astrid", "Siri", "Mona", "Frode", "Kari"])
def test_nobody_but_an_admin_opens_the_list(world: World, name: str) -> None:
    world.patient("Kari")
    client = world.client(name)
    assert client.get(STAFF).status_code == 403
    assert press(client, STAFF, page="/me", name="Tone", email=email_of("Tone"), role="admin").status_code == 403
    with world.inside():
        assert db.session.scalar(select(Person).where(Person.email_hash == keys.email_hash(email_of("Tone")))) is None


def test_anne_cannot_open_a_patients_pages(world: World, anne: FlaskClient) -> None:
    kari = world.patient("Kari")
    for path in (f"/guide/patient/{kari.id}", f"/supervisor/patient/{kari.id}", "/guide/queue", "/supervisor/caseload"):
        answer = anne.get(path)
        assert answer.status_code == 403
        assert "Kari" not in answer.text


# Giving and removing roles


def test_one_more_role_ends_her_sessions_and_waits_for_her(world: World, anne: FlaskClient) -> None:
    mona = world.client("Mona")
    answer = press(anne, f"/admin/staff/{id_of(world, 'Mona')}/roles", page=STAFF, role="guide")
    assert answer.status_code == 303
    assert roles_of(world, "Mona") == [("guide", "nordvik"), ("manager", "nordvik")]
    assert mona.get("/me").status_code == 302


def test_a_role_she_has_is_not_given_twice(world: World, anne: FlaskClient) -> None:
    mona = world.client("Mona")
    for _ in range(2):
        press(anne, f"/admin/staff/{id_of(world, 'Mona')}/roles", page=STAFF, role="manager")
    assert roles_of(world, "Mona") == [("manager", "nordvik")]
    assert mona.get("/me").status_code == 200


@pytest.mark.parametrize("role", ["patient", "", "owner"])
def test_no_other_role_can_be_given(world: World, anne: FlaskClient, role: str) -> None:
    answer = press(anne, f"/admin/staff/{id_of(world, 'Mona')}/roles", page=STAFF, role=role)
    assert answer.status_code == 422
    assert roles_of(world, "Mona") == [("manager", "nordvik")]


def test_removing_a_role_ends_it_at_once(world: World, anne: FlaskClient) -> None:
    mona = world.client("Mona")
    grant = grant_of(world, "Mona", Role.MANAGER)
    assert press(anne, f"/admin/roles/{grant}/remove", page=STAFF).status_code == 303
    assert mona.get("/me").status_code == 302
    assert sign_in(world.client(), "Mona").status_code == 401
    with world.inside():
        (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "role removed"))
        assert (event.object_id, event.actor_id) == (grant, world.person("Anne").id)


def test_removing_one_of_two_roles_ends_her_sessions_in_the_other_too(world: World, anne: FlaskClient) -> None:
    with world.inside():
        also(world, "Mona", Role.GUIDE)
    mona = world.client("Mona")
    kept = "guide" if mona.get("/guide/queue").status_code == 200 else "manager"
    gone = Role.MANAGER if kept == "guide" else Role.GUIDE
    press(anne, f"/admin/roles/{grant_of(world, 'Mona', gone)}/remove", page=STAFF)
    assert mona.get("/me").status_code == 302
    assert sign_in(world.client(), "Mona").status_code == 303
    assert roles_of(world, "Mona") == [(kept, "nordvik")]


def test_a_guide_with_patients_keeps_the_role_until_they_are_handed_over(world: World, anne: FlaskClient) -> None:
    kari = world.patient("Kari", guide="Astrid")
    astrid = world.client("Astrid")
    grant = grant_of(world, "Astrid", Role.GUIDE)
    answer = press(anne, f"/admin/roles/{grant}/remove", page=STAFF)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Kari" not in answer.text
    assert roles_of(world, "Astrid") == [("guide", "nordvik")]
    assert astrid.get("/me").status_code == 200
    assert press(anne, f"/admin/staff/{id_of(world, 'Astrid')}/close", page=STAFF).status_code == 422
    with world.inside():
        assert world.person("Astrid").state == "active"
    press(world.client("Siri"), f"/supervisor/patient/{kari.id}/hand-over", page="/me",
          new_guide=str(id_of(world, "Bjørn")), seen=str(id_of(world, "Astrid")))
    assert press(anne, f"/admin/roles/{grant}/remove", page=STAFF).status_code == 303


def test_the_last_admin_stays(world: World, anne: FlaskClient) -> None:
    grant = grant_of(world, "Anne", Role.ADMIN)
    assert press(anne, f"/admin/roles/{grant}/remove", page=STAFF).status_code == 422
    assert press(anne, f"/admin/staff/{id_of(world, 'Anne')}/close", page=STAFF).status_code == 422
    invite(anne, role="admin")  # invited is not enough: nobody could come in
    assert press(anne, f"/admin/roles/{grant}/remove", page=STAFF).status_code == 422
    assert roles_of(world, "Anne") == [("admin", "nordvik")]
    assert anne.get(STAFF).status_code == 200


def test_with_another_admin_she_can_step_down(world: World, anne: FlaskClient) -> None:
    with world.inside():
        also(world, "Mona", Role.ADMIN)
    assert press(anne, f"/admin/roles/{grant_of(world, 'Anne', Role.ADMIN)}/remove", page=STAFF).status_code == 303
    assert anne.get(STAFF).status_code == 302
    assert roles_of(world, "Anne") == []


def test_an_admin_elsewhere_does_not_count(world: World, anne: FlaskClient) -> None:
    with world.inside():
        also(world, "Ivar", Role.ADMIN, "sørdal")
    assert press(anne, f"/admin/roles/{grant_of(world, 'Anne', Role.ADMIN)}/remove", page=STAFF).status_code == 422


def test_another_teams_people_and_roles_are_out_of_reach(world: World, anne: FlaskClient) -> None:
    world.patient("Kari")
    with world.inside():
        kari_grant = db.session.scalars(
            select(RoleGrant.id).where(RoleGrant.person_id == world.person("Kari").id)
        ).one()
    paths = [
        f"/admin/staff/{id_of(world, 'Gro')}/roles", f"/admin/staff/{id_of(world, 'Gro')}/close",
        f"/admin/staff/{id_of(world, 'Kari')}/close", f"/admin/staff/{id_of(world, 'Kari')}/roles",
        f"/admin/roles/{grant_of(world, 'Gro', Role.GUIDE)}/remove", f"/admin/roles/{kari_grant}/remove",
        f"/admin/roles/{uuid.uuid4()}/remove", f"/admin/staff/{uuid.uuid4()}/invitation",
    ]
    answers = [press(anne, path, page=STAFF, role="guide") for path in paths]
    assert [answer.status_code for answer in answers] == [404] * len(paths)
    assert roles_of(world, "Gro") == [("guide", "sørdal")]
    assert roles_of(world, "Kari") == [("patient", "nordvik")]
    with world.inside():
        refused = select(AuditEvent).where(AuditEvent.action == "access refused")
        assert len(db.session.scalars(refused).all()) == len(paths)


# Closing


def test_closing_an_account_shuts_it_and_inviting_again_opens_it(world: World, anne: FlaskClient) -> None:
    mona = world.client("Mona")
    assert press(anne, f"/admin/staff/{id_of(world, 'Mona')}/close", page=STAFF).status_code == 303
    assert mona.get("/me").status_code == 302
    assert sign_in(world.client(), "Mona").status_code == 401
    with world.inside():
        assert world.person("Mona").state == "closed"
    assert invite(anne, name="Mona", email=email_of("Mona"), role="guide").status_code == 303
    with world.inside():
        mona_again = world.person("Mona")
        assert (mona_again.state, mona_again.password_hash) == ("invited", None)
    assert roles_of(world, "Mona") == [("guide", "nordvik")]


def test_who_also_works_elsewhere_keeps_that(world: World, anne: FlaskClient) -> None:
    with world.inside():
        also(world, "Gro", Role.SUPERVISOR)
    assert press(anne, f"/admin/staff/{id_of(world, 'Gro')}/close", page=STAFF).status_code == 303
    assert roles_of(world, "Gro") == [("guide", "sørdal")]
    assert sign_in(world.client(), "Gro").status_code == 303


def test_anne_may_give_herself_a_role_and_goes_on_working(world: World, anne: FlaskClient) -> None:
    with world.inside():
        give_role(actor_of(world.person("Siri")), world.person("Siri"), Role.GUIDE, clock.now())
    answer = press(anne, f"/admin/staff/{id_of(world, 'Anne')}/roles", page=STAFF, role="manager")
    assert answer.status_code == 303
    assert anne.get(STAFF).status_code == 200
    assert roles_of(world, "Anne") == [("admin", "nordvik"), ("manager", "nordvik")]
