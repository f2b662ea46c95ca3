"""Lists that only the API asks for: pages by keyset, newest first. No locks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.ledger.posting import Transaction
from app.storage.ledger.opening import read_found
from app.storage.unit_of_work import UnitOfWork

TRANSACTIONS = """
SELECT transaction_id FROM ledger_transaction
WHERE programme_id = %(programme)s
  AND (%(last)s::uuid IS NULL OR transaction_id < %(last)s::uuid)
  AND (%(since)s::timestamptz IS NULL OR posted_at >= %(since)s::timestamptz)
  AND (%(kinds)s::text[] IS NULL OR kind = ANY(%(kinds)s::text[]))
ORDER BY transaction_id DESC LIMIT %(most)s
"""
CUSTOMERS = """
SELECT DISTINCT member_id FROM customer_link
WHERE programme_id = %(programme)s AND customer_ref = %(ref)s
  AND (%(store)s::uuid IS NULL OR store_id = %(store)s::uuid)
LIMIT 2
"""
ORDERS = """
SELECT store_id FROM order_settlement
WHERE programme_id = %(programme)s AND order_ref = %(ref)s AND snapshot IS NOT NULL
ORDER BY store_id LIMIT 2
"""
ORDERS_OF = """
SELECT store_id, order_ref, snapshot->>'number', state, placed_at,
  (snapshot->>'total_minor')::bigint, snapshot->>'currency',
  (SELECT coalesce(sum((a->>'keep')::bigint), 0)::bigint
   FROM jsonb_array_elements(awards) AS a)
FROM order_settlement
WHERE programme_id = %(programme)s AND member_id = %(member)s AND snapshot IS NOT NULL
ORDER BY placed_at DESC NULLS LAST, order_ref DESC LIMIT %(most)s
"""
ORDER_NAMED = """
SELECT store_id, order_ref, snapshot->>'number', state, placed_at,
  (snapshot->>'total_minor')::bigint, snapshot->>'currency',
  (SELECT coalesce(sum((a->>'keep')::bigint), 0)::bigint
   FROM jsonb_array_elements(awards) AS a
   WHERE a->>'asset' = %(asset)s AND a->>'member_id' = %(member)s::text)
FROM order_settlement
WHERE programme_id = %(programme)s AND member_id = %(member)s
  AND store_id = %(store)s AND snapshot IS NOT NULL
  AND (order_ref = %(name)s OR ltrim(snapshot->>'number', '#') = %(name)s)
ORDER BY placed_at DESC NULLS LAST LIMIT 1
"""
HOLDERS = """
SELECT DISTINCT member_id, asset FROM ledger_lot_state
WHERE programme_id = %(programme)s AND lot_id = ANY(%(lots)s)
"""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One order on a member's page."""

    store_id: UUID
    order_ref: str
    number: str
    state: str
    placed_at: datetime | None
    total_minor: int
    currency: str
    earned: int
    """What its awards are worth now."""


class Reads:
    """Reads of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def transactions(
        self,
        *,
        before: UUID | None,
        limit: int,
        since: datetime | None = None,
        kinds: Collection[str] = (),
    ) -> list[Transaction]:
        """Return up to *limit* transactions of the programme, newest first.

        Ids are ordered by time, so the last id of a page is its cursor.
        """
        rows = self._connection.exec_driver_sql(
            TRANSACTIONS,
            {
                "programme": self._programme_id,
                "last": before,
                "since": since,
                "kinds": list(kinds) or None,
                "most": limit,
            },
        )
        wanted = [row[0] for row in rows]
        if not wanted:
            return []
        found = read_found(self._connection, self._programme_id, only=wanted)
        by_id = {transaction.id: transaction for transaction in found}
        return [by_id[transaction_id] for transaction_id in wanted]

    def customers(self, customer_ref: str, store_id: UUID | None) -> list[UUID]:
        """Return the members behind a store's customer id, two at most."""
        rows = self._connection.exec_driver_sql(
            CUSTOMERS,
            {"programme": self._programme_id, "ref": customer_ref, "store": store_id},
        )
        return [row[0] for row in rows]

    def stores_of_order(self, order_ref: str) -> list[UUID]:
        """Return the stores that have a settled order of this name, two at most."""
        rows = self._connection.exec_driver_sql(
            ORDERS, {"programme": self._programme_id, "ref": order_ref}
        )
        return [row[0] for row in rows]

    def order_of(self, transaction_id: UUID) -> tuple[UUID, str] | None:
        """Return (store, order) that a transaction came from, or None."""
        row = self._connection.exec_driver_sql(
            "SELECT store_id, source_ref FROM transaction_source WHERE programme_id"
            " = %s AND transaction_id = %s AND kind = 'order'",
            (self._programme_id, transaction_id),
        ).first()
        return (row[0], row[1]) if row else None

    def orders_of(self, member_id: UUID, *, limit: int) -> list[OrderLine]:
        """Return up to *limit* orders of a member, latest first."""
        rows = self._connection.exec_driver_sql(
            ORDERS_OF,
            {"programme": self._programme_id, "member": member_id, "most": limit},
        )
        return [OrderLine(*row) for row in rows]

    def order_named(
        self, member_id: UUID, store_id: UUID, name: str, asset: str
    ) -> OrderLine | None:
        """Return the member's own order of this id or number; worth in *asset*."""
        row = self._connection.exec_driver_sql(
            ORDER_NAMED,
            {
                "programme": self._programme_id,
                "member": member_id,
                "store": store_id,
                "name": name,
                "asset": asset,
            },
        ).first()
        return OrderLine(*row) if row else None

    def holders(self, lots: Collection[UUID]) -> set[tuple[UUID, str]]:
        """Return (member, asset) of those who hold these lots."""
        rows = self._connection.exec_driver_sql(
            HOLDERS, {"programme": self._programme_id, "lots": list(lots)}
        )
        return {(row[0], row[1]) for row in rows}
