"""Beginnings of sentences: a help to begin, never a letter by themselves."""

from __future__ import annotations

import pytest

from selfhelp.features.feedback import letter
from selfhelp.features.feedback.refused import Refused, Why

TEXT = "Du gikk turen rundt vannet selv om det regnet."
OPENERS = ("Du skrev at det lettet da du … . Senere la du merke til …", "Takk for at du delte dette.")


@pytest.mark.parametrize(
    "text",
    [
        OPENERS[0],
        OPENERS[0].replace("…", "...").replace(" Senere", "\r\nSenere"),
        f"Hei Kari.\n\n{OPENERS[0]} du sov bedre.",
        OPENERS[1],
        f"{OPENERS[1]}\n\n  {OPENERS[1]} ",
    ],
)
def test_an_opener_as_it_stood_is_not_a_letter(text: str) -> None:
    with pytest.raises(Refused) as refused:
        letter.refuse_untouched(text, OPENERS)
    assert refused.value.why is Why.OPENER


@pytest.mark.parametrize(
    "text", [TEXT, f"{OPENERS[1]} {TEXT}", "Du skrev at det lettet da du gikk ut. Senere la du merke til fuglene …"]
)
def test_an_opener_written_on_is_a_letter(text: str) -> None:
    letter.refuse_untouched(text, OPENERS)


def test_an_opener_is_put_after_what_is_there() -> None:
    assert letter.with_opener("", OPENERS[1]) == OPENERS[1]
    assert letter.with_opener("Hei Kari.\n", OPENERS[1]) == f"Hei Kari.\n\n{OPENERS[1]}"
