"""Files that are wrong in every way, dropped one by one into the modules folder of a service that is running.

What each is told as: `pytest tests/features/test_broken_files.py -s`.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click import ClickException
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale
from markupsafe import escape

from config import ROOT
from selfhelp.app import create_app
from selfhelp.check_memory import checked
from selfhelp.cli_service import publish_one
from selfhelp.core.content.check import check_folder
from selfhelp.core.content.document import Problem
from selfhelp.db.base import db
from selfhelp.features.lessons.actions import open_lesson
from selfhelp.web.told import told as in_words
from tests.content.small_module import SOURCE
from tests.support.broken_files import LESSONS, MODULE_FILE, OTHERS, QUIET, SERVICE_FILES, Broken, for_nobody
from tests.support.patients import actor_of, publish
from tests.support.settings import settings
from tests.support.week import on, welcomed
from tests.support.world import START, World

CHECK_TIME = 3.0  # seconds one bad file may hold the check
HER_TEXT, HER_PAGE = "Sett deg ned.", "/lesson/1/2"
OF_THE_MODULE = (*MODULE_FILE, *LESSONS, *OTHERS)
EVERY = (*OF_THE_MODULE, *SERVICE_FILES)
EXPLAINED = re.compile(r"Traceback|Error\b|Exception|ruamel|object at 0x|/selfhelp/", re.MULTILINE)


@dataclass(frozen=True)
class Site:
    """One application, with Frode at his list and Kari in the middle of the module."""

    world: World
    folder: Path
    whole: Path
    memory: Path
    frode: FlaskClient
    kari: FlaskClient

    def check(self) -> tuple[Problem, ...]:
        return checked(self.folder, self.memory)

    def put_right(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.whole, self.folder)


@pytest.fixture(scope="module")
def site(first_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("site")
    (home / "whole" / QUIET).mkdir(parents=True)
    for name, text in SOURCE.items():
        (home / "whole" / QUIET / name).write_text(text)
    shutil.copytree(ROOT / "modules" / "service", home / "whole" / "service")
    (home / "outside.yaml").write_text("secret: rosebud\n")
    (home / "outside.md").write_text("---\nid: rest\n---\n\n# rosebud\n")
    shutil.copytree(home / "whole", home / "modules")
    shutil.copy(first_house, home / "steg.db")
    app = create_app(settings(home, modules=home / "modules"))
    with on(START):
        yield _open(app, home)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _open(app: Flask, home: Path) -> Site:
    world = World(app, START)
    with world.inside():
        publish(home / "modules" / QUIET, START)
    kari = welcomed(world, module_id=QUIET)
    with world.inside():
        open_lesson(actor_of(world.person("Kari")), kari.treatment(), 1, START)
    return Site(
        world, home / "modules", home / "whole", home / "check.json", world.client("Frode"), world.client("Kari")
    )


@pytest.fixture
def _nobody_may_read(broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read every file: here it meets what the account of a service meets. Others meet it by themselves."""
    if broken.drop is for_nobody and os.geteuid() == 0:
        monkeypatch.setattr(Path, "read_bytes", _refused_where_closed)


def _refused_where_closed(path: Path) -> bytes:
    if not path.stat().st_mode & 0o777:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    with path.open("rb") as file:
        return file.read()


def test_there_are_enough_of_them() -> None:
    assert len(EVERY) >= 60


@pytest.mark.usefixtures("_nobody_may_read")
@pytest.mark.parametrize("broken", EVERY, ids=lambda one: f"{one.file.rpartition('/')[2]}: {one.name}")
def test_a_broken_file_is_told_of_and_takes_nothing_down(site: Site, broken: Broken) -> None:
    broken.drop(site.folder / broken.file)
    try:
        told = is_told(site, broken)
        shows(site, broken, told)
        reads_on(site)
        if broken in SERVICE_FILES:
            knows_where_to_call(site)
        elif not broken.harmless:
            is_not_published(site.folder / broken.file.partition("/")[0], site)
    finally:
        site.put_right()
    all_is_well(site)


def is_told(site: Site, broken: Broken) -> Problem:
    began = time.perf_counter()
    found = site.check()
    took = time.perf_counter() - began
    here = [one for one in found if one.file == f"{site.folder.as_posix()}/{broken.file}"]
    assert here, f"nothing is said of {broken.file}; of others: {[str(one) for one in found]}"
    told = next((one for one in here if broken.says in one.message), None)
    assert told, f"{broken.says!r} is not in {[one.message for one in here]}"
    print(f"\n{broken.name}\n    {broken.file}:{told.line}: {told.message}", end="")
    assert broken.line in (None, told.line)
    assert told.line >= 1
    assert took < CHECK_TIME, f"the check took {took:.1f} s"
    for one in found:
        assert one.message[-1] in ".?", one
        assert not EXPLAINED.search(one.message), one
        assert len(one.message) < 400, one
    return told


def shows(site: Site, broken: Broken, told: Problem) -> None:
    """The author's list, and the module's own page."""
    module, said = broken.file.partition("/")[0], in_bokmaal(site, told.message)
    for path in ("/author/modules", *([f"/author/module/{module}"] if broken in OF_THE_MODULE else [])):
        answer = site.frode.get(path)
        assert answer.status_code == 200
        assert str(escape(said)) in answer.text, f"{path} does not say: {said}"
        assert str(escape(told.file.rpartition("/")[2])) in answer.text
        assert "rosebud" not in answer.text


def in_bokmaal(site: Site, message: str) -> str:
    """What is kept of a check is English alone; the same is found anew with what it was made of."""
    found = next(one.message for one in check_folder(site.folder) if one.message == message)
    with site.world.inside(), force_locale("nb"):
        said = in_words(found)
    assert said != message
    return said


def reads_on(site: Site) -> None:
    """The lesson as it was published."""
    answer = site.kari.get(HER_PAGE)
    assert (answer.status_code, HER_TEXT in answer.text) == (200, True)


def is_not_published(folder: Path, site: Site) -> None:
    with site.world.inside(), pytest.raises(ClickException) as refused:
        publish_one(folder)
    assert "what is live stays live" in refused.value.message


def knows_where_to_call(site: Site) -> None:
    answer = site.kari.get("/help-now")
    assert (answer.status_code, "tel:113" in answer.text, "tel:116117" in answer.text) == (200, True, True)


def test_a_folder_with_a_name_nobody_can_read_is_told_of(site: Site) -> None:
    """Not even its name can be sent to a browser as it is."""
    odd = Path(os.fsdecode(os.fsencode(site.folder) + b"/\xff\xfe"))
    shutil.copytree(site.folder / QUIET, odd)
    try:
        assert [one.message for one in site.check()] == [
            "the folder's name cannot be used. Use small letters a–z, digits and -."
        ]
        answer = site.frode.get("/author/modules")
        assert (answer.status_code, "navnet på mappa kan ikke brukes" in answer.text) == (200, True)
        assert "/author/module/%3F" not in answer.text  # a page that would not be found
    finally:
        site.put_right()


def test_a_folder_that_goes_away_leaves_the_module_live(site: Site) -> None:
    shutil.rmtree(site.folder / QUIET)
    try:
        for path in ("/author/modules", f"/author/module/{QUIET}"):
            assert site.frode.get(path).status_code == 200
        reads_on(site)
    finally:
        site.put_right()


def all_is_well(site: Site) -> None:
    assert site.check() == ()
    page = site.frode.get("/author/modules").text
    assert "Publisert" in page
    assert "Kan ikke publiseres" not in page
