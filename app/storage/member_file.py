"""Everything that is kept about one person, table by table.

What is new in a table comes along by itself: the list is of what is left out. That is
bookkeeping of ours, digests and sealed texts, and the names of other people.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import LargeBinary, RowMapping, Table, or_, select

from app.domain.programme.birthdays import birthday_text
from app.storage.tables import metadata
from app.storage.tables.ledger import ledger_posting, ledger_transaction
from app.storage.tables.referrals import referral
from app.storage.unit_of_work import UnitOfWork

LEFT_OUT: Final = {
    "erasure": "who asks for a file was not erased",
    "guest_contact": "keyed digests",
    "ledger_lot": "where a lot began; ledger_lot_state is of who has it now",
    "member_apart": "whom somebody is not; it would name another person",
    "member_merge": "that two members are one person; both are in the file",
    "member_recount": "figures to be counted anew",
    "member_standing": "when somebody is looked at next",
    "perk_turn": "work that is being done",
    "referral_print": "keyed digests",
}
"""Tables of bookkeeping, which say nothing that the others don't; and why."""
BY_HAND: Final = frozenset(("ledger_posting", "ledger_transaction", "referral"))
"""Tables that name a member otherwise, and are read on their own."""
OTHERS: Final = frozenset(
    (
        "actor",
        "actor_name",
        "answered_by",
        "asked_by",
        "asked_by_name",
        "assigned_name",
        "assigned_to",
        "by",
        "decided_by",
        "decided_by_name",
        "given_by",
        "undone_by",
    )
)
"""Columns that name somebody else."""
INNER: Final = frozenset(
    (
        "code_key",
        "kept_last_order_at",
        "kept_points",
        "kept_spent_minor",
        "kept_tier",
        "lease_token",
        "programme_id",
        "request_key",
        "sort_name",
        "sort_since",
        "token",
        "version",
    )
)
Rows = list[dict[str, Any]]


class MemberFileRepository:
    """Reads what the programme of a unit of work keeps about people."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def tables(self, members: Collection[UUID]) -> Iterator[tuple[str, Rows]]:
        """Yield each table that knows the person, with its rows in plain values."""
        for table in metadata.sorted_tables:
            if not table.info.get("tenant") or "member_id" not in table.c:
                continue
            if table.name in LEFT_OUT:
                continue
            rows = self._rows(table, members)
            if rows:
                yield table.name, rows

    def _rows(self, table: Table, members: Collection[UUID]) -> Rows:
        columns = [column for column in table.c if _is_theirs(column.name, column.type)]
        found = self._connection.execute(
            select(*columns)
            .where(
                table.c.programme_id == self._programme_id,
                table.c.member_id.in_(members),
            )
            .order_by(*table.primary_key.columns)
        )
        return [_plain(row) for row in found.mappings()]

    def movements(self, members: Collection[UUID]) -> Rows:
        """Return every movement of the person's points and credit, oldest first."""
        line, deed = ledger_posting.c, ledger_transaction.c
        found = self._connection.execute(
            select(
                deed.kind,
                line.source,
                line.target,
                line.asset,
                line.amount,
                deed.occurred_at,
                deed.posted_at,
                deed.rule_ref,
            )
            .join_from(
                ledger_posting,
                ledger_transaction,
                (deed.programme_id == line.programme_id)
                & (deed.transaction_id == line.transaction_id),
            )
            .where(
                line.programme_id == self._programme_id,
                or_(
                    line.source_member_id.in_(members),
                    line.target_member_id.in_(members),
                ),
            )
            .order_by(line.posted_at, line.transaction_id, line.line)
        )
        return [_plain(row) for row in found.mappings()]

    def referrals(self, members: Collection[UUID]) -> Rows:
        """Return the person's part in referrals; the other one is "a friend"."""
        t = referral.c
        found = self._connection.execute(
            select(t.advocate_id, t.state, t.claimed_at, t.rewarded_at)
            .where(
                t.programme_id == self._programme_id,
                or_(t.advocate_id.in_(members), t.friend_id.in_(members)),
            )
            .order_by(t.claimed_at, t.referral_id)
        )
        return [
            {
                "role": "invited a friend"
                if row.advocate_id in members
                else "was invited by a friend",
                "state": row.state,
                "claimed_at": _value(row.claimed_at),
                "rewarded_at": _value(row.rewarded_at),
            }
            for row in found
        ]


def _is_theirs(name: str, kind: object) -> bool:
    inner = name in INNER or name in OTHERS
    secret = name.startswith("sealed") or isinstance(kind, LargeBinary)
    return not inner and not secret


def _plain(row: RowMapping) -> dict[str, Any]:
    found = {str(name): _value(value) for name, value in row.items()}
    born = row.get("birthday")
    return found if born is None else found | {"birthday": birthday_text(born)}


def _value(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value
