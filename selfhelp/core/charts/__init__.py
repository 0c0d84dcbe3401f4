"""Numbers to accessible SVG. Colours and sizes of text come from classes in the style sheet, so that a strict CSP,
dark mode and forced colours hold; the numbers themselves stand in a table on the page, and the sentence of the title
above the drawing.

One module for each way of drawing. Texts come ready from the caller, in the reader's language. A missing value is a gap
and never a zero, and shapes carry the meaning, so that a drawing prints in grey.
"""

from __future__ import annotations

from selfhelp.core.charts.bars import Bars, bars
from selfhelp.core.charts.before_after import Change, Changes, before_after
from selfhelp.core.charts.calendar import Calendar, State, dots
from selfhelp.core.charts.canvas import Caption, Width
from selfhelp.core.charts.cloud import Cloud
from selfhelp.core.charts.counts import Counted, counts
from selfhelp.core.charts.diamond import Corner, Diamond, diamond
from selfhelp.core.charts.heat import heat
from selfhelp.core.charts.ladder import Ladder, Step, ladder
from selfhelp.core.charts.line import Series, line
from selfhelp.core.charts.mood import mood_strip, spark
from selfhelp.core.charts.nights import Night, Nights, nights
from selfhelp.core.charts.pairs import Area, Pairs, pairs
from selfhelp.core.charts.progress import Progress, progress
from selfhelp.core.charts.scale import Axis, Better, Mark

__all__ = [
    "Area",
    "Axis",
    "Bars",
    "Better",
    "Calendar",
    "Caption",
    "Change",
    "Changes",
    "Cloud",
    "Corner",
    "Counted",
    "Diamond",
    "Ladder",
    "Mark",
    "Night",
    "Nights",
    "Pairs",
    "Progress",
    "Series",
    "State",
    "Step",
    "Width",
    "bars",
    "before_after",
    "counts",
    "diamond",
    "dots",
    "heat",
    "ladder",
    "line",
    "mood_strip",
    "nights",
    "pairs",
    "progress",
    "spark",
]
