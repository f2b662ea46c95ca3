"""What of an order counts for a rule, line by line.

Everything is gross of refunds: what was refunded is the business of
``keeping``. Amounts are computed once for each choice of options, because most
rules of a programme share them.
"""

from collections.abc import Callable, Mapping

from app.domain.earning.facts import SHIPPING, LineAmount
from app.domain.events import OrderLine, OrderSnapshot
from app.domain.money import spread
from app.domain.programme.earning import AmountBasis, LineFilter
from app.domain.programme.facts import LineMatcher

Options = tuple[bool, bool, bool]
"""Tax, gift cards, paid with points."""
Picker = Callable[[OrderLine, str], bool]


def matcher(chosen: LineFilter) -> LineMatcher | None:
    """Return what tells the lines of a filter, or None for an empty one."""
    if chosen.empty:
        return None
    return LineMatcher(
        products=chosen.products,
        collections=chosen.collections,
        tags=chosen.tags,
        vendors=chosen.vendors,
    )


class Scope:
    """An amount basis, ready to be asked often."""

    __slots__ = ("everything", "exclude", "full_price", "only", "options", "shipping")

    def __init__(self, basis: AmountBasis) -> None:
        self.options: Options = (basis.tax, basis.gift_cards, basis.paid_with_points)
        self.shipping = basis.shipping
        self.only = matcher(basis.only)
        self.exclude = matcher(basis.exclude)
        self.full_price = basis.full_price
        chosen = self.only is not None or self.exclude is not None
        self.everything = not (chosen or self.full_price)

    def picks(self, line: OrderLine, store: str) -> bool:
        """Tell whether *line* is within the scope."""
        if self.full_price and not _at_full_price(line):
            return False
        if self.only is not None and not self.only(line, store):
            return False
        return self.exclude is None or not self.exclude(line, store)


class OrderAmounts:
    """The countable amounts of one order."""

    def __init__(
        self,
        snapshot: OrderSnapshot,
        store: str,
        *,
        own_codes: Mapping[str, int],
        gift_codes: Mapping[str, int],
    ) -> None:
        self._order = snapshot
        self._store = store
        self._own_minor = sum(own_codes.values()) if own_codes else 0
        self._gift_minor = sum(gift_codes.values()) if gift_codes else 0
        self._goods: dict[Options, tuple[tuple[OrderLine, LineAmount], ...]] = {}
        self._whole: dict[tuple[Options, bool], tuple[LineAmount, ...]] = {}

    def lines(self, scope: Scope) -> tuple[LineAmount, ...]:
        """Return what counts within *scope*, shipping last; empty lines left out."""
        if scope.everything:
            key = (scope.options, scope.shipping)
            if key not in self._whole:
                self._whole[key] = self._lines(scope)
            return self._whole[key]
        return self._lines(scope)

    def _lines(self, scope: Scope) -> tuple[LineAmount, ...]:
        found = [
            amount
            for line, amount in self._of(scope.options)
            if scope.everything or scope.picks(line, self._store)
        ]
        if scope.shipping and (shipping := self._shipping(scope.options)) is not None:
            found.append(shipping)
        return tuple(found)

    def goods(self) -> tuple[LineAmount, ...]:
        """Return every line without tax; gift cards are there and count nothing."""
        return tuple(_goods(line) for line in self._order.lines)

    def _of(self, options: Options) -> tuple[tuple[OrderLine, LineAmount], ...]:
        if options not in self._goods:
            self._goods[options] = self._count(*options)
        return self._goods[options]

    def _count(
        self,
        tax: bool,  # noqa: FBT001 - unpacked from Options
        gift_cards: bool,  # noqa: FBT001 - as above
        with_points: bool,  # noqa: FBT001 - as above
    ) -> tuple[tuple[OrderLine, LineAmount], ...]:
        lines = [line for line in self._order.lines if gift_cards or not line.gift_card]
        if tax:
            gross = [line.amount_minor + line.tax_minor for line in lines]
        else:
            gross = [line.amount_minor for line in lines]
        counted = [max(0, amount) for amount in gross]
        if with_points:
            counted = self._with_own_codes(lines, counted)
        else:
            counted = self._without_gifts(counted)
        return tuple(
            [
                (line, LineAmount(line.line_ref, count, max(0, amount), line.quantity))
                for line, amount, count in zip(lines, gross, counted, strict=True)
                if count > 0
            ]
        )

    def _with_own_codes(self, lines: list[OrderLine], counted: list[int]) -> list[int]:
        taken_off = [line.discount_minor for line in lines]
        paid_minor = min(self._own_minor, sum(taken_off))
        if paid_minor <= 0:
            return counted
        shares = spread(paid_minor, taken_off)
        return [count + share for count, share in zip(counted, shares, strict=True)]

    def _without_gifts(self, counted: list[int]) -> list[int]:
        if not self._gift_minor:
            return counted
        total_minor = self._order.total_minor
        gift_minor = min(self._gift_minor, total_minor)
        if gift_minor <= 0 or not any(counted):
            return counted
        shares = spread(sum(counted) * gift_minor // total_minor, counted)
        return [count - share for count, share in zip(counted, shares, strict=True)]

    def _shipping(self, options: Options) -> LineAmount | None:
        order = self._order
        gross = order.shipping_minor + (order.shipping_tax_minor if options[0] else 0)
        counted = gross
        if not options[2]:
            [counted] = self._without_gifts([gross])
        return LineAmount(SHIPPING, counted, gross) if counted > 0 else None


def _at_full_price(line: OrderLine) -> bool:
    """Tell whether a line was sold at its list price, as far as anybody knows."""
    if line.full_price is None:
        return line.discount_minor == 0
    return line.full_price


def _goods(line: OrderLine) -> LineAmount:
    counted = 0 if line.gift_card else max(0, line.amount_minor)
    return LineAmount(line.line_ref, counted, max(0, line.amount_minor), line.quantity)
