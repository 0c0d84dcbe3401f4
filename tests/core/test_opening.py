"""What the guide has opened stands open until it is closed again; everything else is open with its lesson."""

from __future__ import annotations

import pytest

from selfhelp.core.care.opening import Place, Step, is_locked, open_now, psychologist_first
from selfhelp.core.content.document import Exercise, Opens

SCRIPT, READING = Place("worry", "what-it-promises", "script"), Place("worry", "what-it-promises", "reading")


def test_the_last_step_of_an_exercise_counts() -> None:
    steps = [Step(SCRIPT, True), Step(READING, True), Step(SCRIPT, False), Step(SCRIPT, True), Step(READING, False)]
    assert open_now(steps) == {SCRIPT}
    assert open_now([]) == frozenset()


def test_only_what_the_guide_opens_is_ever_locked() -> None:
    waits, open_to_all = Exercise("script", "", (), opens=Opens.GUIDE), Exercise("script", "", ())
    assert is_locked(waits, SCRIPT, frozenset())
    assert is_locked(waits, SCRIPT, frozenset({READING, Place("worry", "another-lesson", "script")}))
    assert not is_locked(waits, SCRIPT, frozenset({SCRIPT}))
    assert not is_locked(open_to_all, SCRIPT, frozenset())


@pytest.mark.parametrize(("age", "first"), [(16, True), (17, True), (18, False), (52, False), (None, True)])
def test_the_psychologist_comes_first_under_18(age: int | None, first: bool) -> None:
    assert psychologist_first(age) is first
