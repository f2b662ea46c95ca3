"""What a cart costs with its codes: pure arithmetic in whole minor units."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from integrations.sandbox.store.discounts import (
    CartLine,
    Refusal,
    Shopper,
    cannot_join,
    entitled,
    gift_units,
    why_not,
)
from integrations.sandbox.store.models import Allocation, Application, Cart, Discount
from integrations.sandbox.store.money import percent_of, round_div, split
from integrations.sandbox.store.state import Store

# Product discounts come off before order discounts, shipping last.
SHOPIFY_ORDER = {"product": 0, "order": 1, "shipping": 2}
WOO_ORDER = {"amount_each": 0, "percent": 1, "gift": 1, "amount": 2, "free_shipping": 3}


@dataclass(slots=True)
class PricedLine:
    line: CartLine
    allocations: list[Allocation] = field(default_factory=list)
    tax_minor: int = 0
    subtotal_tax_minor: int = 0

    @property
    def gross_minor(self) -> int:
        return self.line.gross_minor

    @property
    def discount_minor(self) -> int:
        return sum(share.amount_minor for share in self.allocations)

    @property
    def net_minor(self) -> int:
        return self.gross_minor - self.discount_minor


@dataclass(slots=True)
class Priced:
    """A cart worked out; *refused* says which codes fell off and why."""

    lines: list[PricedLine]
    applications: list[Application] = field(default_factory=list)
    discounts: list[Discount] = field(default_factory=list)
    refused: list[tuple[str, Refusal]] = field(default_factory=list)
    shipping_minor: int = 0
    shipping_discount_minor: int = 0
    shipping_tax_minor: int = 0
    free_shipping: bool = False
    taxes_included: bool = False

    @property
    def items_minor(self) -> int:
        return sum(line.gross_minor for line in self.lines)

    @property
    def discount_minor(self) -> int:
        return sum(line.discount_minor for line in self.lines)

    @property
    def tax_minor(self) -> int:
        return sum(line.tax_minor for line in self.lines) + self.shipping_tax_minor

    @property
    def total_minor(self) -> int:
        goods = self.items_minor - self.discount_minor
        shipping = self.shipping_minor - self.shipping_discount_minor
        return goods + shipping + (0 if self.taxes_included else self.tax_minor)

    @property
    def needs_shipping(self) -> bool:
        return any(line.line.variant.requires_shipping for line in self.lines)


def tax_of(store: Store, net_minor: int) -> int:
    """The tax on a price, or inside it when the store's prices contain tax."""
    percent = store.tax_percent
    if not percent:
        return 0
    if store.config.tax_included:
        thousandths = int(percent * 1000)
        return round_div(net_minor * thousandths, 100_000 + thousandths)
    return percent_of(net_minor, percent)


def flat_rate(store: Store) -> int:
    """What shipping costs when goods have to be sent."""
    if store.config.shipping is not None:
        return store.money_from(store.config.shipping)
    default = {"IDR": "15000", "JPY": "500"}.get(store.config.currency, "5.00")
    return store.money_from(default)


def cart_lines(store: Store, cart: Cart) -> list[CartLine]:
    """The cart's lines; what is no longer sold falls out."""
    lines = []
    for variant_id, quantity in cart.quantities.items():
        found = store.variant(variant_id)
        if found and quantity > 0:
            lines.append(CartLine(found[0], found[1], quantity))
    return lines


def price(
    store: Store, lines: Sequence[CartLine], codes: Sequence[str], shopper: Shopper
) -> Priced:
    """Work out a cart. Codes that do not work are left out and listed as refused."""
    priced = Priced(
        [PricedLine(line) for line in lines], taxes_included=store.config.tax_included
    )
    accepted: list[tuple[str, Discount]] = []
    for code in codes:
        discount = store.discount_by_code(code)
        refusal = why_not(store, discount, lines, shopper, code)
        if refusal is None and discount is not None:
            refusal = cannot_join(store, discount, [row for _, row in accepted])
        if refusal is not None:
            priced.refused.append((code, refusal))
        elif discount is not None:
            accepted.append((_spelled(discount, code), discount))
    if priced.needs_shipping:
        priced.shipping_minor = flat_rate(store)
    accepted += _by_itself(store, lines, [row for _, row in accepted], shopper)
    for code, discount in _in_order(store, accepted):
        _apply(store, priced, code, discount)
    for line in priced.lines:
        if line.line.variant.taxable:
            line.subtotal_tax_minor = tax_of(store, line.gross_minor)
            line.tax_minor = tax_of(store, line.net_minor)
    if store.config.tax_shipping:
        left = priced.shipping_minor - priced.shipping_discount_minor
        priced.shipping_tax_minor = tax_of(store, left)
    return priced


def _by_itself(
    store: Store, lines: Sequence[CartLine], codes: Sequence[Discount], shopper: Shopper
) -> list[tuple[str, Discount]]:
    """Automatic discounts that hold for this cart; of two that clash, the larger.

    A code that was typed in comes first; what can't stand beside it stays away.
    """
    holding = [
        row
        for row in store.automatic_discounts()
        if why_not(store, row, lines, shopper, row.title) is None
    ]
    taken: list[tuple[str, Discount]] = []
    for row in sorted(holding, key=lambda row: (-_worth(store, lines, row), row.id)):
        present = [*codes, *[each for _, each in taken]]
        if cannot_join(store, row, present) is None:
            taken.append(("", row))
    return taken


def _worth(store: Store, lines: Sequence[CartLine], discount: Discount) -> int:
    alone = Priced([PricedLine(line) for line in lines])
    alone.shipping_minor = flat_rate(store) if alone.needs_shipping else 0
    _apply(store, alone, "", discount)
    return alone.discount_minor + alone.shipping_discount_minor


def _spelled(discount: Discount, code: str) -> str:
    """The code as the shop keeps it, however the shopper typed it."""
    return next(own for own in discount.codes if own.lower() == code.strip().lower())


def _in_order(
    store: Store, accepted: list[tuple[str, Discount]]
) -> list[tuple[str, Discount]]:
    if store.config.is_shopify:
        return sorted(accepted, key=lambda pair: SHOPIFY_ORDER[pair[1].discount_class])
    return sorted(accepted, key=lambda pair: WOO_ORDER[pair[1].kind])


def _apply(store: Store, priced: Priced, code: str, discount: Discount) -> None:
    index = len(priced.applications)
    application = Application(
        index=index,
        code=code,
        discount_id=discount.id,
        kind=discount.kind,
        value=discount.percent,
        value_type="percentage",
        method="across",
        selection="all" if discount.scope.is_all else "entitled",
        target="line_item",
        shown_kind=discount.shown_kind,
        free_shipping=discount.free_shipping or discount.kind == "free_shipping",
        title=discount.title,
    )
    priced.applications.append(application)
    priced.discounts.append(discount)
    if application.free_shipping:
        _free_shipping(store, priced, discount, application)
    if discount.kind == "free_shipping":
        return
    shares = _shares(store, priced, discount, application)
    for position, amount_minor in shares.items():
        if amount_minor:
            share = Allocation(index, amount_minor)
            priced.lines[position].allocations.append(share)
            application.amount_minor += amount_minor


def _free_shipping(
    store: Store, priced: Priced, discount: Discount, application: Application
) -> None:
    most = discount.max_shipping_minor
    dear = most is not None and priced.shipping_minor > most
    if dear or not store.config.free_shipping_method:
        return
    if discount.kind == "free_shipping":
        application.value = type(application.value)(100)
        application.target = "shipping_line"
        application.method = "each"
        application.amount_minor = priced.shipping_minor
    if store.config.is_shopify:
        priced.shipping_discount_minor = priced.shipping_minor
    else:
        priced.shipping_minor = 0
    priced.free_shipping = True


def _shares(
    store: Store, priced: Priced, discount: Discount, application: Application
) -> dict[int, int]:
    rows = entitled(discount, [line.line for line in priced.lines])
    left = {i: priced.lines[i].net_minor for i in rows}
    if discount.kind == "percent":
        return _percent_shares(store, priced, discount, left)
    application.value_type = "fixed_amount"
    application.value = type(application.value)(store.money_text(discount.amount_minor))
    if discount.kind == "amount":
        whole = min(discount.amount_minor, sum(left.values()))
        return dict(zip(left, split(whole, list(left.values())), strict=True))
    if discount.kind == "amount_each":
        application.method = "each"
        units = _limited_units(priced, rows, discount.limit_items)
        return {i: min(left[i], discount.amount_minor * units[i]) for i in rows}
    application.value_type = "percentage"
    application.value = discount.percent
    application.method = "each"
    application.selection = "entitled"
    gift = gift_units(discount, [line.line for line in priced.lines])
    return {
        i: min(
            priced.lines[i].net_minor,
            percent_of(
                priced.lines[i].line.variant.price_minor * count, discount.percent
            ),
        )
        for i, count in gift.items()
    }


def _percent_shares(
    store: Store, priced: Priced, discount: Discount, left: dict[int, int]
) -> dict[int, int]:
    units = _limited_units(priced, list(left), discount.limit_items)
    base = {}
    for i, left_minor in left.items():
        line = priced.lines[i]
        whole = left_minor if store.config.is_shopify else line.gross_minor
        base[i] = round_div(whole * units[i], line.line.quantity)
    total = percent_of(sum(base.values()), discount.percent)
    shares = split(total, list(base.values()))
    return {
        i: min(left[i], share) for i, share in zip(base, shares, strict=True) if share
    }


def _limited_units(
    priced: Priced, rows: list[int], limit_items: int | None
) -> dict[int, int]:
    """How many units of each line take part; the dearest go first under a limit."""
    if limit_items is None:
        return {i: priced.lines[i].line.quantity for i in rows}
    units = dict.fromkeys(rows, 0)
    rest = limit_items
    for i in sorted(rows, key=lambda i: -priced.lines[i].line.variant.price_minor):
        units[i] = min(rest, priced.lines[i].line.quantity)
        rest -= units[i]
    return units
