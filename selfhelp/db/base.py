"""Column types, naming and the base class of every table."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, LargeBinary, MetaData, String, Text, TypeDecorator, Uuid, inspect
from sqlalchemy.orm import DeclarativeBase, aliased, mapped_column, registry

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. SQLite forgets the zone: a naive value is refused on the way in, and UTC put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone was about to be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    # The map stands on the registry: on Base itself Flask-SQLAlchemy refuses it.
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime, uuid.UUID: Uuid, str: Text},
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})

new_id = uuid.uuid4
Id = Annotated[uuid.UUID, mapped_column(Uuid, primary_key=True, default=new_id)]
Word = Annotated[str, mapped_column(String(40))]
Digest = Annotated[str, mapped_column(String(64))]
# Ciphertext under the data key of the person named by the table's __sealed_for__; read and written by db.keys alone.
Sealed = Annotated[bytes, mapped_column(LargeBinary)]

Row = TypeVar("Row", bound=Base)


def shared_alias(table: type[Row]) -> type[Row]:
    """An alias made once per process, which costs more than asking the database.

    A column is asked for here. The library lays out what the columns of an alias answer to when one is first asked
    for, without a lock: a thread that asks meanwhile finds half of it, and from then on that process reads one person's
    row through another's columns.
    """
    alias = aliased(table)
    for column in inspect(table).columns:
        inspect(alias).selectable.corresponding_column(column)
    return alias
