"""The author's page: every module, and what `selfhelp modules check` says about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from config import Config
from selfhelp import clock
from selfhelp.access.guard import actor, requires
from selfhelp.access.roles import Permission
from selfhelp.core.content.new_module import starter_files
from selfhelp.core.language import moment_in_words
from selfhelp.features.authoring import queries
from selfhelp.features.authoring.edition_actions import begin_edition
from selfhelp.features.authoring.editions import edition_ids, is_free
from selfhelp.features.authoring.forms import NewModuleForm
from selfhelp.features.authoring.queries import PublishState
from selfhelp.web import language

STARTED_IN = ("nb", "en")
authoring = Blueprint("authoring", __name__)

STATE_WORDS: Mapping[PublishState, tuple[LazyString, str]] = {
    PublishState.LIVE: (_l("Live"), "success"),
    PublishState.CHANGED: (_l("Changed on disk, not published"), "warning"),
    PublishState.BROKEN: (_l("Cannot be published"), "danger"),
    PublishState.NEW: (_l("Not published yet"), "neutral"),
    PublishState.GONE: (_l("Live; written in the browser"), "success"),
    PublishState.AHEAD: (_l("Live; newer than the folder"), "success"),
}


@authoring.get("/author/modules")
@requires(Permission.SEE_MODULES)
def modules() -> ResponseReturnValue:
    config: Config = current_app.extensions["settings"]
    return render_template(
        "authoring/modules.html", modules=queries.module_states(config.modules), state_words=STATE_WORDS,
        service_files=queries.service_problems(config.modules), when=when, being_written=edition_ids(),
    )


@authoring.get("/author/modules/new")
@requires(Permission.EDIT_MODULE)
def new_module() -> ResponseReturnValue:
    return render_template("authoring/new_module.html", form=NewModuleForm())


@authoring.post("/author/modules/new")
@requires(Permission.EDIT_MODULE)
def begin_module() -> ResponseReturnValue:
    """The same small module that `selfhelp modules new` writes, to be written in the browser."""
    form, config = NewModuleForm(request.form), current_app.extensions["settings"]
    sound = form.validate_in(STARTED_IN)
    if sound and not is_free(form.name.data or "", config.modules):
        form.name.errors, sound = [_("There is a module of this name. Choose another.")], False
    if not sound:
        return render_template("authoring/new_module.html", form=form), 422
    module_id = form.name.data or ""
    begin_edition(actor(), module_id, starter_files(module_id, form.titles(STARTED_IN)), clock.now())
    return redirect(url_for("authoring.module", module_id=module_id), 303)


def when(moment: datetime) -> str:
    return moment_in_words(moment, clock.today(), language.current())
