"""What every table shares: metadata, column types, and the tenant's key.

Every tenant table begins with ``programme_id``; so does each of its unique keys
and foreign keys. ``Table.info`` says what the database must enforce:
``tenant=False`` for the few tables without a tenant, ``privileges`` for what
the application role may do (insert-only tables say ``"SELECT, INSERT"``).

Staff belong to a merchant, not to one of its programmes: their tables begin with
``merchant_id`` and are bound to it in the same way (``merchant_table``).
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKeyConstraint,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

INSERT_ONLY = {"privileges": "SELECT, INSERT"}
INSTANT = DateTime(timezone=True)

TRIGGERS: list[str] = []
"""Statements that a topic needs beyond its tables (deferred checks …). They run
after the tables exist, and again with every ``enforce``: write CREATE OR REPLACE
or DROP … IF EXISTS first."""


def identifier(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a UUID column."""
    return Column(name, Uuid(), nullable=nullable)


def instant(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column for a moment in UTC, microseconds."""
    return Column(name, INSTANT, nullable=nullable)


def text(
    name: str, *, nullable: bool = False, server_default: str | None = None
) -> Column[Any]:
    """Return a text column."""
    return Column(name, Text(), nullable=nullable, server_default=server_default)


def units(
    name: str, *, nullable: bool = False, server_default: str | None = None
) -> Column[Any]:
    """Return a column of whole points or minor units."""
    return Column(name, BigInteger(), nullable=nullable, server_default=server_default)


def raw(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a bytes column."""
    return Column(name, LargeBinary(), nullable=nullable)


def document(
    name: str, *, nullable: bool = False, server_default: str | None = None
) -> Column[Any]:
    """Return a JSONB column."""
    return Column(name, JSONB(), nullable=nullable, server_default=server_default)


def tenant_table(
    name: str,
    *parts: SchemaItem,
    key: tuple[str, ...],
    info: dict[str, Any] | None = None,
    **options: Any,  # noqa: ANN401 - what SQLAlchemy's Table takes
) -> Table:
    """Return a table of the tenant; its primary key is programme_id + *key*."""
    return Table(
        name,
        metadata,
        identifier("programme_id"),
        *parts,
        PrimaryKeyConstraint("programme_id", *key),
        info={"tenant": True, **(info or {})},
        **options,
    )


def merchant_table(
    name: str,
    *parts: SchemaItem,
    key: tuple[str, ...],
    info: dict[str, Any] | None = None,
) -> Table:
    """Return a table of a merchant; its primary key is merchant_id + *key*.

    Row security lets a unit of work see it that is bound to the merchant, and no
    other: one bound to a programme does not.
    """
    return Table(
        name,
        metadata,
        identifier("merchant_id"),
        *parts,
        PrimaryKeyConstraint("merchant_id", *key),
        ForeignKeyConstraint(["merchant_id"], ["merchant.merchant_id"]),
        info={"tenant": False, "merchant": True, **(info or {})},
    )


def of_merchant(table: str, **columns: str) -> ForeignKeyConstraint:
    """Return a foreign key to *table* that can't leave the merchant."""
    return ForeignKeyConstraint(
        ["merchant_id", *columns.keys()],
        [f"{table}.merchant_id", *(f"{table}.{theirs}" for theirs in columns.values())],
    )


def within(table: str, **columns: str) -> ForeignKeyConstraint:
    """Return a foreign key to *table* that can't leave the programme.

    ``within("member", member_id="member_id")`` maps our column to theirs.
    """
    return ForeignKeyConstraint(
        ["programme_id", *columns.keys()],
        [
            f"{table}.programme_id",
            *(f"{table}.{theirs}" for theirs in columns.values()),
        ],
    )
