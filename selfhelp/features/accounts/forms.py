"""What people fill in about their accounts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import EmailField, Form, PasswordField
from wtforms.validators import InputRequired

LONGEST_EMAIL = 254


class SignInForm(Form):
    email = EmailField(_("E-mail"), [InputRequired(_("Write your e-mail address."))])
    password = PasswordField(_("Password"), [InputRequired(_("Write your password."))])
