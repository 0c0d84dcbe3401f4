"""A check that is asked for again, when nothing has changed and when something has."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from selfhelp import check_memory
from selfhelp.check_memory import checked
from selfhelp.cli import main
from tests.content.small_module import NB, SOURCE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    module = tmp_path / "modules" / "quiet"
    module.mkdir(parents=True)
    for name, text in SOURCE.items():
        (module / name).write_text(text)
    return module.parent


def test_what_has_not_changed_is_not_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "memory" / "check.json"
    (folder / "quiet" / NB).write_text(SOURCE[NB].replace("Sett deg ned.", "Sett deg ned!"))
    first = checked(folder, memory)
    monkeypatch.setattr(check_memory, "check_folder", lambda _path: pytest.fail("read again"))
    assert checked(folder, memory) == first
    assert len(first) == 1


@pytest.mark.parametrize("spoilt", [None, "not json", "[]", '{"mark": 1}'])
def test_a_change_is_seen_and_a_spoilt_memory_is_no_memory(folder: Path, tmp_path: Path, spoilt: str | None) -> None:
    memory = tmp_path / "check.json"
    assert checked(folder, memory) == ()
    if spoilt is not None:
        memory.write_text(spoilt)
    (folder / "quiet" / NB).write_text(SOURCE[NB].replace("Sett deg ned.", "Sett deg ned!"))
    assert len(checked(folder, memory)) == 1


def test_a_memory_that_cannot_be_kept_is_no_harm(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert checked(folder, tmp_path / "file" / "check.json") == ()


def test_the_table_tells_of_each_lesson(folder: Path) -> None:
    answer = CliRunner().invoke(main, ["modules", "check", str(folder), "--table"])
    head, *rows, said = answer.output.splitlines()
    assert head.split() == ["module", "lesson", "words", "LIX", "pages", "exercises", "minutes", "waived", "title"]
    assert [row.split()[:3] for row in rows] == [["quiet", "1", "en"], ["quiet", "1", "nb"]]
    assert (answer.exit_code, said) == (0, "No problems found.")
