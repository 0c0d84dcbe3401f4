"""Every kind of exercise there is, in a module that is shipped: filled in, saved, opened again, shared, and drawn for
the guide.

The kinds are those of the clinical brief (EX-…), and each is named here with the place where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from config import ROOT
from selfhelp import clock
from selfhelp.core.content.document import Exercise, Field, JsonValue, Module, Share
from selfhelp.core.content.fields import AnswerText, answer_texts
from selfhelp.core.content.folder import source_from_folder
from selfhelp.core.content.parser import read_published
from selfhelp.db.base import db
from tests.browser.filling import When, fill_in, stands
from tests.browser.visiting import DESKTOP, PHONE, Visit
from tests.support.answers import Answers, answers_to, shown_with
from tests.support.shipped import GUIDE, PATIENTS, Log, Patient, in_the_middle

FIRST_NAME = GUIDE.name.split()[0]
TODAY = clock.today()  # one day for all that is written, whatever the clock says meanwhile


@dataclass(frozen=True)
class Kind:
    """`earlier`: lines of the log that are there before. `drawn`: the brief asks for a picture of it."""

    id: str
    module: str
    lesson: int
    exercise: str
    earlier: int = 0
    drawn: bool = True


# EX-MOOD is not in a lesson: it is asked every day, whatever the module. Nor is EX-SAFETYPLAN, which nobody should have
# to look for in one.
KINDS = (
    Kind("EX-CHECKIN", "depression", 1, "check-in"),
    Kind("EX-DIAMOND", "depression", 1, "diamond"),
    Kind("EX-GOAL", "depression", 1, "goal"),
    Kind("EX-ACTLOG", "depression", 2, "activity-log", earlier=4),
    Kind("EX-VALUES", "depression", 3, "values"),
    Kind("EX-ACTPLAN", "depression", 3, "activity-plan", earlier=2),
    Kind("EX-THOUGHT", "depression", 5, "thought-record", earlier=2),
    Kind("EX-BEXP", "depression", 5, "experiment"),
    Kind("EX-SELFCOMP", "depression", 7, "kind-words"),
    Kind("EX-EVIDENCELOG", "depression", 8, "small-evidence", earlier=3),
    Kind("EX-RELAPSE", "depression", 8, "my-road-ahead", drawn=False),
    Kind("EX-SAFETYBEH", "anxiety", 2, "safety", earlier=2),
    Kind("EX-INTERO", "anxiety", 3, "body-test", earlier=3),
    Kind("EX-HIER", "anxiety", 4, "ladder"),
    Kind("EX-EXPO", "anxiety", 5, "exposure", earlier=3),
    Kind("EX-WORRYLOG", "worry", 1, "notes", earlier=4),
    Kind("EX-WORRYTIME", "worry", 2, "set-time", earlier=4),
    Kind("EX-WORRYTREE", "worry", 3, "branches", earlier=2),
    Kind("EX-PROBLEM", "worry", 3, "problem", drawn=False),
    Kind("EX-SLEEP", "insomnia", 1, "night", earlier=7),
    Kind("EX-SLEEPWIN", "insomnia", 2, "window", earlier=3),
    Kind("EX-RELAX", "insomnia", 4, "relax", earlier=4),
    Kind("EX-DRINK", "alcohol", 1, "drink-diary", earlier=5),
    Kind("EX-BALANCE", "alcohol", 1, "balance"),
)

@dataclass(frozen=True)
class Found:
    """Where an exercise stands in its module."""

    exercise: Exercise
    page: int


@pytest.fixture(scope="module")
def modules() -> Mapping[str, Module]:
    read = {name: read_published(source_from_folder(ROOT / "modules" / name)) for name in PATIENTS}
    return {name: module for name, module in read.items() if module is not None}


def found(kind: Kind, modules: Mapping[str, Module]) -> Found:
    lesson = modules[kind.module].lesson(kind.lesson, "nb")
    places = [Found(one, page.number) for page in (lesson.pages if lesson else ()) for one in page.exercises]
    place = next((one for one in places if one.exercise.id == kind.exercise), None)
    assert place, f"{kind.id}: lesson {kind.lesson} of {kind.module} has no exercise {kind.exercise}"
    return place


@pytest.fixture(scope="module")
def patients(house: Flask, modules: Mapping[str, Module]) -> Mapping[str, Patient]:
    """One for each module, in the middle of it, with a guide of their own."""
    logs = [
        Log(kind.module, kind.lesson, kind.exercise, answers_to(found(kind, modules).exercise, day, turn), day)
        for kind in KINDS for turn in range(kind.earlier)
        for day in [TODAY - timedelta(days=kind.earlier - turn)]
    ]  # fmt: skip
    with house.test_request_context():
        made = in_the_middle(modules, {name: _last_lesson(name) for name in PATIENTS}, logs, clock.now())
        db.session.remove()
    return made


def _last_lesson(module: str) -> int:
    return max(kind.lesson for kind in KINDS if kind.module == module)


@pytest.fixture(scope="module")
def visitors(visit: Visit, patients: Mapping[str, Patient]) -> Visit:
    return replace(visit, accounts=(*visit.accounts, GUIDE, *(one.account for one in patients.values())), states={})


@pytest.mark.parametrize("module", PATIENTS)
def test_she_fills_in_every_kind_and_her_guide_sees_it(
    module: str, visitors: Visit, patients: Mapping[str, Patient], modules: Mapping[str, Module]
) -> None:
    kinds, patient = [kind for kind in KINDS if kind.module == module], patients[module]
    with visitors.signed_in(patient.called, PHONE) as context:
        phone = context.new_page()
        for kind in kinds:
            fills_in_and_shares(phone, kind, found(kind, modules))
    with visitors.signed_in("nils.tangen", DESKTOP) as context:
        desk = context.new_page()
        desk.goto(f"/guide/patient/{patient.treatment}")
        for kind in kinds:
            is_seen(desk, kind, found(kind, modules).exercise)


def test_she_says_how_she_is_whatever_the_module(visitors: Visit, patients: Mapping[str, Patient]) -> None:
    """EX-MOOD: asked on the start page, drawn for her and for her guide."""
    patient = patients["worry"]
    with visitors.signed_in(patient.called, PHONE) as context:
        phone = context.new_page()
        phone.goto("/today")
        phone.locator("button[name=mood][value='4']").click()
        expect(phone.locator("button[name=mood][value='4']")).to_have_attribute("aria-pressed", "true")
        phone.goto("/diary")
        expect(phone.locator("main svg[role=img]").first).to_be_visible()
        patient_shares_something(phone)
    with visitors.signed_in("nils.tangen", DESKTOP) as context:
        desk = context.new_page()
        desk.goto(f"/guide/patient/{patient.treatment}")
        mood = desk.locator("section[aria-labelledby=mood-title]")
        expect(mood.locator("svg")).to_be_visible()
        mood.locator("summary").click()
        expect(mood.locator("table")).to_contain_text("4 – Ganske bra")


def patient_shares_something(phone: Page) -> None:
    """The guide sees her mood up to the last time she shared."""
    phone.goto("/lesson/1/1")
    phone.locator("label:has(input[name='check-in.mood'][value='6'])").click()
    phone.locator("button[name=_do][value=later]").click()
    expect(phone.locator(".flashes")).to_be_visible()
    phone.goto("/lesson/1/end")
    phone.locator(".actions button[value=share]").click()
    expect(phone.locator(".flashes")).to_contain_text("Delt")


def fills_in_and_shares(phone: Page, kind: Kind, place: Found) -> None:
    """All there is on the lesson's page; what comes afterwards when it is opened again."""
    exercise, answers = place.exercise, answers_of(place.exercise)
    page = f"/lesson/{kind.lesson}/{place.page}"
    phone.goto(page)
    when = When.FIRST if exercise.log else When.BOTH  # of a lesson that is finished, what came afterwards too
    fill_in(phone, exercise, answers, when)
    if exercise.share is Share.ASK:
        phone.locator(f"button[name=_do][value='share:{exercise.id}']").click()
        expect(phone.locator(".flashes")).to_contain_text(f"{FIRST_NAME} kan lese det nå")
    else:
        phone.locator("button[name=_do][value=later]").click()
        expect(phone.locator(".flashes")).to_be_visible()
    phone.goto(page)
    if exercise.log:
        opens_the_line(phone, exercise, answers)
    else:
        assert not stands(phone, exercise, answers, when)
    if exercise.share is Share.ALWAYS:
        phone.goto(f"/lesson/{kind.lesson}/end")
        phone.locator(".actions button[value=share]").click()
        expect(phone.locator(".flashes")).to_contain_text("Delt")


def opens_the_line(phone: Page, exercise: Exercise, answers: Answers) -> None:
    """The newest of the log, to write what came afterwards."""
    phone.locator(f"[data-exercise={exercise.id}] .log-line a").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Se på det igjen")
    assert not stands(phone, exercise, answers, When.FIRST)
    is_drawn(phone.locator("main"), exercise, answers)
    fill_in(phone, exercise, answers, When.AFTERWARDS)
    if exercise.share is Share.ASK:
        phone.locator(f"button[name=_do][value='share:{exercise.id}']").click()
        expect(phone.locator(".flashes")).to_contain_text(f"{FIRST_NAME} kan lese det nå")


def is_seen(desk: Page, kind: Kind, exercise: Exercise) -> None:
    """At a glance, and drawn with its numbers."""
    answers = answers_of(exercise)
    title = desk.get_by_role("heading", level=3, name=exercise.title, exact=True)
    card = desk.locator("article.card").filter(has=title)
    expect(card).to_have_count(1)
    seen = card.locator(".glance").inner_text()
    for text in said(exercise, answers):
        if text.field_id in exercise.glance:
            for line in text.text.splitlines():
                assert line in seen, f"{kind.id}: {line!r} is not in {seen!r}"
    assert (exercise.chart is not None) is kind.drawn, f"{kind.id}: its picture and the brief do not agree"
    is_drawn(card, exercise, answers)


def is_drawn(place: Locator, exercise: Exercise, answers: Answers) -> None:
    if exercise.chart is None:
        return
    figure = place.locator("figure.chart-figure").first
    if exercise.chart.kind != "balance":  # a table and no drawing
        box = figure.locator("svg").bounding_box()
        assert box is not None
        assert box["width"] > 200
        assert box["height"] > 60
        figure.locator("summary").click()
    table = figure.locator("table")
    expect(table).to_be_visible()
    cells = table.inner_text()
    for word in drawn(exercise, answers):
        assert word in cells, f"{word!r} is not in {cells!r}"


def drawn(exercise: Exercise, answers: Answers) -> Iterator[str]:
    """What the table under a picture must hold."""
    assert exercise.chart is not None
    # Of a night, the others are in how long she slept.
    y = ("into-bed", "out-of-bed") if exercise.chart.kind == "nights" else exercise.chart.y
    y = (*y, *exercise.chart.parts.values()) if exercise.chart.kind == "balance" else y
    if exercise.chart.kind == "steps":
        y = tuple(one.id for field in exercise.fields if field.id in y for one in field.fields)
    for field, answer in answers_in(exercise, answers):
        counts_days = exercise.chart.kind == "dots" and not field.options  # the days are drawn, not the words
        if field.id in y and not counts_days and not (field.later and exercise.log):
            yield say(field, answer)


def answers_in(exercise: Exercise, answers: Answers) -> Iterator[tuple[Field, JsonValue]]:
    """Each answer, and each in the rows of a group."""
    for field in shown_with(exercise, answers):
        answer = answers[field.id]
        yield from [(field, answer)] if not field.fields else (
            (column, row[column.id]) for row in answer for column in field.fields if column.id in row
        )


def say(field: Field, answer: JsonValue) -> str:
    if isinstance(answer, bool):
        return "Ja" if answer else "Nei"
    labels = {one.id: one.label for one in field.options}
    return labels.get(str(answer), str(answer).replace(":", ".") if field.type == "time" else str(answer))


def answers_of(exercise: Exercise) -> Answers:
    return answers_to(exercise, TODAY, turn=5)


def said(exercise: Exercise, answers: Answers) -> tuple[AnswerText, ...]:
    return answer_texts(exercise, answers, "nb", {"row1": ""})
