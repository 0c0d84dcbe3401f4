"""What every drawing is made of: the frame with its name, shapes, and text that fits its room.

Lengths are units of the viewBox. The style sheet gives text the sizes written here; how wide a text becomes is reckoned
from its letters, a little too wide rather than too narrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape


class Width(Enum):
    """A phone's column, and the wide one of a guide's page."""

    THIN = 360
    WIDE = 720

    @property
    def letter(self) -> int:
        """The size of text: 12 pixels on the narrowest phone, where 360 units have 288 pixels."""
        return 15 if self is Width.THIN else 14

    @property
    def row(self) -> int:
        """From one line of text to the next."""
        return self.letter + 4


@dataclass(frozen=True)
class Caption:
    """`title`: the sentence above the drawing. `description`: where the numbers are. `uid`: unique on the page."""

    title: str
    description: str
    uid: str


SIDE = 6  # nothing is drawn nearer the edge than this
LETTER_SHARE = 0.6  # of the size of text, for a letter of ordinary width
BOLD = 1.1  # bold letters are wider
NARROW, BROAD = frozenset("iIjlft.,:;!|'()[] ·"), frozenset("mwMWÆØO%@—…")


def svg(caption: Caption, width: Width, height: float, marks: Iterable[str]) -> str:
    """The whole drawing, one picture to those who hear it."""
    uid = escape(caption.uid)
    return (
        f'<svg class="chart chart-{width.name.lower()}" viewBox="0 0 {width.value} {number(height)}" role="img" '
        f'aria-labelledby="{uid}-t" aria-describedby="{uid}-d" focusable="false">'
        f'<title id="{uid}-t">{escape(caption.title)}</title>'
        f'<desc id="{uid}-d">{escape(caption.description)}</desc>{"".join(marks)}</svg>'
    )


def number(value: float) -> str:
    return f"{value:.1f}"


def text(x: float, y: float, words: str, kind: str = "c-tick", anchor: str = "start") -> str:
    """`y`: the line the letters stand on. `anchor`: start, middle or end."""
    return f'<text class="{kind}" x="{number(x)}" y="{number(y)}" text-anchor="{anchor}">{escape(words)}</text>'


def stroke(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"/>'


def box(kind: str, x: float, y: float, wide: float, high: float, round_by: float = 2) -> str:
    return (
        f'<rect class="{kind}" x="{number(x)}" y="{number(y)}" width="{number(max(wide, 0))}" '
        f'height="{number(max(high, 0))}" rx="{number(round_by)}"/>'
    )


def disc(kind: str, x: float, y: float, radius: float) -> str:
    return f'<circle class="{kind}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def path(kind: str, points: Iterable[tuple[float, float]], closed: bool = False) -> str:
    shape = "polygon" if closed else "polyline"
    return f'<{shape} class="{kind}" points="{" ".join(f"{number(x)},{number(y)}" for x, y in points)}"/>'


def width_of(words: str, width: Width, bold: bool = False) -> float:
    """About how wide a text becomes."""
    letters = sum(0.55 if one in NARROW else 1.55 if one in BROAD else 1.0 for one in words)
    return letters * LETTER_SHARE * width.letter * (BOLD if bold else 1)


def fit(words: str, room: float, width: Width, bold: bool = False) -> str:
    """The text, cut with … where it is wider than its room."""
    if width_of(words, width, bold) <= room:
        return words
    kept = words
    while kept and width_of(kept + "…", width, bold) > room:
        kept = kept[:-1]
    return kept.rstrip(" ,.;:–-") + "…" if kept else ""


def wrap(words: str, room: float, width: Width, most: int, bold: bool = False) -> tuple[str, ...]:
    """The text on at most this many lines, the last one cut where there is more."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, width, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] = " ".join(lines[most - 1 :])
    return tuple(fit(one, room, width, bold) for one in kept)


def text_lines(
    x: float, y: float, lines: Sequence[str], width: Width, kind: str = "c-text", anchor: str = "start"
) -> list[str]:
    """Several lines, the first standing on `y`."""
    return [text(x, y + place * width.row, one, kind, anchor) for place, one in enumerate(lines)]


def places_with_label(labels: Sequence[str], step: float, width: Width) -> list[int]:
    """Which of the labels along an axis are written so that none runs into the next; always the last one."""
    if not labels:
        return []
    room = max(width_of(label, width) for label in labels) + width.letter
    apart = max(1, -(-int(room + 0.999) // max(int(step), 1)))
    last = len(labels) - 1
    return [place for place in range(0, last, apart) if last - place >= apart] + [last]


def anchored(x: float, label: str, width: Width) -> str:
    """Where a label at `x` is anchored so that it stays inside the drawing."""
    half = width_of(label, width) / 2
    if x - half < SIDE:
        return "start"
    return "end" if x + half > width.value - SIDE else "middle"


def label_at(x: float, y: float, label: str, width: Width, kind: str = "c-tick") -> str:
    """A label under or over a place: in its middle, or along the edge where it would reach out of the drawing."""
    anchor = anchored(x, label, width)
    at = {"start": SIDE, "end": width.value - SIDE, "middle": x}[anchor]
    return text(at, y, label, kind, anchor)
