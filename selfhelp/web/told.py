"""The check's messages in the language of the page."""

from __future__ import annotations

from flask_babel import gettext

from selfhelp.core.content import said


def told(text: str) -> str:
    """What was not said to be told in other words, such as a name, is shown as it stands."""
    return said.told(text, gettext)
