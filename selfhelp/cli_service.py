"""Commands that need the whole product: database, keys, publishing, scheduler, demo."""

from __future__ import annotations

import base64
import csv
import os
import secrets
import sys
from contextlib import closing
from pathlib import Path

import click
from flask import Flask

from config import KEY_BYTES, ROOT, Config, ConfigError, from_env
from selfhelp import clock, scheduler
from selfhelp.access import guard
from selfhelp.access.policy import POLICY
from selfhelp.app import create_app
from selfhelp.core.content.check import check_module, module_folders
from selfhelp.core.content.compare import changed_ids, changed_lines
from selfhelp.core.content.folder import Unreadable, read_folder, source_from_folder
from selfhelp.core.content.parser import Files, parse
from selfhelp.db import migrate
from selfhelp.db.base import db
from selfhelp.demo_server import serve_demo
from selfhelp.features.authoring.actions import NotPublished, hash_of, publish_module, stored_source
from selfhelp.features.authoring.library import hashes, published_source

PLAIN_METHODS = {"HEAD", "OPTIONS"}


def configured() -> Config:
    try:
        return from_env()
    except ConfigError as error:
        raise click.ClickException(f"the environment is not complete:\n{error}") from error


def application() -> Flask:
    return create_app(configured())


@click.group("db")
def database() -> None:
    """The database."""


@database.command("upgrade")
def upgrade() -> None:
    """Bring the database to the newest schema."""
    with application().app_context():
        migrate.upgrade(db.engine)
    click.echo("The database is at the newest schema.")


@database.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> None:
    """Copy a running SQLite database to TARGET. A plain file copy would miss what is still in the log."""
    if target.exists():
        raise click.ClickException(f"{target} exists already: choose a new name")
    with application().app_context():
        if db.engine.dialect.name != "sqlite":
            raise click.ClickException("this is for SQLite: use pg_dump for PostgreSQL")
        # Past SQLAlchemy, which would begin a transaction first: SQLite copies outside of any.
        with closing(db.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA query_only=OFF")
            connection.cursor().execute("VACUUM INTO ?", (str(target),))
    target.chmod(0o600)
    click.echo(f"Copied to {target}. Keep DATA_KEYS and LOOKUP_KEY elsewhere: without them it cannot be read.")


@click.group("keys")
def keys() -> None:
    """Secrets for the environment."""


@keys.command("new")
def new_keys() -> None:
    """Print fresh secrets, ready for the environment file."""
    for line in fresh_secrets().items():
        click.echo("=".join(line))


def fresh_secrets() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "LOOKUP_KEY": fresh_key(),
        "DATA_KEYS": f"{clock.today():%Y%m%d}:{fresh_key()}",
    }


def fresh_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


@click.command("publish")
@click.argument("name", required=False)
@click.option("--note", default="", help="What is new, in a sentence; it stands in the history.")
def publish(name: str | None, note: str) -> None:
    """Make what lies in the modules folder live: all modules, or NAME."""
    with application().app_context():
        folder = configured().modules
        for module in module_folders(folder):
            if name in (None, module.name):
                click.echo(f"{module.name}: {publish_one(module, note)}")


def publish_one(module: Path, note: str = "") -> str:
    """A folder that was live before is left alone: what authors have published since would be lost by it."""
    try:
        files = source_from_folder(module)
        if was_live(module.name, files):
            return "unchanged"
        if errors := check_module(module).errors:
            raise NotPublished(errors)
        version = publish_module(None, files, clock.now(), note=note)
    except (NotPublished, Unreadable) as error:
        raise click.ClickException(f"{module.name} was not published; what is live stays live:\n{error}") from error
    except OSError as error:
        raise click.ClickException(f"{module} cannot be read ({error.strerror}). Check the path.") from error
    return f"version {version.number}" if version else "unchanged"


def was_live(name: str, files: Files) -> bool:
    """Files that are no text have never been live."""
    try:
        return (name, hash_of(stored_source(files))) in hashes()
    except UnicodeDecodeError:
        return False


@click.command("diff")
@click.argument("before")
@click.argument("after")
def diff(before: str, after: str) -> None:
    """Show what is different between two versions: each a folder, or NAME@NUMBER for a published one."""
    old, new = _files_of(before), _files_of(after)
    modules = [parse(files).module for files in (old, new)]
    for line in changed_ids(modules[0], modules[1]) if modules[0] and modules[1] else ():
        click.echo(line)
    for line in changed_lines(old, new):
        click.echo(line)


def _files_of(name: str) -> Files:
    if Path(name).is_dir():
        return read_folder(Path(name)).files
    module, _, number = name.partition("@")
    with application().app_context():
        source = published_source(module, int(number)) if number.isdigit() else None
    if source is None:
        raise click.ClickException(f"{name} is neither a folder nor a published version such as depression@2")
    return source


@click.command("access")
def access() -> None:
    """Print, for every address and method, which roles may use it, as CSV."""
    app = application()
    out = csv.writer(sys.stdout)
    out.writerow(["rule", "method", "endpoint", "roles"])
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        needed = guard.access_of(app, rule.endpoint)
        for method in sorted((rule.methods or set()) - PLAIN_METHODS):
            out.writerow([rule.rule, method, rule.endpoint, _roles(needed)])


def _roles(needed: guard.Access | None) -> str:
    if needed is None or needed.permission is None:
        return "everyone"
    return " ".join(f"{role}:{scope}" for role, scope in POLICY[needed.permission].items())


@click.command("scheduler")
def run_scheduler() -> None:
    """Send mail, plan reminders and sweep, until told to stop."""
    scheduler.run(application())


@click.command("demo")
@click.option("--port", default=5000, show_default=True)
@click.option("--fresh", is_flag=True, help="Throw the demo's data away and start over.")
def demo(port: int, fresh: bool) -> None:
    """Serve a service with fictional people, web and scheduler together."""
    serve_demo(ROOT / "instance", port, fresh, fresh_secrets())
