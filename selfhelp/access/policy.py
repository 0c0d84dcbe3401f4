"""Who may do what, and how far: THE table. It drives the guard, the SQL filter, the menu and the documentation."""

from __future__ import annotations

from collections.abc import Mapping

from selfhelp.access.roles import Permission, Role, Scope

Grants = Mapping[Role, Scope]


def grants(*pairs: tuple[Role, Scope]) -> Grants:
    return dict(pairs)


EVERYONE = grants(*((role, Scope.SELF) for role in Role))

POLICY: Mapping[Permission, Grants] = {
    Permission.MANAGE_OWN_ACCOUNT: EVERYONE,
    Permission.FOLLOW_PROGRAMME: grants((Role.PATIENT, Scope.OWN)),
    Permission.WRITE_TO_GUIDE: grants((Role.PATIENT, Scope.OWN)),
    Permission.SEE_QUEUE: grants((Role.GUIDE, Scope.ASSIGNED)),
    Permission.READ_RECORD: grants((Role.GUIDE, Scope.ASSIGNED), (Role.SUPERVISOR, Scope.TEAM)),
    Permission.GIVE_FEEDBACK: grants((Role.GUIDE, Scope.ASSIGNED)),
    Permission.OPEN_LESSON: grants((Role.GUIDE, Scope.ASSIGNED)),
    Permission.OPEN_EXERCISE: grants((Role.GUIDE, Scope.ASSIGNED)),
    Permission.AGREE_SLEEP_WINDOW: grants((Role.GUIDE, Scope.ASSIGNED), (Role.SUPERVISOR, Scope.TEAM)),
    Permission.SEE_CASELOAD: grants((Role.SUPERVISOR, Scope.TEAM)),
    Permission.REGISTER_PATIENT: grants((Role.SUPERVISOR, Scope.TEAM)),
    Permission.MANAGE_TREATMENT: grants((Role.SUPERVISOR, Scope.TEAM)),
    Permission.SEE_MODULES: grants((Role.AUTHOR, Scope.LIBRARY)),
    Permission.EDIT_MODULE: grants((Role.AUTHOR, Scope.LIBRARY)),
    Permission.PUBLISH_MODULE: grants((Role.AUTHOR, Scope.LIBRARY)),
    Permission.TAKE_TRAINING: grants((Role.GUIDE, Scope.SELF), (Role.SUPERVISOR, Scope.SELF)),
    Permission.MANAGE_STAFF: grants((Role.ADMIN, Scope.TEAM)),
}


def scope_of(role: Role, permission: Permission) -> Scope | None:
    """How far this role may use the permission; none where it may not at all."""
    return POLICY[permission].get(role)


def permissions_of(role: Role) -> frozenset[Permission]:
    return frozenset(permission for permission, allowed in POLICY.items() if role in allowed)
