"""What people write is noise to whoever copies the database."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from flask import Flask

from selfhelp.app import create_app
from selfhelp.db import keys
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import DataKey, Person
from selfhelp.features.people.actions import NewPerson, add_person
from tests.support.settings import KEY, settings
from tests.support.world import START, World

KARI = NewPerson("Kari Solberg", "kari.solberg@example.com", "90000000")


def test_a_name_comes_back_as_it_was_written(house: Flask) -> None:
    with house.app_context():
        person_id = add_person(KARI, START).id
    with house.app_context():
        kari = db.session.get_one(Person, person_id)
        assert keys.unseal(kari, "name") == "Kari Solberg"
        assert b"Kari" not in kari.name
        assert b"kari.solberg" not in kari.email


def test_the_same_text_twice_does_not_look_the_same(house: Flask) -> None:
    with house.app_context():
        first = add_person(KARI, START)
        second = add_person(dataclasses.replace(KARI, email="other@example.com"), START)
        assert first.name != second.name


def test_a_text_moved_to_another_row_does_not_open(people: World) -> None:
    with people.inside():
        astrid, other = people.person("Astrid"), people.person("Bjørn")
        keys.fetch([astrid.id])
        astrid.name = other.name
        with pytest.raises(keys.SealBroken, match="person:"):
            keys.unseal(astrid, "name")


def test_one_changed_byte_is_noticed(people: World) -> None:
    with people.inside():
        astrid = people.person("Astrid")
        keys.fetch([astrid.id])
        astrid.name = astrid.name[:-1] + bytes([astrid.name[-1] ^ 1])
        with pytest.raises(keys.SealBroken):
            keys.unseal(astrid, "name")


def test_an_erased_person_is_noise_for_ever(people: World) -> None:
    @transaction
    def erase() -> None:
        keys.destroy_key(people.person("Astrid").id, START)

    with people.inside():
        erase()
    with people.inside():
        assert keys.unseal(people.person("Astrid"), "name") == ""
        assert db.session.get_one(DataKey, people.person("Astrid").id).wrapped is None


def test_a_new_wrapping_key_leaves_old_text_readable(people: World, tmp_path: Path, empty_url: str) -> None:
    rotated = create_app(settings(tmp_path, database_url=empty_url, data_keys={"new": KEY[::-1], "test": KEY}))
    with rotated.app_context():
        assert keys.unseal(people.person("Astrid"), "name") == "Astrid"
        fresh = add_person(KARI, START)
        assert db.session.get_one(DataKey, fresh.id).wrapping_key == "new"
        db.session.remove()
        db.engine.dispose()


def test_without_the_key_nothing_opens_and_the_reason_is_told(people: World, tmp_path: Path, empty_url: str) -> None:
    lost = create_app(settings(tmp_path, database_url=empty_url, data_keys={"new": KEY[::-1]}))
    with lost.app_context():
        with pytest.raises(keys.SealBroken, match="lacks the key 'test'"):
            keys.unseal(people.person("Astrid"), "name")
        db.session.remove()
        db.engine.dispose()


def test_many_names_cost_one_statement(people: World, statements: list[str]) -> None:
    with people.inside():
        everybody = db.session.query(Person).all()
        del statements[:]
        keys.fetch(person.id for person in everybody)
        assert {keys.unseal(person, "name") for person in everybody} >= {"Astrid", "Bjørn", "Siri"}
    assert len([one for one in statements if one.startswith("SELECT")]) == 1
