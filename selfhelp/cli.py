"""The `selfhelp` command. A part is imported when it is asked for: reading an author's files needs no database."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class Parts(click.Group):
    """`parts`: command -> "module:name" where it is written."""

    def __init__(self, *, parts: Mapping[str, str], **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]
        self.parts = parts

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.parts)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.parts:
            return None
        module, _, name = self.parts[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


FILES, SERVICE = "selfhelp.cli_files", "selfhelp.cli_service"
modules = Parts(
    name="modules", help="Treatment programmes.",
    parts={
        "check": f"{FILES}:check", "new": f"{FILES}:new", "preview": "selfhelp.cli_preview:preview",
        "diff": f"{SERVICE}:diff", "publish": f"{SERVICE}:publish",
    },
)
main = Parts(
    name="selfhelp", help="Steg: guided internet self-help.",
    parts={
        "modules": "selfhelp.cli:modules", "db": f"{SERVICE}:database", "keys": f"{SERVICE}:keys",
        "access": f"{SERVICE}:access", "scheduler": f"{SERVICE}:run_scheduler", "demo": f"{SERVICE}:demo",
    },
)
