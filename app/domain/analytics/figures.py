"""Figures as exact fractions: their value, their change, and how they are written.

A figure is "so many of so many". Only what is shown is rounded, and rounded down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from app.domain.programme.figures import money_text, number_text, percent_text
from app.domain.words import Language, count_text

WHOLE_BP: Final = 10_000


class Kind(StrEnum):
    """What a figure is, which decides how it is written."""

    COUNT = "count"
    """A number of things: ``part``."""
    SHARE = "share"
    """``part / whole``, as a percentage with one decimal."""
    RATIO = "ratio"
    """``part / whole``, with two decimals."""
    MONEY = "money"
    """An amount: ``part``."""
    MEAN = "mean"
    """An amount each: ``part / whole``."""
    DAYS = "days"
    """A number of days: ``part``; nothing where nobody was looked at."""


KINDS: Final[Mapping[str, Kind]] = {
    "members": Kind.COUNT,
    "new_members": Kind.COUNT,
    "enrolment_rate": Kind.SHARE,
    "member_share": Kind.SHARE,
    "participation": Kind.SHARE,
    "purchase_frequency": Kind.RATIO,
    "average_order": Kind.MEAN,
    "average_order_others": Kind.MEAN,
    "repeat_rate": Kind.SHARE,
    "retention": Kind.SHARE,
    "churn": Kind.SHARE,
    "lifetime_value": Kind.MEAN,
    "redemption_rate": Kind.SHARE,
    "reward_use": Kind.SHARE,
    "returning_revenue": Kind.SHARE,
    "orders_with_reward": Kind.SHARE,
    "sales_with_reward": Kind.MONEY,
    "sales": Kind.MONEY,
    "time_to_first_reward": Kind.DAYS,
    "programme_cost": Kind.MONEY,
    "liability": Kind.MONEY,
    "referrals": Kind.SHARE,
    "referral_sales": Kind.MONEY,
}
IN_MONEY: Final = frozenset({Kind.MONEY, Kind.MEAN})


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one period."""

    name: str
    unit: str
    """A currency, an asset or ``count``."""
    part: int
    whole: int

    @property
    def kind(self) -> Kind:
        """What it is."""
        return KINDS[self.name]

    @property
    def value(self) -> Fraction | None:
        """Its exact value; None where there is nothing to divide by."""
        if self.kind in (Kind.COUNT, Kind.MONEY):
            return Fraction(self.part)
        if self.whole == 0:
            return None
        if self.kind is Kind.DAYS:
            return Fraction(self.part)
        return Fraction(self.part, self.whole)

    def text(self, language: Language) -> str | None:
        """Return it as people read it, or None where there is nothing to tell."""
        if self.value is None:
            return None
        return _written(self.kind, self.value, self.unit, language)

    def change_text(self, before: "Figure | None", language: Language) -> str | None:
        """Return how it differs from a period before, or None where it can't be said.

        Shares differ by points of a percentage, amounts and counts by a percentage.
        """
        if before is None or self.value is None or before.value is None:
            return None
        gone = self.value - before.value
        if self.kind is Kind.SHARE:
            tenths = _down(gone * 1000)
            return _signed(count_text(abs(tenths), language, decimals=1), tenths)
        if before.value == 0:
            return None
        tenths = _down(gone / before.value * 1000)
        return _signed(f"{count_text(abs(tenths), language, decimals=1)}%", tenths)


def _down(value: Fraction) -> int:
    """Return the whole part, towards zero."""
    whole = abs(value).numerator // abs(value).denominator
    return -whole if value < 0 else whole


def _signed(text: str, sign: int) -> str:
    if sign == 0:
        return f"±{text}"
    return f"+{text}" if sign > 0 else f"−{text}"  # noqa: RUF001 - the minus sign


def _written(kind: Kind, value: Fraction, unit: str, language: Language) -> str:
    if kind is Kind.SHARE:
        return percent_text(_down(value * 1000) * 10, language)
    if kind is Kind.RATIO:
        return number_text(Fraction(_down(value * 100), 100), language)
    if kind in IN_MONEY:
        return money_text(_down(value), unit, language)
    return count_text(_down(value), language)
