"""Patients in the middle of the modules that are shipped, with a guide of their own."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from selfhelp.access import passwords
from selfhelp.access.roles import Role
from selfhelp.clock import OSLO, local_date
from selfhelp.core.content.document import Module
from selfhelp.db.session import transaction
from selfhelp.db.tables import Person
from selfhelp.features.demo.seed import Account
from selfhelp.features.lessons.actions import finish_lesson, write_entry
from selfhelp.features.people.actions import NewPerson, grant_role
from selfhelp.features.people.queries import person_by_email
from selfhelp.features.service.queries import service_of
from selfhelp.features.welcome.actions import confirm_promises
from tests.support.answers import Answers
from tests.support.patients import actor_of, new_patient, registered
from tests.support.world import PASSWORD, active_person

BEGUN, READ = timedelta(days=70), timedelta(days=14)  # every lesson has come; those that are needed were read since
SUPERVISOR, TEAM = "ivar.dahl@example.com", "sørdal"
GUIDE = Account("guide", "nils.tangen@example.com", PASSWORD, "Nils Tangen")
PATIENTS = {
    "depression": Account("patient", "turid.sand@example.com", PASSWORD, "Turid Sand"),
    "anxiety": Account("patient", "aase.vold@example.com", PASSWORD, "Åse Vold"),
    "worry": Account("patient", "geir.lund@example.com", PASSWORD, "Geir Lund"),
    "insomnia": Account("patient", "bente.rye@example.com", PASSWORD, "Bente Rye"),
    "alcohol": Account("patient", "odd.falk@example.com", PASSWORD, "Odd Falk"),
}


@dataclass(frozen=True)
class Log:
    """A line that was written on an earlier day."""

    module: str
    lesson: int
    exercise: str
    answers: Answers
    day: date


@dataclass(frozen=True)
class Patient:
    """`treatment`: as in the guide's addresses."""

    account: Account
    treatment: uuid.UUID

    @property
    def called(self) -> str:
        return self.account.email.partition("@")[0]


@transaction
def in_the_middle(
    modules: Mapping[str, Module], read: Mapping[str, int], logs: Iterable[Log], now: datetime
) -> dict[str, Patient]:
    """`read`: the last lesson that is finished, by module. Call within a request of the demo's."""
    supervisor = person_by_email(SUPERVISOR)
    assert supervisor is not None
    guide = active_person(NewPerson(GUIDE.name, GUIDE.email), now - BEGUN)
    grant_role(None, guide, Role.GUIDE, actor_of(supervisor).team_id, now - BEGUN)
    lines = list(logs)
    return {
        name: _patient(supervisor, guide, name, read[name], [one for one in lines if one.module == name], now)
        for name in modules
    }


def _patient(
    supervisor: Person, guide: Person, module: str, last: int, logs: Iterable[Log], now: datetime
) -> Patient:
    account, since = PATIENTS[module], now - BEGUN
    new = new_patient(account.name, account.email, guide.id, local_date(since), module_id=module)
    treatment = registered(supervisor, new, passwords.hash_password(account.password), since)
    person = person_by_email(account.email)
    assert person is not None
    herself = actor_of(person)
    confirm_promises(herself, treatment, service_of(TEAM).promises.version, since)
    for number in range(1, last + 1):
        finish_lesson(herself, treatment, number, now - READ)
    for one in logs:
        evening = datetime.combine(one.day, time(20), OSLO)
        write_entry(herself, treatment, one.lesson, one.exercise, one.answers, evening)
    return Patient(account, treatment.id)
