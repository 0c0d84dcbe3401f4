"""Tables whose rows are never changed or removed: the database itself refuses."""

from __future__ import annotations

from collections.abc import Iterable

# A migration names its own tables: what an older one did never changes.
TABLES = (
    "audit_event", "call_request", "confirmation", "entry", "exercise_opening", "feedback", "feedback_move",
    "feedback_withdrawal", "letter_opening", "module_version", "mood", "patient_letter", "sharing", "sleep_window",
    "training_attempt", "training_pass",
)


def create_function(dialect: str) -> list[str]:
    """DDL of what the triggers call, where the database has that apart; before the first of them."""
    return [] if dialect == "sqlite" else [_POSTGRESQL_FUNCTION]


def drop_function(dialect: str) -> list[str]:
    return [] if dialect == "sqlite" else ["DROP FUNCTION IF EXISTS refuse_change()"]


def create_statements(dialect: str, tables: Iterable[str]) -> list[str]:
    """DDL that makes UPDATE and DELETE fail on these tables."""
    if dialect == "sqlite":
        return [_sqlite_trigger(table, act) for table in tables for act in ("update", "delete")]
    return [_postgresql_trigger(table) for table in tables]


def drop_statements(dialect: str, tables: Iterable[str]) -> list[str]:
    if dialect == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for table in tables for act in ("update", "delete")]
    return [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in tables]


def _sqlite_trigger(table: str, act: str) -> str:
    return (f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")


_POSTGRESQL_FUNCTION = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""


def _postgresql_trigger(table: str) -> str:
    return (f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
