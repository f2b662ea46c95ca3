"""What an order comes to, from whichever side it was read.

A webhook body and a GraphQL answer are first reduced to the same raw facts, in
smallest units of the shop's currency; one calculation turns these into the
snapshot. So the two can never disagree about a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.domain.events import (
    CustomerProfile,
    Discount,
    OrderLine,
    OrderSnapshot,
    OrderState,
)
from app.domain.money import spread
from integrations.refunds import Part, Returned, give_back, spread_unnamed, take_all

PAID = ("paid", "partially_refunded")
STATES = {
    "pending": OrderState.OPEN,
    "authorized": OrderState.OPEN,
    "partially_paid": OrderState.OPEN,
    "refunded": OrderState.REFUNDED,
    "voided": OrderState.CANCELLED,
    "expired": OrderState.CANCELLED,
}
CHANNELS = {
    "web": "web",
    "pos": "pos",
    "iphone": "pos",
    "android": "pos",
    "shopify_draft_order": "draft_order",
}
COUNTRY_SIGNS, REGION_SIGNS = 2, 6
"""The longest codes: ``ID``, and ``JK`` or, of some countries, ``GB-ENG``."""
SUBSCRIPTION = "subscription_contract"
AT_ONCE = timedelta(hours=1)
REFERRAL_KEYS = ("setia_ref", "loyalty_ref", "referral_code", "ref")


@dataclass(slots=True)
class RawLine:
    """A line as ordered, in the shop's prices (tax inside or not)."""

    line_ref: str
    title: str
    quantity: int
    current_quantity: int
    unit_minor: int
    discount_minor: int
    tax_minor: int
    gift_card: bool
    product_ref: str | None
    variant_ref: str | None
    sku: str | None
    vendor: str | None
    full_price: bool | None = None


@dataclass(slots=True)
class RawRefund:
    """One refund: what it names, and the money that really went back."""

    lines: list[tuple[str, int, int, int]]
    """Line, units, subtotal in the shop's prices, tax."""
    shipping_minor: int = 0
    shipping_tax_minor: int = 0
    money_minor: int | None = 0
    """Successful transactions in shop money; None when the source can't tell."""


@dataclass(slots=True)
class RawOrder:
    """An order reduced to what decides."""

    order_ref: str
    number: str
    currency: str
    financial_status: str
    fulfilled: bool
    version: datetime
    placed_at: datetime
    cancelled_at: datetime | None
    fulfilled_at: datetime | None
    taxes_included: bool
    lines: list[RawLine]
    refunds: list[RawRefund]
    customer: CustomerProfile | None
    shipping_price_minor: int = 0
    shipping_discount_minor: int = 0
    total_minor: int = 0
    total_tax_minor: int = 0
    outstanding_minor: int = 0
    code_discounts: dict[str, int] = field(default_factory=dict)
    shipping_codes: list[str] = field(default_factory=list)
    presentment_currency: str | None = None
    presentment_total_minor: int | None = None
    test: bool = False
    source_name: str = "web"
    payment_methods: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    attributes: Sequence[tuple[str, str]] = ()
    payments: Sequence[datetime] | None = None
    """When money came in; None where the source does not show payments."""
    complete: bool = True
    notes: list[str] = field(default_factory=list)
    country: str | None = None
    region: str | None = None
    address_text: str | None = None
    device_text: str | None = None
    payer_text: str | None = None


@dataclass(slots=True)
class _Line:
    """A line and its amounts, and how many units refunds have named."""

    raw: RawLine
    part: Part
    units_back: int = 0


def snapshot_of(raw: RawOrder) -> OrderSnapshot:
    """Return the snapshot that these facts come to. Pure.

    A refund whose money is missing or failed gives nothing back yet. Units that
    an edit removed count as refunded, and money that was returned for them is
    not counted a second time.
    """
    lines = [_line(each, taxes_included=raw.taxes_included) for each in raw.lines]
    shipping = _shipping(raw)
    unnamed = give_back(_returned(raw, lines, shipping)) - _remove(lines)
    parts = [*(each.part for each in lines), shipping]
    state = _state(raw)
    if state is OrderState.REFUNDED:
        # Sums may lie a cent apart; all of the money is all of the order.
        take_all(parts)
    elif spread_unnamed(unnamed, parts, _rest(raw, parts)):
        raw.notes.append(f"{unnamed} refunded without lines, spread over the order")
    paid = raw.financial_status in PAID or state is OrderState.REFUNDED
    paid_at = _paid_at(raw) if paid else None
    return OrderSnapshot(
        order_ref=raw.order_ref,
        number=raw.number,
        state=state,
        currency=raw.currency,
        lines=tuple([_order_line(each) for each in lines]),
        version=raw.version,
        placed_at=raw.placed_at,
        paid_at=paid_at,
        payment_unsaid=paid and paid_at is None,
        fulfilled_at=raw.fulfilled_at if raw.fulfilled else None,
        cancelled_at=raw.cancelled_at,
        customer=_person(raw),
        shipping_minor=shipping.net_minor,
        shipping_tax_minor=shipping.tax_minor,
        refunded_shipping_minor=shipping.refunded_minor,
        total_minor=raw.total_minor,
        refunded_total_minor=sum([each.money_minor or 0 for each in raw.refunds]),
        outstanding_minor=raw.outstanding_minor,
        discounts=_discounts(raw),
        presentment_currency=raw.presentment_currency,
        presentment_total_minor=raw.presentment_total_minor,
        test=raw.test,
        channel=_channel(raw.source_name),
        payment_methods=raw.payment_methods,
        tags=raw.tags,
        referral=_referral(raw.attributes),
        renewal=raw.source_name.startswith(SUBSCRIPTION),
        raw_status=raw.financial_status,
        complete=raw.complete,
        notes=tuple(raw.notes),
        country=raw.country,
        region=raw.region,
        goods_unsaid=any(each.product_ref for each in raw.lines),
    )


def _person(raw: RawOrder) -> CustomerProfile | None:
    """Return who bought, with what only serves to tell people apart."""
    if raw.customer is None:
        return None
    return replace(
        raw.customer,
        address_text=raw.address_text,
        device_text=raw.device_text,
        payer_text=raw.payer_text,
    )


def _paid_at(raw: RawOrder) -> datetime | None:
    """Return when an order was paid in full, None when the source can't tell.

    An order that was paid at once is dated by the order itself, from both sides.
    """
    if raw.payments is None:
        changed_late = raw.version - raw.placed_at > AT_ONCE
        return None if changed_late else raw.placed_at
    last = max(raw.payments, default=raw.placed_at)
    return last if last - raw.placed_at > AT_ONCE else raw.placed_at


def _line(raw: RawLine, *, taxes_included: bool) -> _Line:
    asked = raw.unit_minor * raw.quantity - raw.discount_minor
    return _Line(
        raw, Part(asked - (raw.tax_minor if taxes_included else 0), raw.tax_minor)
    )


def _shipping(raw: RawOrder) -> Part:
    asked = max(0, raw.shipping_price_minor - raw.shipping_discount_minor)
    # GraphQL shows no tax of a shipping line: it is what the lines leave of the
    # order's tax, on both sides, so that both come to the same.
    rest = raw.total_tax_minor - sum([each.tax_minor for each in raw.lines])
    tax = max(0, min(rest, asked))
    return Part(asked - tax if raw.taxes_included else asked, tax)


def _rest(raw: RawOrder, parts: Sequence[Part]) -> int:
    """Return the tips, duties and fees: in the total, and in no part of it."""
    return raw.total_minor - sum([each.net_minor + each.tax_minor for each in parts])


def _returned(raw: RawOrder, lines: Sequence[_Line], shipping: Part) -> list[Returned]:
    """Return the refunds in net and tax, by the parts that they name."""
    by_ref = {each.raw.line_ref: each for each in lines}
    found = []
    for refund in raw.refunds:
        named = []
        for line_ref, units, subtotal, tax in refund.lines:
            line = by_ref.get(line_ref)
            if line is None:
                raw.notes.append(f"refund of an unknown line {line_ref}")
                raw.complete = False
                continue
            line.units_back += units
            named.append((line.part, _net(raw, subtotal, tax), tax))
        tax = refund.shipping_tax_minor
        named.append((shipping, _net(raw, refund.shipping_minor, tax), tax))
        money = refund.money_minor
        if money is None:
            raw.notes.append("the delivery does not tell a refund's money")
            raw.complete = False
            money = sum([net + tax for _, net, tax in named])
        found.append(Returned(named, money))
    return found


def _net(raw: RawOrder, price_minor: int, tax_minor: int) -> int:
    return price_minor - tax_minor if raw.taxes_included else price_minor


def _remove(lines: Sequence[_Line]) -> int:
    """Take units off that an edit removed; return what they were worth."""
    worth = 0
    for line in lines:
        raw, part = line.raw, line.part
        removed = min(
            raw.quantity - raw.current_quantity - line.units_back, raw.quantity
        )
        if removed > 0:
            shares = [removed, raw.quantity - removed]
            net = spread(part.net_minor, shares)[0]
            tax = spread(part.tax_minor, shares)[0]
            worth += net + tax - part.take(net, tax)
    return worth


def _order_line(line: _Line) -> OrderLine:
    raw, part = line.raw, line.part
    return OrderLine(
        line_ref=raw.line_ref,
        title=raw.title,
        quantity=raw.quantity,
        amount_minor=part.net_minor,
        tax_minor=part.tax_minor,
        refunded_minor=part.refunded_minor,
        refunded_tax_minor=part.refunded_tax_minor,
        discount_minor=raw.discount_minor,
        quantity_left=raw.current_quantity,
        product_ref=raw.product_ref,
        variant_ref=raw.variant_ref,
        sku=raw.sku,
        vendor=raw.vendor,
        gift_card=raw.gift_card,
        full_price=raw.full_price,
    )


def _state(raw: RawOrder) -> OrderState:
    if raw.cancelled_at is not None:
        return OrderState.CANCELLED
    if raw.financial_status in PAID:
        return OrderState.FULFILLED if raw.fulfilled else OrderState.PAID
    return STATES.get(raw.financial_status, OrderState.UNKNOWN)


def _discounts(raw: RawOrder) -> tuple[Discount, ...]:
    found = dict(raw.code_discounts)
    if raw.shipping_discount_minor and raw.shipping_codes:
        shares = spread(raw.shipping_discount_minor, [1] * len(raw.shipping_codes))
        for code, share in zip(raw.shipping_codes, shares, strict=True):
            found[code] = found.get(code, 0) + share
    return tuple(Discount(code, amount) for code, amount in found.items())


def _channel(source_name: str) -> str:
    if source_name.startswith(SUBSCRIPTION):
        return "subscription"
    if source_name.isdigit():
        return "app"
    return CHANNELS.get(source_name, source_name[:40] or "web")


def _referral(attributes: Sequence[tuple[str, str]]) -> str | None:
    for name, value in attributes:
        if name.strip().lower().lstrip("_") in REFERRAL_KEYS and value.strip():
            return value.strip()[:100]
    return None
