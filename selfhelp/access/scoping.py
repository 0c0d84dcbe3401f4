"""The policy as SQL: what an actor can reach with a permission. Everything a view is handed came through here."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, false, select

from selfhelp.access.actor import Actor
from selfhelp.access.policy import scope_of
from selfhelp.access.roles import Permission, Role, Scope
from selfhelp.db.base import db
from selfhelp.db.tables import Entry, Feedback, GuideAssignment, Person, RoleGrant, Treatment

STAFF = (Role.GUIDE, Role.SUPERVISOR, Role.AUTHOR, Role.MANAGER, Role.ADMIN)


def treatments(actor: Actor, permission: Permission) -> Select[Treatment]:
    """The treatments this actor reaches with this permission."""
    return select(Treatment).where(reach(actor, permission))


def reach(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """The condition on treatment that the permission's scope means for this actor."""
    match scope_of(actor.role, permission):
        case Scope.OWN:
            return Treatment.patient_id == actor.person_id
        case Scope.ASSIGNED:
            now_hers = select(GuideAssignment.treatment_id).where(
                GuideAssignment.guide_id == actor.person_id, GuideAssignment.to_at.is_(None)
            )
            return Treatment.id.in_(now_hers) & (Treatment.team_id == actor.team_id)
        case Scope.TEAM:
            return Treatment.team_id == actor.team_id
        case _:
            return false()


def own_treatment(actor: Actor) -> Treatment | None:
    """The patient's latest treatment, open or ended."""
    mine = select(Treatment).where(Treatment.patient_id == actor.person_id)
    return db.session.scalar(mine.order_by(Treatment.ended_on.is_not(None), Treatment.created_at.desc()).limit(1))


def _treatment(actor: Actor, permission: Permission, treatment_id: uuid.UUID) -> Treatment | None:
    return db.session.scalar(treatments(actor, permission).where(Treatment.id == treatment_id))


def _feedback(actor: Actor, permission: Permission, feedback_id: uuid.UUID) -> Feedback | None:
    within = treatments(actor, permission).with_only_columns(Treatment.id)
    return db.session.scalar(select(Feedback).where(Feedback.id == feedback_id, Feedback.treatment_id.in_(within)))


def _colleague(actor: Actor, permission: Permission, person_id: uuid.UUID) -> Person | None:
    """Somebody with a staff role in the actor's team, now or before."""
    if scope_of(actor.role, permission) is not Scope.TEAM:
        return None
    in_team = select(RoleGrant.person_id).where(RoleGrant.team_id == actor.team_id, RoleGrant.role.in_(STAFF))
    return db.session.scalar(select(Person).where(Person.id == person_id, Person.id.in_(in_team)))


def _role_grant(actor: Actor, permission: Permission, grant_id: uuid.UUID) -> RoleGrant | None:
    if scope_of(actor.role, permission) is not Scope.TEAM:
        return None
    in_team = RoleGrant.team_id == actor.team_id
    return db.session.scalar(select(RoleGrant).where(RoleGrant.id == grant_id, in_team, RoleGrant.role.in_(STAFF)))


def _thread(actor: Actor, permission: Permission, thread_id: uuid.UUID) -> Entry | None:
    """The newest revision of an entry."""
    within = treatments(actor, permission).with_only_columns(Treatment.id)
    revisions = select(Entry).where(Entry.thread_id == thread_id, Entry.treatment_id.in_(within))
    return db.session.scalar(revisions.order_by(Entry.revision.desc()).limit(1))


Resolver = Callable[[Actor, Permission, uuid.UUID], Any]

# URL argument -> (name of the object the view is handed, how to find it within the actor's reach).
RESOLVERS: Mapping[str, tuple[str, Resolver]] = {
    "treatment_id": ("treatment", _treatment),
    "feedback_id": ("feedback", _feedback),
    "thread_id": ("thread", _thread),
    "colleague_id": ("colleague", _colleague),
    "grant_id": ("grant", _role_grant),
}
