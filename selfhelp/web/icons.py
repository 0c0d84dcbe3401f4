"""Icons, inlined: no icon font and no request for each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup

ATTRIBUTES = 'class="icon" aria-hidden="true" focusable="false" '


def load_icons(folder: Path) -> Callable[[str], Markup]:
    """The `icon(name)` of the templates. The words beside an icon carry the meaning; screen readers skip it."""
    drawings = {path.stem: _inline(path.read_text(encoding="utf-8")) for path in folder.glob("*.svg")}

    def icon(name: str) -> Markup:
        if name not in drawings:
            raise LookupError(f"no icon {name!r} in {folder.name}: copy it there, see static/vendor/README.md")
        return drawings[name]

    return icon


def _inline(svg: str) -> Markup:
    plain = svg.replace('width="1em" height="1em" ', "").replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return Markup(plain.replace("<svg ", f"<svg {ATTRIBUTES}", 1).replace("\n", ""))
