"""A small programme about sleep, the people who write in it, and Tove, who follows the one that is shipped."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from selfhelp.access import passwords
from selfhelp.clock import local_date
from selfhelp.core.content.document import JsonValue
from selfhelp.core.exercises.sleep_safety import EXCLUSIONS
from selfhelp.db.base import db
from selfhelp.db.tables import Entry, Person
from selfhelp.features.authoring.actions import publish_module
from selfhelp.features.demo.seed import Account
from selfhelp.features.lessons.actions import finish_lesson, open_lesson, share_entries, write_entry
from selfhelp.features.people.queries import person_by_email
from selfhelp.features.service.queries import service_of
from selfhelp.features.sleep_window.actions import propose
from selfhelp.features.welcome.actions import confirm_promises
from tests.support.patients import Patient, actor_of, new_patient, registered
from tests.support.week import welcomed
from tests.support.world import PASSWORD, World

MODULE = """\
id: sleep
languages: [nb, en]
title: {nb: Nettene dine, en: Your nights}
neutral_title: {nb: Programmet ditt, en: Your programme}
summary: {nb: For deg som ligger våken., en: For you who lie awake.}
lessons:
  - id: nights
    title: {nb: Nettene, en: The nights}
  - id: onwards
    planned: true
    title: {nb: Videre, en: Onwards}
logs:
  - {lesson: nights, exercise: night, until: onwards}
  - {lesson: nights, exercise: window, until: onwards}
"""
LESSON = """\
---
id: nights
title: Nettene
goal: Du skriver ned nettene.
minutes: 10
---

> [!short] Lite krefter?
>
> Skriv natta som var.

# Helsa

Svar ærlig.

```exercise
id: health
kind: check-in
compute: sleep-screening
title: Helsa
fields:
{health}
```

# Nettene

Skriv om morgenen.

```exercise
id: night
log: true
title: Natta som var
compute: sleep-diary
glance: [quality, into-bed]
chart: {{kind: nights, y: [into-bed, lights-out, minutes-to-sleep, minutes-awake, woke-up, out-of-bed]}}
fields:
  - {{id: date, type: date, label: Hvilken morgen?}}
  - {{id: into-bed, type: time, label: Når gikk du til sengs?}}
  - {{id: lights-out, type: time, label: Når slo du av lyset?}}
  - {{id: minutes-to-sleep, type: minutes, label: Hvor lenge før du sovnet?}}
  - {{id: minutes-awake, type: minutes, label: Hvor lenge var du våken?}}
  - {{id: woke-up, type: time, label: Når våknet du?}}
  - {{id: out-of-bed, type: time, label: Når sto du opp?}}
  - {{id: quality, type: scale, min: 1, max: 5, label: Hvordan sov du?}}
```

# Vinduet

Hver uke.

```exercise
id: window
log: true
share: always
title: Vinduet mitt
compute: sleep-window
fields:
  - {{id: near-miss, type: yes-no, label: Nær en ulykke?}}
  - {{id: safety-ok, type: yes-no, label: Fortsatt nei på alt?}}
  - {{id: sleepiness, type: scale, min: 0, max: 10, label: Hvor søvnig?}}
  - {{id: rise, type: time, label: Når står du opp?}}
```

```exercise
id: thought
kind: homework
title: Tanken
share: ask
glance: [belief-after]
fields:
  - {{id: what, type: text, label: Hva tenkte du?}}
  - {{id: belief-after, type: scale, min: 0, max: 100, label: Hvor sikker nå?}}
```

```exercise
id: to-guide
kind: question
title: Til veilederen
fields:
  - {{id: message, type: long-text, label: Hva lurer du på?}}
```

> [!summary] Kort
>
> Skriv natta.
"""
QUESTIONS = "\n".join(f"  - {{id: {one}, type: yes-no, label: Gjelder {one} deg?}}" for one in EXCLUSIONS)
NB = LESSON.format(health=QUESTIONS)
SOURCE = {
    "module.yaml": MODULE, "01-nights.nb.md": NB, "01-nights.en.md": NB.replace("title: Nettene", "title: The nights"),
    "guide.nb.md": "---\nmodule: sleep\ntitle: Sov bedre\n---\n\n# 1 Nettene\n\nSe etter nettene.\n",
    "guide.en.md": "---\nmodule: sleep\ntitle: Sov bedre\n---\n\n# 1 The nights\n\nLook.\n",
}
WELL = dict.fromkeys(EXCLUSIONS, False)


def sleeper(world: World, name: str = "Kari Nordmann", **changes: object) -> Patient:
    """A patient of Astrid's in the sleep programme. Publishes it the first time."""
    with world.inside():
        publish_module(None, {file: text.encode() for file, text in SOURCE.items()}, world.now)
    return welcomed(world, name, module_id="sleep", **changes)


def joins_the_demo(now: datetime) -> Account:
    """Tove in her second week of insomnia, with a window sent to her guide. Call within the app's context."""
    siri, astrid = (known(email) for email in ("siri.moen@example.com", "astrid.lunde@example.com"))
    tove = Account("patient", "tove.lien@example.com", PASSWORD, "Tove Lien")
    begun = now - timedelta(days=8)
    new = new_patient(tove.name, tove.email, astrid.id, local_date(begun), module_id="insomnia")
    treatment = registered(siri, new, passwords.hash_password(tove.password), begun)
    herself = actor_of(known(tove.email))
    confirm_promises(herself, treatment, service_of("nordvik").promises.version, begun)
    write_entry(herself, treatment, 1, "health-check", WELL | {"any-yes": False}, begun)
    for morning in mornings_to(local_date(now), 8):
        write_entry(herself, treatment, 1, "night", _night(morning), now)
    finish_lesson(herself, treatment, 1, now)
    open_lesson(herself, treatment, 2, now)
    propose(herself, treatment, time(6), now)
    return tove


def known(email: str) -> Person:
    person = person_by_email(email)
    assert person is not None, f"nobody in the demo has the address {email}"
    return person


def writes(world: World, patient: Patient, exercise: str, answers: dict[str, JsonValue], at: datetime) -> None:
    with world.inside():
        write_entry(actor_of(world.person(patient.name)), patient.treatment(), 1, exercise, answers, at)


def sleeps(
    world: World, patient: Patient, mornings: list[date], at: datetime, *, bed: str = "23:00", up: str = "07:00",
    awake: int = 120,
) -> None:
    """As many nights: eight hours in bed and six asleep, unless told otherwise."""
    for morning in mornings:
        writes(world, patient, "night", _night(morning, bed, up, awake), at)


def _night(morning: date, bed: str = "23:00", up: str = "07:00", awake: int = 120) -> dict[str, JsonValue]:
    return {
        "date": morning.isoformat(), "into-bed": bed, "lights-out": bed, "minutes-to-sleep": 0, "minutes-awake": awake,
        "woke-up": up, "out-of-bed": up, "quality": 2,
    }  # fmt: skip


def mornings_to(last: date, count: int) -> list[date]:
    return [last - timedelta(days=back) for back in reversed(range(count))]


def shares_all(world: World, patient: Patient, exercise: str, at: datetime) -> None:
    with world.inside():
        written = select(Entry.thread_id).where(Entry.treatment_id == patient.id, Entry.exercise_id == exercise)
        threads = set(db.session.scalars(written))
        share_entries(actor_of(world.person(patient.name)), patient.treatment(), threads, at)
