"""The words of the guide's workplace: why somebody is in the queue, and why something is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form

from selfhelp.core.care.attention import Group, QueuePlace, Reason
from selfhelp.core.language import day_and_month, days_ago, weekday_name
from selfhelp.features.feedback.refused import Refused, Why

GROUP_NAMES: Mapping[Group, LazyString] = {
    Group.NOW: _l("Call today"),
    Group.OVERDUE: _l("Past the deadline"),
    Group.SILENT: _l("Silent"),
    Group.NEW_WORK: _l("New work"),
}
LEVELS: Mapping[Group, str] = {
    Group.NOW: "late", Group.OVERDUE: "late", Group.SILENT: "quiet", Group.NEW_WORK: "new", Group.NONE: "",
}
A_WEEK = 7

# Each with the field of the form it belongs to.
REFUSALS: Mapping[Why, tuple[str, LazyString]] = {
    Why.NO_TEXT: ("text", _l("Write something before you send. A few sentences are enough.")),
    Why.TOO_LONG: ("text", _l("The text is too long to be sent. Make it shorter.")),
    Why.OPENER: ("text", _l("An opener stands as it was. Write the sentence to its end before you send.")),
    Why.MINUTES: ("minutes", _l("Write the minutes as a whole number from 0 to 600.")),
    Why.TOO_LATE: ("", _l(
        "The half minute for undoing is over, and the patient can read the letter. If something must be corrected, "
        "send a new letter.")),
    Why.NOT_HERS: ("", _l("Only the one who sent the letter can undo it.")),
    Why.STANDS_OPEN: ("", _l(
        "The patient waits for an answer or a call. Write a letter or log a contact. Nothing was changed.")),
    Why.NO_REASON: ("reason", _l("Write why. The patient does not see it.")),
    Why.TOO_SOON: ("moved_to", _l("Choose a day from tomorrow on.")),
    Why.CLOSED: ("moved_to", _l("The service is closed that day, or the patient is away. Choose another day.")),
    Why.TOO_FAR: ("moved_to", _l("The feedback cannot be moved past the day of the next one.")),
    Why.BEFORE_TODAY: ("next_on", _l("Choose today or a later day.")),
    Why.ENDED: ("", _l("The treatment has ended. Nothing was changed.")),
    Why.NOT_WRITTEN: ("", _l("There is no such lesson to open.")),
    Why.IS_OPEN: ("", _l("The lesson is open already.")),
    Why.NOTHING_WAITS: ("", _l("No exercise in this lesson waits for you to open it.")),
}


def put_beside(form: Form, refused: Refused, **fields: str) -> str:
    """Put the reason beside its field; its text where it has none in this form. `fields`: other names, as
    text="note"."""
    name, words = REFUSALS[refused.why]
    name = fields.get(name, name)
    if name not in form:
        return str(words)
    form[name].errors = [*form[name].errors, str(words)]
    return ""


def reason(place: QueuePlace, language: str) -> str:
    """The one reason somebody is in the queue; for the others, what comes next."""
    return str(_reason(place, language))


def _reason(place: QueuePlace, language: str) -> object:
    since = near_day(place.since, place.days, language) if place.since else ""
    match place.reason:
        case Reason.NEAR_MISS:
            return _("Sleepy at the wheel or nearly an accident")
        case Reason.CALL_OVERDUE:
            return _("Should have been called by %(day)s", day=since)
        case Reason.ANSWER_OVERDUE:
            return _("Should have had an answer by %(day)s", day=since)
        case Reason.FEEDBACK_OVERDUE:
            return _("Feedback for week %(week)s was due %(day)s", week=place.week, day=since)
        case Reason.NOT_SEEN:
            return _("Last here %(day)s", day=since)
        case Reason.NEVER_SEEN:
            return _("Has not been here yet")
        case Reason.CALL_ASKED:
            return _("Asks to be called")
        case Reason.QUESTION:
            return _("Waits for an answer")
        case Reason.SLEEP_WINDOW:
            return _("The sleep window waits for you")
        case Reason.WORK_SHARED:
            return ngettext("%(num)s thing to read", "%(num)s things to read", place.count)
        case Reason.FEEDBACK_TODAY:
            return _("Feedback is due today")
        case Reason.NOTHING:
            return _("Next deadline %(day)s", day=day_and_month(place.due_on, language)) if place.due_on else ""


def age(place: QueuePlace, language: str) -> str:
    """How long it has been so: «2 dager», and for new work «i dag»."""
    if place.since is None:
        return ""
    if place.group in (Group.NOW, Group.NEW_WORK) and place.days <= 1:
        return days_ago(place.days, language)
    return str(ngettext("%(num)s day", "%(num)s days", place.days))


def near_day(day: date, days: int, language: str) -> str:
    """The weekday alone within a week, else the date."""
    return weekday_name(day, language) if 0 <= days < A_WEEK else day_and_month(day, language)
