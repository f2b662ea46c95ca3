"""Rows of every table that a merge moves, planted by type, and pictures of them."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, DateTime, LargeBinary, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import Integer

from app.storage.merge_kinds import MOVED
from app.storage.tables import metadata
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.world import World

BY_SERVICES = frozenset(
    {"member", "ledger_freeze", "order_settlement", "support_message", "member_past"}
)
"""What only services make, or what needs another row first."""
PLANTED = tuple(kind.table for kind in MOVED if kind.table not in BY_SERVICES)

SAID: dict[str, dict[str, object]] = {
    "approval": {"kind": "adjust"},
    "consent_word": {"source": "platform"},
    "contact_change": {"kind": "email", "notice": "sent"},
    "contest_entry": {"state": "shown", "place": 1},
    "fact_award": {"state": "taken_back", "n": 0, "keep": 0, "asset": "points"},
    "gift": {"kind": "badge", "state": "given", "voucher_id": None},
    "guest_contact": {"kind": "email"},
    "member_mark": {"kind": "tag"},
    "membership": {"ending": "lapses", "ends_at": None},
    "membership_fee": {"kind": "grant", "store_id": None, "order_ref": None},
    "metric_entry": {"unit": "count"},
    "referral": {"via": "api", "code": "c", "void": False},
    "referral_print": {"kind": "email"},
    "spin": {"ordinal": 1, "number": 0},
    "support_claim": {"order_number": "1", "contact_digest": None},
    "tier_assignment": {"kind": "hand"},
    "voucher": {
        "source": "rule",
        "state": "withdrawn",
        "price": 0,
        "outcome": "clear",
        "ended_at": NOON.isoformat(),
        "request_key": None,
    },
}
FRESH = ("code", "code_key", "request_key", "customer_ref")
"""Texts that must be nobody else's."""


def plant(world: World, table: str, member_id: UUID, variant: int) -> None:
    """Write one row of a member; of two rows of one variant the second is a twin."""
    made = metadata.tables[table]
    said: dict[str, object] = {"programme_id": world.programme_id}
    for column in made.columns:
        # What fills itself in may do so.
        if column.name not in said and column.server_default is None:
            said[column.name] = _value(world, table, column, member_id, variant)

    def write(uow: UnitOfWork) -> None:
        columns = ", ".join(said)
        uow.connection.exec_driver_sql(
            f"INSERT INTO {table} ({columns}) SELECT {columns}"  # noqa: S608 - ours
            f" FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
            " ON CONFLICT DO NOTHING",
            (json.dumps(said, default=str),),
        )

    world.run(write)


def _value(
    world: World, table: str, column: Column[Any], member_id: UUID, variant: int
) -> object:
    name = column.name
    said = SAID.get(table, {}) | {
        "member_id": member_id,
        "friend_id": member_id,
        "advocate_id": world.member("advocate"),
    }
    if name in said:
        return said[name]
    if name == "store_id" and not column.nullable:
        return world.store_id
    if name in FRESH:
        return world.env.ids.new().hex
    if column.nullable:
        return None
    return _plain(world, column, variant)


def _plain(world: World, column: Column[Any], variant: int) -> object:
    new = world.env.ids.new
    by_type: dict[type, object] = {
        Uuid: str(new()),
        LargeBinary: f"\\x{new().hex}{new().hex}",
        Boolean: False,
        DateTime: NOON.isoformat(),
        Date: NOON.date().isoformat(),
        Integer: variant + 1,
        JSONB: {},
    }
    found = [said for kind, said in by_type.items() if isinstance(column.type, kind)]
    return found[0] if found else f"{column.name}-{variant}"


def picture(world: World, members: Iterable[UUID]) -> dict[str, list[str]]:
    """Return every row of these members, table by table, as comparable texts."""
    who = list(members)

    def read(uow: UnitOfWork) -> dict[str, list[str]]:
        found = {}
        for kind in MOVED:
            columns = ", ".join(f"t.{name}" for name in kind.image)
            owned = " OR ".join(f"t.{name} = ANY(%(who)s)" for name in kind.owners)
            rows = uow.connection.exec_driver_sql(
                # What was posted about an award only ever counts up.
                f"SELECT (to_jsonb(s) - 'n')::text"  # noqa: S608 - our own tables
                f" FROM (SELECT {columns} FROM {kind.table} t"
                f" WHERE {owned}) s ORDER BY 1",
                {"who": who},
            )
            found[kind.table] = [row[0] for row in rows]
        found["lots"] = [
            str(tuple(row))
            for row in uow.connection.exec_driver_sql(
                "SELECT lot_id, member_id, pending, available, held, burned, expired,"
                " clawed, shortfall, absorbed FROM ledger_lot_state"
                " WHERE member_id = ANY(%(who)s) ORDER BY 1",
                {"who": who},
            )
        ]
        found["balances"] = [
            str(tuple(row))
            for row in uow.connection.exec_driver_sql(
                "SELECT member_id, asset, pending, available, held, shortfall"
                " FROM member_balance WHERE member_id = ANY(%(who)s) ORDER BY 1, 2",
                {"who": who},
            )
        ]
        return found

    seen: dict[str, list[str]] = world.run(read)
    return seen
