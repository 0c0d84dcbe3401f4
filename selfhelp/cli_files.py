"""Commands that only read and write an author's files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from config import ROOT
from selfhelp.check_memory import checked
from selfhelp.core.content.document import Severity
from selfhelp.core.content.figures import LessonFigures, figures_of

HEAD = ("module", "lesson", "", "words", "LIX", "pages", "exercises", "minutes", "waived", "title")


@click.command("check")
@click.argument("path", type=click.Path(exists=True, path_type=Path), default=ROOT / "modules")
@click.option("--table", is_flag=True, help="Also print words, LIX, pages and exercises of each lesson.")
def check(path: Path, table: bool) -> None:
    """Print every problem as file:line: what is wrong and what to write instead."""
    problems = checked(path)
    for problem in problems:
        click.echo(f"{problem}" if problem.severity is Severity.ERROR else f"{problem} (a suggestion)")
    if table:
        print_table(figures_of(path))
    if problems:
        sys.exit(1)
    click.echo("No problems found.")


def print_table(figures: tuple[LessonFigures, ...]) -> None:
    rows = [HEAD, *(_row(one) for one in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    for row in rows:
        cells = [text.ljust(width) if place in (0, 9) else text.rjust(width)
                 for place, (text, width) in enumerate(zip(row, widths, strict=True))]  # fmt: skip
        click.echo("  ".join(cells).rstrip())


def _row(one: LessonFigures) -> tuple[str, ...]:
    numbers = (one.words, round(one.lix), one.pages, one.exercises, one.minutes, one.waived)
    return (one.module, str(one.number), one.language, *map(str, numbers), one.title)
