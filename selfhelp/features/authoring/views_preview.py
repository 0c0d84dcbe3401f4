"""A lesson as the patient sees it, for its author: filled in and forgotten."""

from __future__ import annotations

import base64
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from config import Config
from selfhelp import clock
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.core.content.parser import MEDIA_SUFFIXES
from selfhelp.features.authoring.preview import (
    Frame,
    Look,
    faults_in,
    nothing_to_show,
    numbers_shown,
    place_in,
    preview,
)
from selfhelp.features.authoring.sources import Drawn, draw, source_of
from selfhelp.features.lessons.views_media import sent_media
from selfhelp.web import headers

previews = Blueprint("preview", __name__)
ADDRESS = "/author/module/<module_id>/preview/<int:number>/<int:page>"
DARK, LARGE = "dark", "large"


@previews.get(ADDRESS)
@requires(Permission.SEE_MODULES)
def show(module_id: str, number: int, page: int) -> ResponseReturnValue:
    return _draw(module_id, number, page)


@previews.post(ADDRESS)
@requires(Permission.SEE_MODULES)
def fill_in(module_id: str, number: int, page: int) -> ResponseReturnValue:
    """The buttons of the page lead on; what was filled in is drawn once more, and kept nowhere."""
    step = {"next": 1, "back": -1}.get(request.form.get("_do", ""))
    if step is not None:
        return redirect(_address(module_id, number, max(1, page + step)), 303)
    return _draw(module_id, number, page, sent=True)


@previews.get("/author/module/<module_id>/preview/<int:number>/<filename>")
@requires(Permission.SEE_MODULES)
def media(module_id: str, number: int, filename: str) -> ResponseReturnValue:
    """A picture, sound or video, beside the pages as for the patient."""
    config: Config = current_app.extensions["settings"]
    source = source_of(module_id, "", config.modules)
    stored = source.files.get(filename) if source and filename.endswith(MEDIA_SUFFIXES) else None
    if stored is None:
        abort(404)
    return sent_media(base64.b64decode(stored), filename)


def _draw(module_id: str, number: int, page: int, sent: bool = False) -> ResponseReturnValue:
    config: Config = current_app.extensions["settings"]
    source = source_of(module_id, request.args.get("of", ""), config.modules)
    if source is None:
        abort(404)
    drawn = draw(source)
    language = request.args.get("language", "")
    if drawn.module is not None and language not in drawn.module.languages:
        language = drawn.module.languages[0]
    look = Look(
        language or "nb", dark=DARK in request.args, large=LARGE in request.args, framed="framed" in request.args
    )
    return headers.in_our_frame(_answer(drawn, look, module_id, number, page, sent))


def _answer(drawn: Drawn, look: Look, module_id: str, number: int, page: int, sent: bool) -> Response:
    frame = Frame(
        _address(module_id, number, page), numbers_shown(), faults_in(drawn, number, look.language),
        back="" if look.framed else url_for("authoring.module", module_id=module_id),
    )
    place = place_in(drawn.module, number, page, look.language) if drawn.module else None
    if place is None:
        return make_response(nothing_to_show(look, frame), 404)
    return make_response(preview(place, look, frame, clock.now(), request.form if sent else None))


def _address(module_id: str, number: int, page: int) -> str:
    asked = {name: value for name, value in request.args.items() if name in ("of", "language", DARK, LARGE, "framed")}
    address = url_for("preview.show", module_id=module_id, number=number, page=page)
    return f"{address}?{urlencode(asked)}" if asked else address
