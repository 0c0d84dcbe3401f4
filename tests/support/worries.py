"""Patients in the worry programme, with lesson 5 open: in it stand two exercises that only the guide opens."""

from __future__ import annotations

from datetime import datetime

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from config import ROOT
from selfhelp.access import passwords
from selfhelp.clock import local_date
from selfhelp.core.content.folder import source_from_folder
from selfhelp.features.authoring.actions import publish_module
from selfhelp.features.demo.seed import Account
from selfhelp.features.feedback.actions import unlock_lesson
from selfhelp.features.lessons.actions import open_lesson
from selfhelp.features.service.queries import service_of
from selfhelp.features.welcome.actions import confirm_promises
from tests.support.desk import field, page_of
from tests.support.nights import known
from tests.support.patients import Patient, actor_of, new_patient, registered
from tests.support.week import welcomed
from tests.support.world import PASSWORD, World

LESSON = 5
PAGE = f"/lesson/{LESSON}/5"  # where the two stand
LOG = "/diary/log/reading"


def worrier(world: World, name: str = "Kari", *changes: tuple[str, str], **more: object) -> Patient:
    """A patient of Astrid's who has begun lesson 5. `changes`: old and new texts in that lesson, in both languages."""
    files = source_from_folder(ROOT / "modules" / "worry")
    for file in files:
        for old, new in changes if file.startswith("05-") else ():
            text = files[file]
            text = text.decode() if isinstance(text, bytes) else text
            assert old in text, f"{file} does not hold {old!r}"
            files = {**files, file: text.replace(old, new)}
    with world.inside():
        publish_module(None, files, world.now)
    patient = welcomed(world, name, module_id="worry", **more)
    with world.inside():
        treatment = patient.treatment()
        unlock_lesson(actor_of(world.person(patient.guide)), treatment, LESSON, world.now)
        open_lesson(actor_of(world.person(name)), treatment, LESSON, world.now)
    return patient


def guide_presses(client: FlaskClient, patient: Patient, do: str, lesson: int = LESSON) -> TestResponse:
    """«Åpne for Kari» or «Lukk igjen»."""
    html = client.get(page_of(patient)).text
    form = {name: field(html, name) for name in ("csrf_token", "once")}
    return client.post(f"{page_of(patient)}/lesson/{lesson}/exercises", data=form | {"do": do})


def worries_in_the_demo(now: datetime) -> Account:
    """Jon, in lesson 5 with its exercises closed: in the demo itself nobody worries. Call within the app's context."""
    siri, astrid = (known(email) for email in ("siri.moen@example.com", "astrid.lunde@example.com"))
    jon = Account("patient", "jon.berg@example.com", PASSWORD, "Jon Berg")
    new = new_patient(jon.name, jon.email, astrid.id, local_date(now), module_id="worry")
    treatment = registered(siri, new, passwords.hash_password(jon.password), now)
    himself = known(jon.email)
    confirm_promises(actor_of(himself), treatment, service_of("nordvik").promises.version, now)
    unlock_lesson(actor_of(astrid), treatment, LESSON, now)
    open_lesson(actor_of(himself), treatment, LESSON, now)
    return jon
