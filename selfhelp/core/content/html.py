"""From text to HTML that is safe to show: the only place where Markdown is rendered and HTML is cleaned.

Authors: raw HTML off, then Markdown, then bleach with the allow-list, then nh3 with the same list. nh3 has the last
word, since bleach had its final release in June 2026. Patients and guides: never Markdown, see `plain_to_html`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element

import bleach
import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from selfhelp.core.content.said import Said, say

MAX_CHARACTERS = 20_000
MAX_BRACKETS = 200  # rendering time grows with the square of the number of [ in a text: 8 000 of them take 7 seconds
MAX_LINE = 5_000
MAX_LINES = 600  # so does its time with the number of lines of equals signs
MAX_QUOTES = 3  # quotes inside quotes
MAX_INDENT = 16
TEXTS_KEPT = 1024  # rendering is what takes time, and somebody who writes changes one text of the many in a lesson

ALLOWED: dict[str, frozenset[str]] = {
    **{tag: frozenset() for tag in ("p", "br", "strong", "em", "ul", "li", "blockquote", "hr", "code", "pre")},
    **{tag: frozenset() for tag in ("h2", "h3", "h4", "table", "thead", "tbody", "tr")},
    "ol": frozenset({"start"}),
    "th": frozenset({"class"}),
    "td": frozenset({"class"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt"}),
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x20\x7f]+", re.IGNORECASE)
_IMAGE = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*\.(?:png|jpe?g|webp|gif)")
_ALIGN = re.compile(r"align-(?:left|center|right)")
_START = re.compile(r"[0-9]{1,4}")
_WRITTEN_LINK = re.compile(
    r"(?<![^\W_])(?:https://|www\.)(?=[^\W_])[^\s<>\"'`\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069]+"
)
_AFTER_LINK = re.compile(r"[.,:;!?»”’)\]}*_]+$")


class Refused(ValueError):
    """The text is too heavy to render; `said` tells the author what to do."""

    def __init__(self, said: Said) -> None:
        super().__init__(said)
        self.said = said


@lru_cache(maxsize=TEXTS_KEPT)
def render(markdown_text: str) -> str:
    """An author's Markdown as safe HTML. Raises Refused where rendering could take seconds."""
    refuse_heavy(markdown_text)
    try:
        return _clean(_markdown().convert(markdown_text))
    except Exception as error:  # a fault in a library must cost one text, not the site
        raise Refused(say("this text cannot be rendered as Markdown. Make it simpler.")) from error


def plain_to_html(text: str) -> str:
    """What a patient or guide wrote: escaped, line breaks as <br>, links only from https://… and www.…

    Fits inside any element.
    """
    text = text.encode("utf-8", "replace").decode()  # half a character cannot be sent, and nh3 raises on it
    parts: list[str] = []
    end = 0
    for match in _WRITTEN_LINK.finditer(text):
        address = _without_trailing_marks(match.group())
        parts.append(_escape(text[end : match.start()]))
        parts.append(_anchor(address))
        end = match.start() + len(address)
    parts.append(_escape(text[end:]))
    return nh3.clean(
        "".join(parts),
        tags={"br", "a"},
        attributes={"a": {"href"}},
        url_schemes={"https"},
        link_rel="noopener noreferrer nofollow",
    )


def is_safe_link(address: str) -> bool:
    return _LINK.fullmatch(address) is not None


def is_local_image(address: str) -> bool:
    """A picture in the module's own folder, named in small letters without a path."""
    return _IMAGE.fullmatch(address) is not None


def refuse_heavy(text: str) -> None:
    """Raises Refused for a text on which Markdown, or counting its words, could take seconds."""
    if len(text) > MAX_CHARACTERS:
        raise Refused(say(
            "this text is longer than {most} characters. Split it over several pages.", most=MAX_CHARACTERS
        ))
    if text.count("[") > MAX_BRACKETS:
        raise Refused(say("more than {most} [ in one text. Remove some of the links and brackets.", most=MAX_BRACKETS))
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        raise Refused(say("this text has more than {most} lines. Split it over several pages.", most=MAX_LINES))
    for line in lines:
        if len(line) > MAX_LINE:
            raise Refused(say("a line is longer than {most} characters. Split the paragraph.", most=MAX_LINE))
        stripped = line.lstrip(" \t")
        if len(line) - len(stripped) > MAX_INDENT:
            raise Refused(say("a line is indented by more than {most} spaces. Use fewer levels.", most=MAX_INDENT))
        if stripped[:40].replace(" ", "").startswith(">" * (MAX_QUOTES + 1)):
            raise Refused(say("more than {most} quotes inside one another. Use fewer >.", most=MAX_QUOTES))


def _markdown() -> Markdown:
    """A new one for each text: an instance keeps state and is not safe across threads."""
    extensions: list[str | Extension] = ["tables", "sane_lists", _NoRawHtml()]
    return Markdown(extensions=extensions, extension_configs={"tables": {"use_align_attribute": True}})


class _NoRawHtml(Extension):
    """Typed HTML and <name@example.com> stay text; a column is aligned by a class, since the page allows no styles."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")
        md.treeprocessors.register(_AlignByClass(md), "align-by-class", 0)


class _AlignByClass(Treeprocessor):
    def run(self, root: Element) -> None:
        for cell in root.iter():
            align = cell.attrib.pop("align", "") if cell.tag in ("td", "th") else ""
            if align:
                cell.set("class", f"align-{align}")


def _clean(html: str) -> str:
    once = bleach.clean(html, tags=set(ALLOWED), attributes=_may_keep, protocols=set(SCHEMES), strip=True)
    return nh3.clean(
        once,
        tags=set(ALLOWED),
        attributes={tag: set(names) for tag, names in ALLOWED.items() if names},
        attribute_filter=lambda tag, name, value: value if name == "rel" or _may_keep(tag, name, value) else None,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
    )


def _may_keep(tag: str, name: str, value: str) -> bool:
    if name not in ALLOWED.get(tag, frozenset()):
        return False
    rule = {"href": _LINK, "src": _IMAGE, "class": _ALIGN, "start": _START}.get(name)
    return rule is None or rule.fullmatch(value) is not None


def _escape(text: str) -> str:
    return escape(text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")


def _without_trailing_marks(address: str) -> str:
    """«(se https://nhi.no/soevn).» ends before the bracket, unless the bracket opens inside the address."""
    trimmed = _AFTER_LINK.sub("", address)
    if "(" in trimmed and address[len(trimmed) :].startswith(")"):
        return trimmed + ")"
    return trimmed


def _anchor(address: str) -> str:
    target = address if address.startswith("https://") else f"https://{address}"
    return f'<a href="{escape(target)}">{escape(address)}</a>'
