"""Writing a module in the browser: kept, checked, published, compared, taken back. Patients notice what is live."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from selfhelp.access.roles import Role
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuditEvent, Treatment
from selfhelp.features.authoring.actions import publish_module
from selfhelp.features.authoring.edition_actions import begin_edition
from selfhelp.features.authoring.editions import folder_source
from selfhelp.features.authoring.history import history_of
from selfhelp.features.people.actions import NewPerson, grant_role
from tests.features.test_authoring import folder, rewrite
from tests.support.authors import (
    FILE,
    FIRST,
    FIRST_EN,
    MODULE,
    begins,
    edition,
    live_numbers,
    publishes,
    text_of,
    writes,
)
from tests.support.forms import opened
from tests.support.patients import actor_of
from tests.support.week import on, welcomed
from tests.support.world import START, World, active_person

__all__ = ["folder"]
NEW = "/author/modules/new"


@pytest.fixture(autouse=True)
def _monday_morning(app: Flask, one_module: Path) -> Iterator[None]:
    object.__setattr__(app.extensions["settings"], "modules", one_module)
    with on(START):
        yield


@pytest.fixture
def frode(world: World) -> FlaskClient:
    return world.client("Frode")


@pytest.fixture
def writing(frode: FlaskClient) -> FlaskClient:
    assert begins(frode).status_code == 303
    return frode


@transaction
def second_author(world: World) -> None:
    grant_role(None, active_person(NewPerson("Unni", "unni@example.com"), world.now), Role.AUTHOR, None, world.now)


@transaction
def end_one(world: World) -> None:
    treatment = db.session.scalars(select(Treatment).order_by(Treatment.created_at).limit(1)).one()
    treatment.ended_on, treatment.end_reason = world.now.date(), "completed"


def ended(world: World) -> None:
    with world.inside():
        end_one(world)


def renames_an_answer(frode: FlaskClient) -> None:
    for file in (FIRST, FIRST_EN):
        writes(frode, "      nothing: ", "      numb: ", f"{MODULE}/file/{file}")


def declares_it_gone(frode: FlaskClient) -> None:
    declared = "gone:\n  - {id: getting-started/diamond/body=nothing, because: Nytt navn.}\nlogs:"
    writes(frode, "logs:", declared, f"{MODULE}/file/module.yaml")


# Beginning


def test_frode_begins_from_what_is_live(world: World, frode: FlaskClient) -> None:
    assert "Ingenting er påbegynt" in frode.get(MODULE).text
    begins(frode)
    begun = edition(world)
    assert (begun.base, begun.version) == (1, 1)
    assert FIRST in begun.texts
    assert begun.texts[0] == "module.yaml"
    assert "av Frode" in frode.get(MODULE).text


def test_or_from_the_folder(world: World, folder: Path, frode: FlaskClient) -> None:
    rewrite(folder, "goal: ", "goal: Fra mappa. ")
    begins(frode, "disk")
    assert "goal: Fra mappa." in text_of(world)


@pytest.mark.parametrize("rubbish", [b"\xff\xfe\x00", b"a\x00b", b"x" * 300_000])
def test_a_folder_of_no_texts_is_told_by_file_and_line(
    world: World, folder: Path, frode: FlaskClient, rubbish: bytes
) -> None:
    (folder / FIRST).write_bytes(rubbish)
    page = opened(frode, MODULE, f"{MODULE}/edition")
    answer = page.send(frode, **{"from": "disk"})
    assert answer.status_code == 422
    assert "Mappa kan ikke leses" in answer.text


@pytest.mark.parametrize("name", ["..", ".", ".hidden", "a/b", "service", "UPPER"])
def test_only_a_modules_own_folder_is_read(tmp_path: Path, name: str) -> None:
    modules = tmp_path / "modules"
    for place in (modules / "a" / "b", modules / ".hidden", modules / "service", modules / "UPPER"):
        place.mkdir(parents=True)
    for place in (tmp_path, modules, modules / name):
        (place / "module.yaml").write_text("id: x\n")
    assert folder_source(name, modules) is None


def test_to_begin_twice_keeps_what_is_written(world: World, writing: FlaskClient) -> None:
    with world.inside():
        begin_edition(actor_of(world.person("Frode")), "depression", {"module.yaml": "id: x"}, world.now)
    assert FIRST in edition(world).files


def test_a_file_is_not_open_before_something_is_begun(frode: FlaskClient) -> None:
    answer = frode.get(FILE)
    assert answer.location == MODULE
    assert "Velg hva du vil begynne fra" in frode.get(MODULE).text


# Writing


def test_what_is_written_is_kept_and_nothing_of_it_is_live(world: World, writing: FlaskClient) -> None:
    welcomed(world)
    assert writes(writing, "# Hvordan har du det?", "# Hvordan går det?").status_code == 303
    assert "# Hvordan går det?" in text_of(world)
    assert "Hvordan går det?" not in world.client("Kari").get("/lesson/1/1").text
    assert live_numbers(world) == [1]


def test_while_one_writes_it_is_saved_and_checked(world: World, writing: FlaskClient) -> None:
    page = opened(writing, FILE)
    page["text"] = page["text"].replace("type: long-text", "type: lang-tekst", 1)
    said = page.autosave(writing).get_json()
    line = page["text"].splitlines().index("    type: lang-tekst") + 1
    assert f'data-line="{line}" data-wrong' in said["panel"]
    assert "lang-tekst" in said["panel"]
    page["version"] = said["version"]
    page["text"] = page["text"].replace("type: lang-tekst", "type: long-text", 1)
    said = page.autosave(writing).get_json()
    assert "Ingen feil funnet" in said["panel"]
    assert "Uka di" in said["panel"]  # the outline
    assert "type: lang-tekst" not in text_of(world)


def test_line_ends_are_those_of_a_file(world: World, writing: FlaskClient) -> None:
    before = text_of(world)
    page = opened(writing, FILE)
    page["text"] = page["text"].replace("\n", "\r\n")
    assert page.send(writing).status_code == 303
    assert text_of(world) == before
    assert edition(world).version == 1


def test_the_lines_are_numbered_and_the_wrong_one_marked(writing: FlaskClient) -> None:
    writes(writing, "minutes: 40", "minutes: mange")
    html = writing.get(FILE).text
    assert '<li id="line-5" class="is-wrong"><span>minutes: mange</span></li>' in html
    assert 'style="' not in html


def test_a_long_file_is_sent_once_and_numbered_by_the_script(writing: FlaskClient) -> None:
    page = opened(writing, FILE)
    page["text"] += "\nEn linje til som ingen leser.\n" * 1000
    page.send(writing)
    assert writing.get(FILE).text.count("En linje til som ingen leser.") == 1000


def test_two_windows_with_the_same_file_meet_with_both_texts(world: World, writing: FlaskClient) -> None:
    mine, theirs = opened(writing, FILE), opened(writing, FILE)
    theirs["text"] = theirs["text"].replace("# Din tur", "# Nå du")
    assert theirs.send(writing).status_code == 303
    mine["text"] = mine["text"].replace("# Din tur", "# Så du")
    answer = mine.send(writing)
    assert answer.status_code == 409
    assert "# Nå du" in answer.text
    assert "# Så du" in answer.text
    assert mine.autosave(writing).status_code == 409
    assert "# Nå du" in text_of(world)


def test_two_windows_with_two_files_do_not_disturb_each_other(world: World, writing: FlaskClient) -> None:
    english = f"{MODULE}/file/{FIRST_EN}"
    norwegian, other = opened(writing, FILE), opened(writing, english)
    for turn in range(3):
        for page in (norwegian, other):
            page["text"] += f"\n\nTurn {turn}.\n"
            said = page.autosave(writing)
            assert said.status_code == 200
            page["version"] = said.get_json()["version"]
    assert text_of(world).count("Turn") == text_of(world, FIRST_EN).count("Turn") == 3


def test_a_late_save_does_not_bring_back_what_was_thrown_away(world: World, writing: FlaskClient) -> None:
    late = opened(writing, FILE)
    opened(writing, MODULE, f"{MODULE}/edition/discard").send(writing)
    late["text"] += "\nfor seint"
    assert late.autosave(writing).status_code == 409
    begins(writing)
    assert late.autosave(writing).status_code == 409  # nor into what was begun anew
    answer = late.send(writing)
    assert answer.status_code == 409
    assert "for seint" in answer.text
    assert "for seint" not in text_of(world)


def test_far_too_much_is_refused_and_shown_again(world: World, writing: FlaskClient) -> None:
    page = opened(writing, FILE)
    page["text"] = "ord og ord " * 20_000
    assert page.autosave(writing).status_code == 422
    answer = page.send(writing)
    assert (answer.status_code, "ord og ord" in answer.text) == (422, True)
    assert edition(world).version == 1


@pytest.mark.parametrize("file", ["nothing.md", "README.md", "..%2f..%2fconfig.py", "picture.png"])
def test_only_files_of_the_module_are_opened(writing: FlaskClient, file: str) -> None:
    assert writing.get(f"{MODULE}/file/{file}").status_code == 404
    token = opened(writing, FILE)["csrf_token"]
    put = writing.put(f"{MODULE}/file/{file}", data={"text": "x"}, headers={"X-CSRFToken": token})
    assert put.status_code in (404, 409)


def test_what_an_author_writes_is_text_on_every_page(writing: FlaskClient) -> None:
    writes(writing, "title: Kom i gang", "title: <script>alert(1)</script>")
    for path in (FILE, MODULE, "/author/modules", f"{MODULE}/preview/1/1", f"{MODULE}/compare?after=edition"):
        assert "<script>alert(1)" not in writing.get(path).text


# The module's page


def test_the_page_tells_how_far_each_language_has_come(writing: FlaskClient) -> None:
    html = writing.get(MODULE).text
    assert html.count("Fullstendig") == 2
    assert f'href="{FILE}"' in html
    assert "1511" in html  # words of the first lesson
    assert "#check" not in html


def test_an_error_leads_to_its_line(writing: FlaskClient) -> None:
    writes(writing, "minutes: 40", "minutes: mange")
    html = writing.get(MODULE).text
    assert f'href="{FILE}#line-5"' in html
    assert "1 feil" in html
    assert f'action="{MODULE}/publish"' not in html


def test_how_many_patients_are_on_a_version_and_never_who(world: World, writing: FlaskClient) -> None:
    for name, guide in (("Kari", "Astrid"), ("Ola", "Astrid"), ("Nora", "Bjørn")):
        welcomed(world, name, guide=guide)
        client = world.client(name)
        opened(client, "/today", "/lesson/1/open").send(client)
    html = writing.get(MODULE).text
    assert "Pasienter på denne versjonen: 3" in html
    assert not [name for name in ("Kari", "Ola", "Nora") if name in html]
    writes(writing, "# Din tur", "# Nå du")
    publishes(writing)
    with world.inside():
        assert [(one.number, one.patients) for one in history_of("depression")] == [(2, 0), (1, 3)]
    ended(world)
    with world.inside():
        assert history_of("depression")[1].patients == 2


def test_the_page_asks_the_database_no_more_for_a_long_history(
    world: World, writing: FlaskClient, statements: list[str]
) -> None:
    def cost() -> int:
        statements.clear()
        assert writing.get(MODULE).status_code == 200
        return len(statements)

    writing.get(MODULE)
    before = cost()
    for turn in range(3):
        writes(writing, "goal: ", f"goal: {turn} ")
        publishes(writing)
        begins(writing)
    writing.get(MODULE)
    assert cost() <= before + 2  # the names of those who published, and their keys
    assert before <= 20


# Publishing


def test_frode_publishes_with_a_note(world: World, writing: FlaskClient) -> None:
    welcomed(world)
    writes(writing, "# Hvordan har du det?", "# Hvordan går det?")
    assert publishes(writing, "Et mykere spørsmål først.").status_code == 303
    html = writing.get(MODULE).text
    assert "Et mykere spørsmål først." in html
    assert "Frode" in html
    assert "Ingenting er påbegynt" in html
    assert live_numbers(world) == [1, 2]
    assert "Hvordan går det?" in world.client("Kari").get("/lesson/1/1").text


def test_a_lesson_in_the_middle_keeps_its_wording(world: World, writing: FlaskClient) -> None:
    welcomed(world)
    kari = world.client("Kari")
    opened(kari, "/today", "/lesson/1/open").send(kari)
    writes(writing, "# Hvordan har du det?", "# Hvordan går det?")
    publishes(writing)
    assert "Hvordan har du det?" in kari.get("/lesson/1/1").text


def test_a_correction_for_everyone_reaches_her(world: World, writing: FlaskClient) -> None:
    welcomed(world)
    kari = world.client("Kari")
    opened(kari, "/today", "/lesson/1/open").send(kari)
    writes(writing, "# Hvordan har du det?", "# Hvordan går det?")
    assert publishes(writing, for_everyone="y").status_code == 303
    assert "Hvordan går det?" in kari.get("/lesson/1/1").text


def test_without_a_note_nothing_is_published(world: World, writing: FlaskClient) -> None:
    answer = publishes(writing, "  ")
    assert answer.status_code == 422
    assert "Skriv med én setning hva som er nytt" in answer.text
    assert live_numbers(world) == [1]


def test_a_correction_that_is_more_says_what_differs(world: World, writing: FlaskClient) -> None:
    renames_an_answer(writing)
    declares_it_gone(writing)
    answer = publishes(writing, for_everyone="y")
    assert answer.status_code == 422
    assert "getting-started/diamond/body=numb" in answer.text.split("<h1>")[0]
    assert live_numbers(world) == [1]
    assert publishes(writing).status_code == 303


def test_an_id_that_goes_away_unsaid_stops_publishing(world: World, writing: FlaskClient) -> None:
    renames_an_answer(writing)
    html = writing.get(MODULE).text
    assert "«getting-started/diamond/body=nothing» finnes i den publiserte versjonen, men ikke her" in html
    assert f'action="{MODULE}/publish"' not in html


def test_what_was_changed_after_the_page_was_opened_is_not_published(world: World, writing: FlaskClient) -> None:
    page = opened(writing, MODULE, f"{MODULE}/publish")
    writes(writing, "# Din tur", "# Nå du")
    page["note"] = "Ny ordlyd."
    answer = page.send(writing)
    assert answer.status_code == 409
    assert "endret i et annet vindu" in answer.text
    assert live_numbers(world) == [1]


def test_pressed_twice_it_is_published_once(world: World, writing: FlaskClient) -> None:
    writes(writing, "# Din tur", "# Nå du")
    page = opened(writing, MODULE, f"{MODULE}/publish")
    page["note"] = "Ny ordlyd."
    assert [page.send(writing).status_code for _ in range(2)] == [303, 303]
    assert live_numbers(world) == [1, 2]


def test_a_version_published_meanwhile_is_told_of(world: World, writing: FlaskClient, folder: Path) -> None:
    assert "ble publisert etter at dette ble påbegynt" not in writing.get(MODULE).text
    with world.inside():
        publish_module(None, rewrite(folder, "goal: ", "goal: Fra mappa. "), world.now)
    assert "Versjon 2 ble publisert etter at dette ble påbegynt" in writing.get(MODULE).text


def test_the_audit_says_who_began_and_published(world: World, writing: FlaskClient) -> None:
    writes(writing, "# Din tur", "# Nå du")
    publishes(writing)
    with world.inside():
        frode = world.person("Frode").id
        told = db.session.scalars(select(AuditEvent.action).where(AuditEvent.actor_id == frode)).all()
    assert [one for one in told if "edition" in one or "module" in one] == ["edition begun", "module published"]


# Going back


def test_one_click_and_a_yes_bring_the_old_text_back(world: World, writing: FlaskClient) -> None:
    writes(writing, "# Hvordan har du det?", "# Hvordan går det?")
    publishes(writing)
    assert f'href="{MODULE}/back/1"' in writing.get(MODULE).text
    page = opened(writing, f"{MODULE}/back/1")
    page["note"] = "Den gamle var bedre."
    assert page.send(writing).status_code == 303
    assert live_numbers(world) == [1, 2, 3]
    welcomed(world)
    assert "Hvordan har du det?" in world.client("Kari").get("/lesson/1/1").text
    assert "Den gamle var bedre." in writing.get(MODULE).text


def test_going_back_needs_a_reason_and_a_version(world: World, frode: FlaskClient) -> None:
    page = opened(frode, f"{MODULE}/back/1")
    assert page.send(frode).status_code == 422
    assert frode.get(f"{MODULE}/back/7").status_code == 404
    assert live_numbers(world) == [1]


def test_the_way_back_is_open_although_ids_have_gone(world: World, writing: FlaskClient) -> None:
    renames_an_answer(writing)
    declares_it_gone(writing)
    publishes(writing)
    html = writing.get(f"{MODULE}/back/1").text
    assert "getting-started/diamond/body=numb" in html
    page = opened(writing, f"{MODULE}/back/1")
    page["note"] = "Tilbake."
    page["for_everyone"] = "y"
    assert page.send(writing).status_code == 422
    del page.fields["for_everyone"]
    again = opened(writing, f"{MODULE}/back/1")
    again["note"] = "Tilbake."
    assert again.send(writing).status_code == 303
    assert live_numbers(world) == [1, 2, 3]


# Comparing


def test_two_versions_side_by_side(writing: FlaskClient) -> None:
    for file in (FIRST, FIRST_EN):
        writes(writing, "max: 10\n", "max: 9\n", f"{MODULE}/file/{file}")
    html = writing.get(f"{MODULE}/compare?before=live&after=edition").text
    assert "getting-started/check-in/" in html
    assert "var scale 0 til 10, er scale 0 til 9" in html
    assert html.count("<iframe") == 2
    assert "of=live" in html
    assert "of=edition" in html
    assert '<li class="is-gone">-    max: 10</li>' in html
    assert '<li class="is-new">+    max: 9</li>' in html


@pytest.mark.parametrize("query", ["after=7", "before=x", "after=-1", "before=99999999999", "after=edition"])
def test_what_is_not_there_cannot_be_compared(frode: FlaskClient, query: str) -> None:
    assert frode.get(f"{MODULE}/compare?{query}").status_code == 404


@pytest.mark.parametrize("query", ["lesson=99", "page=0", "language=xx", "lesson=a&page=b"])
def test_a_strange_choice_is_put_right(frode: FlaskClient, query: str) -> None:
    assert frode.get(f"{MODULE}/compare?before=1&after=live&{query}").status_code == 200


# A new module


def begins_module(frode: FlaskClient) -> int:
    page = opened(frode, NEW)
    page["name"], page["title_nb"], page["title_en"] = "good-nights", "Gode netter", "Good nights"
    return page.send(frode).status_code


def test_a_module_of_two_lessons_is_made_in_the_browser_alone(world: World, frode: FlaskClient) -> None:
    assert begins_module(frode) == 303
    made = "/author/module/good-nights"
    page = opened(frode, made, f"{made}/lessons")
    page["name"], page["title_nb"], page["title_en"], page["minutes"] = "second", "Den andre", "The second", "25"
    assert page.send(frode).status_code == 303
    assert "Ingen feil funnet" in frode.get(made).text
    writes(frode, "# Når det skjer", "# Når lyset slukkes", f"{made}/file/02-second.nb.md")
    assert publishes(frode, "Den første utgaven.", made).status_code == 303
    assert live_numbers(world, "good-nights") == [1]
    assert "<h1>Når lyset slukkes</h1>" in frode.get(f"{made}/preview/2/2").text
    assert "Publisert, skrevet i nettleseren" in frode.get("/author/modules").text
    assert "Gode netter" in world.client("Siri").get("/supervisor/patients/new").text


def test_what_is_left_to_write_is_told_before_publishing(frode: FlaskClient) -> None:
    begins_module(frode)
    made = "/author/module/good-nights"
    line = f'href="{made}/file/guide.nb.md#line-34"'
    before = frode.get(made).text.partition('id="publish"')[2]
    assert "Her står det fortsatt noe du er bedt om å skrive" in before
    assert line in before
    writes(frode, "Skriv når du skal snakke med psykologen.", "Ring psykologen samme dag.", f"{made}/file/guide.nb.md")
    after = frode.get(made).text
    assert "Her står det fortsatt" in after
    assert line not in after


def test_nothing_is_left_to_write_in_what_ships(writing: FlaskClient) -> None:
    assert "Her står det fortsatt" not in writing.get(MODULE).text


def test_a_module_that_is_begun_stands_in_the_list(frode: FlaskClient) -> None:
    begins_module(frode)
    html = frode.get("/author/modules").text
    assert "Gode netter" in html
    assert "Under arbeid" in html


@pytest.mark.parametrize(
    ("name", "nb", "said"),
    [
        ("depression", "Nytt", "Det finnes et program med dette navnet"),
        ("service", "Nytt", "Det finnes et program med dette navnet"),
        ("Gode netter", "Nytt", "Skriv små bokstaver"),
        ("", "Nytt", "Skriv et kort navn"),
        ("good-nights", " ", "Skriv en tittel"),
        ("x" * 41, "Nytt", "høyst 40 tegn"),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_is_refused(frode: FlaskClient, name: str, nb: str, said: str) -> None:
    page = opened(frode, NEW)
    page["name"], page["title_nb"], page["title_en"] = name, nb, "New"
    answer = page.send(frode)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_a_lesson_that_is_planned_is_begun_in_its_place(world: World, writing: FlaskClient) -> None:
    planned = "  - id: one-more\n    planned: true\n    title: {nb: Enda en, en: One more}\n\nlogs:"
    writes(writing, "logs:", planned, f"{MODULE}/file/module.yaml")
    page = opened(writing, MODULE, f"{MODULE}/lessons")
    page["name"], page["title_nb"], page["title_en"] = "one-more", "Enda en", "One more"
    assert page.send(writing).status_code == 303
    assert "09-one-more.en.md" in edition(world).files


def test_a_lesson_there_is_already_is_refused_beside_its_field(writing: FlaskClient) -> None:
    page = opened(writing, MODULE, f"{MODULE}/lessons")
    page["name"], page["title_nb"], page["title_en"] = "getting-started", "En", "One"
    answer = page.send(writing)
    assert answer.status_code == 422
    assert "Det finnes allerede en økt som heter «getting-started»" in answer.text


# Who may


@pytest.mark.parametrize("name", ["Astrid", "Siri", "Anne", "Mona"])
def test_only_authors_write(world: World, name: str) -> None:
    client = world.client(name)
    assert {client.get(path).status_code for path in (MODULE, FILE, NEW, f"{MODULE}/compare")} == {403}


def test_two_authors_see_each_others_work(app: Flask, world: World, writing: FlaskClient) -> None:
    with world.inside():
        second_author(world)
    unni = world.client("Unni")
    assert "av Frode" in unni.get(MODULE).text
    page, hers = opened(writing, FILE), opened(unni, FILE)
    hers["text"] = hers["text"].replace("# Din tur", "# Nå du")
    assert hers.send(unni).status_code == 303
    page["text"] += "\nmer"
    assert page.send(writing).status_code == 409
    assert "av Unni" in writing.get(MODULE).text


def test_the_row_holds_what_was_written(world: World, writing: FlaskClient) -> None:
    later = START + timedelta(minutes=10)
    with on(later):
        writes(writing, "# Din tur", "# Nå du")
    held = edition(world)
    assert held.changed_at == later
    assert held.changed_in[FIRST] == held.version == 2
    assert json.loads(json.dumps(dict(held.files)))
