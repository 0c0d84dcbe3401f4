"""Writing in one file of a module, with the check's messages by line and the lesson beside it."""

from __future__ import annotations

from flask import abort, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from selfhelp import clock
from selfhelp.access.guard import actor, requires
from selfhelp.access.roles import Permission
from selfhelp.features.authoring import edition_actions
from selfhelp.features.authoring.edition_actions import EditionChanged, NoEdition, NoSuchFile, TooLong
from selfhelp.features.authoring.editions import Edition, edition_of
from selfhelp.features.authoring.editor import LANGUAGE_NAMES, OpenFile, open_file, preview_choice
from selfhelp.features.authoring.opinions import opinions_of
from selfhelp.features.authoring.views_author import authoring
from selfhelp.features.authoring.views_module import MODULE
from selfhelp.features.drafts.received import received_text
from selfhelp.features.lessons.rendering import clock_time
from selfhelp.web import headers
from selfhelp.web.errors import Conflict, WrittenText

FILE = f"{MODULE}/file/<file>"


@authoring.get(FILE)
@requires(Permission.EDIT_MODULE)
def edit(module_id: str, file: str) -> ResponseReturnValue:
    edition = edition_of(module_id)
    if edition is None:
        flash(_("Nothing is being written. Choose what to begin from."), "info")
        return redirect(url_for("authoring.module", module_id=module_id))
    if file not in edition.texts:
        abort(404)
    return _page(open_file(edition, file))


@authoring.post(FILE)
@requires(Permission.EDIT_MODULE)
def save(module_id: str, file: str) -> ResponseReturnValue:
    """The button, with or without script: keep the text and show what the check says of it."""
    text = received_text(request.form.get("text", ""))
    try:
        _keep(module_id, file, text)
    except EditionChanged as error:
        raise _both(module_id, file, text, error.stored) from error
    except NoEdition as error:
        raise _both(module_id, file, text, "") from error
    except TooLong:
        abort(422)
    return redirect(f"{url_for('authoring.edit', module_id=module_id, file=file)}#messages", 303)


@authoring.put(FILE)
@requires(Permission.EDIT_MODULE)
def autosave(module_id: str, file: str) -> ResponseReturnValue:
    """While one writes: kept and checked."""
    try:
        edition = _keep(module_id, file, received_text(request.form.get("text", "")))
    except (EditionChanged, NoEdition):
        return jsonify(link=url_for("authoring.edit", module_id=module_id, file=file)), 409
    except TooLong:
        return jsonify(problem=_("The text is too long to be saved.")), 422
    panel = render_template("authoring/panel.html", opened=open_file(edition, file))
    return jsonify(version=edition.mark, saved_at=clock_time(clock.now()), panel=panel)


def _keep(module_id: str, file: str, text: str) -> Edition:
    try:
        return edition_actions.keep_file(actor(), module_id, file, text, request.form.get("version", ""), clock.now())
    except NoSuchFile:
        abort(404)


def _both(module_id: str, file: str, mine: str, theirs: str) -> Conflict:
    go_on = url_for("authoring.edit", module_id=module_id, file=file)
    return Conflict((WrittenText(file, mine),), (WrittenText(file, theirs),) if theirs else (), go_on)


def _page(opened: OpenFile) -> ResponseReturnValue:
    module_id, lesson = opened.edition.module_id, opened.lesson
    look = preview_choice(lesson, len(opened.panel.pages), request.args) if lesson else None
    shown = render_template(
        "authoring/editor.html", opened=opened, helped_sums=opinions_of(module_id).get(opened.lesson_id), look=look,
        saved_at=clock_time(opened.edition.changed_at), language_names=LANGUAGE_NAMES,
    )
    return headers.with_frames(make_response(shown))


__all__ = ["authoring"]
