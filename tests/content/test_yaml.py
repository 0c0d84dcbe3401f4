"""YAML as authors write it: what they typed is what is read, and every trap is told with its line."""

from __future__ import annotations

import pytest

from selfhelp.core.content.report import Report
from selfhelp.core.content.yaml_reader import Entries, Scalar, plain, read_yaml


def read(text: str, first_line: int = 1) -> tuple[object, list[str]]:
    report = Report("file")
    node = read_yaml(text, report, first_line)
    return (None if node is None else plain(node)), [str(problem) for problem in report.problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("1:30", "1:30"), ("1.10", 1.1), ("'1.10'", "1.10"),
        ("0123", 123), ("'0123'", "0123"), ("0o17", "0o17"), ("2026-02-30", "2026-02-30"), ("2026-05-14", "2026-05-14"),
        ("true", True), ("~", None), ("1e999", "1e999"), (".nan", ".nan"), ("1_000", "1_000"), ("-5", -5),
        ("9" * 40, "9" * 40), ("<<", "<<"),
    ],
)  # fmt: skip
def test_a_value_means_what_it_looks_like(written: str, meant: object) -> None:
    assert read(f"key: {written}") == ({"key": meant}, [])


@pytest.mark.parametrize("written", ["no", "15.40", "0123", "2026-05-14", "1.10"])
def test_the_text_stays_as_typed_for_labels(written: str) -> None:
    node = read_yaml(f"label: {written}", Report("file"))

    assert isinstance(node, Entries)
    value = node.pairs[0][1]
    assert isinstance(value, Scalar)
    assert value.text == written


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: 1\nb: 2\na: 3", 3, '"a" is written twice, first on line 1'),
        ("a: &x [1]\nb: *x", 1, "anchors and aliases"),
        ("a: 1\nb: *x", 2, "anchors and aliases"),
        ("a: !!python/object/apply:os.system ['touch /tmp/marker']", 1, "(a tag) cannot be used"),
        ("a: !important", 1, "(a tag) cannot be used"),
        ("[" * 3000, 1, "inside one another"),
        ("{" * 3000, 1, "inside one another"),
        ("- " * 3000, 1, "inside one another"),
        ("\n".join(" " * depth + "a:" for depth in range(300)), 13, "inside one another"),
        ("a: Husk: pust", 1, "needs quotation marks"),
        ("a: 1\n\tb: 2", 2, "use spaces, not tabs"),
        ("a: 'never closed", 1, "never closed"),
        ("a: {b: 1", 1, "{ is not closed"),
        ("a: [1, 2\nb: 3", 2, "[ is not closed"),
        ("a:\n  b: 1\n c: 2", 3, "indented differently"),
        ("a: 1\n---\nb: 2", 2, "only one YAML document"),
        ("? [a]\n: b", 1, "a key must be one word"),
        ("a: \x00", 1, "cannot be read"),
        ("a: \ud800", 1, "cannot be read"),
        ("x" * 70_000, 1, "longer than"),
    ],
)
def test_a_trap_is_told_with_its_line(text: str, line: int, told: str) -> None:
    _, problems = read(text)

    assert any(problem.startswith(f"file:{line}: ") and told in problem for problem in problems), problems


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = "a0: &a0 [x, x]\n" + "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))

    assert read(bomb) == (
        None,
        [f"file:1: {'& and * (anchors and aliases) cannot be used: write the text out each time.'}"],
    )


def test_lines_count_from_where_the_block_stands() -> None:
    assert read("a: 1\na: 2", first_line=41)[1][0].startswith("file:42: ")
