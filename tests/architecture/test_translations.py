"""Every text on screen exists in both languages."""

from __future__ import annotations

import re
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from config import ROOT

KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "lazy_ngettext": (1, 2), "_l": None,
    "pgettext": ((1, "c"), 2), "lazy_pgettext": ((1, "c"), 2), "N_": None,
}
METHODS = [("selfhelp/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
CATALOGUE = ROOT / "selfhelp" / "translations" / "nb" / "LC_MESSAGES" / "messages.po"
OPTIONS = {"jinja2": {"trimmed": "true", "encoding": "utf-8"}}


def texts_in_the_source() -> dict[object, str]:
    found = extract_from_dir(
        ROOT, METHODS, {"**": OPTIONS["jinja2"]}, keywords=KEYWORDS,
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


def test_bokmaal_does_not_shout() -> None:
    assert not [entry.string for entry in catalogue() if entry.id and "!" in str(entry.string)]


def test_the_catalogue_holds_nothing_that_is_never_shown() -> None:
    used = {message if isinstance(message, str) else message[0] for message in texts_in_the_source()}
    held = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue() if entry.id}
    assert held <= used, "remove from the catalogue what is not used"


