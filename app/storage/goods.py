"""The goods that a store sold last, as its orders name them."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

ORDERS: Final = 300
"""Read back from the newest: bounded, whatever the size of the store."""
RECENT: Final = """
WITH last AS MATERIALIZED (
  SELECT snapshot, placed_at FROM order_settlement
  WHERE programme_id = %(programme)s AND store_id = %(store)s
    AND placed_at IS NOT NULL AND snapshot IS NOT NULL
  ORDER BY placed_at DESC LIMIT %(orders)s
)
SELECT l->>'product_ref',
  (array_agg(coalesce(l->>'title', '') ORDER BY o.placed_at DESC))[1],
  (array_agg((l->>'amount_minor')::numeric / greatest((l->>'quantity')::numeric, 1)
    ORDER BY o.placed_at DESC))[1]::bigint
FROM last o CROSS JOIN LATERAL jsonb_array_elements(o.snapshot->'lines') l
WHERE l->>'product_ref' IS NOT NULL
  AND NOT coalesce((l->>'gift_card')::boolean, false)
GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class SoldGoods:
    """One product, and what a piece of it brought last."""

    product_ref: str
    title: str
    unit_minor: int
    """After discounts; in the store's currency."""


def recent_goods(uow: UnitOfWork, store_id: UUID, *, most: int) -> list[SoldGoods]:
    """Return what a store sold in its last orders, the most bought first."""
    rows = uow.connection.exec_driver_sql(
        RECENT,
        {
            "programme": uow.programme_id,
            "store": store_id,
            "orders": ORDERS,
            "most": most,
        },
    )
    return [SoldGoods(*row) for row in rows]
