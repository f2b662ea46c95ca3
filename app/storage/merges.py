"""Merges as kept: who, when, by whom, what moved; and what stays where it is."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.domain.unmerging import MergeMissing
from app.storage.merge_images import Touched
from app.storage.orders import OrderKey
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One merge."""

    merge_id: UUID
    kept_id: UUID
    gone_id: UUID
    merged_at: datetime
    actor: str
    transaction_id: UUID | None
    homes: tuple[UUID, ...]
    sealed_contact: str | None
    undone_at: datetime | None = None
    undone_by: str | None = None
    erased_at: datetime | None = None

    @property
    def members(self) -> tuple[UUID, UUID]:
        """Both, the one who stayed first."""
        return self.kept_id, self.gone_id


COLUMNS = ", ".join(MergeRow.__dataclass_fields__)
SELECT = f"SELECT {COLUMNS} FROM member_merge WHERE programme_id = %(programme)s"

FOLLOW = (
    # What hangs on an order or an award goes where that went.
    """
UPDATE metric_entry e SET member_id = %(gone)s
WHERE e.programme_id = %(programme)s AND e.member_id = %(kept)s
  AND (EXISTS (SELECT FROM order_settlement o
      WHERE o.programme_id = e.programme_id AND o.member_id = %(gone)s
        AND o.store_id = e.store_id AND o.order_ref = e.source)
    OR EXISTS (SELECT FROM fact_award f
      WHERE f.programme_id = e.programme_id AND f.member_id = %(gone)s
        AND e.source = 'award:' || f.award_id))
  AND NOT EXISTS (SELECT FROM metric_entry g
    WHERE g.programme_id = e.programme_id AND g.member_id = %(gone)s
      AND g.metric = e.metric AND g.store_id = e.store_id AND g.source = e.source)
""",
    """
UPDATE earned_gift e SET member_id = %(gone)s
WHERE e.programme_id = %(programme)s AND e.member_id = %(kept)s
  AND EXISTS (SELECT FROM order_settlement o
    WHERE o.programme_id = e.programme_id AND o.member_id = %(gone)s
      AND e.source = 'order:' || o.store_id || ':' || o.order_ref)
  AND NOT EXISTS (SELECT FROM earned_gift g
    WHERE g.programme_id = e.programme_id AND g.member_id = %(gone)s
      AND g.rule_id = e.rule_id AND g.source = e.source)
""",
    """
WITH theirs AS (
  UPDATE gift e SET member_id = %(gone)s
  WHERE e.programme_id = %(programme)s AND e.member_id = %(kept)s
    AND EXISTS (SELECT FROM order_settlement o
      WHERE o.programme_id = e.programme_id AND o.member_id = %(gone)s
        AND e.source = 'order:' || o.store_id || ':' || o.order_ref)
    AND NOT EXISTS (SELECT FROM gift g
      WHERE g.programme_id = e.programme_id AND g.member_id = %(gone)s
        AND (g.rule_id, g.source, g.place, g.ordinal)
          = (e.rule_id, e.source, e.place, e.ordinal))
  RETURNING e.voucher_id)
UPDATE voucher v SET member_id = %(gone)s FROM theirs
WHERE v.programme_id = %(programme)s AND v.voucher_id = theirs.voucher_id
  AND v.member_id = %(kept)s
""",
    """
UPDATE membership_fee e SET member_id = %(gone)s
WHERE e.programme_id = %(programme)s AND e.member_id = %(kept)s
  AND EXISTS (SELECT FROM order_settlement o
    WHERE o.programme_id = e.programme_id AND o.member_id = %(gone)s
      AND o.store_id = e.store_id AND o.order_ref = e.order_ref)
""",
)

STAY = """
INSERT INTO order_keeper (programme_id, store_id, order_ref)
SELECT o.programme_id, o.store_id, o.order_ref FROM order_settlement o
WHERE o.programme_id = %(programme)s AND o.member_id = %(kept)s
  AND (EXISTS (SELECT FROM customer_link l
      WHERE l.programme_id = o.programme_id AND l.member_id = %(gone)s
        AND l.store_id = o.store_id
        AND l.customer_ref = o.snapshot->'customer'->>'customer_ref')
    OR (o.snapshot->'customer'->>'customer_ref' IS NULL
      AND EXISTS (SELECT FROM guest_contact g
        WHERE g.programme_id = o.programme_id AND g.member_id = %(gone)s)))
ON CONFLICT DO NOTHING
"""
STAY_BACK = """
INSERT INTO order_keeper (programme_id, store_id, order_ref)
SELECT programme_id, store_id, order_ref FROM order_settlement
WHERE programme_id = %(programme)s AND member_id = %(gone)s
ON CONFLICT DO NOTHING
"""
REFUSED_SINCE = """
INSERT INTO consent_word (programme_id, member_id, word_no, name, granted, source,
  store_id, language, wording, text_version, actor, said_at)
SELECT w.programme_id, %(gone)s, row_number() OVER (ORDER BY w.word_no) + coalesce((
    SELECT max(g.word_no) FROM consent_word g WHERE g.programme_id = w.programme_id
      AND g.member_id = %(gone)s), 0),
  w.name, w.granted, w.source, w.store_id, w.language, w.wording, w.text_version,
  w.actor, w.said_at
FROM consent_word w WHERE w.programme_id = %(programme)s AND w.member_id = %(kept)s
  AND w.said_at > %(since)s AND NOT w.granted
"""


class MergeRepository:
    """Reads and writes ``member_merge``, its rows, and ``order_keeper``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def homes_of(self, member_id: UUID) -> list[UUID]:
        """Return whose lots a member holds, by where they were opened."""
        rows = self._run(
            "SELECT DISTINCT l.home_member_id FROM ledger_lot_state s"
            " JOIN ledger_lot l ON l.programme_id = s.programme_id"
            " AND l.lot_id = s.lot_id WHERE s.programme_id = %(programme)s"
            " AND s.member_id = %(member)s ORDER BY 1",
            member=member_id,
        )
        return [row[0] for row in rows]

    def add(self, row: MergeRow, touched: Sequence[Touched]) -> None:
        """Write a merge and what it moved."""
        self._write(
            "INSERT INTO member_merge (programme_id, merge_id, kept_id, gone_id,"
            " merged_at, actor, transaction_id, homes, sealed_contact) VALUES"
            " (%(programme)s, %(merge)s, %(kept)s, %(gone)s, %(at)s, %(actor)s,"
            " %(transaction)s, %(homes)s::jsonb, %(sealed)s)",
            merge=row.merge_id,
            kept=row.kept_id,
            gone=row.gone_id,
            at=row.merged_at,
            actor=row.actor,
            transaction=row.transaction_id,
            homes=json.dumps([str(one) for one in row.homes]),
            sealed=row.sealed_contact,
        )
        self._write(
            "INSERT INTO member_merge_row"
            " (programme_id, merge_id, row_no, of_table, before, after)"
            " SELECT %(programme)s, %(merge)s, n, r->>'table',"
            " nullif(r->'before', 'null'), nullif(r->'after', 'null')"
            " FROM jsonb_array_elements(%(rows)s::jsonb) WITH ORDINALITY AS t (r, n)",
            merge=row.merge_id,
            rows=json.dumps(
                [
                    {"table": one.table, "before": one.before, "after": one.after}
                    for one in touched
                ]
            ),
        )

    def get(self, merge_id: UUID, *, lock: bool = False) -> MergeRow:
        """Return a merge, perhaps locked.

        Raises:
            MergeMissing: There is none.
        """
        ending = " FOR UPDATE" if lock else ""
        rows = self._rows(f"AND merge_id = %(merge)s{ending}", merge=merge_id)
        if not rows:
            raise MergeMissing("no such merge in this programme")
        return rows[0]

    def touched(self, merge_id: UUID) -> list[Touched]:
        """Return what a merge moved, in the order in which it goes back."""
        rows = self._run(
            "SELECT of_table, before, after FROM member_merge_row"
            " WHERE programme_id = %(programme)s AND merge_id = %(merge)s"
            " ORDER BY row_no",
            merge=merge_id,
        )
        return [Touched(*row) for row in rows]

    def of_member(self, member_id: UUID) -> list[MergeRow]:
        """Return the merges of a member, either side of them, newest first."""
        return self._rows(
            "AND %(member)s IN (kept_id, gone_id)"
            " ORDER BY merged_at DESC, merge_id DESC",
            member=member_id,
        )

    def standing(self, since: datetime, *, most: int) -> list[MergeRow]:
        """Return merges since an instant that were not undone, newest first."""
        return self._rows(
            "AND undone_at IS NULL AND erased_at IS NULL AND merged_at > %(since)s"
            " ORDER BY merged_at DESC, merge_id DESC LIMIT %(most)s",
            since=since,
            most=most,
        )

    def followed(self, row: MergeRow) -> bool:
        """Tell whether one of the two was merged again since, and still is."""
        later = self._rows(
            "AND undone_at IS NULL AND (merged_at, merge_id) > (%(at)s, %(merge)s)"
            " AND (kept_id = ANY(%(both)s) OR gone_id = ANY(%(both)s)) LIMIT 1",
            at=row.merged_at,
            merge=row.merge_id,
            both=list(row.members),
        )
        return bool(later)

    def parted(self, member_id: UUID) -> set[UUID]:
        """Return those of whom somebody said that they are not this person."""
        rows = self._rows(
            "AND undone_at IS NOT NULL AND %(member)s IN (kept_id, gone_id)",
            member=member_id,
        )
        return {one for row in rows for one in row.members} - {member_id}

    def lock_orders(self, merge_id: UUID) -> None:
        """Lock the orders that a merge moved, in key order."""
        self._run(
            "SELECT 1 FROM order_settlement o WHERE o.programme_id = %(programme)s"
            " AND (o.store_id, o.order_ref) IN ("
            "SELECT (r.before->>'store_id')::uuid, r.before->>'order_ref'"
            " FROM member_merge_row r WHERE r.programme_id = %(programme)s"
            " AND r.merge_id = %(merge)s AND r.of_table = 'order_settlement')"
            " ORDER BY o.store_id, o.order_ref FOR UPDATE",
            merge=merge_id,
        )

    def settle_apart(self, row: MergeRow, *, one_customer: bool) -> None:
        """Let what hangs on orders follow them, and orders stay where they are now.

        Args:
            row: The merge; its rows were given back.
            one_customer: The store has one customer left for both.
        """
        both = {"kept": row.kept_id, "gone": row.gone_id}
        for statement in (*FOLLOW, STAY, *((STAY_BACK,) if one_customer else ())):
            self._write(statement, **both)

    def refuse_too(self, row: MergeRow) -> None:
        """Let every "no" since the merge count for the absorbed member, too."""
        both = {"kept": row.kept_id, "gone": row.gone_id}
        self._write(REFUSED_SINCE, since=row.merged_at, **both)

    def close(self, merge_id: UUID, *, by: str, at: datetime) -> None:
        """Note that a merge was undone, and forget what it moved."""
        self._write(
            "UPDATE member_merge SET undone_at = %(at)s, undone_by = %(by)s,"
            " sealed_contact = NULL"
            " WHERE programme_id = %(programme)s AND merge_id = %(merge)s",
            merge=merge_id,
            at=at,
            by=by,
        )
        self._forget([merge_id])

    def erase(self, members: Collection[UUID], *, at: datetime) -> None:
        """Forget what merges of these members moved; that they were merged stays."""
        rows = self._run(
            "UPDATE member_merge SET erased_at = coalesce(erased_at, %(at)s),"
            " sealed_contact = NULL WHERE programme_id = %(programme)s"
            " AND (kept_id = ANY(%(members)s) OR gone_id = ANY(%(members)s))"
            " RETURNING merge_id",
            members=list(members),
            at=at,
        )
        self._forget([row[0] for row in rows])

    def forget_before(self, merged_at: datetime, *, most: int) -> list[UUID]:
        """Forget what old merges moved; return which merges."""
        rows = self._run(
            "UPDATE member_merge SET sealed_contact = NULL"
            " WHERE programme_id = %(programme)s AND merge_id IN ("
            "SELECT DISTINCT m.merge_id FROM member_merge m JOIN member_merge_row r"
            " ON r.programme_id = m.programme_id AND r.merge_id = m.merge_id"
            " WHERE m.programme_id = %(programme)s AND m.merged_at < %(at)s"
            " LIMIT %(most)s) RETURNING merge_id",
            at=merged_at,
            most=most,
        )
        found = [row[0] for row in rows]
        self._forget(found)
        return found

    def keepers(self, orders: Collection[OrderKey]) -> set[OrderKey]:
        """Return those of these orders that stay with the member they have."""
        if not orders:
            return set()
        rows = self._run(
            "SELECT store_id, order_ref FROM order_keeper"
            " WHERE programme_id = %(programme)s AND (store_id, order_ref) IN ("
            "SELECT s, r FROM unnest(%(stores)s::uuid[], %(refs)s::text[]) AS k(s, r))",
            stores=[store_id for store_id, _ in orders],
            refs=[ref for _, ref in orders],
        )
        return {(row[0], row[1]) for row in rows}

    def _forget(self, merge_ids: Collection[UUID]) -> None:
        if merge_ids:
            self._write(
                "DELETE FROM member_merge_row WHERE programme_id = %(programme)s"
                " AND merge_id = ANY(%(merges)s)",
                merges=list(merge_ids),
            )

    def _rows(self, condition: str, **values: object) -> list[MergeRow]:
        found = []
        for row in self._run(f"{SELECT} {condition}", **values):
            said = dict(zip(MergeRow.__dataclass_fields__, row, strict=True))
            said["homes"] = tuple(UUID(one) for one in said["homes"])
            found.append(MergeRow(**said))
        return found

    def _run(self, statement: str, **values: object) -> Sequence[Any]:
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        ).all()

    def _write(self, statement: str, **values: object) -> None:
        self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
