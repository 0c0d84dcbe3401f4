"""Passwords: Argon2id with OWASP's numbers, long ones welcome, common ones refused, Norwegian ones too."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

SHORTEST, LONGEST = 8, 256
WEAKEST = 2  # zxcvbn's scale 0-4; 2 resists about 10^6 guesses, and sign-in is throttled
ZXCVBN_READS = 72

# OWASP's minimum for Argon2id: 19 MiB, 2 passes, 1 lane. The library's 64 MiB times eight sign-ins is too much memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class Weakness(StrEnum):
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    COMMON = "common"
    ABOUT_YOU = "about you"


def weakness(password: str, about: Iterable[str] = ()) -> Weakness | None:
    """Why this password is refused, or none. `about`: names and addresses it must not be made of."""
    plain = _normal(password)
    if len(plain) < SHORTEST:
        return Weakness.TOO_SHORT
    if len(plain) > LONGEST:
        return Weakness.TOO_LONG
    words = [word.casefold() for text in about for word in text.replace("@", " ").replace(".", " ").split()]
    stem = _stem(plain)
    if stem and any(stem == word for word in words if len(word) > 2):
        return Weakness.ABOUT_YOU
    known = zxcvbn(plain[:ZXCVBN_READS], user_inputs=[*words, *norwegian_words()])  # also two common words in a row
    return Weakness.COMMON if stem in norwegian_words() or known["score"] < WEAKEST else None


def hash_password(password: str) -> str:
    return _hasher.hash(_normal(password))


def verify(stored: str | None, password: str) -> bool:
    """Whether the password fits. With nothing stored it takes as long and says no."""
    nobody = _nobody()  # made before the answer is known, so that the first unknown one is not slower
    try:
        return _hasher.verify(stored or nobody, _normal(password)[:LONGEST]) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    return _hasher.check_needs_rehash(stored)


@cache
def norwegian_words() -> Mapping[str, None]:
    """Words, names, months and teams that Norwegians make passwords of, always in the same order."""
    lines = (Path(__file__).parent / "common_words.nb.txt").read_text(encoding="utf-8").splitlines()
    return dict.fromkeys(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_urlsafe())


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _stem(password: str) -> str:
    """The word a password is built on: `Sommer2026!` is `sommer`."""
    return password.casefold().strip("0123456789!?.,-_+*#@ ")
