"""Everything that happened, newest first, from the tables where it is written.

All ids are time-ordered, so one id is the cursor of all sources. A filter that no
index serves looks at a stretch only and says how far it looked: pages stay quick
however long nothing like it happened.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

STRETCH: Final = 2_000
"""Rows that are looked at for a filter without an index."""
OLDEST: Final = UUID(int=0)
NEWEST: Final = UUID(int=(1 << 128) - 1)
QUIET: Final = ("hold", "burn", "release")
"""Told by the voucher that they are about."""

CHANGE: Final = """
  LEFT JOIN LATERAL (
    SELECT coalesce(min(coalesce(p.target_member_id, p.source_member_id)::text)
        FILTER (WHERE p.line = 1), '')::text AS member, min(p.asset) AS asset,
      sum(p.amount * ((p.target IN ('available', 'shortfall'))::int
        - (p.source IN ('available', 'shortfall'))::int))::bigint AS usable,
      sum(p.amount * ((p.target = 'pending')::int - (p.source = 'pending')::int)
        )::bigint AS pending
    FROM ledger_posting p
    WHERE p.programme_id = t.programme_id AND p.transaction_id = t.transaction_id
  ) AS c ON true
  LEFT JOIN transaction_source s ON s.programme_id = t.programme_id
    AND s.transaction_id = t.transaction_id
"""
LEDGER: Final = f"""
SELECT t.transaction_id, 'points', t.kind, t.posted_at, nullif(c.member, '')::uuid,
  s.store_id, t.actor, jsonb_build_object('asset', c.asset, 'usable', c.usable,
    'pending', c.pending, 'rule', t.rule_ref, 'source', s.kind, 'ref', s.source_ref,
    'number', (SELECT o.snapshot->>'number' FROM order_settlement o
      WHERE o.programme_id = t.programme_id AND o.store_id = s.store_id
        AND o.order_ref = s.source_ref AND s.kind = 'order')),
  false
FROM ({{found}}) AS w
JOIN ledger_transaction t ON t.programme_id = %(programme)s
  AND t.transaction_id = w.transaction_id
{CHANGE}
WHERE (%(store)s::uuid IS NULL OR s.store_id = %(store)s)
ORDER BY 1 DESC LIMIT %(most)s
"""
LEDGER_ALL: Final = """
  SELECT transaction_id FROM ledger_transaction
  WHERE programme_id = %(programme)s AND transaction_id < %(before)s
    AND transaction_id >= %(horizon)s AND kind <> ALL(%(quiet)s)
    AND (NOT %(automatic)s OR actor NOT LIKE 'staff:%%')
  ORDER BY transaction_id DESC LIMIT %(stretch)s
"""
LEDGER_STAFF: Final = """
  SELECT transaction_id FROM ledger_transaction
  WHERE programme_id = %(programme)s AND transaction_id < %(before)s
    AND actor LIKE 'staff:%%' AND (%(actor)s::text IS NULL OR actor = %(actor)s)
    AND kind <> ALL(%(quiet)s)
  ORDER BY transaction_id DESC LIMIT %(most)s
"""
LEDGER_MEMBER: Final = """
  SELECT t.transaction_id FROM (
    SELECT transaction_id FROM ledger_posting
    WHERE programme_id = %(programme)s AND target_member_id = %(member)s
    UNION
    SELECT transaction_id FROM ledger_posting
    WHERE programme_id = %(programme)s AND source_member_id = %(member)s
      AND source_member_id IS DISTINCT FROM target_member_id) AS p
  JOIN ledger_transaction t ON t.programme_id = %(programme)s
    AND t.transaction_id = p.transaction_id
  WHERE t.transaction_id < %(before)s AND t.kind <> ALL(%(quiet)s)
    AND (NOT %(by_hand)s OR t.actor LIKE 'staff:%%')
    AND (%(actor)s::text IS NULL OR t.actor = %(actor)s)
  ORDER BY t.transaction_id DESC LIMIT %(most)s
"""
AWARDS: Final = """
SELECT (a->>'award_id')::uuid FROM order_settlement o
CROSS JOIN LATERAL jsonb_array_elements(o.awards) AS a
WHERE o.programme_id = %(programme)s AND o.order_ref = ANY(%(orders)s)
  AND o.store_id IN (SELECT store_id FROM store WHERE programme_id = %(programme)s)
"""
"""Asked on its own: told how few they are, the server finds their lots by index."""
LEDGER_ORDER: Final = """
  SELECT DISTINCT p.transaction_id FROM ledger_lot l
  JOIN ledger_posting p ON p.programme_id = l.programme_id AND p.lot_id = l.lot_id
  JOIN ledger_transaction k ON k.programme_id = p.programme_id
    AND k.transaction_id = p.transaction_id AND k.kind <> ALL(%(quiet)s)
  WHERE l.programme_id = %(programme)s AND l.award_id = ANY(%(awards)s)
    AND p.transaction_id < %(before)s
"""

VOUCHERS: Final = """
SELECT v.voucher_id, 'rewards', v.state, v.created_at, v.member_id, v.store_id, v.actor,
  jsonb_build_object('title', v.terms->'title', 'reward', v.reward_id,
    'price', v.price, 'asset', v.asset, 'code', v.code, 'reason', v.reason,
    'source', v.source),
  v.attention IS NOT NULL
FROM voucher v
WHERE v.programme_id = %(programme)s AND v.voucher_id < %(before)s
  AND (%(member)s::uuid IS NULL OR v.member_id = %(member)s)
  AND (%(store)s::uuid IS NULL OR v.store_id = %(store)s)
  AND (NOT %(by_hand)s OR v.actor LIKE 'staff:%%')
  AND (NOT %(automatic)s OR v.actor NOT LIKE 'staff:%%')
  AND (%(actor)s::text IS NULL OR v.actor = %(actor)s)
  AND (NOT %(failed)s OR v.attention IS NOT NULL)
  AND {found}
ORDER BY v.voucher_id DESC LIMIT %(most)s
"""
VOUCHERS_ALL: Final = "v.voucher_id >= %(horizon)s"
VOUCHERS_ORDER: Final = """v.voucher_id IN (
    SELECT u.voucher_id FROM voucher_use u
    WHERE u.programme_id = %(programme)s AND u.order_ref = ANY(%(orders)s)
      AND u.store_id IN (SELECT store_id FROM store WHERE programme_id = %(programme)s))
"""
TIERS: Final = """
SELECT NULL::uuid, 'tiers', CASE WHEN h.tier IS NULL THEN 'left' ELSE 'reached' END,
  h.since, h.member_id, NULL::uuid, h.by, jsonb_build_object('tier', h.tier,
    'until', h.term_end, 'reason', h.reason), false
FROM member_tier h
WHERE h.programme_id = %(programme)s AND h.since <= %(at)s
  AND (%(member)s::uuid IS NULL OR h.member_id = %(member)s)
ORDER BY h.since DESC LIMIT %(most)s
"""
REFERRALS: Final = """
SELECT r.referral_id, 'referrals', r.state, r.claimed_at, r.advocate_id, r.store_id,
  coalesce(r.decided_by, 'system'), jsonb_build_object('friend', r.friend_id,
    'reasons', r.reasons), r.state = 'held'
FROM referral r
WHERE r.programme_id = %(programme)s AND r.referral_id < %(before)s
  AND (%(member)s::uuid IS NULL OR r.advocate_id = %(member)s
    OR r.friend_id = %(member)s)
  AND (%(store)s::uuid IS NULL OR r.store_id = %(store)s)
  AND (%(orders)s::text[] IS NULL OR r.order_ref = ANY(%(orders)s))
ORDER BY r.referral_id DESC LIMIT %(most)s
"""
REFUSALS: Final = """
SELECT d.trace_id, 'refusals', d.trace->>'verdict', d.decided_at, d.member_id,
  d.store_id, 'system', jsonb_build_object('subject', d.subject,
    'rules', d.trace->'rules',
    'number', (SELECT o.snapshot->>'number' FROM order_settlement o
      WHERE o.programme_id = d.programme_id AND o.store_id = d.store_id
        AND o.order_ref = substr(d.subject, 7))), false
FROM decision_trace d
WHERE d.programme_id = %(programme)s AND d.trace_id < %(before)s
  AND d.trace_id >= %(horizon)s
  AND (%(subjects)s::text[] IS NULL OR d.subject = ANY(%(subjects)s))
  AND jsonb_array_length(coalesce(nullif(d.trace->'awards', 'null'), '[]')) = 0
  AND d.trace ? 'verdict'
  AND (%(member)s::uuid IS NULL OR d.member_id = %(member)s)
  AND (%(store)s::uuid IS NULL OR d.store_id = %(store)s)
ORDER BY d.trace_id DESC LIMIT %(most)s
"""
DEBTS: Final = """
SELECT o.debt_id, 'failures', o.kind, o.created_at, v.member_id, o.store_id, 'system',
  jsonb_build_object('subject', o.subject, 'reason', o.reason,
    'attempts', o.attempts), true
FROM outbox o
LEFT JOIN voucher v ON v.programme_id = o.programme_id
  AND v.voucher_id::text = o.subject
WHERE o.programme_id = %(programme)s AND o.state = 'set_aside'
  AND o.debt_id < %(before)s
  AND (%(member)s::uuid IS NULL OR v.member_id = %(member)s)
  AND (%(store)s::uuid IS NULL OR o.store_id = %(store)s)
ORDER BY o.debt_id DESC LIMIT %(most)s
"""
DELIVERIES: Final = """
SELECT i.inbox_id, 'failures', 'delivery', i.received_at, NULL::uuid, i.store_id,
  i.provider, jsonb_build_object('subject', i.topic, 'reason', i.reason), true
FROM inbox i
WHERE i.programme_id = %(programme)s AND i.state = 'set_aside'
  AND i.inbox_id < %(before)s
  AND (%(store)s::uuid IS NULL OR i.store_id = %(store)s)
ORDER BY i.inbox_id DESC LIMIT %(most)s
"""
DEEDS: Final = """
SELECT a.entry_id, 'staff', a.action, a.at, NULL::uuid, NULL::uuid, a.actor,
  jsonb_build_object('subject', a.subject, 'after', a.after), false
FROM programme_audit a
WHERE a.programme_id = %(programme)s AND a.entry_id < %(before)s
  AND a.action <> ALL(%(told)s)
  AND (%(actor)s::text IS NULL OR a.actor = %(actor)s)
ORDER BY a.entry_id DESC LIMIT %(most)s
"""

HORIZONS: Final = {
    "points": "ledger_transaction t WHERE t.transaction_id",
    "refusals": "decision_trace t WHERE t.trace_id",
    "rewards": "voucher t WHERE t.voucher_id",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened, as it is written."""

    id: UUID
    kind: str
    """``points``, ``rewards``, ``tiers``, ``referrals``, ``refusals``, ``failures``
    or ``staff``."""
    what: str
    """A ledger kind, a voucher's state, a debt's kind, a verdict …"""
    at: datetime
    member_id: UUID | None
    store_id: UUID | None
    actor: str
    facts: dict[str, Any]
    failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for, and how."""

    kinds: frozenset[str] = frozenset()
    """Empty: all."""
    member_id: UUID | None = None
    order_refs: tuple[str, ...] | None = None
    """Ids of orders; none of them where nothing is called as somebody typed."""
    store_id: UUID | None = None
    actor: str | None = None
    """``staff:<id>``: what one person did."""
    by_hand: bool = False
    automatic: bool = False
    failed: bool = False
    before: UUID = NEWEST
    most: int = 25

    def wants(self, kind: str) -> bool:
        """Tell whether things of a kind can be among what is looked for."""
        return not self.kinds or kind in self.kinds


def instant_of(cursor: UUID) -> datetime:
    """Return the instant of a time-ordered id, to the millisecond above."""
    if cursor == NEWEST:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.fromtimestamp(0, UTC) + timedelta(
        milliseconds=(cursor.int >> 80) + 1
    )


def made_id(at: datetime, *names: object) -> UUID:
    """Return a time-ordered id for something that has none; always the same."""
    since = at - datetime.fromtimestamp(0, UTC)
    stamp = since // timedelta(milliseconds=1)
    noise = int.from_bytes(sha256(repr(names).encode()).digest()[:10], "big")
    high, low = (noise >> 62) & 0xFFF, noise & ((1 << 62) - 1)
    return UUID(int=(stamp << 80) | (0x7 << 76) | (high << 64) | (0x2 << 62) | low)


class ActivityRepository:
    """Reads what happened in the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def points(self, asked: Asked, horizon: UUID) -> list[Happened]:
        """Return entries of the ledger; those of holds are told by their voucher."""
        found, awards = LEDGER_ALL, []
        if asked.order_refs is not None:
            found, awards = LEDGER_ORDER, self._awards(asked.order_refs)
        elif asked.member_id is not None:
            found = LEDGER_MEMBER
        elif asked.by_hand or asked.actor is not None:
            found = LEDGER_STAFF
        stretch = STRETCH if asked.store_id is not None else asked.most
        return self._rows(
            LEDGER.format(found=found),
            asked,
            horizon=horizon,
            stretch=stretch,
            awards=awards,
        )

    def _awards(self, order_refs: Collection[str]) -> list[UUID]:
        rows = self._connection.exec_driver_sql(
            AWARDS, {"programme": self._programme_id, "orders": list(order_refs)}
        )
        return [row[0] for row in rows]

    def refusals(self, asked: Asked, horizon: UUID) -> list[Happened]:
        """Return orders and facts that earned nothing."""
        return self._rows(REFUSALS, asked, horizon=horizon)

    def vouchers(self, asked: Asked, horizon: UUID) -> list[Happened]:
        """Return vouchers as they stand, by when the member got them."""
        found = VOUCHERS_ALL if asked.order_refs is None else VOUCHERS_ORDER
        return self._rows(VOUCHERS.format(found=found), asked, horizon=horizon)

    def tiers(self, asked: Asked) -> list[Happened]:
        """Return tiers that members reached or left."""
        rows = self._rows(TIERS, asked, at=instant_of(asked.before))
        return [row for row in rows if row.id < asked.before]

    def referrals(self, asked: Asked) -> list[Happened]:
        """Return friends who came through a link."""
        return self._rows(REFERRALS, asked)

    def failures(self, asked: Asked) -> list[Happened]:
        """Return debts and deliveries that were set aside for a person."""
        found = self._rows(DEBTS, asked)
        if asked.member_id is None:
            found += self._rows(DELIVERIES, asked)
        return found

    def deeds(self, asked: Asked, told: Collection[str] = ()) -> list[Happened]:
        """Return what staff did, by the audit trail; what is *told* elsewhere not."""
        found = self._rows(DEEDS, asked, told=list(told))
        return [replace(each, member_id=_subject(each)) for each in found]

    def decision(self, trace_id: UUID) -> dict[str, Any] | None:
        """Return one decision as it is written, or None."""
        row = self._connection.exec_driver_sql(
            "SELECT trace, programme_version, decided_at FROM decision_trace"
            " WHERE programme_id = %s AND trace_id = %s",
            (self._programme_id, trace_id),
        ).first()
        names = ("trace", "programme_version", "decided_at")
        return None if row is None else dict(zip(names, row, strict=True))

    def horizon(self, source: str, asked: Asked) -> UUID:
        """Return how far back a source is looked at; ``OLDEST`` to its beginning."""
        name = HORIZONS[source].rpartition(".")[2]
        row = self._connection.exec_driver_sql(
            f"SELECT {name} FROM {HORIZONS[source]} < %(before)s"
            f" AND t.programme_id = %(programme)s"
            f" ORDER BY {name} DESC OFFSET %(stretch)s LIMIT 1",
            {
                "programme": self._programme_id,
                "before": asked.before,
                "stretch": STRETCH - 1,
            },
        ).first()
        return row[0] if row else OLDEST

    def _rows(self, statement: str, asked: Asked, **more: object) -> list[Happened]:
        orders = None if asked.order_refs is None else list(asked.order_refs)
        rows = self._connection.exec_driver_sql(
            statement,
            {
                "programme": self._programme_id,
                "before": asked.before,
                "most": asked.most,
                "member": asked.member_id,
                "orders": orders,
                "subjects": orders and [f"order:{each}" for each in orders],
                "store": asked.store_id,
                "actor": asked.actor,
                "by_hand": asked.by_hand,
                "automatic": asked.automatic,
                "failed": asked.failed,
                "quiet": list(QUIET),
                **more,
            },
        )
        return [_happened(row) for row in rows]


def _subject(deed: Happened) -> UUID | None:
    """Return the member whom a deed was about, if it was about one."""
    kind, _, named = str(deed.facts["subject"]).partition(":")
    try:
        return UUID(named) if kind == "member" else None
    except ValueError:
        return None


def _happened(row: Any) -> Happened:  # noqa: ANN401 - a row of the driver
    found, kind, what, at, member_id, *rest = row
    return Happened(
        found or made_id(at, kind, member_id), kind, what or "", at, member_id, *rest
    )
