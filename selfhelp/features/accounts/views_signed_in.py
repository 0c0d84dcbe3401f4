"""«Me»: language, appearance, reminders, quick exit, password, roles and sessions, for everybody signed in."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask import abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from wtforms import Form

from selfhelp import clock
from selfhelp.access.guard import actor, requires
from selfhelp.access.roles import Permission, Role
from selfhelp.core.language import moment_in_words
from selfhelp.features.accounts import actions, homes, password_actions, queries
from selfhelp.features.accounts.browser_choices import remember, remember_choices
from selfhelp.features.accounts.forms import (
    WEAKNESS_WORDS,
    AppearanceForm,
    ChangePasswordForm,
    LanguageForm,
    LeaveButtonForm,
    RemindersForm,
)
from selfhelp.features.accounts.password_actions import WeakPassword, WrongPassword
from selfhelp.features.accounts.views_anyone import accounts, carry
from selfhelp.features.people.words import ROLE_NAMES
from selfhelp.web import language, templating
from selfhelp.web.session_cookie import limits_of

REMINDED = (Role.PATIENT, Role.GUIDE)
__all__ = ["accounts"]  # with these views on it


@accounts.get("/me")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def me() -> ResponseReturnValue:
    return page()


@accounts.post("/language")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def set_language() -> ResponseReturnValue:
    form, back = LanguageForm(request.form), request.form.get("next", "")
    if not form.validate():
        return page(language_form=form), 422
    person = actions.choose_language(actor(), form.language.data)
    return remember_choices(redirect(back if homes.own_page(back) else "/me", 303), person)


@accounts.post("/me/appearance")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def set_appearance() -> ResponseReturnValue:
    form = AppearanceForm(request.form)
    if not form.validate():
        return page(appearance_form=form), 422
    answer = redirect("/me", 303)
    remember(answer, templating.APPEARANCE_COOKIE, form.appearance.data)
    return answer


@accounts.post("/me/reminders")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def set_reminders() -> ResponseReturnValue:
    form = RemindersForm(request.form)
    if not form.validate():
        return page(reminders_form=form), 422
    actions.choose_reminders(actor(), form.reminders.data, form.hour.data)
    return _saved()


@accounts.post("/me/leave-button")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def set_leave_button() -> ResponseReturnValue:
    person = actions.choose_leave_button(actor(), LeaveButtonForm(request.form).shown.data)
    flash(_("Saved."), "success")
    return remember_choices(redirect("/me", 303), person)


@accounts.post("/me/password")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm(request.form)
    if not form.validate():
        return page(password_form=form), 422
    try:
        password_actions.change_password(actor(), form.current.data or "", form.password.data or "", clock.now())
    except WrongPassword:
        form.current.errors = [_("This is not the password you have now.")]
        return page(password_form=form), 422
    except WeakPassword as refused:
        form.password.errors = [str(WEAKNESS_WORDS[refused.weakness])]
        return page(password_form=form), 422
    flash(_("Your password has been changed. You have been signed out everywhere else."), "success")
    return redirect("/me", 303)


@accounts.post("/me/sessions/<uuid:session_id>/end")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def end_session(session_id: uuid.UUID) -> ResponseReturnValue:
    try:
        actions.end_own_session(actor(), session_id, clock.now())
    except actions.NotYours:
        abort(404)
    flash(_("That browser has been signed out."), "success")
    return redirect("/me", 303)


@accounts.post("/role")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def take_role() -> ResponseReturnValue:
    try:
        opened = actions.take_role(actor(), uuid.UUID(request.form.get("grant", "")), clock.now())
    except (actions.NotYours, ValueError):
        abort(404)
    return carry(opened, homes.HOMES[opened.role])


@accounts.app_context_processor
def who() -> dict[str, object]:
    """For the header of staff pages: looked up only where it is shown."""
    return {
        "person_name": LazyString(lambda: queries.own_name(actor())),
        "role_name": LazyString(lambda: str(ROLE_NAMES[actor().role])),
    }


def page(**forms: Form) -> str:
    """The whole page, with a refused form in place of its fresh one."""
    person, now = queries.own_person(actor()), clock.now()
    fresh: dict[str, Form] = {
        "language_form": LanguageForm(language=person.language),
        "appearance_form": AppearanceForm(appearance=templating.appearance()),
        "reminders_form": RemindersForm(reminders=person.reminders, hour=person.reminder_hour),
        "leave_form": LeaveButtonForm(shown=person.leave_button),
        "password_form": ChangePasswordForm(),
    }
    return render_template(
        "accounts/me.html", **(fresh | forms), has_errors=bool(forms), reminded=actor().role in REMINDED,
        roles=queries.own_roles(actor()), role_names=ROLE_NAMES, when=_when,
        sessions=queries.own_sessions(actor(), limits_of(current_app.extensions["settings"]), now),
    )


def _saved() -> ResponseReturnValue:
    flash(_("Saved."), "success")
    return redirect("/me", 303)


def _when(moment: datetime) -> str:
    return moment_in_words(moment, clock.today(), language.current())
