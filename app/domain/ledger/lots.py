"""Units earned together: when they become usable, when they lapse, who pays first.

A lot is dead at the instant it lapses, whether or not the sweep has run.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.ledger.errors import InsufficientPoints
from app.domain.money import Money

FAR = datetime.max.replace(tzinfo=UTC)
MONTHS = 12

STATE = (
    "pending",
    "available",
    "held",
    "burned",
    "expired",
    "clawed",
    "removed",
    "forfeited",
    "given",
    "shortfall",
    "goodwill",
)
"""The columns whose signed sum is the size of the lot."""
NEVER_NEGATIVE = STATE[:-2]


@dataclass(frozen=True, slots=True)
class LotTerms:
    """What a lot is opened with, beside its size."""

    awarded_at: datetime
    """When it was earned; settles ties between lots that lapse together."""
    zone: str
    """The zone whose days count for this lot."""
    pending: bool = False
    available_from: datetime | None = None
    """None while pending: the trigger was not seen, the lot waits."""
    lapses_at: datetime | None = None
    """None: never (or not known yet, while it waits)."""
    basis: Money | None = None
    basis_kind: str = "shop"
    """Which money the basis is in: the shop's or what the customer saw."""


@dataclass(slots=True)
class Lot:
    """One lot and where its units are. Changed by the book only.

    ``shortfall`` and ``goodwill`` count with the sign of their account:
    negative when units already spent were clawed, ``shortfall`` positive when
    units of this lot repaid another lot's shortfall.
    """

    lot_id: UUID
    home_member_id: UUID
    member_id: UUID
    """The holder: the home member, until a merge."""
    asset: str
    award_id: UUID | None
    award_lot: int
    """The how-manieth lot of its award, from 1."""
    size: int
    awarded_at: datetime
    zone: str
    basis: Money | None = None
    basis_kind: str = "shop"
    available_from: datetime | None = None
    lapses_at: datetime | None = None
    pending: int = 0
    available: int = 0
    held: int = 0
    burned: int = 0
    expired: int = 0
    clawed: int = 0
    removed: int = 0
    forfeited: int = 0
    given: int = 0
    shortfall: int = 0
    goodwill: int = 0
    absorbed: int = 0
    """Lapsed units that count as taken back by a clawback."""
    maturations: int = 0
    expiries: int = 0
    """How often these happened; numbers their keys."""
    dates: int = 0
    records: int = 0
    """How many date rows and clawback records the lot has."""
    opened_by: UUID | None = field(default=None, compare=False)

    @property
    def kept(self) -> int:
        """What the award still has in this lot: size - clawed - absorbed."""
        return self.size - self.clawed - self.absorbed

    def matured(self, at: datetime) -> bool:
        return self.available_from is not None and self.available_from <= at

    def lapsed(self, at: datetime) -> bool:
        return self.lapses_at is not None and self.lapses_at <= at

    def total(self) -> int:
        """Return the signed sum of the state columns; equals the size."""
        return (
            self.pending
            + self.available
            + self.held
            + self.burned
            + self.expired
            + self.clawed
            + self.removed
            + self.forfeited
            + self.given
            + self.shortfall
            + self.goodwill
        )


class Draw(NamedTuple):
    """Units that one lot contributes."""

    lot_id: UUID
    amount: int


def draw_order(lot: Lot) -> tuple[datetime, datetime, UUID]:
    """Sort key: soonest to lapse, lots without end last, oldest award, lot id."""
    return (lot.lapses_at or FAR, lot.awarded_at, lot.lot_id)


def take(lots: Iterable[Lot], units: int) -> list[Draw]:
    """Choose up to *units* of the available ones, in the order of draws.

    Pure, and blind to lapsing: recovery collects lapsed units too, as long as
    the sweep has not.
    """
    draws, missing = [], units
    for lot in sorted((lot for lot in lots if lot.available), key=draw_order):
        if missing <= 0:
            break
        part = min(lot.available, missing)
        draws.append(Draw(lot.lot_id, part))
        missing -= part
    return draws


def draw(lots: Iterable[Lot], units: int, *, at: datetime) -> list[Draw]:
    """Choose the lots that pay for *units*, soonest to lapse first.

    Pure: nothing is written. The caller posts the draws in the unit of work
    that read the lots, with those rows locked.

    Args:
        lots: The member's lots in any order. Lapsed and empty ones are skipped.
        units: How many units to take, at least one.
        at: The instant that decides which lots are live.

    Returns:
        One draw per lot touched. They add up to exactly *units*.

    Raises:
        InsufficientPoints: The live lots hold fewer than *units*.
    """
    if units <= 0:
        raise ValueError(f"a draw takes at least one unit, not {units}")
    live = [lot for lot in lots if not lot.lapsed(at)]
    found = take(live, units)
    if sum(part.amount for part in found) < units:
        raise InsufficientPoints(
            points_needed=units, points_live=sum(lot.available for lot in live)
        )
    return found


def lapse_instant(
    available_from: datetime,
    *,
    months: int = 0,
    days: int = 0,
    until: str = "day",
    zone: str,
) -> datetime:
    """Return the instant at which a life of *months* and *days* is over.

    The life counts from the day, in *zone*, on which the lot becomes available
    and ends at the end of its last day: available on 15 January with 12 months,
    dead at 00:00 on 16 January of the next year. Month ends clamp: one month
    from 31 January ends with the last day of February. With *until*
    ``month_end`` or ``year_end`` the last day is that of its month or year.

    Raises:
        ValueError: Neither months nor days, or less than nothing of either.
    """
    if months < 0 or days < 0 or months + days == 0:
        raise ValueError("a life takes months or days")
    local = ZoneInfo(zone)
    first = available_from.astimezone(local).date()
    year, month = divmod(first.year * MONTHS + first.month - 1 + months, MONTHS)
    _, length = monthrange(year, month + 1)
    last = first.replace(year=year, month=month + 1, day=min(first.day, length))
    last += timedelta(days=days)
    if until != "day":
        month = MONTHS if until == "year_end" else last.month
        last = last.replace(month=month, day=monthrange(last.year, month)[1])
    morning_after = last + timedelta(days=1)
    # Where midnight is skipped by the clocks, the first instant of the day counts.
    return datetime.combine(morning_after, time_of_day(0), local).astimezone(UTC)
