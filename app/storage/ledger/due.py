"""Lots whose time has come, and what an expiry sweep would end."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from uuid import UUID

from app.domain.ledger.brake import TRAILING_DAYS, DueUnits
from app.storage.statements import Prepared
from app.storage.unit_of_work import UnitOfWork

Due = Literal["matures_at", "expires_at"]

_LOTS = {
    column: Prepared(
        f"""
SELECT s.lot_id, s.member_id, s.asset
FROM ledger_lot_state s
WHERE s.programme_id = %(programme)s::uuid AND s.{column} <= %(at)s::timestamptz
  AND NOT EXISTS (SELECT FROM ledger_freeze f
    WHERE f.programme_id = s.programme_id AND f.member_id = s.member_id
      AND f.extent = 'writes')
ORDER BY s.{column}, s.lot_id LIMIT %(most)s::int
"""
    )
    for column in ("matures_at", "expires_at")
}

_UNITS = Prepared(
    """
SELECT s.asset, sum(s.available)::bigint, count(DISTINCT s.member_id)
FROM ledger_lot_state s
WHERE s.programme_id = %(programme)s::uuid AND s.expires_at <= %(at)s::timestamptz
GROUP BY s.asset ORDER BY s.asset
"""
)

_AVAILABLE = Prepared(
    """
SELECT coalesce(sum(available), 0)::bigint FROM member_balance
WHERE programme_id = %(programme)s::uuid AND asset = %(asset)s::text
"""
)

_LATELY = Prepared(
    """
SELECT coalesce(sum(p.amount), 0)::bigint
FROM ledger_transaction t
JOIN ledger_posting p ON p.programme_id = t.programme_id
  AND p.transaction_id = t.transaction_id
WHERE t.programme_id = %(programme)s::uuid AND t.kind = 'expiry'
  AND t.posted_at > %(since)s::timestamptz AND p.asset = %(asset)s::text
"""
)

_STATE = Prepared(
    """
SELECT state, clock_timestamp() FROM programme
WHERE programme_id = %(programme)s::uuid
"""
)


class DueLot(NamedTuple):
    """A lot to look at under its lock; it may have changed by then."""

    lot_id: UUID
    member_id: UUID
    asset: str


def due_lots(uow: UnitOfWork, due: Due, *, at: datetime, most: int) -> list[DueLot]:
    """Return lots that mature or expire, longest due first; frozen members' not."""
    rows = _LOTS[due].rows(
        uow.connection, {"programme": uow.programme_id, "at": at, "most": most}
    )
    return [DueLot(*row) for row in rows]


def due_units(uow: UnitOfWork, *, at: datetime, few: int) -> list[DueUnits]:
    """Return what expiry would end, by asset.

    What it is held against is summed only where *few* members or more are hit.
    """
    found = []
    programme = {"programme": uow.programme_id}
    for asset, units, members in _UNITS.rows(uow.connection, {**programme, "at": at}):
        available = lately = 0
        if members >= few:
            since = at - timedelta(days=TRAILING_DAYS)
            of_asset = {**programme, "asset": asset}
            [[available]] = _AVAILABLE.rows(uow.connection, of_asset)
            [[lately]] = _LATELY.rows(uow.connection, {**of_asset, "since": since})
        found.append(DueUnits(asset, units, members, available, lately))
    return found


def programme_state(uow: UnitOfWork) -> tuple[str, datetime]:
    """Return the programme's state and what the database's clock says."""
    [(state, clock)] = _STATE.rows(uow.connection, {"programme": uow.programme_id})
    return state, clock
