"""Nights: the time in bed as a bar over a day and a night, sleep inside it, and how much of it was sleep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfhelp.core.charts.canvas import (
    SIDE,
    Caption,
    Width,
    box,
    disc,
    fit,
    path,
    stroke,
    svg,
    text,
    text_lines,
    width_of,
    wrap,
)
from selfhelp.core.charts.panel import LEAST_FOR_A_LINE, Panel, labels_under
from selfhelp.core.charts.scale import Axis, Mark, runs

HOURS, MINUTES = 24, 24 * 60
EVERY = 6  # hours between the marks of the clock
ROW, BED, SLEEP = 26, 16.0, 8.0
REFERENCE = 85.0  # per cent of the time in bed: domain.md §6
FOOT = 34


@dataclass(frozen=True)
class Night:
    """Minutes from noon the day before: 23:00 is 660. All None for a night that was not noted.

    `asleep`, `awake`: when sleep came and when it was over; None where that is not known. `efficiency`: per cent.
    """

    label: str
    into_bed: float | None = None
    out_of_bed: float | None = None
    asleep: float | None = None
    awake: float | None = None
    efficiency: Mark | None = None


@dataclass(frozen=True)
class Nights:
    """`hours`: the clock at noon, 18, midnight, 6 and noon. `reference_word`: what the line at 85 is."""

    nights: Sequence[Night]
    hours: Sequence[str]
    bed_word: str
    sleep_word: str
    efficiency_word: str
    reference: Mark
    better_word: str
    ends: tuple[str, str]  # of the share's scale: "0 %", "100 %"


def nights(given: Nights, caption: Caption, width: Width = Width.THIN) -> str:
    """One row a night, the newest at the foot; under it, on a wide page beside it, the share of sleep."""
    if not given.nights or len(given.hours) != HOURS // EVERY + 1:
        raise ValueError("nights need at least one night, and words for five hours of the clock")
    if width is Width.WIDE:
        marks, bottom = _beds(given, width, 400.0)
        share, end = _shares(given, width, 0.0, (432.0, bottom))
        return svg(caption, width, max(bottom, end), [*marks, *share])
    marks, bottom = _beds(given, width, float(width.value))
    share, end = _shares(given, width, bottom + 12, (0.0, bottom + 12 + 196))
    return svg(caption, width, end, [*marks, *share])


def _beds(given: Nights, width: Width, right: float) -> tuple[list[str], float]:
    """The bars and their clock; and where they end."""
    left = SIDE + max(width_of(night.label, width) for night in given.nights) + 10
    numbers = [width_of(night.efficiency.text, width, bold=True) for night in given.nights if night.efficiency]
    end = right - SIDE - max(numbers, default=0) - 8
    marks, top = _legend(given, width)
    clock = top + width.letter
    first, bottom = clock + 8, clock + 8 + ROW * len(given.nights)
    for place, hour in enumerate(given.hours):
        x = left + (end - left) * place / (len(given.hours) - 1)
        marks += [stroke("c-grid", x, first, x, bottom), text(x, clock, hour, "c-tick", "middle")]
    for place, night in enumerate(given.nights):
        y = first + ROW * (place + 0.5)
        marks.append(text(SIDE, y + 5, night.label))
        marks += _bed(night, left, end, y)
        if night.efficiency is not None:
            marks.append(text(right - SIDE, y + 5, night.efficiency.text, "c-val", "end"))
    return marks, bottom + SIDE


def _legend(given: Nights, width: Width) -> tuple[list[str], float]:
    second = SIDE + 26 + width_of(given.bed_word, width) + 22
    y = float(width.letter)
    return [
        box("c-tib", SIDE, y - 13, 20, BED, 3),
        text(SIDE + 26, y, given.bed_word),
        box("c-slp", second, y - 9, 20, SLEEP),
        text(second + 26, y, given.sleep_word),
    ], y + 10


def _bed(night: Night, left: float, right: float, y: float) -> list[str]:
    """Nothing at all for a night that was not noted."""
    if night.into_bed is None or night.out_of_bed is None:
        return []
    begin, end = _across(night.into_bed, left, right), _across(night.out_of_bed, left, right)
    marks = [box("c-tib", begin, y - BED / 2, end - begin, BED, 3)]
    if night.asleep is not None and night.awake is not None and night.awake > night.asleep:
        asleep, awake = _across(night.asleep, left, right), _across(night.awake, left, right)
        marks.append(box("c-slp", asleep, y - SLEEP / 2, awake - asleep, SLEEP))
    return marks


def _across(minutes: float, left: float, right: float) -> float:
    return left + (right - left) * min(max(minutes / MINUTES, 0.0), 1.0)


def _shares(given: Nights, width: Width, top: float, place: tuple[float, float]) -> tuple[list[str], float]:
    """The share of sleep from night to night, with the line it is held against; and where it ends."""
    left, bottom = place
    right = width.value - SIDE
    name = wrap(given.efficiency_word, right - left - SIDE, width, 2, bold=True)
    marks = text_lines(left + SIDE, top + width.letter, name, width, "c-text c-name")
    head = top + width.row * (len(name) + 1)
    better = f"↑ {given.better_word}"
    axis = Axis(Mark(0, "0"), Mark(100, "100"))
    panel = Panel(
        left + SIDE, right, head + width.row + 6, max(bottom - FOOT, head + 60), len(given.nights), axis, width
    )
    marks += [
        stroke("c-ref", left + SIDE, head - 5, left + SIDE + 28, head - 5),
        text(left + SIDE + 34, head, fit(given.reference.text, right - left - 100 - 34, width)),
        text(right, head, better, "c-tick c-name", "end"),
        *(stroke("c-grid", panel.left, y, panel.right, y) for y in (panel.top, panel.bottom)),
        stroke("c-ref", panel.left, panel.y(given.reference.value), panel.right, panel.y(given.reference.value)),
        text(panel.left, panel.top - 4, given.ends[1]),
        text(panel.left, panel.bottom - 4, given.ends[0]),
        *_trace(panel, [night.efficiency for night in given.nights]),
        *labels_under(panel, [night.label for night in given.nights], panel.bottom + width.row),
    ]
    return marks, panel.bottom + width.row + 2 * SIDE


def _trace(panel: Panel, values: Sequence[Mark | None]) -> list[str]:
    """Dots, and a line through nights in a row; the numbers stand beside the bars."""
    given = sum(value is not None for value in values)
    lines = [run for run in runs(values) if given >= LEAST_FOR_A_LINE and len(run) > 1]
    return [
        *(path("c-line", [(panel.x(at), panel.y(mark.value)) for at, mark in run]) for run in lines),
        *(disc("c-pt", panel.x(at), panel.y(mark.value), 4.5) for at, mark in enumerate(values) if mark is not None),
    ]
