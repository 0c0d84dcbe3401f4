"""Publishing modules, and what Frode sees of them."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import ROOT
from selfhelp.core.content.folder import source_from_folder
from selfhelp.db.base import db
from selfhelp.db.session import transaction
from selfhelp.db.tables import AuditEvent, ModuleVersion
from selfhelp.features.authoring import library
from selfhelp.features.authoring.actions import NotPublished, OtherIds, publish_module
from tests.support.patients import actor_of
from tests.support.world import World

SHIPPED = ROOT / "modules" / "depression"
FIRST = "01-getting-started.nb.md"
PAGE = "/author/modules"


@pytest.fixture
def folder(app: Flask, one_module: Path, tmp_path: Path) -> Path:
    """The author's own copy of the modules, which the service reads."""
    copy = shutil.copytree(one_module, tmp_path / "modules")
    object.__setattr__(app.extensions["settings"], "modules", copy)
    return copy / "depression"


def rewrite(folder: Path, old: str, new: str, file: str = FIRST) -> dict[str, str | bytes]:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return source_from_folder(folder)


def one_page_more(folder: Path) -> dict[str, str | bytes]:
    for file in (FIRST, FIRST.replace(".nb.", ".en.")):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace("\n# ", "\n# Én til\n\nLes dette.\n\n# ", 1), encoding="utf-8")
    return source_from_folder(folder)


def versions(world: World) -> list[int]:
    with world.inside():
        return list(db.session.scalars(select(ModuleVersion.number).order_by(ModuleVersion.number)))


def goal_of(version: library.Version) -> str:
    """The first sentence of the first lesson's goal."""
    lesson = library.module_of(version.id).lesson(1, "nb")
    assert lesson is not None
    return lesson.goal.split(".")[0]


# Publishing


def test_publishing_makes_the_next_version_and_says_who_did_it(world: World, folder: Path) -> None:
    files = rewrite(folder, "goal: ", "goal: Kom godt i gang. ")
    with world.inside():
        frode = actor_of(world.person("Frode"))
        made = publish_module(frode, files, world.now + timedelta(days=1))
        assert made is not None
        assert (made.number, made.published_by) == (2, frode.person_id)
        live = library.live_version("depression")
        assert live is not None
        assert (live.number, goal_of(live)) == (2, "Kom godt i gang")
        (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.actor_id == frode.person_id))
        assert (event.action, event.object_id) == ("module published", str(made.id))
    assert versions(world) == [1, 2]


def test_the_same_source_is_not_published_twice(world: World) -> None:
    with world.inside():
        assert publish_module(None, source_from_folder(SHIPPED), world.now) is None
    assert versions(world) == [1]


@pytest.mark.parametrize(("right", "wrong"), [
    ("type: long-text", "type: lang-tekst"),  # cannot be read
    ("title: Kom i gang", "title: Noe annet"),  # can be read, and is not what module.yaml says
])  # fmt: skip
def test_a_source_with_errors_is_refused_and_what_was_live_stays(
    world: World, folder: Path, right: str, wrong: str
) -> None:
    files = rewrite(folder, right, wrong)
    with world.inside():
        with pytest.raises(NotPublished) as refused:
            publish_module(None, files, world.now)
        assert any(problem.file == FIRST for problem in refused.value.problems)
        live = library.live_version("depression")
        assert live is not None
        assert live.number == 1
    assert versions(world) == [1]


@pytest.mark.parametrize("files", [{}, {"module.yaml": b"\xff\xfe"}, {"module.yaml": "[" * 3000}, {"module.yaml": ""}])
def test_rubbish_is_refused_without_falling_over(world: World, files: dict[str, str | bytes]) -> None:
    with world.inside(), pytest.raises(NotPublished):
        publish_module(None, files, world.now)
    assert versions(world) == [1]


def test_a_correction_for_everyone_reaches_lessons_already_opened(world: World, folder: Path) -> None:
    with world.inside():
        first = library.live_version("depression")
        assert first is not None
        publish_module(None, rewrite(folder, "goal: ", "goal: Rolig. "), world.now, True)
        assert goal_of(library.corrected(first.id)) == "Rolig"
        publish_module(None, rewrite(folder, "goal: Rolig. ", "goal: Nytt. "), world.now)
        assert goal_of(library.corrected(first.id)) == "Rolig"  # a new version is for new lessons
        publish_module(None, rewrite(folder, "goal: Nytt. ", "goal: Nyere. "), world.now, True)
        assert goal_of(library.corrected(first.id)) == "Nyere"  # also past a version that was not for everyone


def test_a_correction_does_not_reach_a_version_with_other_ids(world: World, folder: Path) -> None:
    with world.inside():
        first = library.live_version("depression")
        assert first is not None
        publish_module(None, one_page_more(folder), world.now)
        publish_module(None, rewrite(folder, "goal: ", "goal: Rolig. "), world.now, True)
        assert library.corrected(first.id).id == first.id
        live = library.live_version("depression")
        assert live is not None
        assert (live.number, goal_of(live)) == (3, "Rolig")


def test_a_correction_for_everyone_changes_no_ids(world: World, folder: Path) -> None:
    text = (folder / FIRST).read_text(encoding="utf-8")
    exercise_id = text.split("```exercise\nid: ")[1].split("\n")[0]
    for path in folder.glob("01-*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace(f"id: {exercise_id}\n", "id: another-name\n", 1))
    with world.inside(), pytest.raises((OtherIds, NotPublished)):
        publish_module(None, source_from_folder(folder), world.now, True)
    assert versions(world) == [1]


def test_a_version_is_read_once_however_often_it_is_asked_for(
    world: World, statements: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.inside():
        live = library.live_version("depression")
        assert live is not None
        module = library.module_of(live.id)
    statements.clear()
    monkeypatch.setattr(library, "read_published", lambda files: pytest.fail("read again"))
    with world.inside():
        assert library.module_of(live.id) is module
        assert library.live_modules()[0].module is module
    assert len(statements) == 1


def test_a_version_this_release_cannot_read_gives_way_to_the_one_before(world: World) -> None:
    with world.inside():
        broken(world)
        live = library.live_version("depression")
        assert live is not None
        assert live.number == 1
        assert [one.version.number for one in library.live_modules()] == [1]


@transaction
def broken(world: World) -> None:
    db.session.add(ModuleVersion(
        module_id="depression", number=2, source='{"module.yaml": "["}', source_hash="0" * 64, published_at=world.now
    ))


# The author's page


def test_frode_sees_what_is_live(world: World) -> None:
    page = world.client("Frode").get(PAGE).text
    assert "Mestre nedstemthet" in page
    assert "nb, en" in page
    assert 'data-color="success"' in page


def test_frode_sees_what_is_wrong_by_file_and_line(world: World, folder: Path) -> None:
    rewrite(folder, "type: long-text", "type: lang-tekst")
    page = world.client("Frode").get(PAGE).text
    assert 'data-color="danger"' in page
    assert f"<code>{FIRST}</code>" in page
    assert "lang-tekst" in page
    assert "<details class=\"ds-details\" open" in page


def test_frode_sees_that_disk_and_live_differ(world: World, folder: Path) -> None:
    client = world.client("Frode")
    assert "Endret på disk" not in client.get(PAGE).text
    rewrite(folder, "goal: ", "goal: Kom godt i gang. ")
    assert "Endret på disk" in client.get(PAGE).text


def test_a_new_module_and_one_gone_from_disk_are_shown(world: World, folder: Path) -> None:
    folder.rename(folder.with_name("moved"))
    page = world.client("Frode").get(PAGE).text
    assert page.count("<section") == len(list(folder.parent.glob("*/module.yaml"))) + 1
    assert "depression" in page
    assert "moved" in page


@pytest.mark.parametrize("rubbish", [b"\xff\xfe\x00", b"[" * 3000, b"", b"a: &a [*a]", b"---\n\x00"])
def test_no_file_takes_the_page_down(world: World, folder: Path, rubbish: bytes) -> None:
    (folder / FIRST).write_bytes(rubbish)
    (folder / "module.yaml").write_bytes(rubbish)
    assert world.client("Frode").get(PAGE).status_code == 200
    assert world.client().get("/help-now").status_code == 200


def test_no_modules_folder_at_all_is_said(world: World, app: Flask, tmp_path: Path) -> None:
    object.__setattr__(app.extensions["settings"], "modules", tmp_path / "nowhere")
    assert world.client("Frode").get(PAGE).status_code == 200


def test_the_page_asks_the_database_little(world: World, statements: list[str]) -> None:
    client = world.client("Frode")
    client.get(PAGE)
    statements.clear()
    client.get(PAGE)
    assert len(statements) <= 6


@pytest.mark.parametrize("name", ["Astrid", "Siri", "Anne", "Mona"])
def test_the_page_is_the_authors(world: World, name: str) -> None:
    assert world.client(name).get(PAGE).status_code == 403


def test_frode_sees_no_patient(world: World) -> None:
    kari = world.patient("Kari")
    client = world.client("Frode")
    for path in (f"/guide/patient/{kari.id}", "/guide/queue", "/supervisor/caseload", "/admin/staff", "/today"):
        assert client.get(path).status_code == 403
    with world.inside():
        refused = select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "access refused")
        assert db.session.scalar(refused) == 5
