"""`opens: guide`: read, refused when it says something else, alike in both languages."""

from __future__ import annotations

from selfhelp.core.content.document import Opens
from selfhelp.core.content.parser import parse
from tests.content.small_module import EN, NB, changed, line_of, told

LOG = "id: log\n"


def test_an_exercise_opens_with_its_lesson_unless_the_guide_opens_it() -> None:
    module = parse(changed(LOG, f"{LOG}opens: guide\n", NB, EN)).module
    assert module is not None
    assert {one.id: one.opens for one in module.lessons[1, "nb"].exercises} == {
        "check-in": None, "log": Opens.GUIDE, "plan": None, "to-guide": None,
    }  # fmt: skip


def test_somebody_else_cannot_open_it() -> None:
    (problem,) = told(changed(LOG, f"{LOG}opens: guides\n", NB, EN))[:1]
    line = line_of("id: log", NB) + 1
    assert f'{NB}:{line}: exercise "log": opens "guides" does not exist. Did you mean "guide"?' in told(
        changed(LOG, f"{LOG}opens: guides\n", NB, EN)
    )
    assert "opens" in problem


def test_the_languages_agree() -> None:
    (problem,) = told(changed(LOG, f"{LOG}opens: guide\n", NB))
    assert problem == f'{EN}:{line_of("id: log", EN) - 1}: exercise "log": opens is missing here and guide there. ' + (
        f"Make it like {NB}."
    )


def test_what_every_lesson_asks_for_is_open_to_everybody() -> None:
    problems = told(changed("id: plan\n", "id: plan\nopens: guide\n", NB, EN))
    assert [one for one in problems if "kind: homework is open to everybody. Remove opens, or kind." in one]
