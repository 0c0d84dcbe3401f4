"""`selfhelp modules check` gets everything a folder has to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfhelp.core.content.check import check_folder
from tests.content.small_module import MODULE, SOURCE, changed


def write(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    write(tmp_path / "quiet", changed("Sett deg ned.", "Sett deg ned!"))
    write(tmp_path / "rest", changed("id: quiet", "id: rest", MODULE) | {
        name: text.replace("module: quiet", "module: rest") for name, text in SOURCE.items() if name.startswith("guide")
    })
    write(tmp_path / "instruments", {"phq-9.yaml": "not: a module"})
    write(tmp_path / ".git", {"config": ""})
    default = Path(__file__).parents[2] / "modules" / "service" / "default"
    write(tmp_path / "service" / "default", {path.name: path.read_text() for path in default.iterdir()})
    return tmp_path


def test_a_folder_of_modules_is_checked_whole(modules: Path) -> None:
    (modules / "service" / "nordvik").mkdir()
    (modules / "service" / "nordvik" / "hours.yaml").write_text("open: {}")

    told = [str(problem) for problem in check_folder(modules)]

    assert told == sorted(told)
    assert f"{modules}/quiet/01-rest.nb.md:28: an exclamation mark. Write a full stop." in told
    assert any(line.startswith(f"{modules}/service/nordvik/hours.yaml:1: ") for line in told)
    assert all("/quiet/" in line or "/service/nordvik/" in line for line in told)


def test_one_module_can_be_checked_alone(modules: Path) -> None:
    assert len(check_folder(modules / "quiet")) == 1
    assert check_folder(modules / "rest") == ()
    assert check_folder(modules / "service") == ()


def test_what_is_not_a_module_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "module.yaml:1: the file is missing" in str(check_folder(tmp_path)[0])
    assert "the folder cannot be read" in str(check_folder(tmp_path / "nowhere")[0])
