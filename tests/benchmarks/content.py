"""How fast modules are read: `python -m tests.benchmarks.content`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from flask import Flask

from config import ROOT
from selfhelp.app import create_app
from selfhelp.check_memory import checked
from selfhelp.core.content.folder import source_from_folder
from selfhelp.db import migrate
from selfhelp.db.base import db, new_id
from selfhelp.db.session import transaction
from selfhelp.db.tables import ModuleVersion
from selfhelp.features.authoring import library
from selfhelp.features.authoring.actions import hash_of, stored_source
from selfhelp.features.lessons.pieces import pieces_of
from tests.support.server import environment
from tests.support.settings import settings
from tests.support.world import START

MODULES, TURNS, PORT = 50, 200, 5000
SHIPPED, EXAMPLE = ROOT / "modules", ROOT / "modules" / "depression"  # of 8 lessons in 2 languages
START_UP = """
import time
began = time.perf_counter()
from config import from_env
from selfhelp.app import create_app
imported = time.perf_counter()
app = create_app(from_env())
assert app.test_client().get("/").status_code == 200
print(imported - began, time.perf_counter() - imported)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        memory = folder / "check.json"
        cold, known = timed(lambda: checked(SHIPPED, memory)), timed(lambda: checked(SHIPPED, memory))
        print(f"checking all that is shipped: {cold:.2f} s, and {known:.2f} s when nothing has changed (5 and 1)")
        app = library_of(folder)
        imports, started = start_up(folder)
        print(f"start-up to the first page with {MODULES} modules: {started:.2f} s, and {imports:.2f} s of imports (2)")
        print(f"a lesson page from a warm cache: {page(app) * 1000:.3f} ms in what reads content (2)")


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def library_of(folder: Path) -> Flask:
    """An installation with as many modules, all of them published."""
    app = create_app(settings(folder))
    with app.app_context():
        migrate.upgrade(db.engine)
        publish_copies()
    return app


@transaction
def publish_copies() -> None:
    files = source_from_folder(EXAMPLE)
    for number in range(1, MODULES + 1):
        head = bytes(files["module.yaml"]).replace(b"id: depression", b"id: depression-%d" % number)
        source = stored_source({**files, "module.yaml": head})
        db.session.add(ModuleVersion(
            id=new_id(), module_id=f"depression-{number}", number=1, source=source, source_hash=hash_of(source),
            for_everyone=False, published_at=START,
        ))


def start_up(folder: Path) -> tuple[float, float]:
    """In a process of its own: importing, and then the application with its first page. Seconds."""
    command = [sys.executable, "-c", START_UP]
    done = subprocess.run(
        command, env=environment(folder, PORT), cwd=ROOT, capture_output=True, text=True, check=True
    )
    imports, started = done.stdout.split()[-2:]
    return float(imports), float(started)


def page(app: Flask) -> float:
    """Seconds for one page: finding the version, the lesson in it, and the pieces to draw."""
    with app.app_context():
        live = library.live_version("depression-1")
        assert live is not None
        return median(timed(partial(read, live.id, number % 6)) for number in range(TURNS))


def read(version_id: uuid.UUID, place: int) -> None:
    module = library.module_of(version_id)
    lesson = module.lesson(1, "nb")
    assert lesson is not None
    pieces_of(module, lesson, lesson.pages[place])


if __name__ == "__main__":
    main()
