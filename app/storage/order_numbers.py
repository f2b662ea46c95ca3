"""Orders by what people call them: "#1042", "1042", or the store's own id."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

# The number has an index; so has the id, within one store.
NAMED: Final = """
SELECT store_id, order_ref, coalesce(snapshot->>'number', order_ref), state, member_id,
  placed_at
FROM (
  SELECT o.* FROM order_settlement o
  WHERE o.programme_id = %(programme)s AND o.number = %(number)s
  UNION
  SELECT o.* FROM store s JOIN order_settlement o ON o.programme_id = s.programme_id
    AND o.store_id = s.store_id AND o.order_ref = %(ref)s
  WHERE s.programme_id = %(programme)s
) AS found
WHERE state <> 'erased'
ORDER BY placed_at DESC NULLS LAST, order_ref LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class NamedOrder:
    """An order as a search finds it."""

    store_id: UUID
    order_ref: str
    number: str
    """As the store writes it."""
    state: str
    member_id: UUID | None
    placed_at: datetime | None


def number_key(said: str) -> str:
    """Return what is looked up for an order's number, however it was typed."""
    return said.strip("# ").lower()


class OrderNumbers:
    """Finds orders of the bound programme. No locks."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def named(self, said: str, *, most: int = 20) -> list[NamedOrder]:
        """Return the orders that people call *said*, and the one of this id.

        "#1042" is what Shopify shows for an order that it knows by a longer id; in
        WooCommerce number and id are mostly the same. Newest first.
        """
        rows = self._connection.exec_driver_sql(
            NAMED,
            {
                "programme": self._programme_id,
                "ref": said.strip().lstrip("#"),
                "number": number_key(said),
                "most": most,
            },
        )
        return [NamedOrder(*row) for row in rows]
