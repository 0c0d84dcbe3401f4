"""The mails there are. Each is true when it is sent and says nothing of health, service, guide or content.

A new kind is a row here, a template per kind in templates/messages, and a question in checks.py that tells whether it
is still wanted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from selfhelp.access.tokens import TokenKind


class Kind(StrEnum):
    INVITATION = "invitation"
    STAFF_INVITATION = "staff-invitation"
    PASSWORD_RESET = "password-reset"
    LETTER_WAITING = "letter-waiting"
    LESSON_REMINDER = "lesson-reminder"
    LETTER_REMINDER = "letter-reminder"
    FEEDBACK_DUE = "feedback-due"


REMINDERS = frozenset({Kind.LESSON_REMINDER, Kind.LETTER_REMINDER, Kind.FEEDBACK_DUE})
"""Sent on their own day between 8 and 21, or not at all."""
TO_PATIENT_ON_TIME = frozenset({Kind.LESSON_REMINDER, Kind.LETTER_REMINDER})
"""Those that count towards the most a patient gets in a week."""


@dataclass(frozen=True)
class MailKind:
    """`path`: where its link leads, within the service. `token`: what the link carries, made when it is sent."""

    subject: LazyString
    template: str
    path: str = "/sign-in"
    token: TokenKind | None = None


KINDS: Mapping[Kind, MailKind] = {
    Kind.INVITATION: MailKind(
        _("You have an invitation"), "messages/invitation.txt", "/invitation/{token}", TokenKind.INVITATION
    ),
    Kind.STAFF_INVITATION: MailKind(
        _("You have an invitation"), "messages/staff_invitation.txt", "/invitation/{token}", TokenKind.INVITATION
    ),
    Kind.PASSWORD_RESET: MailKind(
        _("Choose a new password"), "messages/password_reset.txt", "/reset/{token}", TokenKind.RESET
    ),
    Kind.LETTER_WAITING: MailKind(_("You have a new message"), "messages/letter_waiting.txt"),
    Kind.LESSON_REMINDER: MailKind(_("The reminder you asked for"), "messages/lesson_reminder.txt"),
    Kind.LETTER_REMINDER: MailKind(_("The reminder you asked for"), "messages/letter_reminder.txt"),
    Kind.FEEDBACK_DUE: MailKind(_("The reminder you asked for"), "messages/feedback_due.txt"),
}
