"""What answers were tied to does not go away by mistake."""

from __future__ import annotations

import pytest

from selfhelp.core.content.document import Module
from selfhelp.core.content.gone import lint_gone
from selfhelp.core.content.parser import parse
from tests.content.small_module import EN, NB, SOURCE, changed, line_of, told

MODULE = "module.yaml"


def module(files: dict[str, str]) -> Module:
    read = parse(files).module
    assert read is not None
    return read


def with_gone(files: dict[str, str], *places: str) -> dict[str, str]:
    lines = "".join(f"  - {{id: {place}, because: Ingen svarte.}}\n" for place in places)
    return {**files, MODULE: f"{SOURCE[MODULE].rstrip()}\ngone:\n{lines}"}


def said(files: dict[str, str]) -> list[str]:
    return [str(problem) for problem in lint_gone(module(SOURCE), module(files))]


def test_the_same_module_has_lost_nothing() -> None:
    assert said(SOURCE) == []


def test_a_field_that_is_gone_is_told_with_file_and_line() -> None:
    renamed = changed("{id: why, type", "{id: reason, type", NB, EN)
    (problem,) = said(renamed)
    assert problem.startswith(f"{NB}:{line_of('id: log', NB) - 1}: \"rest/log/why\" stands in the live version")
    assert "gone: [{id: rest/log/why, because: …}]" in problem


@pytest.mark.parametrize("declared", ["rest/log/why", "rest/log", "rest"])
def test_what_is_declared_may_go(declared: str) -> None:
    renamed = changed("{id: why, type", "{id: reason, type", NB, EN)
    undeclared = [one for one in said(with_gone(renamed, declared)) if "is gone here" in one]
    assert undeclared == []


def test_an_answer_to_choose_that_is_gone_is_told() -> None:
    (problem,) = said(changed("little: Litt", "bit: Litt", NB, EN))
    assert '"rest/log/helped=little"' in problem


def test_a_whole_exercise_is_told_once() -> None:
    renamed = changed("id: log\n", "id: diary\n", NB, EN)
    assert len([one for one in said(renamed) if one.endswith("{id: rest/log, because: …}].")]) == 1
    assert [one for one in said(renamed) if "rest/log/" in one] == []


def test_a_declaration_of_what_still_stands_is_told() -> None:
    (problem,) = said(with_gone(SOURCE, "rest/log"))
    assert problem.startswith(f"{MODULE}:")
    assert "still stands" in problem


def test_a_declaration_needs_an_id_and_a_reason() -> None:
    broken = {**SOURCE, MODULE: SOURCE[MODULE] + "\ngone:\n  - {id: Not An Id}\n"}
    problems = [one for one in told(broken) if "gone" in one]
    assert len(problems) == 2
    assert all(one.startswith(f"{MODULE}:") for one in problems)
