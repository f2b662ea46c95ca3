"""Reads an order out of a webhook body (2026-07 field names).

Only shop money is read. A body never holds the transactions of the order and
not always the currency of a refund's; where that leaves the money of a refund
unknown, the snapshot says so and the order is fetched.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from integrations.reading import (
    Amount,
    Body,
    amounts_in,
    code_of,
    mapping,
    maybe_moment,
    maybe_ref,
    moment,
    objects,
    one_line,
    ref,
    text,
    whole,
)
from integrations.shopify.orders import (
    COUNTRY_SIGNS,
    REGION_SIGNS,
    RawLine,
    RawOrder,
    RawRefund,
)
from integrations.shopify.people import buyer_of

REFUNDED = ("partially_refunded", "refunded")


def raw_order(body: Body) -> RawOrder:
    """Return the facts of an order body.

    Raises:
        Malformed: A field without which an order can't be understood is missing
            or of another type.
    """
    currency = text(body.get("currency")) or ""
    shop = amounts_in(currency)
    codes = _codes(body)
    taken = _Taken(shop, codes)
    refunds = objects(body.get("refunds"))
    status = (text(body.get("financial_status")) or "").lower()
    raw = RawOrder(
        order_ref=ref(body.get("id"), "order id"),
        number=text(body.get("name")) or str(body.get("order_number") or ""),
        currency=currency,
        financial_status=status,
        fulfilled=body.get("fulfillment_status") == "fulfilled",
        version=moment(body.get("updated_at"), "updated_at"),
        placed_at=moment(
            body.get("processed_at") or body.get("created_at"), "processed_at"
        ),
        cancelled_at=maybe_moment(body.get("cancelled_at")),
        fulfilled_at=_fulfilled_at(body),
        taxes_included=body.get("taxes_included") is True,
        lines=[_line(each, shop, taken) for each in objects(body.get("line_items"))],
        refunds=[raw_refund(each, body, currency, shop) for each in refunds],
        customer=buyer_of(body),
        total_minor=shop(body.get("total_price")),
        total_tax_minor=shop(body.get("total_tax") or "0"),
        outstanding_minor=shop(body.get("total_outstanding") or "0"),
        presentment_currency=text(body.get("presentment_currency")),
        presentment_total_minor=_presentment_total(body),
        test=body.get("test") is True,
        source_name=(text(body.get("source_name")) or "web").lower(),
        payment_methods=_texts(body.get("payment_gateway_names")),
        tags=_tags(body.get("tags")),
        attributes=[
            (text(each.get("name")) or "", text(each.get("value")) or "")
            for each in objects(body.get("note_attributes"))
        ],
        device_text=one_line(body.get("browser_ip")),
    )
    place = mapping(body.get("shipping_address") or body.get("billing_address"))
    raw.country = code_of(place.get("country_code"), COUNTRY_SIGNS)
    raw.region = code_of(place.get("province_code"), REGION_SIGNS)
    if text(place.get("address1")):
        names = ("address1", "zip", "city", "country_code")
        raw.address_text = one_line(*[place.get(name) for name in names])
    _shipping(raw, objects(body.get("shipping_lines")), shop)
    raw.shipping_codes = [
        code for code, target in codes.values() if target == "shipping_line"
    ]
    raw.code_discounts = taken.by_code | _unapplied(body, taken, shop)
    if status in REFUNDED and not refunds:
        raw.complete = False
        raw.notes.append(f"{status}, and no refund in the delivery")
    return raw


class _Taken:
    """Adds up what each code took off the lines."""

    __slots__ = ("_codes", "_shop", "by_code")

    def __init__(self, shop: Amount, codes: Mapping[int, tuple[str, str]]) -> None:
        self.by_code: dict[str, int] = {
            code: 0 for code, target in codes.values() if target != "shipping_line"
        }
        self._shop = shop
        self._codes = codes

    def off(self, allocations: Sequence[Body]) -> int:
        """Return what these allocations took off, noting it under their codes."""
        total = 0
        for each in allocations:
            amount = shop_amount(each, "amount", self._shop)
            total += amount
            index = each.get("discount_application_index")
            if isinstance(index, int) and index in self._codes:
                code = self._codes[index][0]
                self.by_code[code] = self.by_code.get(code, 0) + amount
        return total


def shop_amount(body: Body, name: str, shop: Amount) -> int:
    """Return the shop money of a field, from its set where there is one."""
    money = body.get(f"{name}_set")
    if isinstance(money, dict):
        side = money.get("shop_money")
        if isinstance(side, dict):
            return shop(side.get("amount"))
    return shop(body.get(name) or "0")


def _codes(body: Body) -> dict[int, tuple[str, str]]:
    """Return the code and target of each discount application that has a code."""
    found = {}
    for index, each in enumerate(objects(body.get("discount_applications"))):
        code = text(each.get("code"))
        if each.get("type") == "discount_code" and code:
            found[index] = (code, str(each.get("target_type") or ""))
    return found


def _unapplied(body: Body, taken: _Taken, shop: Amount) -> dict[str, int]:
    """Return codes that the order lists and no application explains."""
    explained = {code.lower() for code, _ in _codes(body).values()}
    return {
        code: shop(each.get("amount") or "0")
        for each in objects(body.get("discount_codes"))
        if (code := text(each.get("code")))
        and code.lower() not in explained
        and code not in taken.by_code
    }


def _line(body: Body, shop: Amount, taken: _Taken) -> RawLine:
    quantity = whole(body.get("quantity"), "line quantity")
    current = body.get("current_quantity")
    return RawLine(
        line_ref=ref(body.get("id"), "line id"),
        title=text(body.get("title")) or "",
        quantity=quantity,
        current_quantity=current if isinstance(current, int) else quantity,
        unit_minor=shop_amount(body, "price", shop),
        discount_minor=taken.off(objects(body.get("discount_allocations"))),
        tax_minor=_sum(objects(body.get("tax_lines")), "price", shop),
        gift_card=body.get("gift_card") is True,
        product_ref=maybe_ref(body.get("product_id")),
        variant_ref=maybe_ref(body.get("variant_id")),
        sku=text(body.get("sku")),
        vendor=text(body.get("vendor")),
    )


def _sum(bodies: Sequence[Body], name: str, shop: Amount) -> int:
    return sum([shop_amount(each, name, shop) for each in bodies])


def _shipping(raw: RawOrder, lines: Sequence[Body], shop: Amount) -> None:
    for each in lines:
        if each.get("is_removed") is not True:
            price = shop_amount(each, "price", shop)
            left = price
            if each.get("discounted_price") or each.get("discounted_price_set"):
                left = shop_amount(each, "discounted_price", shop)
            raw.shipping_price_minor += price
            raw.shipping_discount_minor += max(0, price - left)


def raw_refund(body: Body, order: Body, currency: str, shop: Amount) -> RawRefund:
    """Return the facts of one refund of an order body."""
    lines = [
        (
            ref(each.get("line_item_id"), "refunded line"),
            whole(each.get("quantity"), "refunded quantity"),
            shop_amount(each, "subtotal", shop),
            shop_amount(each, "total_tax", shop),
        )
        for each in objects(body.get("refund_line_items"))
    ]
    adjustments = objects(body.get("order_adjustments"))
    shipping = [
        (
            shop_amount(each, "subtotal_amount", shop),
            shop_amount(each, "tax_amount", shop),
        )
        for each in objects(body.get("refund_shipping_lines"))
    ]
    if not shipping:
        # The older way to say it: an adjustment, written as a negative amount
        # without its tax.
        shipping = [
            (-net - (tax if order.get("taxes_included") is True else 0), -tax)
            for each in adjustments
            if each.get("kind") == "shipping_refund"
            for net, tax in [
                (
                    shop_amount(each, "amount", shop),
                    shop_amount(each, "tax_amount", shop),
                )
            ]
        ]
    return RawRefund(
        lines=lines,
        shipping_minor=sum(each[0] for each in shipping),
        shipping_tax_minor=sum(each[1] for each in shipping),
        money_minor=_money(body, order, currency, shop),
    )


def _money(body: Body, order: Body, currency: str, shop: Amount) -> int | None:
    """Return the successful money of a refund in shop money, None if untold.

    A transaction says its amount in the buyer's currency, or in the shop's, or
    leaves the currency out. What the refund's own sets add up to, in both
    currencies, tells which.
    """
    made = [
        each
        for each in objects(body.get("transactions"))
        if each.get("kind") == "refund"
    ]
    done = [each for each in made if each.get("status") == "success"]
    if not done:
        return 0
    bought_in = text(order.get("presentment_currency")) or currency
    if bought_in == currency or all(each.get("currency") == currency for each in done):
        return sum(shop(each.get("amount")) for each in done)
    if any(each.get("currency") not in (None, bought_in) for each in done):
        return None
    bought = amounts_in(bought_in)
    paid_back = sum(bought(each.get("amount")) for each in done)
    included = order.get("taxes_included") is True
    if paid_back == _expected(body, "presentment_money", bought, included=included):
        return _expected(body, "shop_money", shop, included=included)
    return None


def _expected(body: Body, side: str, read: Amount, *, included: bool) -> int:
    """Return what a refund's parts add up to on one side of their sets."""

    def amount(each: Body, name: str) -> int:
        return read(
            mapping(mapping(each.get(f"{name}_set")).get(side)).get("amount", "0")
        )

    total = 0
    for each in objects(body.get("refund_line_items")):
        total += amount(each, "subtotal")
        total += 0 if included else amount(each, "total_tax")
    for each in objects(body.get("refund_shipping_lines")):
        total += amount(each, "subtotal_amount")
        total += 0 if included else amount(each, "tax_amount")
    for each in objects(body.get("order_adjustments")):
        total -= amount(each, "amount") + amount(each, "tax_amount")
    return total


def _fulfilled_at(body: Body) -> datetime | None:
    """Return when the last parcel left; the change stamp where it isn't said."""
    sent = [
        maybe_moment(each.get("created_at"))
        for each in objects(body.get("fulfillments"))
        if each.get("status") in (None, "success")
    ]
    known = [each for each in sent if each is not None]
    return max(known) if known else maybe_moment(body.get("updated_at"))


def _presentment_total(body: Body) -> int | None:
    money = mapping(mapping(body.get("total_price_set")).get("presentment_money"))
    currency = text(money.get("currency_code"))
    if currency is None or currency == body.get("currency"):
        return None
    return amounts_in(currency)(money.get("amount"))


def _tags(value: object) -> tuple[str, ...]:
    """Return the tags: one text in webhooks, separated by commas."""
    found = text(value)
    return (
        tuple(tag.strip() for tag in found.split(",") if tag.strip()) if found else ()
    )


def _texts(value: object) -> tuple[str, ...]:
    return (
        tuple(each for each in value if isinstance(each, str))
        if isinstance(value, list)
        else ()
    )
