"""Every text on screen exists in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from config import ROOT

Keywords = Mapping[str, Any]
KEYWORDS: Keywords = {
    "_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "lazy_ngettext": (1, 2), "_l": None,
    "pgettext": ((1, "c"), 2), "lazy_pgettext": ((1, "c"), 2), "N_": None, "say": None,
}
SAID: Keywords = {"say": None}
METHODS = [("selfhelp/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
CATALOGUE = ROOT / "selfhelp" / "translations" / "nb" / "LC_MESSAGES" / "messages.po"
OPTIONS = {"jinja2": {"trimmed": "true", "encoding": "utf-8"}}


def texts_in_the_source(keywords: Keywords = KEYWORDS) -> dict[object, str]:
    found = extract_from_dir(
        ROOT, METHODS, {"**": OPTIONS["jinja2"]}, keywords=keywords,
        directory_filter=lambda path: not re.search(r"/(\.venv|\.git|node_modules|instance)(/|$)", str(path)),
    )
    return {message: f"{place}:{line}" for place, line, message, _comments, _context in found if message}


def catalogue() -> Catalog:
    return read_po(BytesIO(CATALOGUE.read_bytes()), locale="nb")


def test_every_text_has_bokmaal() -> None:
    known = catalogue()
    missing = {
        place: message
        for message, place in texts_in_the_source().items()
        if (entry := known.get(message if isinstance(message, str) else message[0])) is None or not entry.string
    }
    assert not missing, "add the bokmål to the catalogue"


def test_the_bokmaal_names_the_same_values() -> None:
    """A `%(name)s` that is missing or misspelt would be an empty place, or an error, on screen."""
    values = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
    pairs = [(entry.id, str(entry.string)) for entry in catalogue() if entry.id and isinstance(entry.id, str)]
    assert not [one for one, other in pairs if set(values.findall(one)) != set(values.findall(other))]


def test_the_bokmaal_of_what_the_check_says_is_filled_in_from_the_same_values() -> None:
    """A brace too many in it would be an error on the author's page, and so would a name that is misspelt."""
    known = catalogue()
    said = {message: entry.string for message in texts_in_the_source(SAID) if (entry := known.get(message))}
    assert len(said) > 300
    assert not [one for one, other in said.items() if values_in(one) != values_in(other)]


def values_in(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(template) if name is not None}


def test_bokmaal_does_not_shout() -> None:
    """[!short] and ![a picture] are typed so."""
    said = [str(entry.string) for entry in catalogue() if entry.id]
    assert not [one for one in said if "!" in one.replace("[!", "").replace("![", "")]


def test_the_catalogue_holds_nothing_that_is_never_shown() -> None:
    used = {message if isinstance(message, str) else message[0] for message in texts_in_the_source()}
    held = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue() if entry.id}
    assert held <= used, "remove from the catalogue what is not used"


