"""What people fill in about their accounts. Every form posts a CSRF token beside these, checked for all at once."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, EmailField, Form, PasswordField, RadioField, SelectField
from wtforms.validators import AnyOf, InputRequired, Length

from selfhelp.access.passwords import LONGEST, SHORTEST, Weakness
from selfhelp.web.controls import FixedForm, options

LONGEST_EMAIL = 254
HOURS = range(8, 21)  # no reminder is sent outside these

WEAKNESS_WORDS: Mapping[Weakness, LazyString] = {
    Weakness.TOO_SHORT: _("Use at least %(count)s characters.", count=SHORTEST),
    Weakness.TOO_LONG: _("Use at most %(count)s characters.", count=LONGEST),
    Weakness.COMMON: _("This password is easy to guess. Put together three or four words that do not belong together."),
    Weakness.ABOUT_YOU: _("Your name and your e-mail are what people try first. Choose something else."),
}


class SignInForm(Form):
    email = EmailField(_("E-mail"), [InputRequired(_("Write your e-mail address."))])
    password = PasswordField(_("Password"), [InputRequired(_("Write your password."))])


class ForgottenForm(FixedForm):
    email = EmailField(
        _("E-mail"),
        [
            InputRequired(_("Write your e-mail address.")),
            Length(max=LONGEST_EMAIL, message=_("The address is too long.")),
        ],
    )


class NewPasswordForm(FixedForm):
    password = PasswordField(_("New password"), [InputRequired(_("Choose a password."))])


class StaffInvitationForm(FixedForm):
    password = PasswordField(_("Choose a password"), [InputRequired(_("Choose a password."))])


class InvitationForm(StaffInvitationForm):
    """For a patient: what somebody else who opens her mail does not have at hand."""

    birth_date = DateField(
        _("Your date of birth"), [InputRequired(_("Write your date of birth, such as 14.05.1988."))],
        format=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d%m%Y"],
    )


class ChangePasswordForm(FixedForm):
    current = PasswordField(_("The password you have now"), [InputRequired(_("Write the password you have now."))])
    password = PasswordField(_("New password"), [InputRequired(_("Choose a password."))])


class LanguageForm(FixedForm):
    language = RadioField(
        _("Language"), [InputRequired(_("Choose a language."))], choices=options([("nb", "Bokmål"), ("en", "English")])
    )


class AppearanceForm(FixedForm):
    appearance = RadioField(
        _("Light or dark"), [InputRequired(_("Choose one of them."))],
        choices=options([("auto", _("Same as the device")), ("light", _("Light")), ("dark", _("Dark"))]),
    )


class RemindersForm(FixedForm):
    reminders = BooleanField(_("Send me reminders by e-mail"))
    hour = SelectField(
        _("Time of day"), [AnyOf(HOURS, _("Choose an hour from 8 to 20."))], coerce=int,
        choices=options((hour, f"{hour:02}.00") for hour in HOURS), validate_choice=False,
    )


class LeaveButtonForm(FixedForm):
    shown = BooleanField(_("Show a button at the top of every page that leaves at once"))
