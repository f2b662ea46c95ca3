"""What happens to lots by the clock: pending units mature, old units expire.

A sweep may run late, twice, or beside another one with the same result: each lot
is looked at again under its lock, and the n-th maturation or expiry of a lot
has one key. Units that lapsed are dead already; the sweep only writes it down.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from prometheus_client import Counter

from app.domain.ledger import Book, Transaction
from app.domain.ledger.brake import FEW_MEMBERS, DueUnits, brake
from app.services.brakes import refusal
from app.services.env import Env
from app.storage.ledger import LedgerRepository
from app.storage.ledger.due import Due, DueLot, due_lots, due_units
from app.storage.unit_of_work import UnitOfWork

LOTS_AT_ONCE: Final = 200

STOPPED: Final = Counter(
    "setia_sweeps_stopped_total", "Sweeps that the brake stopped.", ("sweep", "reason")
)

log = structlog.get_logger(__name__)

Act = Callable[[Book, UUID, datetime], Transaction | None]


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What one run of a sweep did, or why it did nothing."""

    lots: int = 0
    units: int = 0
    stopped: str | None = None
    """``programme_frozen``, ``clocks_apart``, ``wall_clock_moved``,
    ``share_of_available`` or ``daily_mean``."""


def mature(env: Env, programme_id: UUID) -> SweepReport:
    """Make available every pending lot whose wait is over."""
    at = env.clock.now()
    stopped = env.database.run(programme_id, lambda uow: refusal(env, uow, at))
    if stopped is not None:
        return _stop("mature", programme_id, stopped)
    return _sweep(env, programme_id, "matures_at", at, _mature)


def expire(env: Env, programme_id: UUID, *, confirmed: bool = False) -> SweepReport:
    """End every lapsed lot, unless that would be suspiciously much.

    Args:
        env: The world.
        programme_id: Whose lots.
        confirmed: A person has looked at what the brake stopped and wants it.
    """
    at = env.clock.now()

    def look(uow: UnitOfWork) -> tuple[str | None, DueUnits | None]:
        reason = refusal(env, uow, at)
        if reason is None and not confirmed:
            for due in due_units(uow, at=at, few=FEW_MEMBERS):
                found = brake(due)
                if found is not None:
                    return found, due
        return reason, None

    stopped, due = env.database.run(programme_id, look)
    if stopped is not None:
        return _stop("expire", programme_id, stopped, due)
    return _sweep(env, programme_id, "expires_at", at, _expire)


def _mature(book: Book, lot_id: UUID, at: datetime) -> Transaction | None:
    return book.mature(lot_id, at=at)


def _expire(book: Book, lot_id: UUID, at: datetime) -> Transaction | None:
    return book.expire(lot_id, at=at)


def _stop(
    sweep: str, programme_id: UUID, reason: str, due: DueUnits | None = None
) -> SweepReport:
    """Say loudly that a sweep did not run: a person has to look."""
    STOPPED.labels(sweep, reason).inc()
    figures = {} if due is None else {"asset": due.asset, "units": due.units}
    log.error(
        "sweep stopped",
        sweep=sweep,
        programme_id=str(programme_id),
        reason=reason,
        **figures,
    )
    return SweepReport(stopped=reason)


def _sweep(
    env: Env, programme_id: UUID, due: Due, at: datetime, act: Act
) -> SweepReport:
    lots = units = 0
    while True:
        found, posted = env.database.run(
            programme_id, lambda uow: _some(env, uow, due, at, act)
        )
        lots += len(posted)
        units += sum(transaction.moved() for transaction in posted)
        # A full batch of which nothing could be posted would come again.
        if found < LOTS_AT_ONCE or not posted:
            return SweepReport(lots, units)


def _some(
    env: Env, uow: UnitOfWork, due: Due, at: datetime, act: Act
) -> tuple[int, list[Transaction]]:
    found = due_lots(uow, due, at=at, most=LOTS_AT_ONCE)
    if not found:
        return 0, []
    ledger = LedgerRepository(uow, env.ids)
    book = ledger.open(
        {(lot.member_id, lot.asset) for lot in found},
        lots=[lot.lot_id for lot in found],
    )
    posted = [
        transaction
        for lot in found
        if _still_there(book, lot)
        and (transaction := act(book, lot.lot_id, at)) is not None
    ]
    ledger.flush(book)
    return len(found), posted


def _still_there(book: Book, lot: DueLot) -> bool:
    """Tell whether the lot is where it was before the lock (no merge meanwhile)."""
    return book.lots[lot.lot_id].member_id == lot.member_id
