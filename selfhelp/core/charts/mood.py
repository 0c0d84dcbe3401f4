"""The mood strip, and the small line beside a number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

LOWEST_MOOD, HIGHEST_MOOD, MIDDLE_MOOD = 1, 5, 3

STRIP_WIDTH, STRIP_HEIGHT = 360, 110
STRIP_SIDE, STRIP_TOP, STRIP_BOTTOM = 8, 10, 22
DOT = 5
DAYS_BETWEEN_LABELS = 7

SPARK_WIDTH, SPARK_HEIGHT = 130, 34
SPARK_SIDE, SPARK_TOP = 4, 3


def mood_strip(
    days: Sequence[tuple[date, int | None]], labels: Sequence[str], title: str, description: str, uid: str
) -> str:
    """One dot per day with a mood (1 to 5), a blank for a day without: never a zero, never a line across.

    `labels`: one per day, drawn under every seventh and the last. `title`: the sentence that stands above the drawing.
    `description`: where the numbers are. `uid`: unique on the page, makes the ids. Meant for 14 or 28 days.
    """
    if not days or len(days) != len(labels):
        raise ValueError(f"{len(days)} days and {len(labels)} labels: give at least one day and a label for each")
    step = (STRIP_WIDTH - 2 * STRIP_SIDE) / len(days)
    middle = _number(_mood_height(MIDDLE_MOOD))
    marks = [f'<line class="c-mid" x1="{STRIP_SIDE}" x2="{STRIP_WIDTH - STRIP_SIDE}" y1="{middle}" y2="{middle}"/>']
    for place, ((_, mood), label) in enumerate(zip(days, labels, strict=True)):
        x = _number(STRIP_SIDE + step * (place + 0.5))
        if mood is not None:
            marks.append(f'<circle class="c-mood" cx="{x}" cy="{_number(_mood_height(mood))}" r="{DOT}"/>')
        if _has_label(place, len(days)):
            marks.append(_label(x, label, _anchor(place, len(days))))
    uid = escape(uid)
    return (
        f'<svg class="chart" viewBox="0 0 {STRIP_WIDTH} {STRIP_HEIGHT}" role="img" '
        f'aria-labelledby="{uid}-t" aria-describedby="{uid}-d" focusable="false">'
        f'<title id="{uid}-t">{escape(title)}</title><desc id="{uid}-d">{escape(description)}</desc>'
        f"{''.join(marks)}</svg>"
    )


def spark(values: Sequence[float | None], low: float, high: float) -> str:
    """A small line beside a number, hidden from assistive technology because the number says it.

    The scale is fixed, `low` at the bottom. A missing value leaves a gap. Empty when there is no value at all.
    """
    if high <= low:
        raise ValueError("the scale of a spark line needs a highest value above the lowest")
    points = [None if value is None else _spark_point(place, len(values), (value - low) / (high - low))
              for place, value in enumerate(values)]  # fmt: skip
    last = next((point for point in reversed(points) if point), None)
    if last is None:
        return ""
    lines = [f'<polyline class="c-sp" points="{" ".join(f"{x},{y}" for x, y in run)}"/>' for run in _runs(points)]
    return (
        f'<svg class="chart" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}" aria-hidden="true" focusable="false">'
        f'{"".join(lines)}<circle class="c-spd" cx="{last[0]}" cy="{last[1]}" r="3.5"/></svg>'
    )


Point = tuple[str, str]


def _spark_point(place: int, count: int, share: float) -> Point:
    across = place / (count - 1) if count > 1 else 1.0
    x = SPARK_SIDE + (SPARK_WIDTH - 2 * SPARK_SIDE) * across
    y = SPARK_TOP + (SPARK_HEIGHT - 2 * SPARK_TOP) * (1 - share)
    return (_number(x), _number(y))


def _runs(points: Sequence[Point | None]) -> list[list[Point]]:
    """The stretches without a gap. One alone is drawn twice over, so that a round line end makes a dot of it."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run if len(run) > 1 else run * 2 for run in runs if run]


def _mood_height(mood: int) -> float:
    if not LOWEST_MOOD <= mood <= HIGHEST_MOOD:
        raise ValueError(f"mood {mood}: a mood is {LOWEST_MOOD} to {HIGHEST_MOOD}, a missing one is None")
    share = (mood - LOWEST_MOOD) / (HIGHEST_MOOD - LOWEST_MOOD)
    return STRIP_TOP + (STRIP_HEIGHT - STRIP_TOP - STRIP_BOTTOM) * (1 - share)


def _has_label(place: int, count: int) -> bool:
    """Every seventh day and the last, but not one so near the last that the words would run together."""
    last = count - 1
    return place == last or (place % DAYS_BETWEEN_LABELS == 0 and last - place >= DAYS_BETWEEN_LABELS // 2)


def _anchor(place: int, count: int) -> str:
    if place == 0:
        return "start"
    return "end" if place == count - 1 else "middle"


def _label(x: str, text: str, anchor: str) -> str:
    return f'<text class="c-tick" x="{x}" y="{STRIP_HEIGHT - 5}" text-anchor="{anchor}">{escape(text)}</text>'


def _number(value: float) -> str:
    return f"{value:.1f}"
