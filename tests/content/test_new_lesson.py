"""One more lesson in a module, without anybody having to know where its lines go."""

from __future__ import annotations

import pytest

from selfhelp.core.content.document import Module
from selfhelp.core.content.new_lesson import NewLesson, NotAdded, with_lesson
from selfhelp.core.content.new_module import starter_files
from selfhelp.core.content.outline import outline
from selfhelp.core.content.parser import Files, read_module

STARTED = starter_files("good-nights", {"nb": "Gode netter", "en": "Good nights"})
SECOND = NewLesson("second", {"nb": 'Den "andre": økta', "en": "The second, # and more"}, 25)


def module(files: Files) -> Module:
    checked = read_module(files)
    assert checked.problems == ()
    assert checked.module is not None
    return checked.module


def test_a_second_lesson_passes_the_check() -> None:
    made = module(with_lesson(STARTED, SECOND))
    assert [(one.id, one.number, one.minutes) for one in made.plan] == [("first-lesson", 1, 20), ("second", 2, 25)]
    assert made.plan[1].titles == SECOND.titles
    assert {(2, "nb"), (2, "en")} <= made.lessons.keys() & made.guide.keys()


def test_ten_lessons_pass_the_check() -> None:
    files: Files = STARTED
    for number in range(2, 11):
        files = with_lesson(files, NewLesson(f"lesson-{number}", {"nb": f"Nr. {number}", "en": f"No. {number}"}, 20))
    assert len(module(files).written) == 10


def test_what_stands_after_the_lessons_stays() -> None:
    files = {**STARTED, "module.yaml": STARTED["module.yaml"] + "\n# et notat\nlogs: []\n"}
    text = with_lesson(files, SECOND)["module.yaml"]
    assert isinstance(text, str)
    assert text.endswith("# et notat\nlogs: []\n")
    assert text.index("id: second") < text.index("# et notat")


def test_a_planned_lesson_is_written_in_its_place() -> None:
    planned = "  - id: second\n    planned: true  # ennå\n    title: {nb: To, en: Two}\n"
    third = "  - id: third\n    planned: true\n    title: {nb: Tre, en: Three}\n"
    files = {**STARTED, "module.yaml": STARTED["module.yaml"] + planned + third}
    made = module(with_lesson(files, SECOND))
    assert [(one.id, one.planned) for one in made.plan] == [("first-lesson", False), ("second", False), ("third", True)]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (NewLesson("first-lesson", SECOND.titles, 20), "already"),
        (NewLesson("Den andre", SECOND.titles, 20), "small letters"),
        (NewLesson("good_night", SECOND.titles, 20), "hyphens"),
    ],
)
def test_what_cannot_be_added_is_refused_with_the_reason(new: NewLesson, said: str) -> None:
    with pytest.raises(NotAdded, match=said):
        with_lesson(STARTED, new)


@pytest.mark.parametrize("text", ["[", "id: x\nlessons: [{id: a}]\n", ""])
def test_a_module_file_somebody_broke_is_left_alone(text: str) -> None:
    with pytest.raises(NotAdded):
        with_lesson({**STARTED, "module.yaml": text}, SECOND)


def test_the_outline_tells_what_stands_where() -> None:
    found = [(one.page, one.what, one.title) for one in outline(STARTED["01-first-lesson.nb.md"])]
    assert found[:4] == [
        (0, "short", "Lite krefter i dag?"), (1, "heading", "Hvordan har du det?"), (1, "exercise", "Uka di"),
        (2, "heading", "Når det skjer"),
    ]  # fmt: skip


@pytest.mark.parametrize("rubbish", [b"\xff\xfe", "[" * 9000, "", "```exercise\nid: [", "> [!"])
def test_the_outline_of_rubbish_is_short(rubbish: str | bytes) -> None:
    assert len(outline(rubbish)) <= 1
