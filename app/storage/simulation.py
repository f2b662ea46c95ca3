"""Stored orders for a simulation: all of them, person by person, page by page.

A server-side cursor of one statement, so that the whole is one moment and no page
depends on how large the whole is.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.events import OrderSnapshot
from app.domain.tiers.spells import Assignment
from app.domain.tiers.tally import Entry
from app.storage.light import light_orders
from app.storage.statements import driver_of
from app.storage.tier_history import ASSIGNMENT
from app.storage.unit_of_work import UnitOfWork

PAGE: Final = 2_000
CURSOR: Final = "simulated_orders"
WHERE: Final = (
    " FROM order_settlement o JOIN member m"
    " ON m.programme_id = o.programme_id AND m.member_id = o.member_id"
    " WHERE o.programme_id = %(programme)s AND o.placed_at < %(until)s"
    " AND o.snapshot IS NOT NULL"
    " AND (%(member)s::uuid IS NULL OR o.member_id = %(member)s::uuid)"
)
ORDERS: Final = (
    "SELECT uuid_send(o.member_id), uuid_send(o.store_id), o.snapshot::text, m.state,"
    f" coalesce(m.joined_at, m.created_at){WHERE}"
    " ORDER BY o.member_id, o.placed_at, o.store_id, o.order_ref"
)
EXTENT: Final = f"SELECT count(*), min(o.placed_at){WHERE}"
ASSIGNED: Final = (
    f"SELECT member_id, {ASSIGNMENT} FROM tier_assignment"
    " WHERE programme_id = %s AND member_id = ANY(%s) ORDER BY since, assignment_id"
)
FIGURES: Final = (
    "SELECT member_id, metric, unit, day, amount, counts_from FROM metric_entry"
    " WHERE programme_id = %s AND member_id = ANY(%s) AND metric = ANY(%s)"
    " AND amount <> 0 ORDER BY day, source"
)


class StoredOrder(NamedTuple):
    """One order as settled, and whose."""

    member_id: UUID
    store_id: UUID
    snapshot: OrderSnapshot
    member_state: str
    joined_at: datetime


class StoredOrders:
    """Reads the orders of the bound programme's members."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def extent(self, *, until: datetime) -> tuple[int, datetime | None]:
        """Return how many orders were placed before an instant, and when the first."""
        row = self._connection.exec_driver_sql(EXTENT, self._span(until, None)).one()
        return row[0], row[1]

    def pages(
        self, *, until: datetime, member_id: UUID | None = None
    ) -> Iterator[Sequence[StoredOrder]]:
        """Return the orders placed before an instant, each member's oldest first.

        Args:
            until: The instant.
            member_id: Of this member only.
        """
        decode = light_orders()
        stores: dict[bytes, UUID] = {}
        last, whose = b"", UUID(int=0)
        for rows in self.rows(until=until, member_id=member_id):
            page = []
            for member, store, snapshot, state, joined_at in rows:
                if member != last:
                    last, whose = member, UUID(bytes=member)
                if store not in stores:
                    stores[store] = UUID(bytes=store)
                order = decode(snapshot)
                page.append(StoredOrder(whose, stores[store], order, state, joined_at))
            yield page

    def rows(
        self, *, until: datetime, member_id: UUID | None = None
    ) -> Iterator[Sequence[tuple[Any, ...]]]:
        """Return the rows behind ``pages``, ids as bytes: most of them repeat."""
        link = driver_of(self._connection)
        with link.cursor(CURSOR, binary=True) as cursor:
            cursor.execute(ORDERS, self._span(until, member_id))
            while rows := cursor.fetchmany(PAGE):
                yield rows

    def member_of(self, store_id: UUID, order_ref: str) -> UUID | None:
        """Return whose order it is, or None."""
        found: UUID | None = self._connection.exec_driver_sql(
            "SELECT member_id FROM order_settlement WHERE programme_id = %s"
            " AND store_id = %s AND order_ref = %s",
            (self._programme_id, store_id, order_ref),
        ).scalar_one_or_none()
        return found

    def assigned(
        self, member_ids: Collection[UUID]
    ) -> Mapping[UUID, Sequence[Assignment]]:
        """Return the tiers that were given to members by hand or by a tag."""
        rows = self._connection.exec_driver_sql(
            ASSIGNED, (self._programme_id, list(member_ids))
        )
        found: dict[UUID, list[Assignment]] = {}
        for row in rows:
            found.setdefault(row[0], []).append(Assignment(*row[1:]))
        return found

    def figures(
        self, member_ids: Collection[UUID], metrics: Collection[str], *, zone: str
    ) -> Mapping[UUID, Sequence[Entry]]:
        """Return what activities brought members of these metrics."""
        rows = self._connection.exec_driver_sql(
            FIGURES, (self._programme_id, list(member_ids), sorted(metrics))
        )
        found: dict[UUID, list[Entry]] = {}
        for member_id, metric, unit, day, amount, counts_from in rows:
            morning = datetime.combine(day, time(0), ZoneInfo(zone))
            entry = Entry(metric, unit, day, amount, counts_from or morning, morning)
            found.setdefault(member_id, []).append(entry)
        return found

    def _span(self, until: datetime, member_id: UUID | None) -> dict[str, object]:
        return {"programme": self._programme_id, "until": until, "member": member_id}
