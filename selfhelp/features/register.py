"""Every feature with pages."""

from __future__ import annotations

from flask import Blueprint

from selfhelp.features.accounts.views_links import mail_links
from selfhelp.features.accounts.views_signed_in import accounts
from selfhelp.features.authoring.views_editor import authoring
from selfhelp.features.authoring.views_preview import previews
from selfhelp.features.caseload.views_supervisor import caseload
from selfhelp.features.diary.views_patient import diary_pages
from selfhelp.features.feedback.views_contact import feedback
from selfhelp.features.lessons.views_media import lesson_pages
from selfhelp.features.lessons.views_patient import lessons
from selfhelp.features.lessons.views_short import short_lessons
from selfhelp.features.letters.views_patient import letter_pages
from selfhelp.features.mailbox.views_anyone import mailbox
from selfhelp.features.mood.views_patient import mood_pages
from selfhelp.features.people.views_admin import people
from selfhelp.features.public.views_anyone import public_pages
from selfhelp.features.sleep_window.views_guide import sleep_window
from selfhelp.features.today.views_patient import today_pages
from selfhelp.features.training.views_staff import training_pages
from selfhelp.features.treatments.views_supervisor import treatments
from selfhelp.features.welcome.views_patient import welcome_pages
from selfhelp.web.health import health

BLUEPRINTS: tuple[Blueprint, ...] = (
    health,
    public_pages,
    accounts,
    mail_links,
    people,
    authoring,
    previews,
    mailbox,
    treatments,
    caseload,
    feedback,
    sleep_window,
    training_pages,
    today_pages,
    welcome_pages,
    lessons,
    lesson_pages,
    short_lessons,
    diary_pages,
    letter_pages,
    mood_pages,
)
