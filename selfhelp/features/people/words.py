"""What the roles are called on screen."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from selfhelp.access.roles import Role

ROLE_NAMES: Mapping[Role, LazyString] = {
    Role.PATIENT: _("Participant"),
    Role.GUIDE: _("Guide"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.AUTHOR: _("Author"),
    Role.MANAGER: _("Manager"),
    Role.ADMIN: _("Administrator"),
}
