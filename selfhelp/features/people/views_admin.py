"""Those who work in the team: inviting, roles, closing accounts. Nothing here leads to a patient."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from selfhelp import audit, clock
from selfhelp.access.guard import actor, requires
from selfhelp.access.roles import Permission
from selfhelp.core.language import moment_in_words
from selfhelp.db.tables import Person, RoleGrant
from selfhelp.features.drafts import once
from selfhelp.features.drafts.received import received
from selfhelp.features.people import actions, queries
from selfhelp.features.people.actions import Fault, Refused
from selfhelp.features.people.forms import InviteForm, RoleForm
from selfhelp.features.people.words import ROLE_NAMES
from selfhelp.web import language

people = Blueprint("people", __name__)
STAFF_PAGE = "/admin/staff"

FAULT_WORDS: Mapping[Fault, LazyString] = {
    Fault.LAST_ADMIN: _l("The team needs at least one administrator. Give somebody else the role first."),
    Fault.HAS_PATIENTS: _l("This guide still has patients. A supervisor must hand them to another guide first."),
    Fault.NO_ROLE: _l("This person has no role in the team. Give a role first."),
}


@people.get(STAFF_PAGE)
@requires(Permission.MANAGE_STAFF)
def staff() -> ResponseReturnValue:
    return _page(InviteForm())


@people.post(STAFF_PAGE)
@requires(Permission.MANAGE_STAFF)
def invite() -> ResponseReturnValue:
    form, now = InviteForm(request.form), clock.now()
    if not form.validate():
        return _page(form), 422
    said = _("%(name)s has the role. An e-mail with a link goes to those who are new.", name=form.name.data or "")
    return _done(lambda: actions.invite_staff(actor(), form.person(), form.chosen_role(), now), said)


@people.post("/admin/staff/<uuid:colleague_id>/invitation")
@requires(Permission.MANAGE_STAFF)
def invite_again(colleague: Person) -> ResponseReturnValue:
    return _done(lambda: actions.invite_again(actor(), colleague, clock.now()), _("A new invitation is on its way."))


@people.post("/admin/staff/<uuid:colleague_id>/roles")
@requires(Permission.MANAGE_STAFF)
def grant(colleague: Person) -> ResponseReturnValue:
    form, now = RoleForm(request.form), clock.now()
    if not form.validate():
        return _page(InviteForm(), str(form.role.errors[0])), 422
    return _done(lambda: actions.give_role(actor(), colleague, form.chosen_role(), now), _("The role is given."))


@people.post("/admin/roles/<uuid:grant_id>/remove")
@requires(Permission.MANAGE_STAFF)
def remove(grant: RoleGrant) -> ResponseReturnValue:
    return _done(lambda: actions.remove_role(actor(), grant, clock.now()), _("The role is removed."))


@people.post("/admin/staff/<uuid:colleague_id>/close")
@requires(Permission.MANAGE_STAFF)
def close(colleague: Person) -> ResponseReturnValue:
    return _done(lambda: actions.close_account(actor(), colleague, clock.now()), _("The account is closed."))


def _done(act: Callable[[], object], said: str) -> ResponseReturnValue:
    """Do it once for this form, and show the list again; a refusal stands above it."""
    form = received(request.form.to_dict(flat=False))
    try:
        once.only_once(actor(), once.parse(request.form.get("once")), form, clock.now(), act)
    except Refused as refused:
        return _page(InviteForm(), str(FAULT_WORDS[refused.fault])), 422
    except once.OtherText:
        told = _("This form was sent before. Look at the list, and send it again.")
        return _page(InviteForm(request.form), told), 409
    flash(said, "success")
    return redirect(STAFF_PAGE, 303)


def _page(form: InviteForm, refused: str = "") -> str:
    audit.record_reading(actor(), audit.Action.STAFF_READ, clock.now(), patient_ids=())
    return render_template(
        "people/staff.html", form=form, role_form=RoleForm(), refused=refused, staff=queries.staff_of(actor()),
        role_names=ROLE_NAMES, when=_when, me=actor().person_id,
    )


def _when(moment: datetime) -> str:
    return moment_in_words(moment, clock.today(), language.current())
