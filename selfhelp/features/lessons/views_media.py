"""Pictures, sound and video of a lesson, from the version she reads it in."""

from __future__ import annotations

import io
import mimetypes

from flask import abort, send_file
from flask.typing import ResponseReturnValue

from selfhelp import clock
from selfhelp.access import guard
from selfhelp.access.guard import requires
from selfhelp.access.roles import Permission
from selfhelp.db.tables import Treatment
from selfhelp.features.authoring.library import media_of
from selfhelp.features.lessons.patient import patient_of
from selfhelp.features.lessons.programme import programme_of
from selfhelp.features.lessons.refusals import LessonClosed
from selfhelp.features.lessons.views_pages import lesson_pages

__all__ = ["lesson_pages"]  # with this view on it


@lesson_pages.get("/lesson/<int:number>/<filename>")
@requires(Permission.FOLLOW_PROGRAMME)
def media(treatment: Treatment, number: int, filename: str) -> ResponseReturnValue:
    """Beside the pages, since a picture is written without a path. A player may ask for a part of it."""
    programme = programme_of(treatment, patient_of(treatment), clock.now())
    try:
        read = programme.read(number, guard.actor().language)
    except LessonClosed:
        abort(404)
    content = media_of(read.version_id, filename)
    if content is None:
        abort(404)
    return sent_media(content, filename)


def sent_media(content: bytes, filename: str) -> ResponseReturnValue:
    return send_file(io.BytesIO(content), mimetypes.guess_type(filename)[0] or "application/octet-stream")
