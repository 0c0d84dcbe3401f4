"""The author's page: every module, and what `selfhelp modules check` says about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from config import Config
from selfhelp import clock
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.core.language import moment_in_words
from selfhelp.features.authoring import queries
from selfhelp.features.authoring.queries import PublishState
from selfhelp.web import language

authoring = Blueprint("authoring", __name__)

STATE_WORDS: Mapping[PublishState, tuple[LazyString, str]] = {
    PublishState.LIVE: (_l("Live"), "success"),
    PublishState.CHANGED: (_l("Changed on disk, not published"), "warning"),
    PublishState.BROKEN: (_l("Cannot be published"), "danger"),
    PublishState.NEW: (_l("Not published yet"), "neutral"),
    PublishState.GONE: (_l("Live, but no longer on disk"), "warning"),
}


@authoring.get("/author/modules")
@requires(Permission.SEE_MODULES)
def modules() -> ResponseReturnValue:
    config: Config = current_app.extensions["settings"]
    return render_template(
        "authoring/modules.html", modules=queries.module_states(config.modules), state_words=STATE_WORDS,
        service_files=queries.service_problems(config.modules), when=_when,
    )


def _when(moment: datetime) -> str:
    return moment_in_words(moment, clock.today(), language.current())
