"""A ladder: where it begins high, and where it is far between steps."""

from __future__ import annotations

import pytest

from selfhelp.core.exercises.ladder import Ladder, look_at


@pytest.mark.parametrize(
    ("levels", "seen"),
    [
        ([], Ladder(None, ())),
        ([30, 50, 70, 90], Ladder(None, ())),
        ([50, 70], Ladder(None, ())),  # 50 is not over 50, nor 20 over 20
        ([60, 70], Ladder(60, ())),
        ([30, 51], Ladder(None, ((30, 51),))),
        ([90, 30, 60, 55], Ladder(None, ((30, 55), (60, 90)))),  # in any order
        ([80], Ladder(80, ())),
    ],
)
def test_what_is_worth_a_second_look(levels: list[float], seen: Ladder) -> None:
    assert look_at(levels) == seen
