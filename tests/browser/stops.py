"""Every page there is, with who looks at it. A new page gets a line here; test_frame says which are missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from selfhelp.db.base import db
from selfhelp.db.tables import Treatment
from selfhelp.features.people.queries import person_by_email
from tests.browser.visiting import DESKTOP, PHONE, Visit
from tests.support.world import csrf_of

# GET addresses that are no pages.
NO_PAGES = {
    "lessons.back_to_the_end": "leads to the end of the lesson", "preview.media": "pictures, sound and video",
    "static": "files", "public_pages.favicon": "a picture", "public_pages.old_favicon": "leads to the picture",
    "public_pages.manifest": "read by the browser", "health.healthz": "read by machines",
    "health.readyz": "read by machines", "accounts.leave": "leads out; tested by leaving",
    "lesson.media": "files of a lesson", "training.media": "files of a lesson",
}  # fmt: skip
PATIENTS = (
    "kari.nordmann", "nora.lie", "amir.rahimi", "erik.johansen", "ingrid.bakke", "hanna.myhre", "liv.hagen",
    "daniel.osei", "tove.lien", "jon.berg",
)  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """A page. `who`: what stands before the @ in her address, nobody when empty. `act`: what is done once there."""

    name: str
    path: str
    who: str = ""
    status: int = 200
    act: Callable[[Page], None] | None = None

    @property
    def staff(self) -> bool:
        return bool(self.who) and self.who not in PATIENTS


def press(page: Page) -> None:
    """The main button of the page's own form, as it stands."""
    page.locator("main form .actions button[type=submit]").last.click()


def wrong_password(page: Page) -> None:
    page.fill("#email", "ingen@example.com")
    page.fill("#password", "feil passord her")
    press(page)


def too_often(page: Page) -> None:
    form = {"email": "altfor.ofte@example.com", "password": "feil passord her"}
    for _ in range(10):
        form["csrf_token"] = csrf_of(page.request.get("/sign-in").text())
        page.request.post("/sign-in", form=form)
    page.fill("#email", form["email"])
    page.fill("#password", form["password"])
    press(page)


def old_form(page: Page) -> None:
    page.locator("main [name=csrf_token]").evaluate("(field) => { field.value = 'gammel' }")
    page.fill("#email", "kari med mellomrom@example.com")
    press(page)


def changed_elsewhere(page: Page) -> None:
    token = page.locator("main [name=csrf_token]").last.input_value()
    version = page.locator("main [name=version]").input_value()
    form = {"text": "Skrevet i et annet vindu.", "version": version}
    page.request.put("/letters", form=form, headers={"X-CSRFToken": token})
    page.fill("#text", "Skrevet her.")
    press(page)


def far_too_much(page: Page) -> None:
    """In a field that is not drawn: drawing five million characters is what would take the time."""
    more = "const more = document.createElement('input'); more.type = 'hidden'; more.name = 'more'"
    page.locator("#text").evaluate(f"(field) => {{ {more}; more.value = 'ord '.repeat(1_200_000); field.after(more) }}")
    press(page)


def no_number(page: Page) -> None:
    page.locator("input[inputmode=numeric]").first.fill("mange")
    page.locator("button[name=_do][value=later]").click()


def wrote_all_the_same(page: Page) -> None:
    """From a window that was opened before the exercise was closed."""
    more = "const text = document.createElement('textarea'); text.name = 'script.text'"
    page.locator("#sheet").evaluate(f"(form) => {{ {more}; text.value = 'Jeg står på tomta.'; form.append(text) }}")
    page.locator("button[name=_do][value=later]").click()


def nothing_in(url: str) -> Callable[[Page], None]:
    """Empties a form and sends it."""
    def send(page: Page) -> None:
        form = page.locator(f'main form[action="{url}"], main form[action$="{url}"]').first
        form.evaluate("(form) => form.querySelectorAll('input.ds-input').forEach((field) => (field.value = ''))")
        form.evaluate("(form) => form.requestSubmit()")

    return send


def hand_in(page: Page) -> None:
    page.locator("button[name=_do][value='check:check']").click()


LESSON_1, LESSON_2 = range(1, 7), range(1, 7)
STOPS = (
    Stop("start", "/"),
    Stop("start in English", "/?language=en"),
    Stop("sign in", "/sign-in"),
    Stop("sign in, nothing written", "/sign-in", status=422, act=press),
    Stop("sign in, wrong password", "/sign-in", status=401, act=wrong_password),
    Stop("sign in, too often", "/sign-in", status=429, act=too_often),
    Stop("forgotten", "/forgotten"),
    Stop("forgotten, an old form", "/forgotten", status=400, act=old_form),
    Stop("forgotten, sent", "/forgotten/sent"),
    Stop("reset", "/reset/{reset}"),
    Stop("reset, nothing written", "/reset/{reset}", status=422, act=press),
    Stop("reset, dead", "/reset/ingen", status=404),
    Stop("invitation", "/invitation/{invitation}"),
    Stop("invitation, nothing written", "/invitation/{invitation}", status=422, act=press),
    Stop("invitation, dead", "/invitation/ingen", status=404),
    Stop("privacy", "/privacy"),
    Stop("accessibility", "/accessibility"),
    Stop("help now", "/help-now"),
    Stop("mailbox", "/mailbox"),
    Stop("one mail", "/mailbox/{mail}"),
    Stop("no such page", "/nowhere", status=404),
    Stop("no such way", "/call-me", status=405),
    Stop("broken", "/broken/500", status=500),
    Stop("busy", "/broken/503", status=503),
    Stop("today", "/today", "kari.nordmann"),
    Stop("today before the start", "/today", "amir.rahimi"),
    Stop("today in a pause", "/today", "erik.johansen"),
    Stop("today, just begun", "/today", "liv.hagen"),
    Stop("today in English", "/today", "daniel.osei"),
    Stop("letters after the end", "/letters", "ingrid.bakke"),
    Stop("today after the end", "/today", "ingrid.bakke"),
    Stop("programme after the end", "/programme", "ingrid.bakke"),
    Stop("lesson after the end", "/lesson/1/3", "ingrid.bakke"),
    Stop("programme", "/programme", "kari.nordmann"),
    Stop("where she is", "/lesson/2", "kari.nordmann"),
    *(Stop(f"lesson 1 part {page}", f"/lesson/1/{page}", "kari.nordmann") for page in LESSON_1),
    *(Stop(f"lesson 2 part {page}", f"/lesson/2/{page}", "kari.nordmann") for page in LESSON_2),
    Stop("lesson 1 in English", "/lesson/1/3", "daniel.osei"),
    Stop("lesson 1 with what is missing", "/lesson/1/3?look", "liv.hagen"),
    Stop("short version", "/lesson/1/short", "kari.nordmann"),
    Stop("end of a lesson", "/lesson/1/end", "liv.hagen"),
    Stop("card", "/lesson/1/card", "kari.nordmann"),
    Stop("an exercise the guide opens", "/lesson/5/5", "jon.berg"),
    Stop("an exercise the guide opens, sent", "/lesson/5/5", "jon.berg", status=403, act=wrote_all_the_same),
    Stop("a log the guide opens", "/diary/log/reading", "jon.berg"),
    Stop("a lesson not open", "/lesson/1", "amir.rahimi"),
    Stop("a lesson not written", "/lesson/3", "kari.nordmann"),
    Stop("no such lesson", "/lesson/99", "kari.nordmann", status=404),
    Stop("diary", "/diary", "kari.nordmann"),
    Stop("diary, one entry", "/diary/{thread}", "kari.nordmann"),
    Stop("diary, a log", "/diary/log/activity-log", "kari.nordmann"),
    Stop("diary, no number", "/diary/log/activity-log", "hanna.myhre", status=422, act=no_number),
    Stop("sleep window", "/window", "tove.lien"),
    Stop("sleep diary", "/diary/log/night", "tove.lien"),
    Stop("letters", "/letters", "kari.nordmann"),
    Stop("letters, nothing written", "/letters", "nora.lie", status=422, act=press),
    Stop("letters, changed elsewhere", "/letters", "liv.hagen", status=409, act=changed_elsewhere),
    Stop("letters, far too much", "/letters", "nora.lie", status=413, act=far_too_much),
    Stop("mood", "/mood", "kari.nordmann"),
    Stop("patient's own page", "/me", "kari.nordmann"),
    Stop("own password, nothing written", "/me", "kari.nordmann", status=422, act=nothing_in("/me/password")),
    Stop("welcome", "/welcome", "kari.nordmann"),
    Stop("welcome, promises", "/welcome/promises", "kari.nordmann"),
    Stop("welcome, help", "/welcome/help", "kari.nordmann"),
    Stop("a guide's page, to a patient", "/guide/queue", "kari.nordmann", status=403),
    Stop("queue", "/guide/queue", "astrid.lunde"),
    Stop("patient at the guide's", "/guide/patient/{treatment}", "astrid.lunde"),
    Stop("a sleep window at the guide's", "/guide/patient/{sleeper}", "astrid.lunde"),
    Stop("an exercise to open at the guide's", "/guide/patient/{worrier}", "astrid.lunde"),
    Stop("contact", "/guide/patient/{treatment}/contact", "astrid.lunde"),
    Stop("contact, nothing chosen", "/guide/patient/{treatment}/contact", "astrid.lunde", status=422, act=press),
    Stop("postpone", "/guide/patient/{postponed}/postpone", "bjorn.haugen"),
    Stop("postpone, nothing chosen", "/guide/patient/{postponed}/postpone", "bjorn.haugen", status=422, act=press),
    Stop("journal", "/guide/patient/{treatment}/journal", "astrid.lunde"),
    Stop("another guide's patient", "/guide/patient/{postponed}", "astrid.lunde", status=404),
    Stop("an admin's page, to a guide", "/admin/staff", "astrid.lunde", status=403),
    Stop("guide's own page", "/me", "astrid.lunde"),
    Stop("training", "/training", "astrid.lunde"),
    Stop("training not begun", "/training", "siri.moen"),
    Stop("training, a page", "/training/guide-training/1/3", "bjorn.haugen"),
    Stop("training in short", "/training/guide-training/1/short", "astrid.lunde"),
    Stop("training, the check", "/training/guide-training/6/2", "siri.moen"),
    Stop("training, the check with nothing answered", "/training/guide-training/6/2", "bjorn.haugen", act=hand_in),
    Stop("caseload", "/supervisor/caseload", "siri.moen"),
    Stop("ended treatments", "/supervisor/ended", "siri.moen"),
    Stop("new patient", "/supervisor/patients/new", "siri.moen"),
    Stop("new patient, nothing written", "/supervisor/patients/new", "siri.moen", status=422, act=press),
    Stop("patient at the supervisor's", "/supervisor/patient/{treatment}", "siri.moen"),
    Stop("invited patient at the supervisor's", "/supervisor/patient/{invited}", "siri.moen"),
    Stop("record at the supervisor's", "/guide/patient/{treatment}", "siri.moen"),
    Stop("pause, nothing written", "/supervisor/patient/{treatment}", "siri.moen", 422, nothing_in("/pause")),
    Stop("staff", "/admin/staff", "anne.berg"),
    Stop("staff, nothing written", "/admin/staff", "anne.berg", status=422, act=nothing_in("/admin/staff")),
    Stop("modules", "/author/modules", "frode.aas"),
    Stop("new module", "/author/modules/new", "frode.aas"),
    Stop("new module, nothing written", "/author/modules/new", "frode.aas", status=422, act=press),
    Stop("module", "/author/module/depression", "frode.aas"),
    Stop("module with errors", "/author/module/gode-netter", "frode.aas"),
    Stop("module, published without a note", "/author/module/depression", "frode.aas", 422, nothing_in("/publish")),
    Stop("a lesson being written", "/author/module/depression/file/01-getting-started.nb.md", "frode.aas"),
    Stop("a lesson with errors", "/author/module/gode-netter/file/01-first-lesson.nb.md#line-5", "frode.aas"),
    Stop("the guide's text being written", "/author/module/depression/file/guide.nb.md", "frode.aas"),
    Stop("compare", "/author/module/depression/compare?before=live&after=edition&lesson=2", "frode.aas"),
    Stop("go back", "/author/module/depression/back/1", "frode.aas"),
    Stop("preview", "/author/module/depression/preview/1/3", "frode.aas"),
    Stop("preview in the dark", "/author/module/depression/preview/1/2?dark=1&language=en", "frode.aas"),
    Stop("preview of what the guide opens", "/author/module/worry/preview/5/5", "frode.aas"),
    Stop("preview of the end", "/author/module/depression/preview/1/7", "frode.aas"),
    Stop("preview of nothing", "/author/module/depression/preview/9/1", "frode.aas", status=404),
    Stop("manager's own page", "/me", "mona.eide"),
)  # fmt: skip


def fill_in(house: Flask, visit: Visit) -> dict[str, str]:
    """What stands in the addresses above."""
    names = {"treatment": "kari.nordmann", "postponed": "ola.hansen", "invited": "sofie.strand",
             "sleeper": "tove.lien", "worrier": "jon.berg"}  # fmt: skip
    with house.app_context():
        found = {place: _treatment_of(f"{called}@example.com") for place, called in names.items()}
        db.session.remove()
    with visit.signed_in("kari.nordmann", PHONE) as context:
        found["thread"] = re.findall(r"/diary/([0-9a-f-]{36})", context.request.get("/diary").text())[0]
    mailbox, asks = visit.mailbox(), "jonas.vik@example.com"
    with visit.context(PHONE) as context:
        token = csrf_of(context.request.get("/forgotten").text())
        context.request.post("/forgotten", form={"email": asks, "csrf_token": token})
    begin_to_write(visit)
    found["invitation"] = mailbox.link("sofie.strand@example.com", "invitation").rpartition("/")[2]
    found["reset"] = mailbox.link(asks, "reset").rpartition("/")[2]
    found["mail"] = mailbox.newest(asks).path.rpartition("/")[2]
    return found


def begin_to_write(visit: Visit) -> None:
    """Frode begins from what is live, and begins a module of his own with a mistake in it."""
    with visit.signed_in("frode.aas", DESKTOP) as context:
        sent = {"csrf_token": csrf_of(context.request.get("/author/modules").text())}
        context.request.post("/author/module/depression/edition", form=sent | {"from": "live"})
        new = {"name": "gode-netter", "title_nb": "Ro om kvelden", "title_en": "Quiet evenings"}
        context.request.post("/author/modules/new", form=sent | new)
        page = context.new_page()
        page.goto("/author/module/gode-netter/file/01-first-lesson.nb.md")
        page.locator("#text").evaluate("(text) => { text.value = text.value.replace('minutes: 20', 'minutes: mange') }")
        with page.expect_navigation():
            page.locator("form[data-autosave] button[type=submit]").click()
        page.close()


def _treatment_of(email: str) -> str:
    person = person_by_email(email)
    assert person is not None, f"nobody in the demo has the address {email}"
    return str(db.session.scalars(select(Treatment.id).where(Treatment.patient_id == person.id)).one())
