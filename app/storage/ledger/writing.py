"""The statements that write what a book posted.

One statement for the whole unit of work. Foreign keys are checked when it ends and
posting counts when the unit of work commits, so the parts need no order among
themselves.
"""

from collections.abc import Sequence

from app.domain.ledger.lots import STATE
from app.storage.statements import Prepared

IN_PLACE = (
    "member_id",
    *STATE,
    "absorbed",
    "maturations",
    "expiries",
    "dates",
    "records",
    "available_from",
    "lapses_at",
)
"""Columns of a lot's state that change; the rest is fixed when it is opened."""

TYPES = {
    "member_id": "uuid",
    "maturations": "smallint",
    "expiries": "smallint",
    "dates": "smallint",
    "records": "smallint",
    "available_from": "timestamptz",
    "lapses_at": "timestamptz",
}


def _unnest(prefix: str, columns: Sequence[str], types: dict[str, str]) -> str:
    return ", ".join(
        f"%({prefix}_{name})s::{types.get(name, 'bigint')}[]" for name in columns
    )


STATE_COLUMNS = ("lot_id", "asset", "size", *IN_PLACE)
STATE_TYPES = {**TYPES, "lot_id": "uuid", "asset": "text"}

POSTED = """
WITH new_transaction AS (
  INSERT INTO ledger_transaction (programme_id, transaction_id, kind, key_digest,
    request_digest, occurred_at, posted_at, posting_count, programme_version,
    rule_ref, actor, voucher_id, reverses, note_commitment)
  SELECT %(programme)s::uuid, * FROM unnest(%(t_id)s::uuid[], %(t_kind)s::text[],
    %(t_key)s::bytea[], %(t_request)s::bytea[], %(t_occurred)s::timestamptz[],
    %(t_posted)s::timestamptz[], %(t_count)s::int[], %(t_version)s::int[],
    %(t_rule)s::text[], %(t_actor)s::text[], %(t_voucher)s::uuid[],
    %(t_reverses)s::uuid[], %(t_note)s::bytea[])
), unsealed AS (
  INSERT INTO ledger_unsealed (programme_id, posted_at, transaction_id)
  SELECT %(programme)s::uuid, *
  FROM unnest(%(t_posted)s::timestamptz[], %(t_id)s::uuid[])
), new_posting AS (
  INSERT INTO ledger_posting (programme_id, transaction_id, line, source,
    source_member_id, target, target_member_id, asset, lot_id, amount, posted_at)
  SELECT %(programme)s::uuid, * FROM unnest(%(p_transaction)s::uuid[],
    %(p_line)s::int[], %(p_source)s::text[], %(p_source_member)s::uuid[],
    %(p_target)s::text[], %(p_target_member)s::uuid[], %(p_asset)s::text[],
    %(p_lot)s::uuid[], %(p_amount)s::bigint[], %(p_posted)s::timestamptz[])
), changed_balance AS (
  UPDATE member_balance b SET pending = c.pending, available = c.available,
    held = c.held, shortfall = c.shortfall, last_posted_at = c.posted_at,
    version = c.version + 1
  FROM unnest(%(b_member)s::uuid[], %(b_asset)s::text[], %(b_pending)s::bigint[],
    %(b_available)s::bigint[], %(b_held)s::bigint[], %(b_owed)s::bigint[],
    %(b_posted)s::timestamptz[], %(b_version)s::bigint[])
    AS c (member_id, asset, pending, available, held, shortfall, posted_at, version)
  WHERE b.programme_id = %(programme)s::uuid AND b.member_id = c.member_id
    AND b.asset = c.asset AND b.version = c.version
    AND b.member_id = ANY(%(b_member)s::uuid[])
  RETURNING 1
)"""

OPENED = f""", new_lot AS (
  INSERT INTO ledger_lot (programme_id, lot_id, home_member_id, asset, award_id,
    award_lot, size, opened_by, awarded_at, zone, basis_minor, basis_currency,
    basis_kind)
  SELECT %(programme)s::uuid, * FROM unnest(%(n_lot_id)s::uuid[],
    %(l_home)s::uuid[], %(n_asset)s::text[], %(l_award)s::uuid[],
    %(l_number)s::smallint[], %(n_size)s::bigint[], %(l_opened_by)s::uuid[],
    %(l_awarded)s::timestamptz[], %(l_zone)s::text[], %(l_basis)s::bigint[],
    %(l_currency)s::text[], %(l_basis_kind)s::text[])
), new_state AS (
  INSERT INTO ledger_lot_state (programme_id, {", ".join(STATE_COLUMNS)})
  SELECT %(programme)s::uuid, *
  FROM unnest({_unnest("n", STATE_COLUMNS, STATE_TYPES)})
)"""

DATED = """, new_date AS (
  INSERT INTO ledger_lot_date (programme_id, lot_id, n, available_from, lapses_at,
    reason, transaction_id, recorded_at)
  SELECT %(programme)s::uuid, d.*, %(now)s::timestamptz
  FROM unnest(%(d_lot)s::uuid[], %(d_n)s::smallint[], %(d_from)s::timestamptz[],
    %(d_lapses)s::timestamptz[], %(d_reason)s::text[], %(d_transaction)s::uuid[]) AS d
)"""

CHANGED = f""", changed_state AS (
  UPDATE ledger_lot_state s SET {", ".join(f"{name} = c.{name}" for name in IN_PLACE)}
  FROM unnest(%(c_lot_id)s::uuid[], {_unnest("c", IN_PLACE, TYPES)})
    AS c (lot_id, {", ".join(IN_PLACE)})
  WHERE s.programme_id = %(programme)s::uuid AND s.lot_id = c.lot_id
    AND s.lot_id = ANY(%(c_lot_id)s::uuid[])
  RETURNING 1
)"""

COUNTS = """
SELECT (SELECT count(*) FROM changed_balance), {changed},
  set_config('plan_cache_mode', 'auto', true)
"""


def _flush(*, opens: bool, dates: bool, changes: bool) -> Prepared:
    parts = [POSTED]
    if opens:
        parts.append(OPENED)
    if dates:
        parts.append(DATED)
    if changes:
        parts.append(CHANGED)
    changed = "(SELECT count(*) FROM changed_state)" if changes else "0"
    return Prepared("".join(parts) + COUNTS.format(changed=changed))


FLUSH = {
    (opens, dates, changes): _flush(opens=opens, dates=dates, changes=changes)
    for opens in (False, True)
    for dates in (False, True)
    for changes in (False, True)
}
"""One statement for each mixture: parts without rows would cost their share too."""

RECORDS = Prepared(
    """
INSERT INTO clawback_record (programme_id, lot_id, n, target, absorbed,
  absorbed_total, snapshot_digest, transaction_id, recorded_at)
SELECT %(programme)s::uuid, r.*, %(now)s::timestamptz FROM unnest(%(lot)s::uuid[],
  %(n)s::smallint[], %(target)s::bigint[], %(absorbed)s::bigint[],
  %(total)s::bigint[], %(digest)s::bytea[], %(transaction)s::uuid[]) AS r
"""
)

SOURCES = Prepared(
    """
INSERT INTO transaction_source
  (programme_id, transaction_id, kind, store_id, source_ref)
SELECT %(programme)s::uuid, * FROM unnest(%(transaction)s::uuid[], %(kind)s::text[],
  %(store)s::uuid[], %(ref)s::text[])
"""
)

NOTES = Prepared(
    """
INSERT INTO transaction_note (programme_id, transaction_id, note, salt)
SELECT %(programme)s::uuid, * FROM unnest(%(transaction)s::uuid[], %(note)s::text[],
  %(salt)s::bytea[])
"""
)

MOVED_HOMES = Prepared(
    """
UPDATE ledger_lot_state s SET member_id = %(taker)s::uuid
FROM ledger_lot l
WHERE s.programme_id = %(programme)s::uuid AND s.member_id = %(giver)s::uuid
  AND l.programme_id = s.programme_id AND l.lot_id = s.lot_id
  AND (%(home)s::uuid IS NULL OR l.home_member_id = %(home)s::uuid)
"""
)
"""The lots that a merge hands over without a posting: nothing is left in them."""
