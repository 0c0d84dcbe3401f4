"""Everything that has passed between patient and guide, newest first, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from selfhelp.features.feedback.exchange import Given
from selfhelp.features.feedback.review import Review


@dataclass(frozen=True)
class Moment:
    """`note`: a guide's work note, which the patient does not see in the programme."""

    at: datetime
    what: str
    text: str = ""
    note: str = ""


def timeline(review: Review) -> tuple[Moment, ...]:
    passed, name = review.passed, review.row.who.first_name
    moments = [
        *(Moment(one.at, _("Letter from %(name)s", name=name), one.text) for one in passed.letters),
        *(Moment(at, _("%(name)s asked to be called", name=name)) for at in passed.calls),
        *(Moment(one.at, what(one), one.text, one.note) for one in passed.given),
    ]
    return tuple(sorted(moments, key=lambda one: one.at, reverse=True))


def what(given: Given) -> str:
    """«Brev fra Astrid», «Telefon, 15 minutter», «Telefon, fikk ikke svar»."""
    if given.kind == "letter":
        return str(_("Letter from %(name)s", name=given.author))
    if given.kind == "read":
        return str(_("Read by %(name)s, no letter needed", name=given.author))
    kind = {"phone": _("By phone"), "video": _("By video"), "in-person": _("In person")}[given.kind]
    if not given.reached:
        return str(_("%(kind)s, did not get through", kind=kind))
    minutes = ngettext("%(num)s minute", "%(num)s minutes", given.minutes) if given.minutes else ""
    return f"{kind}, {minutes}" if minutes else str(kind)
