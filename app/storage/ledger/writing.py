"""The statements that write what a book posted.

One statement for the whole unit of work. Foreign keys are checked when it ends and
posting counts when the unit of work commits, so the parts need no order among
themselves. It comes in two forms: with arrays for any number of rows, and with
plain values for the one posting of one transaction, which is most of what an API
posts; arrays of one cost the server half as much again.
"""

from collections.abc import Iterable, Mapping

from app.domain.ledger.lots import STATE
from app.storage.statements import Prepared

Columns = Mapping[str, str]
"""Parameters, in the order of the columns that they fill, and their types."""

STATE_TYPES: Columns = {
    "member_id": "uuid",
    **dict.fromkeys((*STATE, "absorbed"), "bigint"),
    **dict.fromkeys(("maturations", "expiries", "dates", "records"), "smallint"),
    "available_from": "timestamptz",
    "lapses_at": "timestamptz",
}
"""Columns of a lot's state that change; the rest is fixed when it is opened."""

FRESH = ("member_id", "pending", "available", "held", "dates", "records")
FRESH_STATE = ("lot_id", "asset", "size", *FRESH, "available_from", "lapses_at")
"""What there is to say of a lot whose units are all with its holder."""


def _with_prefix(prefix: str, columns: Columns) -> Columns:
    return {f"{prefix}_{name}": kind for name, kind in columns.items()}


TRANSACTION: Columns = {
    "t_id": "uuid",
    "t_kind": "text",
    "t_key": "bytea",
    "t_request": "bytea",
    "t_occurred": "timestamptz",
    "t_posted": "timestamptz",
    "t_count": "int",
    "t_version": "int",
    "t_rule": "text",
    "t_actor": "text",
    "t_voucher": "uuid",
    "t_reverses": "uuid",
    "t_note": "bytea",
}
POSTING: Columns = {
    "p_transaction": "uuid",
    "p_line": "int",
    "p_source": "text",
    "p_source_member": "uuid",
    "p_target": "text",
    "p_target_member": "uuid",
    "p_asset": "text",
    "p_lot": "uuid",
    "p_amount": "bigint",
    "p_posted": "timestamptz",
}
BALANCE: Columns = {
    "b_member": "uuid",
    "b_asset": "text",
    "b_pending": "bigint",
    "b_available": "bigint",
    "b_held": "bigint",
    "b_owed": "bigint",
    "b_posted": "timestamptz",
    "b_version": "bigint",
}
LOT: Columns = {
    "n_lot_id": "uuid",
    "l_home": "uuid",
    "n_asset": "text",
    "l_award": "uuid",
    "l_number": "smallint",
    "n_size": "bigint",
    "l_opened_by": "uuid",
    "l_awarded": "timestamptz",
    "l_zone": "text",
    "l_basis": "bigint",
    "l_currency": "text",
    "l_basis_kind": "text",
}
NEW_STATE = _with_prefix(
    "n", {"lot_id": "uuid", "asset": "text", "size": "bigint", **STATE_TYPES}
)
CHANGED_STATE = _with_prefix("c", {"lot_id": "uuid", **STATE_TYPES})
DATE: Columns = {
    "d_lot": "uuid",
    "d_n": "smallint",
    "d_from": "timestamptz",
    "d_lapses": "timestamptz",
    "d_reason": "text",
    "d_transaction": "uuid",
}

SAME = {"p_transaction": "t_id", "l_opened_by": "t_id", "p_posted": "t_posted"}
"""What need not be sent twice where there is one of each."""


def _plain(columns: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"%({SAME.get(name, name)})s::{kind}" for name, kind in columns)


def _arrays(columns: Columns) -> str:
    return ", ".join(f"%({name})s::{kind}[]" for name, kind in columns.items())


def _rows(columns: Columns, *, one: bool) -> str:
    if one:
        return f"VALUES (%(programme)s::uuid, {_plain(columns.items())})"
    return f"SELECT %(programme)s::uuid, * FROM unnest({_arrays(columns)})"


def _given(columns: Columns, names: str, *, one: bool) -> str:
    source = f"unnest({_arrays(columns)})"
    if one:
        source = f"(SELECT {_plain(columns.items())})"
    return f"{source} AS c ({names})"


def _posted(*, one: bool) -> str:
    queued = {"t_posted": "timestamptz", "t_id": "uuid"}
    return f"""
WITH new_transaction AS (
  INSERT INTO ledger_transaction (programme_id, transaction_id, kind, key_digest,
    request_digest, occurred_at, posted_at, posting_count, programme_version,
    rule_ref, actor, voucher_id, reverses, note_commitment)
  {_rows(TRANSACTION, one=one)}
), unsealed AS (
  INSERT INTO ledger_unsealed (programme_id, posted_at, transaction_id)
  {_rows(queued, one=one)}
), new_posting AS (
  INSERT INTO ledger_posting (programme_id, transaction_id, line, source,
    source_member_id, target, target_member_id, asset, lot_id, amount, posted_at)
  {_rows(POSTING, one=one)}
)"""


def _moved(*, one: bool, tell: str) -> str:
    names = "member_id, asset, pending, available, held, shortfall, posted_at, version"
    which = "" if one else "AND b.member_id = ANY(%(b_member)s::uuid[])"
    return f"""
  UPDATE member_balance b SET pending = c.pending, available = c.available,
    held = c.held, shortfall = c.shortfall, last_posted_at = c.posted_at,
    version = c.version + 1
  FROM {_given(BALANCE, names, one=one)}
  WHERE b.programme_id = %(programme)s::uuid AND b.member_id = c.member_id
    AND b.asset = c.asset AND b.version = c.version {which}
  RETURNING {tell}"""


def _opened(*, one: bool) -> str:
    columns = NEW_STATE
    if one:
        columns = {f"n_{name}": NEW_STATE[f"n_{name}"] for name in FRESH_STATE}
    return f""", new_lot AS (
  INSERT INTO ledger_lot (programme_id, lot_id, home_member_id, asset, award_id,
    award_lot, size, opened_by, awarded_at, zone, basis_minor, basis_currency,
    basis_kind)
  {_rows(LOT, one=one)}
), new_state AS (
  INSERT INTO ledger_lot_state
    (programme_id, {", ".join(name.removeprefix("n_") for name in columns)})
  {_rows(columns, one=one)}
)"""


def _dated(*, one: bool) -> str:
    return f""", new_date AS (
  INSERT INTO ledger_lot_date (programme_id, lot_id, n, available_from, lapses_at,
    reason, transaction_id, recorded_at)
  SELECT d.*, %(now)s::timestamptz FROM ({_rows(DATE, one=one)}) AS d
)"""


def _changed(*, one: bool) -> str:
    names = ", ".join(("lot_id", *STATE_TYPES))
    which = "" if one else "AND s.lot_id = ANY(%(c_lot_id)s::uuid[])"
    return f""", changed_state AS (
  UPDATE ledger_lot_state s SET {", ".join(f"{n} = c.{n}" for n in STATE_TYPES)}
  FROM {_given(CHANGED_STATE, names, one=one)}
  WHERE s.programme_id = %(programme)s::uuid AND s.lot_id = c.lot_id {which}
  RETURNING 1
)"""


FREE = "set_config('plan_cache_mode', 'auto', true)"
"""Ends what opening began: see ``app.storage.tables.ledger_opening``."""


def _flush(*, opens: bool, dates: bool, changes: bool, one: bool) -> Prepared:
    parts = [_posted(one=one)]
    if opens:
        parts.append(_opened(one=one))
    if dates:
        parts.append(_dated(one=one))
    if changes:
        parts.append(_changed(one=one))
    changed = "(SELECT count(*) FROM changed_state)" if changes else "0::bigint"
    if one:
        parts.append(_moved(one=True, tell=f"1::bigint, {changed}, {FREE}"))
    else:
        parts.append(
            f", changed_balance AS ({_moved(one=False, tell='1')}) SELECT"
            f" (SELECT count(*) FROM changed_balance), {changed}, {FREE}"
        )
    return Prepared("".join(parts))


FLUSH = {
    (opens, dates, changes, one): _flush(
        opens=opens, dates=dates, changes=changes, one=one
    )
    for opens in (False, True)
    for dates in (False, True)
    for changes in (False, True)
    for one in (False, True)
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
  AND (%(homes)s::uuid[] IS NULL
    OR l.home_member_id = ANY(%(homes)s::uuid[]))
"""
)
"""The lots that a merge hands over without a posting: nothing is left in them."""
