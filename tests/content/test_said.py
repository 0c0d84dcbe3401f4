"""A message that can be told in another language is the English text to all who do not ask for one."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import asdict

import pytest

from selfhelp.core.content.document import Problem
from selfhelp.core.content.said import Said, say, told

ENGLISH = 'field "mood": "typ" is not a key here. Did you mean "type"?'
HINT = say('Did you mean "{word}"?', word="type")
FIELD = say('field "{id}"', id="mood")
MESSAGE = say("{what}: {problem}", what=FIELD, problem=say('"{key}" is not a key here. {hint}', key="typ", hint=HINT))
BOKMAAL = {
    'field "{id}"': "feltet «{id}»",
    '"{key}" is not a key here. {hint}': "«{key}» kan ikke stå her. {hint}",
    'Did you mean "{word}"?': "Mente du «{word}»?",
    "Write one of: {words}.": "Skriv en av disse: {words}.",
    "row": "rad",
}


def in_bokmaal(template: str) -> str:
    return BOKMAAL.get(template, template)


def test_it_is_the_english_text() -> None:
    assert MESSAGE == ENGLISH
    assert hash(MESSAGE) == hash(ENGLISH)
    assert {MESSAGE, ENGLISH} == {ENGLISH}
    assert sorted([MESSAGE, "a", "z"]) == ["a", ENGLISH, "z"]
    assert f"{MESSAGE}" == ENGLISH
    assert json.dumps([MESSAGE]) == json.dumps([ENGLISH])


def test_problems_are_sorted_and_counted_by_it() -> None:
    one, other = Problem("a.md", 2, MESSAGE), Problem("a.md", 2, ENGLISH)
    assert one == other
    assert len({one, other}) == 1
    assert asdict(one)["message"] == ENGLISH


@pytest.mark.parametrize("taken", [lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy])
def test_it_comes_whole_through_another_process(taken: object) -> None:
    assert callable(taken)
    again = taken(MESSAGE)
    assert isinstance(again, Said)
    assert (again, told(again, in_bokmaal)) == (ENGLISH, told(MESSAGE, in_bokmaal))


def test_it_is_told_in_other_words_and_so_is_what_stands_within() -> None:
    assert told(MESSAGE, in_bokmaal) == "feltet «mood»: «typ» kan ikke stå her. Mente du «type»?"


def test_several_are_told_with_commas() -> None:
    words = say("Write one of: {words}.", words=("scale", say("row")))
    assert words == "Write one of: scale, row."
    assert told(words, in_bokmaal) == "Skriv en av disse: scale, rad."


def test_what_an_author_wrote_is_left_as_it_is() -> None:
    """Her braces are no places to fill in, and her words are not looked up."""
    odd = say('Did you mean "{word}"?', word="{word.__class__}")
    assert odd == 'Did you mean "{word.__class__}"?'
    assert told(odd, in_bokmaal) == "Mente du «{word.__class__}»?"
    assert told("row", in_bokmaal) == "row"
    assert told(say('field "{id}"', id="row"), in_bokmaal) == "feltet «row»"


def test_a_brace_of_its_own_is_doubled() -> None:
    assert say("write {{at_least: {count}}}.", count=3) == "write {at_least: 3}."
