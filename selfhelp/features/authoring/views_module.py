"""One module: begin to write, publish, go back, compare."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from config import Config
from selfhelp import clock
from selfhelp.access.guard import actor, requires
from selfhelp.access.roles import Permission
from selfhelp.core.content.folder import Unreadable
from selfhelp.core.content.new_lesson import NotAdded
from selfhelp.features.authoring import edition_actions
from selfhelp.features.authoring.actions import NoSuchVersion, NotPublished, OtherIds, go_back
from selfhelp.features.authoring.comparing import comparison
from selfhelp.features.authoring.edition_actions import EditionChanged, NoEdition
from selfhelp.features.authoring.editions import folder_source, live_source
from selfhelp.features.authoring.editor import LANGUAGE_NAMES
from selfhelp.features.authoring.forms import NewLessonForm, PublishForm
from selfhelp.features.authoring.module_page import ModulePage, module_page
from selfhelp.features.authoring.sources import DISK
from selfhelp.features.authoring.views_author import authoring, when
from selfhelp.features.drafts import once
from selfhelp.features.drafts.received import received
from selfhelp.web import headers, language
from selfhelp.web.told import told

MODULE = "/author/module/<module_id>"


@authoring.get(MODULE)
@requires(Permission.SEE_MODULES)
def module(module_id: str) -> ResponseReturnValue:
    return _page(_shown(module_id))


@authoring.post(f"{MODULE}/edition")
@requires(Permission.EDIT_MODULE)
def begin(module_id: str) -> ResponseReturnValue:
    """Begin to write, from what is live or from the folder."""
    shown = _shown(module_id)
    try:
        files = folder_source(module_id, _folder()) if request.form.get("from") == DISK else live_source(module_id)
    except Unreadable:
        said = _("The folder cannot be read. Mend the files there, or begin from what is live.")
        return _page(shown, refused=said), 422
    if not files:
        return _page(shown, refused=_("There is nothing to begin from there. Choose the other one.")), 422
    edition_actions.begin_edition(actor(), module_id, files, clock.now())
    return redirect(url_for("authoring.module", module_id=module_id), 303)


@authoring.post(f"{MODULE}/edition/discard")
@requires(Permission.EDIT_MODULE)
def discard(module_id: str) -> ResponseReturnValue:
    mark = request.form.get("mark", "")
    return _do(
        module_id, lambda: edition_actions.discard_edition(actor(), module_id, mark, clock.now()),
        _("What was written here is thrown away. Patients read what they read before."),
    )


@authoring.post(f"{MODULE}/lessons")
@requires(Permission.EDIT_MODULE)
def add_lesson(module_id: str) -> ResponseReturnValue:
    shown, form = _shown(module_id), NewLessonForm(request.form)
    languages = shown.module.languages if shown.module else ()
    if not form.validate_in(languages):
        return _page(shown, lesson_form=form), 422
    try:
        said = _("The lesson is there. It holds a small text to write over.")
        return _do(
            module_id, lambda: edition_actions.add_lesson(actor(), module_id, form.lesson(languages), clock.now()), said
        )
    except NotAdded as error:
        form.name.errors = [told(error.said)]
        return _page(shown, lesson_form=form), 422


@authoring.post(f"{MODULE}/publish")
@requires(Permission.PUBLISH_MODULE)
def publish(module_id: str) -> ResponseReturnValue:
    shown, form, mark = _shown(module_id), PublishForm(request.form), request.form.get("mark", "")
    if not form.validate():
        return _page(shown, form), 422
    note, everyone = form.note.data or "", bool(form.for_everyone.data)
    try:
        return _do(
            module_id,
            lambda: edition_actions.publish_edition(actor(), module_id, mark, note, clock.now(), everyone),
            _("Published. Lessons that are opened from now on are read in this version."),
        )
    except NotPublished as error:
        return _page(shown, form, refused=_("Not published: there are errors. What was live stays live."),
                     faults=error.problems), 422
    except OtherIds as error:
        return _page(shown, form, refused=_(
            "Not published. A correction for everyone changes words only, and this is different:"
        ), differ=error.differ), 422


@authoring.get(f"{MODULE}/back/<int:number>")
@requires(Permission.PUBLISH_MODULE)
def confirm_going_back(module_id: str, number: int) -> ResponseReturnValue:
    return _back_page(_shown(module_id), number, PublishForm())


@authoring.post(f"{MODULE}/back/<int:number>")
@requires(Permission.PUBLISH_MODULE)
def go_back_to(module_id: str, number: int) -> ResponseReturnValue:
    shown, form = _shown(module_id), PublishForm(request.form)
    if not form.validate():
        return _back_page(shown, number, form), 422
    note, everyone = form.note.data or "", bool(form.for_everyone.data)
    try:
        return _do(
            module_id, lambda: go_back(actor(), module_id, number, note, clock.now(), everyone),
            _("Version %(number)s is live again, as a new version.", number=number),
        )
    except NoSuchVersion:
        abort(404)
    except OtherIds as error:
        refused = _("Not published. A correction for everyone changes words only, and this is different:")
        return _back_page(shown, number, form, refused, error), 422


@authoring.get(f"{MODULE}/compare")
@requires(Permission.SEE_MODULES)
def compare(module_id: str) -> ResponseReturnValue:
    found = comparison(module_id, request.args, _folder(), language.current())
    if found is None:
        abort(404)
    shown = render_template("authoring/compare.html", shown=found, page=_shown(module_id), when=when)
    return headers.with_frames(make_response(shown))


def _do(module_id: str, act: Callable[[], object], said: str) -> ResponseReturnValue:
    """Do it once for this form, and show the module again."""
    form = received(request.form.to_dict(flat=False))
    try:
        once.only_once(actor(), once.parse(request.form.get("once")), form, clock.now(), act)
    except (EditionChanged, once.OtherText):
        return _page(_shown(module_id), refused=_(
            "The text was changed in another window or by somebody else meanwhile. Look at it, and press again."
        )), 409
    except NoEdition:
        return _page(_shown(module_id), refused=_("It was published or thrown away meanwhile.")), 409
    flash(said, "success")
    return redirect(url_for("authoring.module", module_id=module_id), 303)


def _back_page(
    shown: ModulePage, number: int, form: PublishForm, refused: str = "", error: OtherIds | None = None
) -> str:
    old = next((one for one in shown.history if one.number == number), None)
    found = comparison(shown.id, {"before": "live", "after": str(number)}, _folder(), language.current())
    if old is None or found is None:
        abort(404)
    return render_template(
        "authoring/back.html", page=shown, old=old, form=form, shown=found, when=when, refused=refused,
        differ=error.differ if error else (),
    )


def _page(
    shown: ModulePage, form: PublishForm | None = None, lesson_form: NewLessonForm | None = None, **more: object
) -> str:
    return render_template(
        "authoring/module.html", page=shown, form=form or PublishForm(), lesson_form=lesson_form or NewLessonForm(),
        when=when, language_names=LANGUAGE_NAMES, **more,
    )


def _shown(module_id: str) -> ModulePage:
    found = module_page(module_id, _folder(), language.current())
    if found is None:
        abort(404)
    return found


def _folder() -> Path:
    config: Config = current_app.extensions["settings"]
    return config.modules
