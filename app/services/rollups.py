"""Figures by day for dashboards: kept up behind the write path, never beside it.

The sweep may run late, twice, or beside another one: each entry of the journal and
each change is added once. A dashboard reads a year in a few thousand rows.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from app.services.env import Env
from app.storage.prove.rebuilding import Difference
from app.storage.rollups import RollupRepository
from app.storage.unit_of_work import UnitOfWork

ENTRIES_AT_ONCE: Final = 5_000
BATCHES: Final = 100
"""Of one sweep; the next one goes on."""
MOST_LISTED: Final = 1_000


@dataclass(frozen=True, slots=True)
class Series:
    """One figure day by day."""

    figure: str
    """A pot of the ledger (``issued``, ``burned``, ``expired``, ``clawed`` …),
    ``redemptions``, ``orders``, ``spend``, ``joined``, or ``flow:earned`` and so on:
    what changed the units that members have, with its sign."""
    unit: str
    """An asset, a currency (minor units), or ``count``."""
    amounts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The sum over all days."""
        return sum(self.amounts)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Every figure of a span of days, both ends included."""

    first: date
    last: date
    series: tuple[Series, ...]
    rolled_at: datetime | None
    """How fresh the figures are; None when nothing was ever added."""

    def of(self, figure: str, unit: str) -> Series:
        """Return one series; all 0 where nothing happened."""
        for one in self.series:
            if (one.figure, one.unit) == (figure, unit):
                return one
        return Series(figure, unit, (0,) * ((self.last - self.first).days + 1))


def sweep(env: Env, programme_id: UUID) -> int:
    """Add what was sealed and changed since; return how many entries of the journal."""
    added = 0
    for _ in range(BATCHES):
        more = env.database.run(programme_id, lambda uow: _some(env, uow))
        added += more
        if more < ENTRIES_AT_ONCE:
            break
    return added


def _some(env: Env, uow: UnitOfWork) -> int:
    rollups, now = RollupRepository(uow), env.clock.now()
    after, outdated = rollups.lock(at=now)
    if outdated:
        return rollups.make_afresh(at=now)
    return rollups.advance(after, at=now, most=ENTRIES_AT_ONCE) - after


def rebuild(env: Env, programme_id: UUID) -> None:
    """Work every figure out once more from ledger, orders and members."""

    def work(uow: UnitOfWork) -> None:
        rollups, now = RollupRepository(uow), env.clock.now()
        rollups.lock(at=now)
        rollups.make_afresh(at=now)

    env.database.run(programme_id, work)


def differences(env: Env, programme_id: UUID) -> list[Difference]:
    """Return the figures that are not what ledger, orders and members add up to."""
    return env.database.run(
        programme_id, lambda uow: RollupRepository(uow).differences(MOST_LISTED)
    )


def dashboard(uow: UnitOfWork, first: date, last: date) -> Dashboard:
    """Return every figure from *first* to *last*, both included.

    Raises:
        ValueError: The span ends before it begins.
    """
    if last < first:
        raise ValueError(f"a span ends on its first day or later, not on {last}")
    rollups = RollupRepository(uow)
    days = (last - first).days + 1
    found: dict[tuple[str, str], list[int]] = {}
    for row in rollups.span(first, last):
        amounts = found.setdefault((row.figure, row.unit), [0] * days)
        amounts[(row.day - first).days] = row.amount
    return Dashboard(first, last, _series(found), rollups.rolled_at())


def _series(found: dict[tuple[str, str], list[int]]) -> tuple[Series, ...]:
    return tuple(
        Series(figure, unit, tuple(amounts))
        for (figure, unit), amounts in found.items()
    )
