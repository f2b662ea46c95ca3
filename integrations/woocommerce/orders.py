"""What a WooCommerce order comes to.

Line totals are after coupons and always without tax. Refunds leave ``status``
and ``total`` alone: a body lists their totals only, and which lines they took is
known only to the order's refunds, so a partly refunded order is complete only
when it was read together with them or when there is nothing to tell apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

from app.domain.events import Discount, OrderLine, OrderSnapshot, OrderState
from app.domain.json_limits import UnreadablePayload
from app.domain.money import spread
from integrations.reading import (
    Amount,
    Body,
    amounts_in,
    code_of,
    maybe_gmt,
    maybe_ref,
    objects,
    ref,
    text,
)
from integrations.refunds import Part, Returned, give_back, spread_unnamed, take_all
from integrations.woocommerce.people import buyer_of, place

STATES = {
    "auto-draft": OrderState.DRAFT,
    "checkout-draft": OrderState.DRAFT,
    "draft": OrderState.DRAFT,
    "pending": OrderState.OPEN,
    "on-hold": OrderState.OPEN,
    "completed": OrderState.FULFILLED,
    "cancelled": OrderState.CANCELLED,
    "failed": OrderState.CANCELLED,
    "trash": OrderState.CANCELLED,
    "refunded": OrderState.REFUNDED,
}
CHANNELS = {
    "checkout": "web",
    "store-api": "web",
    "rest-api": "api",
    "admin": "admin",
    "subscription": "subscription",
    "pos-rest-api": "pos",
}
COUNTRY_SIGNS, REGION_SIGNS = 2, 6
"""The longest codes; a region that somebody typed out is none."""
LANDING = "_wc_order_attribution_session_entry"
REFERRAL_KEYS = ("_setia_ref", "_loyalty_ref")
REFERRAL_PARAMETERS = ("ref", "setia_ref")
RENEWAL = "_subscription_renewal"
REFUNDED_ITEM = "_refunded_item_id"


@dataclass(slots=True)
class _Line:
    """One line, its amounts, and the units that refunds named."""

    body: Body
    line_ref: str
    quantity: int
    part: Part
    discount_minor: int
    units_back: int = 0


@dataclass(slots=True)
class _Apart:
    """What an order costs beside its lines."""

    shipping: Part
    fees: Part


def snapshot_of(
    body: Body,
    refunds: Sequence[Body] | None = None,
    *,
    store_currency: str = "",
    zone: str = "",
) -> OrderSnapshot:
    """Return the snapshot of an order body. Pure.

    Args:
        body: The order as delivered or read.
        refunds: As read from ``orders/{id}/refunds``; None: only the order is here.
        store_currency: Named in a note when the order has another one.
        zone: The store's time zone.

    Raises:
        Malformed: A field that decides is missing or of another type.
    """
    currency = text(body.get("currency")) or ""
    read = amounts_in(currency)
    notes = []
    if store_currency and currency != store_currency:
        notes.append(f"in {currency}, while the store sells in {store_currency}")
    lines = [_line(each, read) for each in objects(body.get("line_items"))]
    apart = _Apart(_shipping(body, read), _fees(body, lines, read))
    total = read(body.get("total"))
    state, paid_at, fulfilled_at = _state(body)
    whole = _Whole(lines, apart, total, notes, over=state is OrderState.REFUNDED)
    money, complete = whole.take_back(body, refunds, read)
    known = refunds is not None or money == 0
    return OrderSnapshot(
        order_ref=ref(body.get("id"), "order id"),
        number=text(body.get("number")) or ref(body.get("id"), "order id"),
        state=state,
        currency=currency,
        lines=tuple([_order_line(each, known=known) for each in lines]),
        version=_version(body),
        placed_at=maybe_gmt(body.get("date_created_gmt")) or _version(body),
        paid_at=paid_at,
        fulfilled_at=fulfilled_at,
        cancelled_at=_version(body) if state is OrderState.CANCELLED else None,
        customer=buyer_of(body, zone),
        shipping_minor=apart.shipping.net_minor,
        shipping_tax_minor=apart.shipping.tax_minor,
        refunded_shipping_minor=apart.shipping.refunded_minor,
        fees_minor=apart.fees.net_minor,
        total_minor=total,
        refunded_total_minor=money,
        discounts=_discounts(body, read),
        channel=_channel(body),
        payment_methods=tuple(filter(None, [text(body.get("payment_method"))])),
        referral=_referral(body),
        renewal=_has_meta(body, RENEWAL),
        raw_status=_status(body),
        complete=complete,
        notes=tuple(notes),
        country=code_of(place(body).get("country"), COUNTRY_SIGNS),
        region=code_of(place(body).get("state"), REGION_SIGNS),
        goods_unsaid=any(each.body.get("product_id") for each in lines),
    )


@dataclass(slots=True)
class _Whole:
    """An order's parts, from which refunds are taken."""

    lines: Sequence[_Line]
    apart: _Apart
    total: int
    notes: list[str]
    over: bool
    """Refunded in full, by its status."""

    def take_back(
        self, body: Body, refunds: Sequence[Body] | None, read: Amount
    ) -> tuple[int, bool]:
        """Take what was refunded from the parts.

        Returns:
            The money refunded, and whether it is known from which lines.
        """
        parts = [
            *(each.part for each in self.lines),
            self.apart.shipping,
            self.apart.fees,
        ]
        rest = self.total - sum([each.net_minor + each.tax_minor for each in parts])
        complete = True
        if refunds is not None:
            money = sum([abs(read(each.get("amount"))) for each in refunds])
            returned = [
                _returned(each, self.lines, self.apart, read) for each in refunds
            ]
            unnamed = give_back(returned)
        else:
            listed = objects(body.get("refunds"))
            money = unnamed = -sum([read(each.get("total")) for each in listed])
            complete = _plain(money, self.total, parts, rest) or self.over
            if not complete:
                self.notes.append("which lines were refunded is not in the delivery")
        if self.over or 0 < self.total <= money:
            # Sums lie a cent apart; all of the money is all of the order.
            take_all(parts)
        elif spread_unnamed(unnamed, parts, rest):
            self.notes.append(
                f"{unnamed} refunded without lines, spread over the order"
            )
        return money, complete


def _line(body: Body, read: Amount) -> _Line:
    quantity = body.get("quantity")
    if isinstance(quantity, bool) or not isinstance(quantity, int | Decimal):
        raise UnreadablePayload("line quantity is not a number")
    net = read(body.get("total"))
    part = Part(net, read(body.get("total_tax") or "0"))
    before = read(body.get("subtotal") or body.get("total"))
    # Some shops sell by weight: half a unit is still a unit to us.
    units = max(1, int(quantity)) if quantity > 0 else 0
    return _Line(
        body, ref(body.get("id"), "line id"), units, part, max(0, before - net)
    )


def _shipping(body: Body, read: Amount) -> Part:
    return Part(
        read(body.get("shipping_total") or "0"), read(body.get("shipping_tax") or "0")
    )


def _fees(body: Body, lines: Sequence[_Line], read: Amount) -> Part:
    """Return the fees; negative ones are discounts and come off the lines."""
    fees = taxes = off = 0
    for each in objects(body.get("fee_lines")):
        amount = read(each.get("total") or "0")
        fees += max(0, amount)
        taxes += max(0, read(each.get("total_tax") or "0"))
        off += max(0, -amount)
    nets = [each.part.net_minor for each in lines]
    if off and sum(nets):
        for line, share in zip(lines, spread(min(off, sum(nets)), nets), strict=True):
            line.part = Part(line.part.net_minor - share, line.part.tax_minor)
            line.discount_minor += share
    return Part(fees, taxes)


def _plain(money: int, total: int, parts: Sequence[Part], rest: int) -> bool:
    """Tell whether refund totals say everything: nothing, all, or one sum only."""
    if money == 0 or money >= total:
        return True
    amounts = [each for part in parts for each in (part.net_minor, part.tax_minor)]
    return rest <= 0 and len([each for each in amounts if each]) == 1


def _returned(
    body: Body, lines: Sequence[_Line], apart: _Apart, read: Amount
) -> Returned:
    """Return one refund; its amounts are negative and its ``amount`` is not."""
    by_ref = {each.line_ref: each for each in lines}
    named = []
    for each in objects(body.get("line_items")):
        line = by_ref.get(_refunded_item(each) or "")
        if line is None:
            continue
        units = each.get("quantity")
        line.units_back += abs(int(units)) if isinstance(units, int | Decimal) else 0
        named.append((line.part, *_net_and_tax(each, read)))
    for name, part in (("shipping_lines", apart.shipping), ("fee_lines", apart.fees)):
        named += [(part, *_net_and_tax(each, read)) for each in objects(body.get(name))]
    return Returned(named, abs(read(body.get("amount"))))


def _net_and_tax(body: Body, read: Amount) -> tuple[int, int]:
    return (
        abs(read(body.get("total") or "0")),
        abs(read(body.get("total_tax") or "0")),
    )


def _refunded_item(body: Body) -> str | None:
    for each in objects(body.get("meta_data")):
        if each.get("key") == REFUNDED_ITEM:
            return maybe_ref(each.get("value"))
    return None


def _order_line(line: _Line, *, known: bool) -> OrderLine:
    body, part = line.body, line.part
    return OrderLine(
        line_ref=line.line_ref,
        title=text(body.get("name")) or "",
        quantity=line.quantity,
        amount_minor=part.net_minor,
        tax_minor=part.tax_minor,
        refunded_minor=part.refunded_minor,
        refunded_tax_minor=part.refunded_tax_minor,
        discount_minor=line.discount_minor,
        quantity_left=max(0, line.quantity - line.units_back) if known else None,
        product_ref=maybe_ref(body.get("product_id")),
        variant_ref=maybe_ref(body.get("variation_id")),
        sku=text(body.get("sku")),
    )


def _status(body: Body) -> str:
    return (text(body.get("status")) or "").removeprefix("wc-")


def _state(body: Body) -> tuple[OrderState, datetime | None, datetime | None]:
    """Return the state, when it was paid, and when it was handed over.

    Cash on delivery is ``processing`` without a payment date: not paid yet. The
    completion date stays when an order goes back, so only the status counts.
    """
    status = _status(body)
    paid_at = maybe_gmt(body.get("date_paid_gmt"))
    if status == "processing":
        return (OrderState.PAID if paid_at else OrderState.OPEN), paid_at, None
    state = STATES.get(status, OrderState.UNKNOWN)
    if state is not OrderState.FULFILLED:
        return state, paid_at, None
    completed_at = maybe_gmt(body.get("date_completed_gmt")) or _version(body)
    return state, paid_at or completed_at, completed_at


def _version(body: Body) -> datetime:
    stamp = maybe_gmt(body.get("date_modified_gmt")) or maybe_gmt(
        body.get("date_created_gmt")
    )
    if stamp is None:
        raise UnreadablePayload("date_modified_gmt is not an instant")
    return stamp


def _discounts(body: Body, read: Amount) -> tuple[Discount, ...]:
    """Return the coupons in what they took off, tax included where prices are."""
    included = body.get("prices_include_tax") is True
    found = []
    for each in objects(body.get("coupon_lines")):
        amount = read(each.get("discount") or "0")
        if included:
            amount += read(each.get("discount_tax") or "0")
        code = text(each.get("code"))
        if code:
            found.append(Discount(code, amount))
    return tuple(found)


def _channel(body: Body) -> str:
    created_via = text(body.get("created_via")) or "web"
    return CHANNELS.get(created_via, created_via[:40])


def _has_meta(body: Body, key: str) -> bool:
    return any(
        each.get("key") == key and each.get("value")
        for each in objects(body.get("meta_data"))
    )


def _referral(body: Body) -> str | None:
    """Return a referral code: our own meta, or ``?ref=`` of the landing page."""
    for each in objects(body.get("meta_data")):
        value = text(each.get("value"))
        if each.get("key") in REFERRAL_KEYS and value:
            return value[:100]
        if each.get("key") == LANDING and value:
            try:
                asked = parse_qs(urlsplit(value).query)
            except ValueError:
                continue
            for name in REFERRAL_PARAMETERS:
                if name in asked:
                    return asked[name][0][:100]
    return None
