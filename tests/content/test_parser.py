"""What an author gets wrong while writing: told at once, all together, at the line where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfhelp.core.content.folder import source_from_folder
from selfhelp.core.content.parser import read_module
from tests.content.small_module import MODULE, NB, SOURCE, changed, line_of, told, without

WHAT = "  - {id: what, type: text, label: Hva gjorde du?}\n"
MOOD = "  - {id: mood, type: scale, min: 0, max: 10, label: Hvordan har du det?, low_energy: true}\n"
HELPED = "  - {id: helped, type: choice, label: Hjalp det?, options: {a_lot: Mye, little: Litt}}\n"
STEP = "      - {id: step, type: text, label: Steg}\n"


def field(text: str) -> str:
    return f"  - {{{text}}}\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        # fields
        (
            WHAT,
            field("id: what, type: txt, label: Hva?"),
            'field "what": type "txt" does not exist. Did you mean "text"?',
        ),
        (
            WHAT,
            field("id: what, type: minuts, label: Hva?"),
            'field "what": type "minuts" does not exist. Did you mean "minutes"?',
        ),
        (WHAT, field("id: what, label: Hva?"), 'field "what": "type" is missing'),
        (WHAT, field("id: what, type: text"), 'field "what": "label" is missing'),
        (WHAT, field("type: text, label: Hva?"), 'exercise "log", field 1: "id" is missing'),
        (WHAT, field("id: Hva, type: text, label: Hva?"), '"Hva" cannot be used as id. Use small letters'),
        (WHAT, field("id: what, type: text, label: Hva?, hnt: x"), '"hnt" is not a key here. Did you mean "hint"?'),
        (WHAT, field("id: what, type: text, label: Hva?, max: 3"), '"max" means nothing for a text field'),
        (WHAT, field("id: what, type: text, label: Hva?, required: maybe"), '"required" must be true or false'),
        (WHAT, field("id: what, type: text, label: Hva?, when: soon"), 'when "soon" does not exist'),
        (WHAT, field("id: what, type: text, label: Hva?, show_if: helped"), "show_if holds one field and one value"),
        (WHAT, field("id: helped, type: text, label: Hva?"), 'the id "helped" is used by an earlier field'),
        (MOOD, field("id: mood, type: scale, max: 10, label: Hva?"), 'field "mood": "min" is missing'),
        (
            MOOD,
            field("id: mood, type: scale, min: 9, max: 1, label: Hva?"),
            '"max" must be more than "min", which is 9',
        ),
        (
            MOOD,
            field("id: mood, type: scale, min: 0, max: 10, step: 3, label: Hva?"),
            "steps of 3 from 0 do not end on 10",
        ),
        (MOOD, field("id: mood, type: scale, min: 0, max: 9000, label: Hva?"), "a scale has at most 100 steps"),
        (MOOD, field("id: mood, type: scale, min: lite, max: 10, label: Hva?"), '"min" must be a number'),
        (HELPED, field("id: helped, type: choice, label: Hjalp det?"), '"options" is missing'),
        (
            HELPED,
            field("id: helped, type: choice, label: Hjalp det?, options: [Ja, Nei]"),
            "each option needs an id and a text",
        ),
        (
            HELPED,
            field("id: helped, type: choice, label: Hva?, options: {A lot: Mye}"),
            'option "A lot": an id has small letters',
        ),
        (HELPED, field("id: helped, type: choice, label: Hva?, options: {a_lot: }"), 'option "a_lot" has no text'),
        (
            HELPED,
            field("id: helped, type: choice, label: Hva?, other: true, options: {a_lot: x}"),
            '"other" means nothing for a choice',
        ),
        (STEP, "      - {id: id, type: text, label: Steg}\n", 'column "id": "id" is the row\'s own'),
        (
            STEP,
            "      - {id: step, type: group, label: Steg, add: x, fields: []}\n",
            "a group cannot stand inside rows",
        ),
        (
            STEP,
            "      - {id: step, type: text, label: Steg, show_if: {a: b}}\n",
            "show_if and low_energy belong to the whole field",
        ),
        # blocks
        ("share: ask\n", "share: maybe\n", 'share "maybe" does not exist. Write one of: always, ask, never.'),
        ("share: ask\n", "shar: ask\n", '"shar" is not a key here. Did you mean "share"?'),
        ("share: ask\n", "chart: {kind: lines, y: [what]}\n", 'kind "lines" does not exist. Did you mean "line"?'),
        ("share: ask\n", "chart: {kind: before-after, y: [what]}\n", "a before-after chart has two fields"),
        ("share: ask\n", "chart: {kind: diamond, middle: what}\n", '"thoughts" is missing'),
        ("share: ask\n", "compute: sleep-diry\n", 'compute "sleep-diry" does not exist. Did you mean "sleep-diary"?'),
        ("share: ask\n", "glance: what\n", '"glance" must be a list in square brackets'),
        ("share: ask\n", "why:\n", '"why" is empty'),
        ("share: ask\n", "why: Husk: pust\n", "needs quotation marks around it"),
        ("share: ask\n", "title: Nytt\n", '"title" is written twice'),
        ("share: ask\n", "example: {by: Ola, answers: {wat: Gikk}}\n", '"wat" is not a key here. Did you mean "what"?'),
        ("share: ask\n", "example: {by: Ola, answers: {helped: Mye}}\n", '"Mye" is not the id of an option'),
        ("share: ask\n", "example: {by: Ola, answers: {steps: Gikk}}\n", "write a list of rows"),
        ("share: ask\n", "example: {answers: {what: Gikk}}\n", '"by" is missing'),
        (
            "```exercise\nid: log\n",
            "```exersise\nid: log\n",
            '"exersise" is not a kind of block. Did you mean "exercise"?',
        ),
        ("```exercise\nid: log\n", "```\nid: log\n", "the block has no kind"),
        (HELPED, HELPED.replace("a_lot: Mye", "a_lot:Mye"), 'option "a_lot:Mye": write a space after the colon.'),
        (WHAT, field("id: what, type: “text”, label: Hva?"), 'type "“text”" does not exist. Did you mean "text"?'),
        ("share: ask\n", "share: noen ganger\n", '"noen ganger" does not exist. Write one of: always, ask, never.'),
        ("```exercise\nid: log\n", "```exercise log\nid: log\n", "only one word can stand after ```"),
        ("Sett deg ned.\n", "Sett deg ned.\n\n```exercise\nuse: log\ntitle: x\n```\n", '"use" stands alone'),
        (
            "Sett deg ned.\n",
            "```timer\nid: a\ntitle: b\nsteps:\n  - {seconds: 0, say: c}\n```\n",
            '"seconds" must be a whole number',
        ),
        ("Sett deg ned.\n", "```media\nfile: ../x.mp3\ntitle: b\n```\n", '"../x.mp3" cannot be used'),
        # prose
        ("> [!caution]", "> [!caushun]", 'box type "caushun" does not exist. Did you mean "caution"?'),
        ("> [!caution] Stopp når du vil", "> [!caution]", "the box has no title"),
        ("> [!caution]", "[!caution]", "a box starts with >"),
        ("> Blir det for mye, så stopp.\n", "> Blir det for mye.\nSå stopp.\n", "a box ends with an empty line"),
        ("> Blir det for mye, så stopp.\n", "> Hei.\n> [!story] Nora\n> Hei.\n", "two boxes stand together"),
        ("Sett deg ned.\n", "> [!short] To\n>\n> Hei.\n", 'the box "short" stands before the first heading'),
        ("> - Pust ut.\n", "> - Pust ut.\n\n> [!summary] To\n>\n> Hei.\n", 'a second box "summary"'),
        ("Sett deg ned.\n", "#Tittel\n", "a space is missing after #"),
        ("Sett deg ned.\n", "# \n", "the heading has no words"),
        ("Sett deg ned.\n", "Tittel\n===\n", "makes the text above it a heading"),
        ("Sett deg ned.\n", "a\x00b\n", "an invisible control character"),
        ("Sett deg ned.\n", "[" * 10_000 + "\n", "more than 200 [ in one text"),
        # front matter
        ("minutes: 10\n", "", '"minutes" is missing'),
        ("minutes: 10\n", "minutes: ti\n", '"minutes" must be a whole number'),
        ("minutes: 10\n", "minutes: 10\nmood: x\n", '"mood" is not a key here'),
    ],
)
def test_a_mistake_is_told_where_it_stands(old: str, new: str, message: str) -> None:
    files = {**SOURCE, NB: SOURCE[NB].replace("title: Pausene\n", "title: Pausene\nshare: ask\n")}
    assert files[NB].count(old) == 1
    files[NB] = files[NB].replace(old, new)
    checked = read_module(files)

    lines = _lines_of(files[NB], old, new)
    hits = [problem for problem in checked.errors if message in problem.message]
    assert hits, checked.problems
    assert {problem.line for problem in hits} & lines, (hits, lines)
    assert checked.module is None


def _lines_of(text: str, old: str, new: str) -> set[int]:
    """Where the change stands, and the head of the block it stands in, to which what is missing belongs."""
    lines = text.split("\n")
    start = text[: _place(text, new)].count("\n") + 1
    changed_lines = set(range(start, start + max(new.count("\n"), old.count("\n")) + 1))
    heads = {
        number for number in range(1, start + 1) if lines[number - 1].startswith(("```exercise", "---", "> [!short]"))
    }
    return changed_lines | {max(heads, default=1), 1, 2}


def _place(text: str, new: str) -> int:
    return text.index(new) if new else text.index("goal:")


def test_lines_are_exact() -> None:
    """The same fault moved three lines down is told three lines down."""
    files = changed(HELPED, HELPED.replace("Hjalp det?", "Hjalp det?, hnt: x"))
    moved = {**files, NB: files[NB].replace("# Uka di\n", "# Uka di\n\n\n\n")}
    line = line_of("hnt: x", NB, files)

    assert told(files) == [f'{NB}:{line}: field "helped": "hnt" is not a key here. Did you mean "hint"?']
    assert told(moved) == [f'{NB}:{line + 3}: field "helped": "hnt" is not a key here. Did you mean "hint"?']


def test_everything_wrong_is_told_at_once() -> None:
    files = changed("type: text, label: Hva gjorde du?", "type: txt, label: Hva gjorde du?")
    files[NB] = files[NB].replace("> [!caution]", "> [!caushun]").replace("minutes: 10", "minutes: ti")
    files[MODULE] = files[MODULE].replace("languages: [nb, en]", "languages: [nb, xx]")

    problems = told(files)

    for part in ('"txt"', '"caushun"', '"minutes"', '"xx"'):
        assert any(part in problem for problem in problems), part


@pytest.mark.parametrize(
    "junk", ["> [!story] Nora\n" * 9_000, "[" * 150_000, "# a\n" * 9_000, "a! " * 60_000, "a" * 200_000]
)
def test_a_heap_of_junk_is_told_in_few_words(junk: str) -> None:
    assert len(told(changed("Sett deg ned.", junk))) < 1_000


def test_an_unclosed_block_is_told_where_it_opens() -> None:
    files = {**SOURCE, NB: SOURCE[NB].rsplit("```", 1)[0]}

    assert (
        f"{NB}:{line_of('id: to-guide') - 1}: the block is never closed. Write ``` on a line of its own where it ends."
        in told(files)
    )


def test_a_block_left_open_is_one_fault_and_the_pages_after_it_are_read() -> None:
    files = changed("low_energy: true}\n```\n", "low_energy: true}\n")

    assert told(files) == [
        f"{NB}:{line_of('id: check-in') - 1}: the block is never closed. Write ``` on a line of its own where it ends."
    ]


def test_a_block_that_lost_its_first_line_is_told_where_it_ends() -> None:
    lines = told(changed("```exercise\nid: log\n", "id: log\n"))

    assert any("the block has no kind, or the one that ends here never begins" in line for line in lines)
    assert not any("never closed" in line for line in lines)


def test_front_matter_left_open_is_told_so() -> None:
    files = changed("minutes: 10\n---\n", "minutes: 10\n")

    assert any("the front matter is never closed. Write a line ---" in line for line in told(files))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: Hvile\ngoal", "  title: Hvile\ngoal", "indented differently"),
        ("title: Hvile\n", "title: “Hvile: nå”\n", 'straight quotation marks around it: "…", not “…”'),
        ("title: Hvile\n", "title: Hvile: nå\n", "a text with a colon and a space in it needs quotation marks"),
    ],
)
def test_yaml_that_cannot_be_read_names_the_likely_cause(old: str, new: str, message: str) -> None:
    assert any(message in line for line in told(changed(old, new)))


def test_a_text_in_a_language_the_module_has_not_is_told() -> None:
    files = changed("title: {nb: Ro, en: Rest}", "title: {nb: Ro, en: Rest, nn: Ro}", MODULE)

    assert told(files) == [
        f'{MODULE}:3: module, "title": "nn" is not among languages. Add it there, or remove it here.'
    ]


def test_a_file_of_another_kind_is_told() -> None:
    assert any("front matter is missing" in line for line in told({**SOURCE, NB: "# Hei\n\nHei.\n"}))
    latin = SOURCE[NB].encode().replace("dårlig".encode(), "dårlig".encode("latin-1"))
    checked = read_module({**SOURCE, NB: latin})
    assert [str(problem) for problem in checked.problems if "UTF-8" in problem.message] == [
        f"{NB}:{line_of('dårlig')}: a letter here is not UTF-8. Save the file again, and choose the encoding UTF-8."
    ]


def test_windows_line_ends_and_byte_order_marks_are_read() -> None:
    windows: dict[str, str | bytes] = {
        name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in SOURCE.items()
    }

    assert read_module(windows).problems == ()


def test_a_module_without_its_head_is_told() -> None:
    assert (
        told(without(MODULE))[0] == f"{MODULE}:1: the file is missing. Write it with id, languages, title and lessons."
    )
    assert read_module({}).module is None
    assert any(f"{MODULE}:1: module: write keys and values" in line for line in told({**SOURCE, MODULE: "hei"}))


@pytest.mark.parametrize("name", sorted(SOURCE))
@settings(max_examples=6, deadline=None, derandomize=True)
@given(data=st.data())
def test_no_damage_raises(name: str, data: st.DataObject) -> None:
    """A line lost, doubled or filled with anything: problems perhaps, an exception never."""
    lines = SOURCE[name].split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    junk = data.draw(
        st.sampled_from(["", "```", "---", "- x", "  : :", "> [!x] y", "# ", "&a *b", "[" * 50, "\ud800", "\x00"])
    )
    damaged = "\n".join([*lines[:at], junk, *lines[at + data.draw(st.integers(0, 2)) :]])

    for problem in read_module({**SOURCE, name: damaged}).problems:
        assert problem.line >= 1
        assert problem.message[-1] in ".?"


def test_a_folder_is_read_as_it_lies(tmp_path: Path) -> None:
    for name, text in SOURCE.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "README.md").write_text("For the authors.")
    (tmp_path / "seng.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden").write_text("")
    (tmp_path / "old").mkdir()

    files = source_from_folder(tmp_path)

    assert set(files) == {*SOURCE, "seng.png"}
    assert read_module(files).problems == ()
