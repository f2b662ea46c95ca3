"""Readings of a store's past as rows, and the orders that they found.

A run goes on from where it was: whoever worked on a page says from which place it
was read, and only one of two who read the same page moves the run on.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

import msgspec

from app.domain.errors import Missing
from app.domain.events import OrderSnapshot
from app.storage.lean import lean
from app.storage.light import light_orders
from app.storage.statements import driver_of
from app.storage.unit_of_work import UnitOfWork

RunState = Literal["waiting", "running", "stopped", "done", "failed"]
Purpose = Literal["history", "settle"]
Phase = Literal["customers", "orders"]
PAGE: Final = 2_000


class BackfillMissing(Missing):
    """No such reading of a store's past in this programme."""

    code = "backfill_missing"


@dataclass(frozen=True, slots=True)
class RunRow:
    """A reading as kept."""

    run_id: UUID
    store_id: UUID
    state: RunState
    purpose: Purpose
    phase: Phase
    since: datetime
    cursor: str | None
    bulk_ref: str | None
    customers_done: int
    orders_done: int
    orders_failed: int
    reached: datetime | None
    slices: int
    asked_by: str
    asked_at: datetime
    begun_at: datetime | None
    noted_at: datetime | None
    ended_at: datetime | None
    problem: str | None

    @property
    def open(self) -> bool:
        """Whether it still goes on."""
        return self.state in ("waiting", "running")


class PastOrder(NamedTuple):
    """An order of the past, and a digest of who placed it."""

    order_ref: str
    buyer: bytes
    snapshot: OrderSnapshot


COLUMNS: Final = ", ".join(RunRow.__dataclass_fields__)
SELECT: Final = f"SELECT {COLUMNS} FROM backfill_run WHERE programme_id = %(programme)s"
ADD: Final = """
INSERT INTO backfill_run (programme_id, run_id, store_id, purpose, phase, since,
  asked_by, asked_at)
VALUES (%(programme)s, %(run)s, %(store)s, %(purpose)s, %(phase)s, %(since)s, %(by)s,
  %(at)s)
ON CONFLICT DO NOTHING
"""
MOVE: Final = f"""
UPDATE backfill_run SET state = 'running', begun_at = coalesce(begun_at, %(at)s),
  noted_at = %(at)s, phase = %(phase)s, cursor = %(cursor)s, bulk_ref = %(bulk)s,
  customers_done = customers_done + %(customers)s,
  orders_done = orders_done + %(orders)s,
  orders_failed = orders_failed + %(failed)s,
  reached = coalesce(%(reached)s, reached), problem = NULL
WHERE programme_id = %(programme)s AND run_id = %(run)s
  AND state IN ('waiting', 'running') AND phase = %(was_phase)s
  AND cursor IS NOT DISTINCT FROM %(was_cursor)s
  AND bulk_ref IS NOT DISTINCT FROM %(was_bulk)s
RETURNING {COLUMNS}
"""
END: Final = """
UPDATE backfill_run SET state = %(state)s, ended_at = %(at)s, noted_at = %(at)s,
  problem = %(problem)s
WHERE programme_id = %(programme)s AND run_id = %(run)s
  AND state IN ('waiting', 'running')
"""
RESUME: Final = """
UPDATE backfill_run SET state = 'waiting', ended_at = NULL, problem = NULL
WHERE programme_id = %(programme)s AND run_id = %(run)s
  AND state IN ('stopped', 'failed')
  AND NOT EXISTS (SELECT FROM backfill_run o
    WHERE o.programme_id = %(programme)s AND o.store_id = backfill_run.store_id
      AND o.state IN ('waiting', 'running'))
"""
SLICE: Final = """
UPDATE backfill_run SET slices = slices + 1
WHERE programme_id = %(programme)s AND run_id = %(run)s
  AND state IN ('waiting', 'running')
RETURNING slices
"""
LAST: Final = f"""
SELECT DISTINCT ON (store_id) {COLUMNS} FROM backfill_run
WHERE programme_id = %(programme)s ORDER BY store_id, asked_at DESC, run_id DESC
"""
NOTE_PROBLEM: Final = """
UPDATE backfill_run SET problem = %(problem)s
WHERE programme_id = %(programme)s AND run_id = %(run)s
  AND state IN ('waiting', 'running')
"""
WAITS: Final = f"""
UPDATE backfill_run SET noted_at = %(at)s
WHERE programme_id = %(programme)s AND run_id = %(run)s
  AND state IN ('waiting', 'running') AND bulk_ref IS NOT DISTINCT FROM %(bulk)s
RETURNING {COLUMNS}
"""
PUT: Final = """
INSERT INTO past_order (programme_id, store_id, order_ref, buyer, placed_at, snapshot)
SELECT %(programme)s, %(store)s, n.order_ref, decode(n.buyer, 'hex'), n.placed_at,
  n.snapshot
FROM jsonb_to_recordset(%(rows)s::jsonb) AS n(order_ref text, buyer text,
  placed_at timestamptz, snapshot jsonb)
ON CONFLICT (programme_id, store_id, order_ref) DO UPDATE SET
  buyer = excluded.buyer, placed_at = excluded.placed_at, snapshot = excluded.snapshot
"""
SUMMARY: Final = """
SELECT count(*), count(DISTINCT buyer), min(placed_at), max(placed_at)
FROM past_order WHERE programme_id = %(programme)s AND placed_at >= %(since)s
"""
ORDERS: Final = (
    "SELECT buyer, uuid_send(store_id), snapshot::text FROM past_order"
    " WHERE programme_id = %(programme)s AND placed_at >= %(since)s"
    " AND get_byte(buyer, 0) < %(of)s"
    " ORDER BY buyer, placed_at, store_id, order_ref"
)


@dataclass(frozen=True, slots=True)
class Past:
    """How much of the past is known."""

    orders: int
    buyers: int
    first_at: datetime | None
    last_at: datetime | None


class BackfillRepository:
    """Reads and writes ``backfill_run`` of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def add(
        self,
        run_id: UUID,
        store_id: UUID,
        *,
        purpose: Purpose,
        phase: Phase,
        since: datetime,
        by: str,
        at: datetime,
    ) -> bool:
        """Write a new one; False when one of the store is open already."""
        done = self._run(
            ADD,
            run=run_id,
            store=store_id,
            purpose=purpose,
            phase=phase,
            since=since,
            by=by,
            at=at,
        )
        return bool(done.rowcount == 1)

    def get(self, run_id: UUID) -> RunRow:
        """Return one; ``BackfillMissing`` when there is none."""
        row = self._run(f"{SELECT} AND run_id = %(run)s", run=run_id).first()
        if row is None:
            raise BackfillMissing("no such reading in this programme")
        return RunRow(*row)

    def open_of(self, store_id: UUID) -> RunRow | None:
        """Return the one of a store that goes on."""
        row = self._run(
            f"{SELECT} AND store_id = %(store)s AND state IN ('waiting', 'running')",
            store=store_id,
        ).first()
        return None if row is None else RunRow(*row)

    def last(self) -> dict[UUID, RunRow]:
        """Return the newest one of each store."""
        return {
            row.store_id: row for row in (RunRow(*each) for each in self._run(LAST))
        }

    def open_all(self) -> list[RunRow]:
        """Return all that go on."""
        rows = self._run(f"{SELECT} AND state IN ('waiting', 'running')")
        return [RunRow(*row) for row in rows]

    def move(
        self,
        was: RunRow,
        *,
        at: datetime,
        phase: str,
        cursor: str | None,
        bulk_ref: str | None = None,
        customers: int = 0,
        orders: int = 0,
        failed: int = 0,
        reached: datetime | None = None,
    ) -> RunRow | None:
        """Go on from a place; None when it was stopped or somebody else went on."""
        row = self._run(
            MOVE,
            run=was.run_id,
            at=at,
            phase=phase,
            cursor=cursor,
            bulk=bulk_ref,
            customers=customers,
            orders=orders,
            failed=failed,
            reached=reached,
            was_phase=was.phase,
            was_cursor=was.cursor,
            was_bulk=was.bulk_ref,
        ).first()
        return None if row is None else RunRow(*row)

    def waits(self, run: RunRow, *, at: datetime) -> RunRow | None:
        """Note that somebody waits for its file; None when it ended."""
        row = self._run(WAITS, run=run.run_id, at=at, bulk=run.bulk_ref).first()
        return None if row is None else RunRow(*row)

    def end(
        self, run_id: UUID, state: RunState, *, at: datetime, problem: str | None = None
    ) -> None:
        """End one that goes on; one that has ended stays as it is."""
        self._run(END, run=run_id, state=state, at=at, problem=problem)

    def resume(self, run_id: UUID) -> bool:
        """Let one that was stopped or failed go on where it was."""
        return bool(self._run(RESUME, run=run_id).rowcount == 1)

    def slice(self, run_id: UUID) -> int | None:
        """Count a piece of work; None when it no longer goes on."""
        found: int | None = self._run(SLICE, run=run_id).scalar_one_or_none()
        return found

    def note_problem(self, run_id: UUID, problem: str) -> None:
        """Write why it waits."""
        self._run(NOTE_PROBLEM, run=run_id, problem=problem)

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )


class PastOrders:
    """Reads and writes ``past_order`` of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def put(self, store_id: UUID, orders: Iterable[PastOrder]) -> None:
        """Keep orders; one that is known is written over."""
        newest = {each.order_ref: each for each in orders}
        if not newest:
            return
        rows = [
            {
                "order_ref": each.order_ref,
                "buyer": each.buyer.hex(),
                "placed_at": each.snapshot.placed_at.isoformat(),
                "snapshot": lean(each.snapshot),
            }
            for each in newest.values()
        ]
        self._run(PUT, store=store_id, rows=msgspec.json.encode(rows).decode())

    def summary(self, *, since: datetime) -> Past:
        """Return how many orders and buyers are known from an instant on."""
        return Past(*self._run(SUMMARY, since=since).one())

    def average_minor(self, currency: str, *, since: datetime) -> int | None:
        """Return what an order of a currency came to on average; None without any."""
        found = self._run(
            "SELECT round(avg((snapshot->>'total_minor')::bigint))::bigint"
            " FROM past_order WHERE programme_id = %(programme)s"
            " AND placed_at >= %(since)s AND snapshot->>'currency' = %(currency)s",
            currency=currency,
            since=since,
        ).scalar_one()
        return None if found is None else int(found)

    def pages(
        self, *, since: datetime, of_256: int = 256
    ) -> Iterator[Sequence[tuple[bytes, UUID, OrderSnapshot]]]:
        """Return buyer, store and order; each buyer's oldest first.

        With *of_256* below 256 that share of the buyers, always the same ones.
        """
        decode = light_orders()
        link = driver_of(self._connection)
        with link.cursor("past_orders", binary=True) as cursor:
            asked = {"programme": self._programme_id, "since": since, "of": of_256}
            cursor.execute(ORDERS, asked)
            while rows := cursor.fetchmany(PAGE):
                yield [
                    (bytes(buyer), UUID(bytes=store), decode(snapshot))
                    for buyer, store, snapshot in rows
                ]

    def forget(
        self,
        *,
        before: datetime | None = None,
        buyers: Collection[bytes] = (),
        store_id: UUID | None = None,
    ) -> int:
        """Delete orders placed before an instant, of some buyers, or of a store."""
        done = self._run(
            "DELETE FROM past_order WHERE programme_id = %(programme)s AND ("
            " placed_at < %(before)s::timestamptz OR buyer = ANY(%(buyers)s::bytea[])"
            " OR store_id = %(store)s::uuid)",
            before=before,
            buyers=list(buyers),
            store=store_id,
        )
        return int(done.rowcount)

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
