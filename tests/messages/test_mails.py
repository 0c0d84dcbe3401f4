"""What the mails say: true, in the reader's language, and nothing an onlooker could learn from."""

from __future__ import annotations

import uuid
from email.message import EmailMessage

import pytest
from flask import Flask

from config import ROOT
from selfhelp.messages.compose import Addressee, House, compose
from selfhelp.messages.kinds import KINDS, Kind
from tests.support.world import START

MAIL_ID = uuid.UUID("5f0c1c3e-0000-4000-8000-000000000017")
HOUSE = House("no-reply@example.com", "https://post.example.com", "post.example.com")
TELLING = (
    "depresjon", "depress", "angst", "anxiety", "anxious", "terapi", "therap", "kurs", "course", "behandling",
    "treatment", "helse", "health", "psyk", "psych", "skjema", "questionnaire", "suicid", "selvmord", "søvn", "sleep",
    "insomni", "stress", "bekymr", "worry", "nedstemt", "low mood", "veileder", "guide", "pasient", "patient", "lege",
    "doctor", "klinikk", "clinic", "kommune", "municipal", "økt", "lesson", "modul", "module", "program", "symptom",
    "diagnos", "selvhjelp", "self-help", "mestre", "steg",
    "kari", "ola", "nora", "astrid", "bjørn", "siri", "nordvik", "sørdal",
)
NEW_MESSAGE = {"nb": "ny melding", "en": "new message"}
ASKED_FOR = {"nb": "påminnelsen du ba om", "en": "the reminder you asked for"}
EVERY = [(kind, language) for kind in Kind for language in ("nb", "en")]


def mail_of(app: Flask, kind: Kind, language: str) -> EmailMessage:
    token = "TOKEN" if KINDS[kind].token else None
    with app.app_context():
        return compose(MAIL_ID, kind, Addressee("n17@example.com", language), token, HOUSE, START)


def everything(mail: EmailMessage) -> str:
    headers = " ".join(f"{name}: {value}" for name, value in mail.items())
    return f"{headers} {mail.get_content()}".casefold()


def titles() -> list[str]:
    """What the modules and their lessons are called, in both languages."""
    found: list[str] = []
    for file in ROOT.glob("modules/*/*.md"):
        first = next((line for line in file.read_text().splitlines() if line.startswith("title:")), "")
        found.append(first.removeprefix("title:").strip().strip('"'))
    for folder in ROOT.glob("modules/*"):
        found.append(folder.name)
    return [title.casefold() for title in found if title]


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_nothing_in_it_tells_what_the_service_is(app: Flask, kind: Kind, language: str) -> None:
    text = everything(mail_of(app, kind, language))
    assert [word for word in (*TELLING, *titles()) if word in text] == []


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_it_speaks_of_a_new_message_only_when_there_is_one(app: Flask, kind: Kind, language: str) -> None:
    told = NEW_MESSAGE[language] in everything(mail_of(app, kind, language))
    assert told == (kind in (Kind.LETTER_WAITING, Kind.LETTER_REMINDER))


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_reminder_says_that_it_is_one(app: Flask, kind: Kind, language: str) -> None:
    told = ASKED_FOR[language] in everything(mail_of(app, kind, language))
    assert told == (kind in (Kind.LESSON_REMINDER, Kind.LETTER_REMINDER, Kind.FEEDBACK_DUE))


@pytest.mark.parametrize("kind", list(Kind))
def test_each_is_written_in_both_languages(app: Flask, kind: Kind) -> None:
    bokmål, english = mail_of(app, kind, "nb"), mail_of(app, kind, "en")
    assert bokmål["Subject"] != english["Subject"]
    assert bokmål.get_content().startswith("Hei.\n")
    assert english.get_content().startswith("Hello.\n")
    lines = set(bokmål.get_content().splitlines()) & set(english.get_content().splitlines())
    assert {line for line in lines if line and not line.startswith("https://")} == set(), "not translated"


@pytest.mark.parametrize("kind", list(Kind))
def test_the_link_stands_on_a_line_of_its_own_and_names_nobody(app: Flask, kind: Kind) -> None:
    links = [line for line in mail_of(app, kind, "nb").get_content().splitlines() if "://" in line]
    path = {
        Kind.INVITATION: "/invitation/TOKEN", Kind.STAFF_INVITATION: "/invitation/TOKEN",
        Kind.PASSWORD_RESET: "/reset/TOKEN",
    }.get(kind, "/sign-in")
    assert links == [f"https://post.example.com{path}"]


def test_it_is_plain_text_that_robots_do_not_answer_and_nothing_follows(app: Flask) -> None:
    mail = mail_of(app, Kind.LETTER_WAITING, "nb")
    assert mail.get_content_type() == "text/plain"
    assert (mail["Auto-Submitted"], mail["Subject"]) == ("auto-generated", "Du har en ny melding")
    assert mail["Message-ID"] == f"<{MAIL_ID}@post.example.com>"
    assert "n17" not in mail.get_content()
