"""Questions with a right answer, and what it takes to pass: what an author can get wrong."""

from __future__ import annotations

import pytest

from config import ROOT
from selfhelp.core.content.document import PassMark
from selfhelp.core.content.folder import source_from_folder
from selfhelp.core.content.parser import read_module
from tests.content.small_module import EN, NB, SOURCE, changed, line_of, told

OLD = "  - {id: helped, type: choice, label: Hjalp det?, options: {a_lot: Mye, little: Litt}}\n"
CHECK = """\
  - {id: when, type: time, label: Når?}
  - {id: one, type: choice, label: Hva hjelper?, options: {rest: Ro, run: Løping}, answer: rest, lesson: rest}
  - {id: two, type: yes-no, label: Er det trygt?, answer: no}
  - {id: three, type: choices, label: Hva ser du?, options: {a: A, b: B, c: C}, answer: [a, b]}
"""
BOTH = (NB, EN)
WHEN = "  - {id: when, type: time, label: Når?}\n"
PASS = "card: [when]\npass: {at_least: 2, all_of: [two]}\n"


def with_check(old: str = "", new: str = "") -> dict[str, str]:
    texts = dict(SOURCE)
    for file in BOTH:
        texts[file] = texts[file].replace(WHEN, CHECK).replace("card: [when]\n", PASS)
        assert old in texts[file]
        texts[file] = texts[file].replace(old, new) if old else texts[file]
    return texts


def test_a_check_is_read() -> None:
    checked = read_module(with_check())
    assert checked.problems == ()
    assert checked.module
    lesson = checked.module.lesson(1, "nb")
    plan = lesson.exercise("plan") if lesson else None
    assert plan
    assert plan.pass_mark == PassMark(2, ("two",))
    assert [field.answer for field in plan.fields] == [(), ("rest",), ("no",), ("a", "b")]
    assert [field.lesson for field in plan.fields] == ["", "rest", "", ""]


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("answer: rest,", "answer: res,", "id: one", 'the answer "res" is not the id of an option. Did you mean'),
        ("answer: no}", "answer: nei}", "id: two", 'the answer "nei" is not the id of an option.'),
        ("answer: [a, b]", "answer: [a, d]", "id: three", 'the answer "d" is not the id of an option.'),
        ("answer: [a, b]", "answer: a", "id: three", '"answer" must be a list in square brackets'),
        ("type: time, label: Når?", "type: time, label: Når?, answer: now", "id: when", "means nothing for a time"),
        ("at_least: 2", "at_least: 4", "pass: {", "at_least is 4, and 3 fields have an answer. Write fewer."),
        ("at_least: 2", "at_least: 0", "pass: {", '"at_least" must be a whole number from 1'),
        ("at_least: 2, ", "", "pass: {", '"at_least" is missing'),
        ("all_of: [two]", "all_of: [tow]", "pass: {", 'all_of names "tow", which is not a field with an answer.'),
        ("all_of: [two]", "all_of: [when]", "pass: {", 'all_of names "when", which is not a field with an answer.'),
        ("all_of: [two]", "any_of: [two]", "pass: {", '"any_of" is not a key here.'),
        ("kind: homework\n", "kind: homework\nlog: true\n", "pass: {", "a log is written in many times"),
        ("lesson: rest", "lesson: rst", "id: one", 'lesson names "rst", which is not a lesson. Did you mean "rest"?'),
        ("answer: rest, lesson", "lesson", "id: one", '"lesson" says where the answer is found, and there is none.'),
        ("answer: no}", "answer: no, show_if: {one: rest}}", "id: two", "a question with an answer is always shown."),
        ("answer: no}", "answer: no, when: later}", "id: two", "a question with an answer is always shown."),
    ],
)  # fmt: skip
def test_an_error_is_told_at_its_line(old: str, new: str, at: str, message: str) -> None:
    files = with_check(old, new)
    said = [one for one in told(files) if one.startswith(f"{NB}:{line_of(at, NB, files)}:")]
    assert any(message in one for one in said), told(files)


def test_answers_that_nobody_counts_are_told() -> None:
    files = with_check("pass: {at_least: 2, all_of: [two]}\n", "")
    assert any("3 of the fields have an answer, and nothing says how many" in one for one in told(files))


def test_an_answer_inside_rows_is_refused() -> None:
    column = "      - {id: step, type: text, label: Steg}\n"
    files = changed(column, "      - {id: step, type: yes-no, label: Steg, answer: yes}\n", *BOTH)
    assert any("an answer cannot stand inside rows" in one for one in told(files))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("answer: rest,", "answer: run,", 'field "one": answer is [run] here and [rest] there.'),
        ("at_least: 2", "at_least: 3", "pass is [3, two] here and [2, two] there."),
        ("lesson: rest}", "lesson: next}", 'field "one": lesson is next here and rest there.'),
    ],
)
def test_the_languages_must_agree(old: str, new: str, message: str) -> None:
    files = with_check()
    files[EN] = files[EN].replace(old, new)
    assert any(one.startswith(f"{EN}:") and message in one for one in told(files)), told(files)


def test_the_training_asks_for_sixteen_of_twenty_and_every_question_about_danger() -> None:
    module = read_module(source_from_folder(ROOT / "modules" / "guide-training")).module
    assert module
    for language in module.languages:
        lesson = module.lesson(6, language)
        check = lesson.exercise("check") if lesson else None
        assert check
        assert check.pass_mark
        questions = [field.id for field in check.fields if field.answer]
        danger = tuple(name for name in questions if name.startswith("risk-"))
        assert (len(questions), len(danger)) == (20, 9)
        assert check.pass_mark == PassMark(16, danger)
        assert all(field.lesson for field in check.fields)
