"""The command that shows a folder of modules as patients would see it."""

from __future__ import annotations

from pathlib import Path

import click

from config import ROOT
from selfhelp.preview_server import HOST, serve_preview


@click.command("preview")
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path), default=ROOT / "modules")
@click.option("--port", default=5010, show_default=True)
def preview(path: Path, port: int) -> None:
    """Show the modules under PATH in a browser, anew each time a file is saved."""
    click.echo(f"Preview of {path} on http://{HOST}:{port}   (Ctrl+C stops it)")
    serve_preview(path, port)
