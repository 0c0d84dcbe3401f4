"""Every feature with pages."""

from __future__ import annotations

from flask import Blueprint

from selfhelp.features.accounts.views_links import mail_links
from selfhelp.features.accounts.views_signed_in import accounts
from selfhelp.features.authoring.views_author import authoring
from selfhelp.features.caseload.views_supervisor import caseload
from selfhelp.features.feedback.views_contact import feedback
from selfhelp.features.mailbox.views_anyone import mailbox
from selfhelp.features.people.views_admin import people
from selfhelp.features.public.views_anyone import public_pages
from selfhelp.features.treatments.views_supervisor import treatments
from selfhelp.web.health import health

BLUEPRINTS: tuple[Blueprint, ...] = (
    health,
    public_pages,
    accounts,
    mail_links,
    people,
    authoring,
    mailbox,
    treatments,
    caseload,
    feedback,
)
