"""Settled orders, other facts that gave something, metrics and decision traces.

Everything about one order locks its ``order_settlement`` row first. Reads and
writes take many orders at once, because a drain settles a batch.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from app.domain.events import OrderSnapshot
from app.storage.lean import lean, unpack
from app.storage.metrics import MetricEntry, set_entries
from app.storage.tables.orders import decision_trace, fact_award
from app.storage.unit_of_work import UnitOfWork

OrderKey = tuple[UUID, str]
"""Store and order_ref."""


@dataclass(slots=True)
class OrderRow:
    """The settlement of one order, locked by who holds this."""

    store_id: UUID
    order_ref: str
    member_id: UUID | None = None
    state: str = "new"
    version: datetime | None = None
    digest: bytes | None = None
    snapshot: OrderSnapshot | None = None
    awards: list[dict[str, Any]] = field(default_factory=list)
    programme_version: int | None = None
    changes: int = 0
    decided_on: str | None = None
    placed_at: datetime | None = None
    matures_at: datetime | None = None
    settled_at: datetime | None = None
    read_at: datetime | None = None


def without_person(snapshot: OrderSnapshot) -> OrderSnapshot:
    """Return the snapshot with no name and no contact in it."""
    if snapshot.customer is None:
        return snapshot
    kept = type(snapshot.customer)(
        customer_ref=snapshot.customer.customer_ref,
        has_account=snapshot.customer.has_account,
        anonymised=snapshot.customer.anonymised,
    )
    return replace(snapshot, customer=kept)


def digest_of(snapshot: OrderSnapshot) -> bytes:
    """Return the SHA-256 of a snapshot without its person."""
    return sha256(msgspec.json.encode(without_person(snapshot))).digest()


COLUMNS = tuple(OrderRow.__dataclass_fields__)
SELECT = f"SELECT {', '.join(COLUMNS)} FROM order_settlement"


SAVED = tuple(name for name in COLUMNS if name not in ("store_id", "order_ref"))
SAVE = (
    "UPDATE order_settlement AS o SET "
    + ", ".join(
        f"{name} = decode(n.digest, 'hex')"
        if name == "digest"
        else f"{name} = n.{name}"
        for name in SAVED
    )
    + " FROM jsonb_to_recordset(%s::jsonb) AS n(store_id uuid, order_ref text,"
    " member_id uuid, state text, version timestamptz, digest text, snapshot jsonb,"
    " awards jsonb, programme_version bigint, changes bigint, decided_on text,"
    " placed_at timestamptz,"
    " matures_at timestamptz, settled_at timestamptz, read_at timestamptz)"
    " WHERE o.programme_id = %s AND o.store_id = n.store_id"
    " AND o.order_ref = n.order_ref"
)
TRACE = (
    "INSERT INTO decision_trace (programme_id, trace_id, store_id, subject, member_id,"
    " programme_version, trace, decided_at)"
    " SELECT %s, n.* FROM jsonb_to_recordset(%s::jsonb) AS n(trace_id uuid,"
    " store_id uuid, subject text, member_id uuid, programme_version bigint,"
    " trace jsonb, decided_at timestamptz)"
)

# Two ways to an order, each with its index: one condition with OR would read all.
TO_READ_AGAIN = """
SELECT order_ref FROM (
  SELECT order_ref, read_at FROM order_settlement
  WHERE programme_id = %(programme)s AND store_id = %(store)s
    AND placed_at >= %(placed_since)s AND snapshot IS NOT NULL
  UNION
  SELECT order_ref, read_at FROM order_settlement
  WHERE programme_id = %(programme)s AND store_id = %(store)s
    AND matures_at <= %(matures_before)s AND snapshot IS NOT NULL
) AS suspect
WHERE coalesce(read_at, '-infinity') < %(read_before)s
ORDER BY coalesce(read_at, '-infinity'), order_ref LIMIT %(most)s
"""


def _row(row: Sequence[Any]) -> OrderRow:
    values = dict(zip(COLUMNS, row, strict=True))
    values["digest"] = bytes(row[5]) if row[5] is not None else None
    values["snapshot"] = unpack(row[6]) if row[6] is not None else None
    return OrderRow(**values)


class OrderRepository:
    """Reads and writes ``order_settlement`` and what hangs on it."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def lock(self, keys: Collection[OrderKey]) -> dict[OrderKey, OrderRow]:
        """Return these orders' rows, made if missing, locked in key order."""
        ordered = sorted(set(keys), key=lambda key: (key[0].bytes, key[1]))
        stores = [key[0] for key in ordered]
        refs = [key[1] for key in ordered]
        self._connection.exec_driver_sql(
            "INSERT INTO order_settlement (programme_id, store_id, order_ref, state)"
            " SELECT %s, s, r, 'new' FROM unnest(%s::uuid[], %s::text[]) AS k(s, r)"
            " ON CONFLICT DO NOTHING",
            (self._programme_id, stores, refs),
        )
        rows = self._connection.exec_driver_sql(
            f"{SELECT} WHERE programme_id = %s AND (store_id, order_ref) IN"
            " (SELECT s, r FROM unnest(%s::uuid[], %s::text[]) AS k(s, r))"
            " ORDER BY store_id, order_ref FOR UPDATE",
            (self._programme_id, stores, refs),
        )
        return {(row[0], row[1]): _row(row) for row in rows}

    def save(self, rows: Sequence[OrderRow]) -> None:
        """Write back locked rows, all in one statement."""
        if not rows:
            return
        # One document instead of arrays: quoting JSON inside array literals costs
        # more than all the rest of the writing.
        self._connection.exec_driver_sql(
            SAVE,
            (
                msgspec.json.encode(
                    [
                        {
                            name: getattr(row, name)
                            for name in COLUMNS
                            if name not in ("digest", "snapshot")
                        }
                        | {
                            "digest": row.digest.hex() if row.digest else None,
                            "snapshot": lean(row.snapshot),
                        }
                        for row in rows
                    ]
                ).decode(),
                self._programme_id,
            ),
        )

    def get(self, store_id: UUID, order_ref: str) -> OrderRow | None:
        """Return an order's settlement without locking it."""
        row = self._connection.exec_driver_sql(
            f"{SELECT} WHERE programme_id = %s AND store_id = %s AND order_ref = %s",
            (self._programme_id, store_id, order_ref),
        ).first()
        return _row(row) if row else None

    def bought(self, member_id: UUID, product_ref: str, store_id: UUID) -> bool:
        """Tell whether the member has a paid order of this product in this store."""
        row = self._connection.exec_driver_sql(
            "SELECT 1 FROM order_settlement WHERE programme_id = %s AND member_id = %s"
            " AND store_id = %s AND state IN ('paid', 'fulfilled')"
            " AND snapshot->'lines' @> %s::jsonb LIMIT 1",
            (
                self._programme_id,
                member_id,
                store_id,
                json.dumps([{"product_ref": product_ref}]),
            ),
        ).first()
        return row is not None

    def paid_orders(self, member_ids: Collection[UUID]) -> dict[UUID, set[OrderKey]]:
        """Return the paid or fulfilled orders of each of these members."""
        if not member_ids:
            return {}
        rows = self._connection.exec_driver_sql(
            "SELECT member_id, store_id, order_ref FROM order_settlement"
            " WHERE programme_id = %s AND member_id = ANY(%s)"
            " AND state IN ('paid', 'fulfilled')",
            (self._programme_id, list(member_ids)),
        )
        found: dict[UUID, set[OrderKey]] = {}
        for row in rows:
            found.setdefault(row[0], set()).add((row[1], row[2]))
        return found

    def to_read_again(
        self,
        store_id: UUID,
        *,
        placed_since: datetime,
        read_before: datetime,
        matures_before: datetime,
        most: int,
    ) -> list[str]:
        """Return orders that silent changes may have touched, oldest reading first.

        Those placed since *placed_since*, or maturing before *matures_before*,
        and not read from the store since *read_before*.
        """
        rows = self._connection.exec_driver_sql(
            TO_READ_AGAIN,
            {
                "programme": self._programme_id,
                "store": store_id,
                "placed_since": placed_since,
                "matures_before": matures_before,
                "read_before": read_before,
                "most": most,
            },
        )
        return [row[0] for row in rows]

    def add_traces(self, traces: Iterable[dict[str, Any]]) -> None:
        """Insert decision traces (columns of ``decision_trace``)."""
        rows = list(traces)
        if rows:
            self._connection.exec_driver_sql(
                TRACE, (self._programme_id, msgspec.json.encode(rows).decode())
            )

    def traces(self, subject: str, store_id: UUID | None) -> list[dict[str, Any]]:
        """Return the traces of a subject, newest first."""
        query = select(
            decision_trace.c.trace,
            decision_trace.c.decided_at,
            decision_trace.c.programme_version,
        ).where(
            decision_trace.c.programme_id == self._programme_id,
            decision_trace.c.subject == subject,
        )
        if store_id is not None:
            query = query.where(decision_trace.c.store_id == store_id)
        rows = self._connection.execute(
            query.order_by(decision_trace.c.decided_at.desc())
        )
        return [
            {"trace": row[0], "decided_at": row[1], "programme_version": row[2]}
            for row in rows
        ]

    def used_limits(
        self, member_ids: Collection[UUID]
    ) -> dict[UUID, dict[tuple[UUID, str], dict[str, int]]]:
        """Return what each member used of each limit, by the order that used it."""
        if not member_ids:
            return {}
        rows = self._connection.exec_driver_sql(
            "SELECT member_id, store_id, source, metric, amount FROM metric_entry"
            " WHERE programme_id = %s AND member_id = ANY(%s)"
            " AND metric LIKE 'limit:%%' AND amount <> 0",
            (self._programme_id, list(member_ids)),
        )
        found: dict[UUID, dict[tuple[UUID, str], dict[str, int]]] = {}
        for member_id, store_id, source, metric, amount in rows:
            of_member = found.setdefault(member_id, {})
            of_member.setdefault((store_id, source), {})[
                metric.removeprefix("limit:")
            ] = amount
        return found

    def set_metrics(
        self, rows: Sequence[tuple[UUID, str, UUID, str, date, int, str]]
    ) -> None:
        """Set dated amounts to their targets.

        Args:
            rows: member, metric, store, source, day, amount, unit.
        """
        set_entries(self._uow, [MetricEntry(*row) for row in rows])


@dataclass(slots=True)
class FactRow:
    """An award for something that is no order."""

    award_id: UUID
    member_id: UUID
    rule_id: str
    source: str
    asset: str
    keep: int
    n: int
    state: str
    terms: dict[str, Any]
    programme_version: int
    happened_at: datetime


FACT_COLUMNS = [fact_award.c[name] for name in FactRow.__dataclass_fields__]


class FactRepository:
    """Reads and writes ``fact_award``; callers hold the member's balance locks."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def of_members(
        self, member_ids: Collection[UUID], *, state: str | None = None
    ) -> list[FactRow]:
        """Return the facts of these members, oldest first."""
        if not member_ids:
            return []
        query = select(*FACT_COLUMNS).where(
            fact_award.c.programme_id == self._programme_id,
            fact_award.c.member_id.in_(list(member_ids)),
        )
        if state is not None:
            query = query.where(fact_award.c.state == state)
        rows = self._connection.execute(query.order_by(fact_award.c.happened_at))
        return [FactRow(*row) for row in rows]

    def save(self, fact: FactRow) -> None:
        """Insert the fact, or write back what may change of it."""
        self._connection.exec_driver_sql(
            "INSERT INTO fact_award (programme_id, award_id, member_id, rule_id,"
            " source, asset, keep, n, state, terms, programme_version, happened_at)"
            " VALUES"
            " (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (programme_id, award_id) DO UPDATE SET keep = excluded.keep,"
            " n = excluded.n, state = excluded.state, member_id = excluded.member_id",
            (
                self._programme_id,
                fact.award_id,
                fact.member_id,
                fact.rule_id,
                fact.source,
                fact.asset,
                fact.keep,
                fact.n,
                fact.state,
                json.dumps(fact.terms),
                fact.programme_version,
                fact.happened_at,
            ),
        )
