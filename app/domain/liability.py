"""What the programme owes its members, in exact fractions.

Two figures over the same ledger: the management estimate (what is outstanding,
times what a point is worth, times the share still expected to be used) and
deferred revenue per cohort (IFRS 15, ASC 606). Rates and values are fractions;
an amount is rounded once, half-up, at the very end, and the last part of a
whole is always "whole minus the others". Everything is cumulative: partial
clawbacks and periods add up to the single whole step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Self

MONTHS_BEFORE_ESTIMATES = 12
"""Until a programme is that old, every point counts as going to be used."""

ALL = Fraction(1)
NOTHING = Fraction(0)


def half_up(value: Fraction) -> int:
    """Return the nearest whole number, halves away from zero."""
    doubled = abs(value) * 2 + 1
    size = doubled.numerator // (doubled.denominator * 2)
    return -size if value < 0 else size


def _share(name: str, value: Fraction) -> None:
    if not NOTHING <= value <= ALL:
        raise ValueError(f"{name} is a share from 0 to 1, not {value}")


def _not_negative(**figures: int | Fraction) -> None:
    for name, value in figures.items():
        if value < 0:
            raise ValueError(f"{name} is not negative: {value}")


# The management estimate


@dataclass(frozen=True, slots=True)
class ManagementEstimate:
    """What outstanding points are worth, expected and at most."""

    expected_minor: int
    gross_minor: int
    """The same with r = 1."""


def management_estimate(
    outstanding: int, value_minor: Fraction, share_expected: Fraction
) -> ManagementEstimate:
    """Return ``outstanding x v x r``, with *share_expected* and with r = 1.

    Args:
        outstanding: Pending, available and held units together.
        value_minor: The redemption value of one unit, in minor units (v).
        share_expected: The share of them still expected to be redeemed (r).
    """
    _not_negative(outstanding=outstanding, value_minor=value_minor)
    _share("share_expected", share_expected)
    return ManagementEstimate(
        expected_minor=half_up(outstanding * value_minor * share_expected),
        gross_minor=half_up(outstanding * value_minor),
    )


def credit_owed(outstanding_minor: int) -> ManagementEstimate:
    """Return what outstanding money credit is worth: it counts in full."""
    return management_estimate(outstanding_minor, ALL, ALL)


# How much of it will be used


@dataclass(frozen=True, slots=True)
class IssueMonth:
    """Points of one month of issue and how many were used by each age."""

    issued: int
    redeemed_by_age: tuple[int, ...]
    """Cumulative: at age 1, 2, 3 … months; younger months have fewer."""

    def __post_init__(self) -> None:
        _not_negative(issued=self.issued)
        if any(value < 0 for value in self.redeemed_by_age):
            raise ValueError("redeemed points are not negative")


def factors(months: Sequence[IssueMonth]) -> list[Fraction]:
    """Return the development factors: of age 1 to 2, then 2 to 3, and so on.

    Column k + 1 over the rows that have it, divided by column k over the same
    rows. A column without any redemption says nothing; its factor is 1.
    """
    ages = max((len(month.redeemed_by_age) for month in months), default=0)
    found: list[Fraction] = []
    for age in range(ages - 1):
        rows = [m.redeemed_by_age for m in months if len(m.redeemed_by_age) > age + 1]
        before = sum(row[age] for row in rows)
        after = sum(row[age + 1] for row in rows)
        found.append(Fraction(after, before) if before else ALL)
    return found


def ultimates(months: Sequence[IssueMonth]) -> list[Fraction]:
    """Return what each month will have redeemed in the end, row by row.

    The last known value times the factors that remain; a month without any
    value yet has none to grow and comes out as zero.
    """
    by_age = factors(months)
    found: list[Fraction] = []
    for month in months:
        known = month.redeemed_by_age
        value = Fraction(known[-1]) if known else NOTHING
        for factor in by_age[max(len(known) - 1, 0) :]:
            value *= factor
        found.append(value)
    return found


def ultimate_rates(months: Sequence[IssueMonth]) -> list[Fraction]:
    """Return for each month the share of its points ever redeemed (rho)."""
    return [
        min(value / month.issued, ALL) if month.issued else NOTHING
        for month, value in zip(months, ultimates(months), strict=True)
    ]


def share_expected(ultimate: Fraction, redeemed: int, outstanding: int) -> Fraction:
    """Return r: the share of what is outstanding that will still be redeemed.

    ``(ultimate - redeemed) / outstanding``, kept within 0 and 1; 0 when nothing
    is outstanding.
    """
    _not_negative(redeemed=redeemed, outstanding=outstanding)
    if outstanding == 0:
        return NOTHING
    return min(max((ultimate - redeemed) / outstanding, NOTHING), ALL)


def trusted_share(estimate: Fraction, *, months_of_history: int) -> Fraction:
    """Return *estimate*, or 1 while the programme is too young to have one."""
    _share("estimate", estimate)
    return estimate if months_of_history >= MONTHS_BEFORE_ESTIMATES else ALL


# Deferred revenue


def standalone_value(points: int, value_minor: Fraction, rate: Fraction) -> Fraction:
    """Return S: what *points* would sell for alone (n x v x rho), unrounded."""
    _not_negative(points=points, value_minor=value_minor)
    _share("rate", rate)
    return points * value_minor * rate


def deferred(price_minor: int, standalone_minor: Fraction) -> int:
    """Return D: the part of the price of the goods that pays for the points."""
    _not_negative(price_minor=price_minor, standalone_minor=standalone_minor)
    whole = price_minor + standalone_minor
    return half_up(price_minor * standalone_minor / whole) if whole else 0


def expected_redeemed(redeemed: int, outstanding: int, share: Fraction) -> Fraction:
    """Return how many points of a cohort will have been redeemed in the end."""
    _not_negative(redeemed=redeemed, outstanding=outstanding)
    _share("share", share)
    return redeemed + share * outstanding


def recognised(deferred_minor: int, redeemed: int, expected: Fraction) -> int:
    """Return how much of D is revenue by now: ``D x redeemed / expected``.

    All of D when nothing more is expected.
    """
    _not_negative(deferred_minor=deferred_minor, redeemed=redeemed)
    if expected <= redeemed:
        return deferred_minor
    return half_up(deferred_minor * redeemed / expected)


@dataclass(frozen=True, slots=True)
class Cohort:
    """Points given with the sales of one programme, currency and month."""

    price_minor: int
    """Of the goods that earned (P)."""
    points: int
    """Given with them (n)."""
    deferred_at_sale_minor: int
    """D before any clawback; the base of every later share."""
    clawed: int = 0
    recognised_minor: int = 0

    def __post_init__(self) -> None:
        if self.clawed > self.points:
            raise ValueError("a cohort can't lose more points than it gave")
        _not_negative(
            price_minor=self.price_minor,
            points=self.points,
            clawed=self.clawed,
            recognised_minor=self.recognised_minor,
            liability_minor=self.liability_minor,
        )

    @classmethod
    def sold(
        cls, price_minor: int, points: int, value_minor: Fraction, rate: Fraction
    ) -> Self:
        """Return the cohort on the day of sale."""
        alone = standalone_value(points, value_minor, rate)
        return cls(price_minor, points, deferred(price_minor, alone))

    @property
    def deferred_minor(self) -> int:
        """D as it stands after clawbacks, computed once from the whole."""
        if self.points == 0:
            return self.deferred_at_sale_minor
        left = self.deferred_at_sale_minor * (self.points - self.clawed)
        return half_up(Fraction(left, self.points))

    @property
    def revenue_at_sale_minor(self) -> int:
        return self.price_minor - self.deferred_at_sale_minor

    @property
    def liability_minor(self) -> int:
        return self.deferred_minor - self.recognised_minor

    def after_clawback(self, points: int) -> Self:
        """Return the cohort with *points* more taken back.

        What was already recognised of points that are now gone is undone too,
        so the liability never falls below zero.
        """
        _not_negative(points=points)
        clawed = self.clawed + points
        lower = type(self)(
            self.price_minor, self.points, self.deferred_at_sale_minor, clawed
        )
        return type(self)(
            self.price_minor,
            self.points,
            self.deferred_at_sale_minor,
            clawed,
            min(self.recognised_minor, lower.deferred_minor),
        )

    def at_period_end(
        self, *, redeemed: int, outstanding: int, share: Fraction
    ) -> Self:
        """Return the cohort with its revenue caught up to what is redeemed.

        Args:
            redeemed: Burned less returned since the sale, cumulative.
            outstanding: Pending, available and held now.
            share: r, the share of the outstanding still expected to be used.
        """
        expected = expected_redeemed(redeemed, outstanding, share)
        return type(self)(
            self.price_minor,
            self.points,
            self.deferred_at_sale_minor,
            self.clawed,
            recognised(self.deferred_minor, redeemed, expected),
        )


# What the accountant books


class BookAccount(StrEnum):
    """Accounts of the merchant's books, not of the points ledger."""

    CASH = "cash"
    REVENUE = "revenue"
    CONTRACT_LIABILITY = "contract_liability"
    MARKETING_EXPENSE = "marketing_expense"
    LOYALTY_PROVISION = "loyalty_provision"


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One side of an entry: positive is a debit, negative a credit.

    The lines of an entry sum to zero: the last part is whole minus the others.
    """

    account: BookAccount
    amount_minor: int


def _entry(*lines: tuple[BookAccount, int]) -> list[JournalLine]:
    return [JournalLine(account, amount) for account, amount in lines if amount]


def sale_lines(cohort: Cohort) -> list[JournalLine]:
    """Return the entry of a sale with points."""
    return _entry(
        (BookAccount.CASH, cohort.price_minor),
        (BookAccount.REVENUE, -cohort.revenue_at_sale_minor),
        (BookAccount.CONTRACT_LIABILITY, -cohort.deferred_at_sale_minor),
    )


def period_lines(before: Cohort, after: Cohort) -> list[JournalLine]:
    """Return the entry of a period end: redemption, expiry, a new estimate."""
    change = after.recognised_minor - before.recognised_minor
    return _entry(
        (BookAccount.CONTRACT_LIABILITY, change), (BookAccount.REVENUE, -change)
    )


def refund_lines(
    refunded_minor: int, before: Cohort, after: Cohort
) -> list[JournalLine]:
    """Return the entry of a refund whose clawback led from *before* to *after*."""
    _not_negative(refunded_minor=refunded_minor)
    fall = before.liability_minor - after.liability_minor
    return _entry(
        (BookAccount.REVENUE, refunded_minor - fall),
        (BookAccount.CONTRACT_LIABILITY, fall),
        (BookAccount.CASH, -refunded_minor),
    )


def provision_lines(before_minor: int, after_minor: int) -> list[JournalLine]:
    """Return the entry for points given without a sale: the provision's change."""
    _not_negative(before_minor=before_minor, after_minor=after_minor)
    change = after_minor - before_minor
    return _entry(
        (BookAccount.MARKETING_EXPENSE, change),
        (BookAccount.LOYALTY_PROVISION, -change),
    )


def provision_used_lines(used_minor: int) -> list[JournalLine]:
    """Return the entry for such points being redeemed: a discount given."""
    _not_negative(used_minor=used_minor)
    return _entry(
        (BookAccount.LOYALTY_PROVISION, used_minor), (BookAccount.REVENUE, -used_minor)
    )
