"""Commands that only read and write an author's files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from config import ROOT
from selfhelp.check_memory import checked
from selfhelp.core.content.document import Severity
from selfhelp.core.content.figures import LessonFigures, figures_of
from selfhelp.core.content.new_module import starter_files

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


@click.command("new")
@click.argument("name")
@click.option("--in", "folder", type=click.Path(file_okay=False, path_type=Path), default=ROOT / "modules")
@click.option("--title-nb", prompt="What is it called in bokmål?")
@click.option("--title-en", prompt="And in English?")
def new(name: str, folder: Path, title_nb: str, title_en: str) -> None:
    """Write the files of a new module, NAME, which passes the check as it is."""
    target = folder / name
    try:
        files = starter_files(name, {"nb": title_nb, "en": title_en})
        target.mkdir(parents=True)
    except ValueError as error:
        raise click.ClickException(f"{name}: {error}") from error
    except FileExistsError as error:
        raise click.ClickException(f"{target} exists already: choose another name") from error
    for file, text in files.items():
        (target / file).write_text(text)
    click.echo(f"Written to {target}. Change the words, then: selfhelp modules check {target}")


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
