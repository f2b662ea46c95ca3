"""Exports as rows, and what each file of one is read from: streams, never lists.

The statements run under a cursor of the server: a million members pass through a
thousand at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from psycopg.types.json import Jsonb

from app.domain.errors import Missing
from app.domain.exporting import Topic
from app.domain.programme.birthdays import UNTOLD_YEAR
from app.storage.leased import Kind, LeasedRuns
from app.storage.unit_of_work import UnitOfWork

State = Literal["waiting", "running", "ready", "failed"]
AT_ONCE: Final = 1_000


class ExportMissing(Missing):
    """No such export in this programme, or no longer."""

    code = "export_missing"


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An export as kept."""

    export_id: UUID
    file_id: UUID | None
    state: State
    wish: dict[str, Any]
    rows: dict[str, int]
    file_name: str
    size_bytes: int | None
    asked_by: str
    asked_at: datetime
    made_at: datetime | None
    dies_at: datetime
    link_digest: bytes | None
    linked_at: datetime | None
    fetched_at: datetime | None
    lease_token: UUID | None
    leased_until: datetime | None
    problem: str | None


KIND: Final = Kind(
    "export_run",
    ExportRow,
    ("waiting", "running"),
    lambda: ExportMissing("no such export in this programme"),
    taken="state = 'running'",
)

_WHO: Final = """
LEFT JOIN LATERAL (
  SELECT c.customer_ref, c.store_id FROM customer_link c
  WHERE c.programme_id = m.programme_id AND c.member_id = m.member_id
    AND c.gone_at IS NULL
  ORDER BY c.linked_at LIMIT 1) AS l ON true"""
_STATUS: Final = """CASE m.state WHEN 'active' THEN 'member' WHEN 'shadow' THEN 'guest'
  ELSE m.state END"""
_BIRTHDAY: Final = f"""CASE WHEN extract(year FROM m.birthday) = {UNTOLD_YEAR}
  THEN to_char(m.birthday, '"--"MM-DD') ELSE to_char(m.birthday, 'YYYY-MM-DD') END"""
_LOTS: Final = f"""
SELECT s.lot_id, s.member_id, l.customer_ref, m.email, m.phone, {_STATUS}, s.asset,
  s.available, s.pending, s.held,
  CASE WHEN s.pending > 0 THEN (s.available_from AT TIME ZONE g.timezone)::date END,
  ((s.lapses_at - interval '1 microsecond') AT TIME ZONE g.timezone)::date,
  o.awarded_at, s.size
FROM ledger_lot_state s
JOIN ledger_lot o ON o.programme_id = s.programme_id AND o.lot_id = s.lot_id
JOIN programme g ON g.programme_id = s.programme_id
JOIN member m ON m.programme_id = s.programme_id AND m.member_id = s.member_id{_WHO}
WHERE s.programme_id = %(programme)s AND s.live IS NOT NULL"""
_OF_LOTS: Final = (
    *("lot_id", "member_id", "external_id", "email", "phone", "status", "asset"),
    *("points", "points_pending", "points_held", "points_available_at"),
    *("points_expire_at", "awarded_at", "size"),
)

STREAMS: Final[dict[Topic, tuple[tuple[str, ...], str]]] = {
    Topic.MEMBERS: (
        (
            *("member_id", "external_id", "store_id", "email", "phone"),
            *("first_name", "last_name", "status", "points", "points_pending"),
            *("tier", "tier_until", "birthday", "joined_at", "language"),
            *("referral_code", "tags", "consent_email", "created_at"),
        ),
        f"""
SELECT m.member_id, l.customer_ref, l.store_id, m.email, m.phone, m.first_name,
  m.last_name, {_STATUS}, coalesce(b.available - b.shortfall, 0),
  coalesce(b.pending, 0), t.tier,
  ((t.term_end - interval '1 microsecond') AT TIME ZONE g.timezone)::date,
  {_BIRTHDAY}, m.joined_at, m.locale, r.code, k.tags, k.news, m.created_at
FROM member m
JOIN programme g ON g.programme_id = m.programme_id{_WHO}
LEFT JOIN member_balance b ON b.programme_id = m.programme_id
  AND b.member_id = m.member_id AND b.asset = %(asset)s
LEFT JOIN member_tier t ON t.programme_id = m.programme_id
  AND t.member_id = m.member_id AND t.until IS NULL
LEFT JOIN LATERAL (
  SELECT c.code FROM referral_code c
  WHERE c.programme_id = m.programme_id AND c.member_id = m.member_id
  ORDER BY c.made_at, c.code LIMIT 1) AS r ON true
LEFT JOIN LATERAL (
  SELECT string_agg(DISTINCT a.name, ',' ORDER BY a.name)
      FILTER (WHERE a.kind = 'tag') AS tags,
    max('yes') FILTER (WHERE a.kind = 'consent' AND a.name = 'newsletter') AS news
  FROM member_mark a
  WHERE a.programme_id = m.programme_id AND a.member_id = m.member_id
    AND a.until IS NULL) AS k ON true
WHERE m.programme_id = %(programme)s AND m.state IN ('active', 'shadow', 'closed')
ORDER BY m.member_id""",
    ),
    Topic.LOTS: (_OF_LOTS, f"{_LOTS} AND s.asset = %(asset)s ORDER BY s.lot_id"),
    Topic.OTHER_LOTS: (_OF_LOTS, f"{_LOTS} AND s.asset <> %(asset)s ORDER BY s.lot_id"),
    Topic.LEDGER: (
        (
            *("transaction_id", "kind", "occurred_at", "posted_at", "actor"),
            *("rule", "programme_version", "line", "source", "source_member_id"),
            *("target", "target_member_id", "asset", "amount", "lot_id", "reverses"),
        ),
        """
SELECT t.transaction_id, t.kind, t.occurred_at, t.posted_at, t.actor, t.rule_ref,
  t.programme_version, p.line, p.source, p.source_member_id, p.target,
  p.target_member_id, p.asset, p.amount, p.lot_id, t.reverses
FROM ledger_transaction t
JOIN ledger_posting p ON p.programme_id = t.programme_id
  AND p.transaction_id = t.transaction_id
WHERE t.programme_id = %(programme)s
ORDER BY t.transaction_id, p.line""",
    ),
    Topic.VOUCHERS: (
        (
            *("voucher_id", "member_id", "store_id", "reward_id", "source", "asset"),
            *("price", "code", "state", "ending", "created_at", "issued_at"),
            *("used_at", "ended_at", "lapses_at"),
        ),
        """
SELECT voucher_id, member_id, store_id, reward_id, source, asset, price, code, state,
  ending, created_at, issued_at, used_at, ended_at, lapses_at
FROM voucher WHERE programme_id = %(programme)s ORDER BY voucher_id""",
    ),
    Topic.REFERRALS: (
        (
            *("referral_id", "advocate_id", "friend_id", "code", "via", "state"),
            *("claimed_at", "order_ref", "welcomed_at", "rewarded_at"),
        ),
        """
SELECT referral_id, advocate_id, friend_id, code, via, state, claimed_at, order_ref,
  welcomed_at, rewarded_at
FROM referral WHERE programme_id = %(programme)s ORDER BY referral_id""",
    ),
    Topic.TIERS: (
        ("member_id", "since", "until", "tier", "kept_until", "reason", "by"),
        """
SELECT member_id, since, until, tier, term_end, reason, by
FROM member_tier WHERE programme_id = %(programme)s ORDER BY member_id, since""",
    ),
    Topic.METRICS: (
        ("member_id", "metric", "store_id", "source", "day", "amount", "unit"),
        """
SELECT member_id, metric, store_id, source, day, amount, unit
FROM metric_entry WHERE programme_id = %(programme)s
ORDER BY member_id, metric, store_id, source""",
    ),
    Topic.ROLL_FORWARD: (
        ("day", "figure", "unit", "amount"),
        """
SELECT day, figure, unit, amount FROM rollup_day
WHERE programme_id = %(programme)s ORDER BY day, figure, unit""",
    ),
}
"""Columns and statement of each file; names are those that an import knows."""


def stream(
    uow: UnitOfWork, topic: Topic, *, asset: str
) -> Iterator[Sequence[tuple[Any, ...]]]:
    """Yield the rows of a file, a thousand at a time.

    Nothing else may be asked of this unit of work before the end.
    """
    connection = uow.connection.execution_options(
        stream_results=True, max_row_buffer=AT_ONCE, yield_per=AT_ONCE
    )
    rows = connection.exec_driver_sql(
        STREAMS[topic][1], {"programme": uow.programme_id, "asset": asset}
    )
    for some in rows.partitions(AT_ONCE):
        yield [tuple(row) for row in some]


class ExportRepository(LeasedRuns[ExportRow]):
    """Reads and writes ``export_run``."""

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow, KIND)

    def add(
        self,
        export_id: UUID,
        *,
        wish: dict[str, Any],
        name: str,
        by: str,
        at: datetime,
        dies_at: datetime,
    ) -> None:
        """Write a new one, waiting."""
        self._run(
            "INSERT INTO export_run (programme_id, export_id, wish, file_name,"
            " asked_by, asked_at, dies_at) VALUES (%(programme)s, %(id)s, %(wish)s,"
            " %(name)s, %(by)s, %(at)s, %(dies)s)",
            id=export_id,
            wish=Jsonb(wish),
            name=name,
            by=by,
            at=at,
            dies=dies_at,
        )

    def renew(self, row: ExportRow, *, until: datetime) -> bool:
        """Keep one that is being written; False when it is no longer ours."""
        return self._keep(row, {"leased_until": until})

    def end(self, row: ExportRow, state: State, **values: object) -> bool:
        """Leave one that is ours, ready or failed; False when it no longer is."""
        return self._leave(row, state, values)

    def forget(self, *, before: datetime) -> int:
        """Delete what died before an instant; return how many there were."""
        done: int = self._run(
            "DELETE FROM export_run WHERE programme_id = %(programme)s"
            " AND dies_at <= %(before)s",
            before=before,
        ).rowcount
        return done
