"""The one door all text from patients comes through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MACHINERY = ("csrf_token", "once", "version", "revision", "next")  # of the form, not of the writer

Form = dict[str, list[str]]


def received(form: Mapping[str, Iterable[str]]) -> Form:
    """What the writer wrote, without the form's own machinery, line ends as she typed them.

    Browsers send every line end as CR LF; it is stored as LF. Nothing else is changed.
    """
    return {
        name: [received_text(text) for text in texts]
        for name, texts in form.items()
        if name not in MACHINERY and not name.startswith("_")
    }


def received_text(text: str) -> str:
    return text.replace("\r\n", "\n")
