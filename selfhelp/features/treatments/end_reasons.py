"""Why a treatment ended. Source: NHS Talking Therapies data set, discharge reasons; see docs/care-rules.md."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class EndReason(StrEnum):
    COMPLETED = "completed"
    ENDED_BEFORE_PLAN = "ended-before-plan"
    ENDED_BEFORE_WISH = "ended-before-wish"
    SIGNPOSTED = "signposted"
    BACK_TO_REFERRER = "back-to-referrer"
    ADVICE_ONLY = "advice-only"
    DECLINED = "declined"
    REFERRED_ON = "referred-on"
    STEPPED_UP = "stepped-up"
    STEPPED_DOWN = "stepped-down"
    DECEASED = "deceased"
    UNKNOWN = "unknown"


WORDS: Mapping[EndReason, LazyString] = {
    EndReason.COMPLETED: _("Finished as agreed"),
    EndReason.ENDED_BEFORE_PLAN: _("Ended earlier than the service had planned"),
    EndReason.ENDED_BEFORE_WISH: _("Ended earlier than the patient wished"),
    EndReason.SIGNPOSTED: _("Not the right offer – told where to turn"),
    EndReason.BACK_TO_REFERRER: _("Not the right offer – back to the referrer"),
    EndReason.ADVICE_ONLY: _("Advice only"),
    EndReason.DECLINED: _("Did not want the offer"),
    EndReason.REFERRED_ON: _("Referred to another service"),
    EndReason.STEPPED_UP: _("Moved to more support"),
    EndReason.STEPPED_DOWN: _("Moved to less support"),
    EndReason.DECEASED: _("Deceased"),
    EndReason.UNKNOWN: _("Not known"),
}
