"""Roles, permissions and scopes: words only. What they add up to stands in policy.py."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    PATIENT = "patient"
    GUIDE = "guide"
    SUPERVISOR = "supervisor"
    AUTHOR = "author"
    MANAGER = "manager"
    ADMIN = "admin"


class Scope(StrEnum):
    """How far a permission reaches."""

    SELF = "self"  # the person's own account
    OWN = "own"  # the patient's own treatment
    ASSIGNED = "assigned"  # treatments the guide has now
    TEAM = "team"  # everything in the team
    LIBRARY = "library"  # modules, which belong to the whole installation


class Permission(StrEnum):
    MANAGE_OWN_ACCOUNT = "manage own account"
    FOLLOW_PROGRAMME = "follow the programme"
    WRITE_TO_GUIDE = "write to the guide"
    SEE_QUEUE = "see the queue"
    READ_RECORD = "read a patient's record"
    GIVE_FEEDBACK = "give feedback"
    OPEN_LESSON = "open a lesson early"
    OPEN_EXERCISE = "open an exercise that waits for the guide"
    AGREE_SLEEP_WINDOW = "agree to a sleep window"
    SEE_CASELOAD = "see the caseload"
    REGISTER_PATIENT = "register a patient"
    MANAGE_TREATMENT = "assign, pause and end a treatment"
    SEE_MODULES = "see modules and what is wrong with them"
    EDIT_MODULE = "write a module and see it as a patient would"
    PUBLISH_MODULE = "publish a module and go back to an earlier version"
    TAKE_TRAINING = "take the training"
    MANAGE_STAFF = "invite staff, grant and remove roles"
