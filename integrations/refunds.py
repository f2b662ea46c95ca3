"""What refunds leave of an order's parts, by money and not by words.

A refund names lines, shipping, both or nothing, and moves an amount of money
that need not be their sum. The money decides: less than what is named is shared
out over it, more is spread over all that is left of the order. The result
depends on the refunds as a whole, never on their order or grouping.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.money import spread


@dataclass(slots=True)
class Part:
    """A line or the shipping of an order: net, tax, and what is left of both."""

    net_minor: int
    tax_minor: int
    left_minor: int = field(init=False)
    tax_left_minor: int = field(init=False)

    def __post_init__(self) -> None:
        self.net_minor = self.left_minor = max(0, self.net_minor)
        self.tax_minor = self.tax_left_minor = max(0, self.tax_minor)

    @property
    def refunded_minor(self) -> int:
        return self.net_minor - self.left_minor

    @property
    def refunded_tax_minor(self) -> int:
        return self.tax_minor - self.tax_left_minor

    def take(self, net_minor: int, tax_minor: int) -> int:
        """Give so much of the part back; return what it did not have."""
        net, tax = min(net_minor, self.left_minor), min(tax_minor, self.tax_left_minor)
        self.left_minor -= net
        self.tax_left_minor -= tax
        return net_minor - net + tax_minor - tax


@dataclass(frozen=True, slots=True)
class Returned:
    """One refund: the parts it names with net and tax, and the money it moved."""

    named: Sequence[tuple[Part, int, int]]
    money_minor: int


def give_back(refunds: Sequence[Returned]) -> int:
    """Take refunds off the parts they name; return the money that names nothing."""
    unnamed = 0
    for refund in refunds:
        amounts = [
            max(0, amount) for _, net, tax in refund.named for amount in (net, tax)
        ]
        named = sum(amounts)
        if refund.money_minor < named:
            amounts = spread(max(0, refund.money_minor), amounts)
        unnamed += max(0, refund.money_minor - named)
        for index, (part, _, _) in enumerate(refund.named):
            unnamed += part.take(amounts[2 * index], amounts[2 * index + 1])
    return unnamed


def spread_unnamed(unnamed_minor: int, parts: Sequence[Part], rest_minor: int) -> bool:
    """Spread money that names nothing over what is left; return whether it did.

    Each part takes its proportion of the whole, by largest remainder. *rest* is
    the share of the total that is no part: tips, duties, fees.
    """
    left = [
        amount for part in parts for amount in (part.left_minor, part.tax_left_minor)
    ]
    whole = sum(left) + max(0, rest_minor)
    if unnamed_minor <= 0 or whole == 0:
        return False
    shares = spread(min(unnamed_minor, whole), [*left, max(0, rest_minor)])
    for index, part in enumerate(parts):
        part.take(shares[2 * index], shares[2 * index + 1])
    return True


def take_all(parts: Sequence[Part]) -> None:
    """Give back whatever is left of every part."""
    for part in parts:
        part.take(part.left_minor, part.tax_left_minor)
