"""Money as whole minor units, and the one way to spread a whole over parts.

The exponents are ours: the stores report rupiah without decimals, the common
locale data gives it two. Money never meets a float; platform text is parsed as
decimal and rounded half-even once, at the door (ledger rules, 2.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Self

from app.domain.errors import Malformed

EXPONENTS: dict[str, int] = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "IDR",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}
"""Digits after the point, where they are not two."""

DEFAULT_EXPONENT = 2
MAX_AMOUNT_MINOR = 10**15
CURRENCY_LENGTH = 3


class UnreadableAmount(Malformed):
    """A text that should be an amount of money is not."""

    code = "unreadable_amount"


class UnknownCurrency(Malformed):
    """Not a currency code of three capital letters."""

    code = "unknown_currency"


class CurrencyMismatch(Malformed):
    """Two amounts of different currencies were asked to meet."""

    code = "currency_mismatch"


def exponent(currency: str) -> int:
    """Return the digits after the point of *currency*."""
    if (
        len(currency) != CURRENCY_LENGTH
        or not currency.isascii()
        or not currency.isalpha()
        or not currency.isupper()
    ):
        raise UnknownCurrency(f"{currency!r} is not a currency code such as 'IDR'")
    return EXPONENTS.get(currency, DEFAULT_EXPONENT)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in the smallest unit of a currency; may be negative."""

    amount_minor: int
    currency: str

    @classmethod
    def parse(cls, text: str, currency: str) -> Self:
        """Read a platform's decimal text, excess decimals rounded half-even.

        Raises:
            UnreadableAmount: *text* is no finite decimal, or beyond 10^15 units.
            UnknownCurrency: *currency* is not a currency code.
        """
        try:
            value = Decimal(text.strip())
        except (InvalidOperation, AttributeError) as error:
            raise UnreadableAmount(f"{text!r} is not a decimal amount") from error
        if not value.is_finite() or abs(value.adjusted()) > len(str(MAX_AMOUNT_MINOR)):
            raise UnreadableAmount(f"{text!r} is not a usable amount")
        minor = int(value.scaleb(exponent(currency)).to_integral_value(ROUND_HALF_EVEN))
        if abs(minor) > MAX_AMOUNT_MINOR:
            raise UnreadableAmount(f"{text!r} is beyond 10^15 smallest units")
        return cls(minor, currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(0, currency)

    def _same(self, other: Self) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} do not mix")

    def __add__(self, other: Self) -> Self:
        self._same(other)
        return type(self)(self.amount_minor + other.amount_minor, self.currency)

    def __sub__(self, other: Self) -> Self:
        self._same(other)
        return type(self)(self.amount_minor - other.amount_minor, self.currency)

    def decimal_text(self) -> str:
        """Return the amount with a decimal point and no grouping: ``"12.50"``."""
        digits = exponent(self.currency)
        sign = "-" if self.amount_minor < 0 else ""
        whole, part = divmod(abs(self.amount_minor), 10**digits)
        return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def spread(whole: int, weights: Sequence[int]) -> list[int]:
    """Spread *whole* over parts by largest remainder.

    ``floor(whole * w / sum)`` each; the units left over go one each to the
    largest fractions, ties to the lowest index. With weights that sum to zero
    all weights are equal. The parts add up to exactly *whole*.

    Raises:
        ValueError: *whole* or a weight is negative, or there are no weights.
    """
    if whole < 0 or any(weight < 0 for weight in weights):
        raise ValueError("a spread takes no negative numbers")
    if not weights:
        raise ValueError("a spread needs at least one weight")
    total = sum(weights)
    if total == 0:
        weights, total = [1] * len(weights), len(weights)
    parts = [whole * weight // total for weight in weights]
    by_fraction = sorted(
        range(len(weights)), key=lambda i: (-(whole * weights[i] % total), i)
    )
    for index in by_fraction[: whole - sum(parts)]:
        parts[index] += 1
    return parts
