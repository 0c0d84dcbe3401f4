"""A check marked: enough right, and all that must be right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfhelp.core.content.document import Exercise, Field, JsonValue, Option, PassMark
from selfhelp.core.exercises.marking import mark

ABC = tuple(Option(one, one.upper()) for one in "abc")
CHECK = Exercise(
    "check", "Prøven",
    (
        Field("letter", "choice", "Hva hører hjemme i et brev?", options=ABC, answer=("a",)),
        Field("week", "choices", "Hva ser du i køen?", options=ABC, other=True, answer=("a", "b")),
        Field("thought", "long-text", "Hva lurer du på?"),
        Field("risk-empty", "yes-no", "Er et tomt svar trygt?", answer=("no",)),
    ),
    pass_mark=PassMark(2, ("risk-empty",)),
)  # fmt: skip
RIGHT: dict[str, JsonValue] = {"letter": "a", "week": ["a", "b"], "risk-empty": False}


@pytest.mark.parametrize(
    ("changes", "right", "passed"),
    [
        ({}, ("letter", "week", "risk-empty"), True),
        ({"letter": "b"}, ("week", "risk-empty"), True),
        ({"letter": None}, ("week", "risk-empty"), True),
        ({"letter": "b", "week": None}, ("risk-empty",), False),  # too few
        ({"risk-empty": True}, ("letter", "week"), False),  # enough, and danger among the wrong ones
        ({"risk-empty": None}, ("letter", "week"), False),
        ({"week": ["a"]}, ("letter", "risk-empty"), True),  # half of it is not right
        ({"week": ["a", "b", "c"]}, ("letter", "risk-empty"), True),  # nor is everything
        ({"week.other": "Og noe til"}, ("letter", "risk-empty"), True),
    ],
)
def test_what_is_right_and_whether_it_is_passed(
    changes: dict[str, JsonValue], right: tuple[str, ...], passed: bool
) -> None:
    answers = {name: value for name, value in (RIGHT | changes).items() if value is not None}
    marked = mark(CHECK, answers)
    assert (marked.right, marked.passed) == (right, passed)
    assert marked.total == 3  # what has no answer is no question


def test_what_was_not_answered_is_told_apart() -> None:
    marked = mark(CHECK, {"letter": "c"})
    assert (marked.wrong, marked.unanswered) == (("letter", "week", "risk-empty"), ("week", "risk-empty"))


LETTERS = "abc"
checks = st.integers(1, 12).flatmap(
    lambda number: st.tuples(
        st.lists(st.sampled_from(LETTERS), min_size=number, max_size=number),  # what is right
        st.lists(st.sampled_from(LETTERS) | st.none(), min_size=number, max_size=number),  # what was answered
        st.integers(1, number),
        st.sets(st.integers(0, number - 1)),
    )
)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(checks)
def test_mending_an_answer_never_fails_anybody(
    drawn: tuple[list[str], list[str | None], int, set[int]]
) -> None:
    right, answered, at_least, needed = drawn
    fields = tuple(Field(f"q{n}", "choice", "?", options=ABC, answer=(one,)) for n, one in enumerate(right))
    check = Exercise("x", "Prøve", fields, pass_mark=PassMark(at_least, tuple(f"q{n}" for n in sorted(needed))))
    answers: dict[str, JsonValue] = {f"q{n}": one for n, one in enumerate(answered) if one is not None}
    marked = mark(check, answers)

    assert sorted((*marked.right, *marked.wrong)) == sorted(field.id for field in fields)
    assert set(marked.unanswered) <= set(marked.wrong)
    assert marked.passed == (len(marked.right) >= at_least and not needed & {int(one[1:]) for one in marked.wrong})
    for name in marked.wrong:
        better = mark(check, answers | {name: right[int(name[1:])]})
        assert len(better.right) == len(marked.right) + 1
        assert better.passed or not marked.passed
    assert mark(check, {f"q{n}": one for n, one in enumerate(right)}).passed
