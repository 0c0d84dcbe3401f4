"""What a guide fills in beside the letter."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _
from wtforms import Field, Form, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from selfhelp.features.feedback.contact import Contact, ContactKind
from selfhelp.features.feedback.letter import LONGEST_NOTE, MOST_MINUTES
from selfhelp.web.controls import Day, FixedForm, at_most, needed, options

KINDS = (
    (ContactKind.PHONE, _("By phone")), (ContactKind.VIDEO, _("By video")), (ContactKind.IN_PERSON, _("In person")),
)
WHOLE_NUMBER = re.compile("[0-9]{1,4}")
REACHED, NOT_REACHED = "yes", "no"
TOO_LONG = _("Write at most %(signs)s characters.", signs=LONGEST_NOTE)


class Minutes(StringField):
    """Whole minutes, entered by hand; may be left out. `minutes`: the number, once validated."""

    minutes: int | None = None

    def post_validate(self, form: object, validation_stopped: bool) -> None:
        text = (self.data or "").strip()
        if not text:
            return
        if not WHOLE_NUMBER.fullmatch(text) or int(text) > MOST_MINUTES:
            raise ValidationError(str(_("Write the minutes as a whole number from 0 to 600.")))
        self.minutes = int(text)


class LetterForm(FixedForm):
    beside = frozenset({"do", "opener"})
    text = TextAreaField(_("Letter"))
    minutes = Minutes(_("Minutes used"))


class ContactForm(FixedForm):
    kind = RadioField(_("How"), [needed(_("Choose how."))], choices=options(KINDS))
    reached = RadioField(
        _("Did you reach the patient?"), [needed(_("Choose yes or no."))],
        choices=options([(REACHED, _("Yes, we talked")), (NOT_REACHED, _("No, I did not get through"))]),
    )
    minutes = Minutes(_("Minutes used"))
    note = TextAreaField(_("Work note"), [at_most(LONGEST_NOTE, TOO_LONG)])
    next_on = Day(_("Next talk"))

    def contact(self) -> Contact:
        """What was filled in. Only after validate()."""
        return Contact(
            ContactKind(self.kind.data), self.reached.data == REACHED, self.minutes.minutes, self.note.data or "",
            self.next_on.data,
        )


class PostponeForm(FixedForm):
    moved_to = Day(_("New day"), [needed(_("Choose a day."))])
    reason = TextAreaField(_("Why"), [at_most(LONGEST_NOTE, TOO_LONG)])


def first_errors(form: Form) -> tuple[tuple[str, str], ...]:
    """For the list at the top of a form that came back: where, and what to do."""
    fields: tuple[Field, ...] = tuple(form)
    return tuple((field.id, str(field.errors[0])) for field in fields if field.errors)
