"""The life of units by months: given, expected to be used, lapsed, outstanding.

Of every lot the expected share is used in equal parts over the months of its
life, twelve at most; the rest lapses with the lot, or stays outstanding where
nothing lapses. Months are numbered ``year * 12 + month - 1``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.domain.inactivity import Spell, lapsed_at
from app.domain.ledger.lots import lapse_instant
from app.domain.liability import half_up
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.terms import InactivityExpiry, LifeExpiry, NoExpiry
from app.domain.simulation.sparing import end_of_lot

YEAR = 12
USED_WITHIN_MONTHS = 12
Lots = Mapping[tuple[int, int | None], int]
"""Units by the month of issue and the month in which they lapse, if they do."""


def month_of(day: date) -> int:
    """Return the number of a day's month."""
    return day.year * YEAR + day.month - 1


def month_name(month: int) -> str:
    """Return the name of a month: ``2026-07``."""
    return f"{month // YEAR:04d}-{month % YEAR + 1:02d}"


@dataclass(frozen=True, slots=True)
class Month:
    """One month of an asset, in smallest units; outstanding at its end."""

    month: int
    issued: int
    redeemed: int
    """As expected."""
    expired: int
    outstanding: int


def months_of(lots: Lots, *, until: int, rate: Fraction) -> list[Month]:
    """Return every month from the first issue up to *until*.

    Sums are rounded, never the months, so that the months add up.
    """
    if not lots:
        return []
    found: list[Month] = []
    issued = redeemed = expired = 0
    for month in range(min(first for first, _ in lots), until + 1):
        given = sum(units for (first, _), units in lots.items() if first <= month)
        used = half_up(
            sum(
                (
                    units * rate * _share_used(first, lapses, month)
                    for (first, lapses), units in lots.items()
                ),
                Fraction(0),
            )
        )
        gone = half_up(
            sum(
                units * (1 - rate)
                for (_, lapses), units in lots.items()
                if lapses is not None and lapses <= month
            )
            + Fraction(0)
        )
        left = max(0, given - used - gone)
        row = Month(month, given - issued, used - redeemed, gone - expired, left)
        found.append(row)
        issued, redeemed, expired = given, used, gone
    return found


def _share_used(first: int, lapses: int | None, month: int) -> Fraction:
    """Return how much of what will ever be used of a lot is used by a month's end."""
    if lapses is not None and month >= lapses:
        return Fraction(1)
    if month <= first:
        return Fraction(0)
    life = USED_WITHIN_MONTHS
    if lapses is not None:
        life = min(life, lapses - first)
    return min(Fraction(month - first, life), Fraction(1))


class History(NamedTuple):
    """What keeps a person's units from lapsing."""

    activity: Sequence[datetime]
    """When they ordered."""
    spared: Sequence[Spell] = ()
    """Since when, and until when, the terms spared them."""


class Lives:
    """Tells when units lapse, by the terms of a document."""

    def __init__(
        self, document: ProgrammeDocument, *, zone: str, until: datetime
    ) -> None:
        self._zone, self._until = zone, until
        self._local = ZoneInfo(zone)
        expiry = document.terms.expiry
        self._silence = expiry if isinstance(expiry, InactivityExpiry) else None
        self._by_terms = document.terms.lot_expiry
        self._by_day: dict[tuple[str, date], int] = {}

    def lapse_month(
        self,
        rule_id: str,
        expiry: NoExpiry | LifeExpiry,
        available_from: datetime,
        history: History,
    ) -> int | None:
        """Return the month in which units lapse; None: never, as far as is known.

        Args:
            rule_id: Of the rule that gave them; its expiry is always the same.
            expiry: How long they live.
            available_from: From when.
            history: What kept the person's units from lapsing.
        """
        if isinstance(expiry, LifeExpiry):
            if history.spared and expiry == self._by_terms:
                ends_at = end_of_lot(
                    expiry, available_from, history.spared, zone=self._zone
                )
                return None if ends_at is None else self.month(ends_at)
            return self._end_of_life(rule_id, expiry, available_from)
        if self._silence is None:
            return None
        counted = history.activity if "order" in self._silence.activity else ()
        ended_at = lapsed_at(
            self._silence,
            counted,
            available_from=available_from,
            not_before=None,
            zone=self._zone,
            at=self._until,
            spared=history.spared,
        )
        return None if ended_at is None else self.month(ended_at)

    def _end_of_life(
        self, rule_id: str, expiry: LifeExpiry, available_from: datetime
    ) -> int:
        key = (rule_id, available_from.astimezone(self._local).date())
        if key not in self._by_day:
            ends_at = lapse_instant(
                available_from,
                months=expiry.months or 0,
                days=expiry.days or 0,
                until=expiry.until,
                zone=self._zone,
            )
            self._by_day[key] = self.month(ends_at)
        return self._by_day[key]

    def month(self, at: datetime) -> int:
        """Return the month of an instant."""
        return month_of(at.astimezone(self._local))
