"""How an author's words are counted."""

from __future__ import annotations

import pytest

from selfhelp.core.content.prose import read_paragraphs


@pytest.mark.parametrize(
    ("written", "sentences"),
    [
        ("Toget går 6.42. Den rekker hun.", ["Toget går 6.42.", "Den rekker hun."]),
        ("Du velger hva som **passer.** Når du er trøtt, venter du.",
         ["Du velger hva som passer.", "Når du er trøtt, venter du."]),
        ("Hun står - og så går hun.", ["Hun står - og så går hun."]),
        ("- Kle på deg. Gå ut.", ["Kle på deg.", "Gå ut."]),
        ("12. Kle på deg.", ["Kle på deg."]),
        ("> 3) Kle på deg.", ["Kle på deg."]),
        ("Kl. 15.40 går hun. Den 14. mai også.", ["Kl. 15.40 går hun.", "Den 14. mai også."]),
    ],
)  # fmt: skip
def test_sentences_are_those_a_reader_sees(written: str, sentences: list[str]) -> None:
    (paragraph,) = read_paragraphs(written, 1)
    assert list(paragraph.sentences) == sentences
