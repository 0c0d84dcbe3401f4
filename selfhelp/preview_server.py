"""A folder of modules as patients would see it, on this machine alone: no database, nobody signed in, nothing saved.

A page waits to hear that a file was saved, and then loads itself anew.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from functools import lru_cache
from pathlib import Path

import waitress
from flask import Blueprint, Flask, Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from config import KEY_BYTES, ROOT, Config
from selfhelp import clock
from selfhelp.core.content.check import check_module, module_folders
from selfhelp.core.content.folder import Stamp, read_folder, stamp_of
from selfhelp.core.content.module_file import FILE
from selfhelp.core.content.parser import MEDIA_SUFFIXES, Files, parse
from selfhelp.features.authoring.preview import (
    Frame,
    Look,
    faults_in,
    nothing_to_show,
    numbers_shown,
    place_in,
    preview,
)
from selfhelp.features.authoring.queries import by_file
from selfhelp.features.authoring.sources import Drawn
from selfhelp.features.lessons.views_media import sent_media
from selfhelp.web import headers, language, templating

HOST = "127.0.0.1"
THREADS = 16  # each open page holds one while it waits
LOOK_EVERY, PATIENCE = 0.05, 20.0  # seconds
pages = Blueprint("preview", __name__)


def serve_preview(path: Path, port: int) -> None:
    waitress.serve(preview_app(path, port), host=HOST, port=port, threads=THREADS)


def preview_app(path: Path, port: int) -> Flask:
    """`path`: one module's folder, or a folder of modules. Made of the same parts as the service, and no more."""
    config = _config(port)
    app = Flask("selfhelp", static_folder=str(config.static), template_folder=str(config.templates))
    app.extensions["settings"], app.extensions["looked_at"] = config, path
    # Asked for under another name, it says nothing: a page elsewhere cannot read a text that is not published.
    app.config.update(SECRET_KEY=config.secret_key, TRUSTED_HOSTS=[HOST, "localhost"])
    headers.init_app(app, secure=False)
    language.init_app(app)
    CSRFProtect(app)
    templating.init_app(app, config)
    app.register_blueprint(pages)
    return app


@pages.get("/")
def modules() -> ResponseReturnValue:
    found = [(folder, check_module(folder)) for folder in _folders()]
    return render_template(
        "authoring/preview_modules.html", stamp=_stamp_now(),
        modules=[(folder.name, checked.module, by_file(checked.problems)) for folder, checked in found],
    )


@pages.route("/<module_id>/<int:number>/<int:page>", methods=["GET", "POST"])
def show(module_id: str, number: int, page: int) -> ResponseReturnValue:
    step = {"next": 1, "back": -1}.get(request.form.get("_do", ""))
    if step is not None:
        return redirect(_address(module_id, number, max(1, page + step)), 303)
    stamp, read = _stamp_now(), parse(_files(_folder(module_id)))
    asked, languages = request.args, read.module.languages if read.module else ()
    look = Look(_language(languages), "dark" in asked, "large" in asked)
    frame = Frame(
        _address(module_id, number, page), numbers_shown(),
        faults_in(Drawn(read.module, read.problems), number, look.language), back="/", stamp=stamp,
    )
    place = place_in(read.module, number, page, look.language) if read.module else None
    if place is None:
        return nothing_to_show(look, frame), 404
    return preview(place, look, frame, clock.now(), request.form if request.method == "POST" else None)


@pages.get("/<module_id>/<int:number>/<filename>")
def media(module_id: str, number: int, filename: str) -> ResponseReturnValue:
    content = _files(_folder(module_id)).get(filename) if filename.endswith(MEDIA_SUFFIXES) else None
    if not isinstance(content, bytes):
        abort(404)
    return sent_media(content, filename)


@pages.get("/stamp")
def stamp() -> ResponseReturnValue:
    """Answers when a file has been saved since the stamp in `seen`, or after a while."""
    give_up = time.monotonic() + PATIENCE
    while (newest := _stamp_now()) == request.args.get("seen") and time.monotonic() < give_up:
        time.sleep(LOOK_EVERY)
    return Response(newest, mimetype="text/plain")


def _folders() -> tuple[Path, ...]:
    return module_folders(current_app.extensions["looked_at"])


def _folder(module_id: str) -> Path:
    found = next((folder for folder in _folders() if folder.name == module_id), None)
    if found is None:
        abort(404)
    return found


def _stamp_now() -> str:
    """Changes when a file is edited, added or removed."""
    return hashlib.sha256(repr([(folder.name, _stamp(folder)) for folder in _folders()]).encode()).hexdigest()[:16]


def _stamp(folder: Path) -> Stamp:
    return stamp_of(folder.iterdir())


def _files(folder: Path) -> Files:
    try:
        return _read(folder, _stamp(folder))
    except OSError:
        return {FILE: ""}


@lru_cache(maxsize=32)
def _read(folder: Path, _stamp: Stamp) -> Files:
    return read_folder(folder).files


def _language(languages: tuple[str, ...]) -> str:
    wanted = request.args.get("language", "")
    return wanted if wanted in languages else next(iter(languages), "nb")


def _address(module_id: str, number: int, page: int) -> str:
    address = url_for("preview.show", module_id=module_id, number=number, page=page)
    asked = request.query_string.decode("utf-8", "replace")
    return f"{address}?{asked}" if asked else address


def _config(port: int) -> Config:
    """No secrets: what is signed is thrown away with the process."""
    return Config(
        environment="development", secret_key=secrets.token_urlsafe(), lookup_key=secrets.token_bytes(KEY_BYTES),
        data_keys={}, database_url="", public_url=f"http://{HOST}:{port}", smtp=None, modules=ROOT / "modules",
    )
