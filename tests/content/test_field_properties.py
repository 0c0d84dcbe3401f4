"""Whatever a browser sends, reading answers; and what was stored can always be shown in a form again."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from selfhelp.core.content.document import Exercise, Field, JsonValue
from selfhelp.core.content.fields import answer_texts, form_values, glance, read_answers
from selfhelp.core.content.html import plain_to_html
from tests.content.test_field_types import ROWS, form
from tests.content.test_html import faults
from tests.content.the_example import exercise

EVERY_KIND = Exercise(
    "x", "Alt", tuple(Field(f"f{number}", row.type, "Spørsmål", **row.settings) for number, row in enumerate(ROWS))
)
SENT = {
    name.replace("x.f", f"x.f{number}", 1): sent for number, row in enumerate(ROWS) for name, sent in form(row).items()
}
names = (
    st.sampled_from(sorted(SENT)) | st.from_regex(r"\Ax\.f[0-9]{1,2}(\.[a-z0-9]{0,6}){0,3}\Z") | st.text(max_size=12)
)
values = st.text(max_size=30) | st.sampled_from([value for sent in SENT.values() for value in sent])
forms = st.dictionaries(names, st.lists(values, max_size=4), max_size=12)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(forms)
def test_reading_never_raises_and_what_it_stores_is_stable(sent: dict[str, list[str]]) -> None:
    reading = read_answers(EVERY_KIND, sent)

    json.dumps(reading.answers).encode()
    json.dumps(reading.typed, ensure_ascii=False).encode("utf-8")
    again = read_answers(EVERY_KIND, form_values(EVERY_KIND, reading.answers))
    assert again.answers == reading.answers
    assert again.unknown == ()
    for language in ("nb", "en"):
        answer_texts(EVERY_KIND, reading.answers, language)
        glance(EVERY_KIND, reading.answers, language)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(forms)
def test_reading_a_draft_again_gives_the_same_reading(sent: dict[str, list[str]]) -> None:
    reading = read_answers(EVERY_KIND, sent)
    draft: dict[str, list[str]] = json.loads(json.dumps(reading.typed))
    again = read_answers(EVERY_KIND, draft)

    assert again.typed == reading.typed
    assert {name: again.answers.get(name) for name in reading.answers} == reading.answers


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=60) | st.text(alphabet="<>&\"'/:.wh tpsxø\n=()[]", max_size=60))
def test_plain_text_never_becomes_more_than_text(text: str) -> None:
    assert faults(plain_to_html(text)) == []


def test_a_worked_example_can_fill_a_form() -> None:
    diamond = exercise("diamond")
    assert diamond.example is not None
    answers: dict[str, JsonValue] = dict(diamond.example.answers)

    assert read_answers(diamond, form_values(diamond, answers)).answers == answers
