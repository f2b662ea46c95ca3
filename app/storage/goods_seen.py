"""Goods that stores sold, as far as orders told: found by name, known by reference.

It is what was sold and not what is for sale: a product that nobody ordered yet is
not there, and one that left the shop stays for as long as its orders are kept.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select, true

from app.storage.tables.products import product_seen
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Good:
    """One product of one store."""

    store_id: UUID
    product_ref: str
    title: str


class GoodsSeen:
    """Reads what was sold."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def count(self, most: int) -> int:
        """Return how many products were sold, counted up to *most*."""
        some = (
            select(product_seen.c.product_ref)
            .where(product_seen.c.programme_id == self._programme_id)
            .limit(most)
            .subquery()
        )
        return self._connection.scalar(select(func.count()).select_from(some)) or 0

    def sold(self, refs: Collection[str]) -> dict[tuple[UUID, str], str]:
        """Return what was sold of these references: titles, by store and reference."""
        rows = self._connection.execute(
            select(
                product_seen.c.store_id,
                product_seen.c.product_ref,
                product_seen.c.title,
            ).where(
                product_seen.c.programme_id == self._programme_id,
                product_seen.c.product_ref.in_(refs),
            )
        )
        return {(store_id, ref): title for store_id, ref, title in rows}

    def found(self, text: str, most: int) -> list[Good]:
        """Return products by a part of their name or their reference.

        What was ordered most often comes first; without a text it is all there is.
        """
        named = product_seen.c.title.icontains(text, autoescape=True)
        wanted = or_(named, product_seen.c.product_ref == text) if text else true()
        rows = self._connection.execute(
            select(
                product_seen.c.store_id,
                product_seen.c.product_ref,
                product_seen.c.title,
            )
            .where(product_seen.c.programme_id == self._programme_id, wanted)
            .order_by(product_seen.c.orders.desc(), product_seen.c.product_ref)
            .limit(most)
        )
        return [Good(*row) for row in rows]
