"""What members ordered before, for questions about an order's own moment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.events import OrderSnapshot
from app.storage.lean import unpack
from app.storage.unit_of_work import UnitOfWork

WITH_PRODUCTS = "jsonb_path_query_array(snapshot->'lines', '$[*].product_ref')"


@dataclass(frozen=True, slots=True)
class PastOrder:
    """One paid order, as far as later ones look at it."""

    member_id: UUID
    store_id: UUID
    order_ref: str
    placed_at: datetime
    country: str | None
    region: str | None
    products: tuple[str, ...] = ()


class MemberHistory:
    """Reads the paid orders of members."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def paid(
        self, member_ids: Collection[UUID], *, products: bool
    ) -> dict[UUID, list[PastOrder]]:
        """Return the paid orders of each of these members, oldest first.

        Args:
            member_ids: Whose.
            products: Whether what was bought is wanted too.
        """
        if not member_ids:
            return {}
        rows = self._connection.exec_driver_sql(
            "SELECT member_id, store_id, order_ref, placed_at, snapshot->>'country',"
            f" snapshot->>'region', {WITH_PRODUCTS if products else 'NULL'}"
            " FROM order_settlement WHERE programme_id = %s AND member_id = ANY(%s)"
            " AND state IN ('paid', 'fulfilled') AND snapshot IS NOT NULL"
            " AND NOT coalesce((snapshot->>'test')::boolean, false)"
            " ORDER BY placed_at, store_id, order_ref",
            (self._programme_id, list(member_ids)),
        )
        found: dict[UUID, list[PastOrder]] = {}
        for member_id, store_id, ref, placed_at, country, region, sold in rows:
            bought = tuple(one for one in sold or () if one)
            found.setdefault(member_id, []).append(
                PastOrder(member_id, store_id, ref, placed_at, country, region, bought)
            )
        return found

    def snapshots(self, member_id: UUID) -> list[tuple[OrderSnapshot, str]]:
        """Return a member's paid orders as stored, each with its store's id."""
        rows = self._connection.exec_driver_sql(
            "SELECT snapshot, store_id FROM order_settlement WHERE programme_id = %s"
            " AND member_id = %s AND state IN ('paid', 'fulfilled')"
            " AND snapshot IS NOT NULL ORDER BY placed_at, store_id, order_ref",
            (self._programme_id, member_id),
        )
        return [(unpack(row[0]), str(row[1])) for row in rows]
