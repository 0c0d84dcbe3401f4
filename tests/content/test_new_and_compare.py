"""A module begun from nothing, and what a change to one is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from selfhelp.cli import main
from selfhelp.core.content.compare import changed_ids, changed_lines, same_ids
from selfhelp.core.content.document import Module
from selfhelp.core.content.parser import parse, read_module
from tests.content.small_module import EN, NB, SOURCE, changed


def module(files: dict[str, str]) -> Module:
    read = parse(files).module
    assert read is not None
    return read


def begin(folder: Path, name: str, *titles: str) -> tuple[int, str]:
    answer = CliRunner().invoke(main, ["modules", "new", name, "--in", str(folder)], input="\n".join(titles) + "\n")
    return answer.exit_code, answer.output


@pytest.mark.parametrize("title", ["Ro om kvelden", 'Det heter «ro»: kl. 7 "presis" \\', "- # 'x' {y}"])
def test_a_new_module_passes_the_check(tmp_path: Path, title: str) -> None:
    assert begin(tmp_path, "good-nights", title, "Good nights")[0] == 0
    files = {path.name: path.read_text() for path in (tmp_path / "good-nights").iterdir()}
    read = read_module(files)
    assert read.problems == ()
    assert read.module is not None
    assert (read.module.id, read.module.titles["nb"]) == ("good-nights", title)


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    assert begin(tmp_path, "rest", "Ro", "Rest")[0] == 0
    (tmp_path / "rest" / "module.yaml").write_text("mine")
    assert begin(tmp_path, "rest", "Ro", "Rest") == (1, begin(tmp_path, "rest", "Ro", "Rest")[1])
    assert (tmp_path / "rest" / "module.yaml").read_text() == "mine"


@pytest.mark.parametrize("name", ["Ro", "../away", "a b", "", "1st"])
def test_a_name_that_is_no_id_is_refused(tmp_path: Path, name: str) -> None:
    status, said = begin(tmp_path, name, "Ro", "Rest")
    assert status == 1
    assert "small letters" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{id: why, type", "{id: reason, type", ("gone: rest/log/why (text)", "new: rest/log/reason (text)")),
        ("max: 10, label: Hvordan", "max: 9, label: Hvordan",
         ("changed: rest/check-in/mood was scale 0 to 10, is scale 0 to 9",)),
        ("little: Litt", "bit: Litt",
         ("gone: rest/log/helped=little (an answer to choose)", "new: rest/log/helped=bit (an answer to choose)")),
        ("{id: step, type: text, label: Steg}", "{id: step, type: long-text, label: Steg}",
         ("changed: rest/log/steps/step was text, is long-text",)),
        ("Sett deg ned.", "Legg deg ned.", ()),
    ],
)  # fmt: skip
def test_changes_that_answers_notice_are_told(old: str, new: str, said: tuple[str, ...]) -> None:
    before, after = module(SOURCE), module(changed(old, new, *((NB, EN) if said else (NB,))))
    assert changed_ids(before, after) == said
    assert same_ids(before, after) is not bool(said)


def test_lines_that_differ_are_shown_with_their_file(tmp_path: Path) -> None:
    lines = list(changed_lines(SOURCE, {**changed("Sett deg ned.", "Legg deg ned."), "picture.png": b"x"}))
    assert lines[:2] == [f"--- before/{NB}", f"+++ after/{NB}"]
    assert [line for line in lines[3:] if line[0] in "+-"] == ["-Sett deg ned.", "+Legg deg ned."]
