"""Reads orders out of GraphQL, page by page, into the same facts as a webhook's.

An order is asked for with its lines and the ids of its refunds; each refund is
read by itself, because all of it in one query would cost more than a query may.
"""

from collections.abc import Sequence
from datetime import datetime

from app.domain.errors import PlatformMissing
from app.domain.events import OrderSnapshot
from app.ports import Page, StoreConnection
from integrations.http import readable
from integrations.phones import phone
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
from integrations.shopify.client import ShopifyClient
from integrations.shopify.orders import (
    COUNTRY_SIGNS,
    REGION_SIGNS,
    RawLine,
    RawOrder,
    RawRefund,
    snapshot_of,
)
from integrations.shopify.people import fetched_profile, guest
from integrations.shopify.rewards import gid

MOST_REFUNDS = 100
PAGE_REFUNDS = 5
PAYMENTS = ("SALE", "CAPTURE")


def fetch_order(
    client: ShopifyClient, store: StoreConnection, order_ref: str
) -> OrderSnapshot:
    """Return an order as it stands now.

    Raises:
        PlatformMissing: Shopify knows no such order.
        PlatformUnclear: It answered, and not with an order that can be read.
    """
    reply = client.run(store, "LoyaltyOrder", {"id": gid("Order", order_ref)})
    node = reply.data.get("order")
    if not isinstance(node, dict):
        raise PlatformMissing(f"no order {order_ref}")
    return _whole(client, store, node, most_refunds=MOST_REFUNDS)


def order_page(
    client: ShopifyClient,
    store: StoreConnection,
    *,
    changed_since: datetime | None,
    cursor: str | None,
) -> Page[OrderSnapshot]:
    """Return one page of orders, oldest change first."""
    asked: dict[str, object] = {}
    if changed_since is not None:
        stamp = changed_since.isoformat(timespec="seconds").replace("+00:00", "Z")
        asked["query"] = f"updated_at:>='{stamp}'"
    page = next(
        client.pages(
            store,
            "LoyaltyOrderPage",
            ("orders",),
            asked,
            after=cursor,
            background=True,
        )
    )
    found = [
        _whole(client, store, node, most_refunds=PAGE_REFUNDS)
        for node in objects(page.get("nodes"))
    ]
    return Page(found, next_cursor(page))


def past_order(node: Body) -> OrderSnapshot:
    """Return the snapshot of an order as a file of the past shows it.

    Refunds are only named there: an order with some says that it is not whole.
    """
    currency = text(node.get("currencyCode")) or ""
    shop = amounts_in(currency)
    taken: dict[str, int] = {}
    lines = objects(mapping(node.get("lineItems")).get("nodes"))
    read = [_line(each, shop, taken) for each in lines]
    raw = _head(node, currency, shop)
    raw.lines = read
    raw.code_discounts = {**raw.code_discounts, **taken}
    if objects(node.get("refunds")):
        raw.complete = False
        raw.notes.append("refunds are read apart")
    return snapshot_of(raw)


def next_cursor(page: Body) -> str | None:
    """Return where the next page begins, None at the end."""
    info = mapping(page.get("pageInfo"))
    return text(info.get("endCursor")) if info.get("hasNextPage") else None


def _whole(
    client: ShopifyClient, store: StoreConnection, node: Body, *, most_refunds: int
) -> OrderSnapshot:
    """Return the snapshot of a node, with its further lines and its refunds."""
    refunds = objects(node.get("refunds"))
    if len(refunds) >= most_refunds and most_refunds < MOST_REFUNDS:
        return fetch_order(client, store, ref(node.get("id"), "order id"))
    with readable("an order"):
        currency = text(node.get("currencyCode")) or ""
        shop = amounts_in(currency)
        taken: dict[str, int] = {}
        lines = [_line(each, shop, taken) for each in _lines(client, store, node)]
        raw = _head(node, currency, shop)
        raw.lines = lines
        raw.refunds = [
            _refund(client, store, str(each.get("id")), shop) for each in refunds
        ]
        raw.code_discounts = {**raw.code_discounts, **taken}
        if len(refunds) >= MOST_REFUNDS:
            raw.complete = False
            raw.notes.append(f"more than {MOST_REFUNDS} refunds")
        return snapshot_of(raw)


def _lines(client: ShopifyClient, store: StoreConnection, node: Body) -> list[Body]:
    first = mapping(node.get("lineItems"))
    lines = objects(first.get("nodes"))
    after = next_cursor(first)
    if after is None:
        return lines
    for page in client.pages(
        store,
        "LoyaltyOrderLines",
        ("order", "lineItems"),
        {"id": node.get("id")},
        after=after,
    ):
        lines += objects(page.get("nodes"))
    return lines


def _head(node: Body, currency: str, shop: Amount) -> RawOrder:
    buyer = node.get("customer")
    locale = text(node.get("customerLocale"))
    version = moment(node.get("updatedAt"), "updatedAt")
    total = mapping(node.get("totalPriceSet"))
    bought = text(node.get("presentmentCurrencyCode"))
    applied = _applications(node)
    raw = RawOrder(
        order_ref=ref(node.get("id"), "order id"),
        number=text(node.get("name")) or "",
        currency=currency,
        financial_status=(text(node.get("displayFinancialStatus")) or "").lower(),
        fulfilled=node.get("displayFulfillmentStatus") == "FULFILLED",
        version=version,
        placed_at=moment(
            node.get("processedAt") or node.get("createdAt"), "processedAt"
        ),
        cancelled_at=maybe_moment(node.get("cancelledAt")),
        fulfilled_at=version,
        taxes_included=node.get("taxesIncluded") is True,
        lines=[],
        refunds=[],
        customer=(
            fetched_profile(buyer, locale)
            if isinstance(buyer, dict)
            else guest(node.get("email"), _phone(node), locale)
        ),
        total_minor=_shop(total, shop),
        total_tax_minor=_shop(node.get("totalTaxSet"), shop),
        outstanding_minor=_shop(node.get("totalOutstandingSet"), shop),
        code_discounts={
            code: 0 for code, target in applied if target != "SHIPPING_LINE"
        },
        shipping_codes=[code for code, target in applied if target == "SHIPPING_LINE"],
        presentment_currency=bought,
        presentment_total_minor=(
            amounts_in(bought)(mapping(total.get("presentmentMoney")).get("amount"))
            if bought and bought != currency
            else None
        ),
        test=node.get("test") is True,
        source_name=(text(node.get("sourceName")) or "web").lower(),
        payment_methods=_texts(node.get("paymentGatewayNames")),
        tags=_texts(node.get("tags")),
        attributes=[
            (text(each.get("key")) or "", text(each.get("value")) or "")
            for each in objects(node.get("customAttributes"))
        ],
        device_text=one_line(node.get("clientIp")),
    )
    _place(raw, node)
    for each in objects(mapping(node.get("shippingLines")).get("nodes")):
        if each.get("isRemoved") is not True:
            price = _shop(each.get("originalPriceSet"), shop)
            left = _shop(each.get("discountedPriceSet"), shop)
            raw.shipping_price_minor += price
            raw.shipping_discount_minor += max(0, price - left)
    return raw


def _payments(node: Body) -> list[datetime]:
    """Return when money came in; what failed or went back is no payment."""
    return [
        moment(each.get("processedAt"), "processedAt of a payment")
        for each in objects(node.get("transactions"))
        if each.get("kind") in PAYMENTS
        and each.get("status") == "SUCCESS"
        and each.get("processedAt")
    ]


def _phone(node: Body) -> str | None:
    place = mapping(node.get("shippingAddress") or node.get("billingAddress"))
    return phone(node.get("phone"), place.get("countryCodeV2"))


def _place(raw: RawOrder, node: Body) -> None:
    """Note where the order goes, or who pays where nothing is sent."""
    raw.payer_text = _card(node)
    place = mapping(node.get("shippingAddress") or node.get("billingAddress"))
    raw.country = code_of(place.get("countryCodeV2"), COUNTRY_SIGNS)
    raw.region = code_of(place.get("provinceCode"), REGION_SIGNS)
    if text(place.get("address1")):
        names = ("address1", "zip", "city", "countryCodeV2")
        raw.address_text = one_line(*[place.get(name) for name in names])
    raw.payments = _payments(node)


def _card(node: Body) -> str | None:
    """Return the card of an order's first card payment: its ends and its last month.

    Only an order read by itself shows it; a delivery never does.
    """
    for each in objects(node.get("transactions")):
        card = mapping(each.get("paymentDetails"))
        if text(card.get("number")):
            month, year = card.get("expirationMonth"), card.get("expirationYear")
            shown = [card.get("bin"), card.get("number"), f"{month}/{year}"]
            return one_line(*shown)
    return None


def _applications(node: Body) -> list[tuple[str, str]]:
    """Return the code and target of each discount that was a code."""
    found = objects(mapping(node.get("discountApplications")).get("nodes"))
    return [
        (code, str(each.get("targetType")))
        for each in found
        if (code := text(each.get("code")))
    ]


def _line(node: Body, shop: Amount, taken: dict[str, int]) -> RawLine:
    discount = 0
    for each in objects(node.get("discountAllocations")):
        amount = _shop(each.get("allocatedAmountSet"), shop)
        discount += amount
        code = text(mapping(each.get("discountApplication")).get("code"))
        if code:
            taken[code] = taken.get(code, 0) + amount
    quantity = whole(node.get("quantity"), "line quantity")
    current = node.get("currentQuantity")
    unit = _shop(node.get("originalUnitPriceSet"), shop)
    return RawLine(
        line_ref=ref(node.get("id"), "line id"),
        title=text(node.get("title")) or "",
        quantity=quantity,
        current_quantity=current if isinstance(current, int) else quantity,
        unit_minor=unit,
        discount_minor=discount,
        tax_minor=sum(
            _shop(each.get("priceSet"), shop) for each in objects(node.get("taxLines"))
        ),
        gift_card=node.get("isGiftCard") is True,
        product_ref=maybe_ref(mapping(node.get("product")).get("id")),
        variant_ref=maybe_ref(mapping(node.get("variant")).get("id")),
        sku=text(node.get("sku")),
        vendor=text(node.get("vendor")),
        full_price=_full_price(node.get("variant"), unit, shop),
    )


def _full_price(variant: object, unit_minor: int, shop: Amount) -> bool | None:
    """Tell whether a unit cost what it is compared with today; None of what is gone."""
    if not isinstance(variant, dict):
        return None
    compare_at = text(variant.get("compareAtPrice"))
    return compare_at is None or unit_minor >= shop(compare_at)


def _refund(
    client: ShopifyClient, store: StoreConnection, refund_id: str, shop: Amount
) -> RawRefund:
    """Return one refund with all of its lines."""
    asked: dict[str, object] = {"id": refund_id}
    head = mapping(client.run(store, "LoyaltyRefund", asked).data.get("refund"))
    page = mapping(head.get("refundLineItems"))
    nodes = objects(page.get("nodes"))
    after = next_cursor(page)
    if after is not None:
        path = ("refund", "refundLineItems")
        for page in client.pages(store, "LoyaltyRefund", path, asked, after=after):
            nodes += objects(page.get("nodes"))
    lines = [
        (
            ref(mapping(each.get("lineItem")).get("id"), "refunded line"),
            whole(each.get("quantity"), "refunded quantity"),
            _shop(each.get("subtotalSet"), shop),
            _shop(each.get("totalTaxSet"), shop),
        )
        for each in nodes
    ]
    shipping = objects(mapping(head.get("refundShippingLines")).get("nodes"))
    made = objects(mapping(head.get("transactions")).get("nodes"))
    return RawRefund(
        lines=lines,
        shipping_minor=_sum(shipping, "subtotalAmountSet", shop),
        shipping_tax_minor=_sum(shipping, "taxAmountSet", shop),
        money_minor=_sum(
            [
                each
                for each in made
                if each.get("kind") == "REFUND" and each.get("status") == "SUCCESS"
            ],
            "amountSet",
            shop,
        ),
    )


def _sum(nodes: Sequence[Body], name: str, shop: Amount) -> int:
    return sum(_shop(each.get(name), shop) for each in nodes)


def _shop(bag: object, shop: Amount) -> int:
    """Return the shop money of a bag; nothing where there is no bag."""
    money = mapping(mapping(bag).get("shopMoney"))
    return shop(money.get("amount")) if money else 0


def _texts(value: object) -> tuple[str, ...]:
    found = value if isinstance(value, list) else []
    return tuple(each for each in found if isinstance(each, str))
