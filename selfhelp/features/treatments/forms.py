"""What a supervisor fills in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from wtforms import EmailField, StringField, TelField, TextAreaField
from wtforms.validators import Email, ValidationError

from selfhelp.core import phone
from selfhelp.features.treatments.end_reasons import WORDS, EndReason
from selfhelp.features.treatments.new_patient import NewPatient
from selfhelp.web.controls import LONGEST_NOTE, Choice, Day, FixedForm, at_most, needed, options

LONGEST_NAME, LONGEST_EMAIL, LONGEST_PHONE = 120, 254, 30
NOTE_TOO_LONG = _("Write at most %(signs)s characters.", signs=LONGEST_NOTE)
CHOOSE = ("", _("Choose"))
LANGUAGES = (("nb", "Bokmål"), ("en", "English"))
Choices = Sequence[tuple[str, str]]


class PatientForm(FixedForm):
    name = StringField(
        _("Name"), [needed(_("Write the name.")), at_most(LONGEST_NAME, _("Write at most 120 characters."))]
    )
    birth_date = Day(_("Date of birth"), [needed(_("Write the date of birth."))])
    phone = TelField(_("Mobile"), [
        needed(_("Write the mobile number.")),
        at_most(LONGEST_PHONE, _("Write eight digits, or + and the country code.")),
    ])
    email = EmailField(_("E-mail"), [
        needed(_("Write the e-mail address.")), at_most(LONGEST_EMAIL, _("The e-mail address is too long.")),
        Email(_("Write the e-mail address like this: name@example.com.")),
    ])
    language = Choice(_("Language"), [needed(_("Choose a language."))], choices=options(LANGUAGES))
    referred_on = Day(_("Date of referral"), [needed(_("Write the date of referral."))])
    module = Choice(_("Programme"), [needed(_("Choose a programme."))])
    guide = Choice(_("Guide"), [needed(_("Choose a guide."))])
    starts_on = Day(_("Start date"), [needed(_("Write the start date."))])
    weekday = Choice(_("Day for feedback"), [needed(_("Choose a day."))])

    def offer(self, modules: Choices, guides: Choices, weekdays: Choices) -> None:
        self.module.choices = options(modules if len(modules) == 1 else [CHOOSE, *modules])
        self.guide.choices = options([CHOOSE, *guides])
        self.weekday.choices = options([CHOOSE, *weekdays])

    def validate_phone(self, field: TelField) -> None:
        if phone.normal(field.data or "") is None:
            raise ValidationError(_("Write eight digits, or + and the country code."))

    def validate_name(self, field: StringField) -> None:
        if not (field.data or "").strip():
            raise ValidationError(_("Write the name."))

    def patient(self) -> NewPatient:
        """What was filled in. Only after validate()."""
        return NewPatient(
            name=" ".join((self.name.data or "").split()),
            birth_date=self.birth_date.data or date.max,
            phone=phone.normal(self.phone.data or "") or "",
            email=(self.email.data or "").strip(),
            language=self.language.data,
            referred_on=self.referred_on.data or date.max,
            module_id=self.module.data,
            guide_id=uuid.UUID(self.guide.data),
            starts_on=self.starts_on.data or date.max,
            feedback_weekday=int(self.weekday.data),
        )


class PauseForm(FixedForm):
    from_on = Day(_("First day of the pause"), [needed(_("Write the first day."))])
    returns_on = Day(_("Day of return"), [needed(_("Write the day of return."))])
    reason = TextAreaField(_("Reason"), [at_most(LONGEST_NOTE, NOTE_TOO_LONG)])


class EndForm(FixedForm):
    end_reason = Choice(
        _("Reason"), [needed(_("Choose a reason."))],
        choices=options([CHOOSE, *((reason.value, WORDS[reason]) for reason in EndReason)]),
    )
    end_note = TextAreaField(_("Note"), [at_most(LONGEST_NOTE, NOTE_TOO_LONG)])


class HandOverForm(FixedForm):
    beside = frozenset({"seen"})
    new_guide = Choice(_("New guide"), [needed(_("Choose a guide."))])
    handover_note = TextAreaField(_("Note to the new guide"), [at_most(LONGEST_NOTE, NOTE_TOO_LONG)])

    def offer(self, guides: Choices) -> None:
        self.new_guide.choices = options([CHOOSE, *guides])
