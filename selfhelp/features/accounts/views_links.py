"""What the links in mails open: a forgotten password, and an invitation.

None of these pages tells who somebody is, or that anybody is there, before the link and what only she knows are right.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from selfhelp import clock
from selfhelp.access.guard import public
from selfhelp.access.passwords import weakness
from selfhelp.access.roles import Role
from selfhelp.access.tokens import TokenKind
from selfhelp.db.tables import Person
from selfhelp.features.accounts import homes, password_actions
from selfhelp.features.accounts.forms import (
    WEAKNESS_WORDS,
    ForgottenForm,
    InvitationForm,
    NewPasswordForm,
    StaffInvitationForm,
)
from selfhelp.features.accounts.password_actions import LinkDead, WeakPassword, WrongBirthDate
from selfhelp.features.accounts.queries import is_patient
from selfhelp.features.accounts.views_anyone import signed_in
from selfhelp.web import language

mail_links = Blueprint("mail_links", __name__)
WELCOME = "/welcome"  # a patient's first screens


@mail_links.get("/forgotten")
@public
def forgotten() -> ResponseReturnValue:
    return render_template("accounts/forgotten.html", form=ForgottenForm())


@mail_links.post("/forgotten")
@public
def send_link() -> ResponseReturnValue:
    form = ForgottenForm(request.form)
    if not form.validate():
        return render_template("accounts/forgotten.html", form=form), 422
    password_actions.ask_for_reset(form.email.data or "", request.remote_addr, clock.now())
    return redirect(url_for(".link_sent"), 303)


@mail_links.get("/forgotten/sent")
@public
def link_sent() -> ResponseReturnValue:
    return render_template("accounts/link_sent.html")


@mail_links.get("/reset/<token>")
@public
def reset(token: str) -> ResponseReturnValue:
    password_actions.person_of_link(token, TokenKind.RESET, request.remote_addr, clock.now())
    return render_template("accounts/reset.html", form=NewPasswordForm())


@mail_links.post("/reset/<token>")
@public
def set_new_password(token: str) -> ResponseReturnValue:
    form = NewPasswordForm(request.form)
    try:
        if form.validate():
            password_actions.reset_password(token, form.password.data or "", request.remote_addr, clock.now())
            flash(_("Your password has been changed. Sign in with the new one."), "success")
            return redirect("/sign-in", 303)
    except WeakPassword as refused:
        form.password.errors = [str(WEAKNESS_WORDS[refused.weakness])]
    return render_template("accounts/reset.html", form=form), 422


@mail_links.get("/invitation/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    person = password_actions.person_of_link(token, TokenKind.INVITATION, request.remote_addr, clock.now())
    if _speaks_another_language(person):
        return redirect(url_for(".invitation", token=token, language=person.language), 303)
    return render_template("accounts/invitation.html", form=_form_for(person))


@mail_links.post("/invitation/<token>")
@public
def accept(token: str) -> ResponseReturnValue:
    now = clock.now()
    form = _form_for(password_actions.person_of_link(token, TokenKind.INVITATION, request.remote_addr, now), sent=True)
    birth_date = form.birth_date.data if isinstance(form, InvitationForm) else None
    try:
        # Weak in itself is said before the birth date counts; «about you» only once she has shown who she is.
        if form.validate() and not _weak_in_itself(form):
            opened = password_actions.accept_invitation(
                token, form.password.data or "", birth_date, request.remote_addr, now
            )
            return signed_in(opened, WELCOME if opened.role is Role.PATIENT else homes.HOMES[opened.role])
    except WrongBirthDate:
        assert isinstance(form, InvitationForm)
        form.birth_date.errors = [_("This is not the date of birth the invitation was made for. Look at it again.")]
    except WeakPassword as refused:
        form.password.errors = [str(WEAKNESS_WORDS[refused.weakness])]
    return render_template("accounts/invitation.html", form=form), 422


@mail_links.errorhandler(LinkDead)
def link_dead(_error: LinkDead) -> ResponseReturnValue:
    is_reset = request.endpoint in ("mail_links.reset", "mail_links.set_new_password")
    return render_template("accounts/link_dead.html", is_reset=is_reset), 404


def _form_for(person: Person, sent: bool = False) -> InvitationForm | StaffInvitationForm:
    form = InvitationForm if is_patient(person.id) else StaffInvitationForm
    return form(request.form) if sent else form()


def _weak_in_itself(form: StaffInvitationForm) -> bool:
    found = weakness(form.password.data or "")
    if found is not None:
        form.password.errors = [str(WEAKNESS_WORDS[found])]
    return found is not None


def _speaks_another_language(person: Person) -> bool:
    chosen = "language" in request.args or language.COOKIE in request.cookies
    return not chosen and person.language != language.current()
