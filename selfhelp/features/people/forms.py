"""What an administrator fills in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import EmailField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Email, InputRequired, Length

from selfhelp.access.roles import Role
from selfhelp.access.scoping import STAFF
from selfhelp.features.people.actions import NewPerson
from selfhelp.features.people.words import ROLE_NAMES
from selfhelp.web.controls import FixedForm, options

LONGEST_NAME, LONGEST_EMAIL = 120, 254
CHOICES = options((role.value, ROLE_NAMES[role]) for role in STAFF)


class InviteForm(FixedForm):
    name = StringField(
        _("Name"),
        [DataRequired(_("Write the name.")), Length(max=LONGEST_NAME, message=_("Write at most 120 characters."))],
        filters=[lambda text: " ".join((text or "").split())],
    )
    email = EmailField(_("E-mail"), [
        InputRequired(_("Write the e-mail address.")), Length(max=LONGEST_EMAIL, message=_("The address is too long.")),
        Email(_("Write the e-mail address like this: name@example.com.")),
    ])
    language = RadioField(_("Language"), choices=options([("nb", "Bokmål"), ("en", "English")]), default="nb")
    role = RadioField(_("Role"), [InputRequired(_("Choose a role."))], choices=CHOICES)

    def person(self) -> NewPerson:
        """What was filled in. Only after validate()."""
        return NewPerson(self.name.data or "", self.email.data or "", language=self.language.data)

    def chosen_role(self) -> Role:
        return Role(self.role.data)


class RoleForm(FixedForm):
    role = SelectField(_("One more role"), [InputRequired(_("Choose a role."))], choices=CHOICES)

    def chosen_role(self) -> Role:
        return Role(self.role.data)
