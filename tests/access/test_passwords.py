"""Which passwords are refused, and how they are kept."""

from __future__ import annotations

import unicodedata

import pytest

from selfhelp.access import passwords
from selfhelp.access.passwords import Weakness, weakness

REAL = passwords._hasher  # as it is before the tests are given a quick one
KARI = ("Kari Nordmann", "kari.nordmann@example.com")


@pytest.fixture(autouse=True)
def _as_slow_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", REAL)


@pytest.mark.parametrize("password", [
    "fjellvann og tyttebær", "øre stol fjell 🙂", "bokhylle lampe", "correct horse battery staple", "a7#kQp2z",
    "svart kaffe om morgenen", "Tr3gronnestoler", "lysthus-i-regnvær", "passordfrase uten mening 12", "x Y z 9 ø Å",
])  # fmt: skip
def test_a_good_password_is_taken_with_any_signs_in_it(password: str) -> None:
    assert weakness(password, KARI) is None


@pytest.mark.parametrize(("password", "why"), [
    ("", Weakness.TOO_SHORT), ("kort123", Weakness.TOO_SHORT), ("a" * 257, Weakness.TOO_LONG),
    ("password", Weakness.COMMON), ("12345678", Weakness.COMMON), ("qwertyuiop", Weakness.COMMON),
    ("passord1234", Weakness.COMMON), ("Sommer2026!", Weakness.COMMON), ("Bergen1972", Weakness.COMMON),
    ("rosenborg1", Weakness.COMMON), ("hemmelig!!", Weakness.COMMON), ("jegelskerdeg", Weakness.COMMON),
    ("velkommen1", Weakness.COMMON), ("Trondheim 7030", Weakness.COMMON), ("syttendemai", Weakness.COMMON),
    ("selvhjelp2026", Weakness.COMMON), ("veileder123", Weakness.COMMON), ("sommersommer", Weakness.COMMON),
    ("aaaaaaaaaaaa", Weakness.COMMON), ("qwertyuiopå1", Weakness.COMMON), ("LIVERPOOL1", Weakness.COMMON),
    ("kari1988", Weakness.ABOUT_YOU), ("Nordmann1988", Weakness.ABOUT_YOU), ("kari12345", Weakness.ABOUT_YOU),
])  # fmt: skip
def test_a_weak_password_is_refused_with_its_reason(password: str, why: Weakness) -> None:
    assert weakness(password, KARI) is why


def test_every_word_of_the_norwegian_list_is_refused_with_a_year_behind() -> None:
    words = [word for word in passwords.norwegian_words() if len(word) >= 4]
    assert len(words) > 1000
    taken = [word for word in words if weakness(f"{word}2026") is None]
    assert taken == []


@pytest.mark.parametrize("length", [8, 64, 128, 256])
def test_every_sign_of_a_long_password_counts(length: int) -> None:
    password = ("å dra til fjells i regnvær " * 10)[: length - 1] + "x"
    stored = passwords.hash_password(password)
    assert passwords.verify(stored, password)
    assert not passwords.verify(stored, password[:-1] + "y")
    assert not passwords.verify(stored, password[:-1])
    assert not passwords.verify(stored, password.upper())


def test_a_password_is_the_same_however_the_keyboard_makes_its_letters() -> None:
    stored = passwords.hash_password(unicodedata.normalize("NFC", "blåbærsyltetøy i øsregn"))
    assert passwords.verify(stored, unicodedata.normalize("NFD", "blåbærsyltetøy i øsregn"))


def test_it_is_kept_as_argon2id_with_a_salt_of_its_own() -> None:
    first, second = passwords.hash_password("tre grønne stoler"), passwords.hash_password("tre grønne stoler")
    assert first != second
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not passwords.needs_rehash(first)


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$broken"])
def test_nothing_fits_where_no_password_is_kept(stored: str | None) -> None:
    assert not passwords.verify(stored, "nobody has this password")
