"""The words for what is refused, and the field they belong to."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import Form

from selfhelp.features.treatments.refusals import Fault, Refused

SAYS: Mapping[Fault, tuple[str, LazyString]] = {
    Fault.TOO_YOUNG: ("birth_date", _(
        "The service is for people who are 16 or older. For somebody younger, the school health service or the GP "
        "can help.")),
    Fault.BORN_WRONG: ("birth_date", _("Look at the year once more.")),
    Fault.EMAIL_TAKEN: ("email", _(
        "This e-mail address is in use already. Ask for another one. If the patient has been here before, the "
        "address and the date of birth must be the same as then.")),
    Fault.REFERRED_LATER: ("referred_on", _("The date of referral cannot be later than today.")),
    Fault.STARTS_BEFORE_REFERRAL: ("starts_on", _("The start date cannot be before the date of referral.")),
    Fault.STARTS_FAR_AHEAD: ("starts_on", _("Choose a start date within a year.")),
    Fault.NOT_A_MODULE: ("module", _("Choose a programme from the list.")),
    Fault.NOT_A_GUIDE: ("guide", _("Choose a guide from the list.")),
    Fault.SAME_GUIDE: ("new_guide", _("This is the guide the patient has already.")),
    Fault.GUIDE_CHANGED: ("new_guide", _(
        "A colleague has handed the patient over meanwhile. See who the guide is now, and choose again if needed.")),
    Fault.ENDED: ("", _("The treatment has ended. Nothing was changed.")),
    Fault.PAUSE_BEGINS_EARLIER: ("from_on", _("A pause begins today or later.")),
    Fault.PAUSE_ENDS_FIRST: ("returns_on", _("The day of return must be later than the first day.")),
    Fault.PAUSE_TOO_LONG: ("returns_on", _("A pause is at most four weeks. Choose an earlier day of return.")),
    Fault.PAUSE_OVERLAPS: ("from_on", _("There is a pause in these days already. Choose other days.")),
    Fault.ACCEPTED: ("", _("The invitation has been accepted already. No new one was sent.")),
}


def put_beside(form: Form, refused: Refused) -> str:
    """Put each reason beside its field; the text of one that has no field in this form."""
    left = ""
    for fault in refused.faults:
        name, words = SAYS[fault]
        name = "new_guide" if name == "guide" and "new_guide" in form else name
        if name in form:
            form[name].errors = [*form[name].errors, str(words)]
        else:
            left = left or str(words)
    return left
