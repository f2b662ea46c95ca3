"""Carts and the placing of orders.

Placing is one step under the lock: every code is asked again whether it works,
and its use is counted in the same breath. So of any number of carts that hold
the last use of a code, exactly one gets it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from integrations.sandbox.store import payments, people
from integrations.sandbox.store.catalogue import sample_address
from integrations.sandbox.store.devices import Device
from integrations.sandbox.store.discounts import CartLine, Refusal, Shopper
from integrations.sandbox.store.lines import new_line
from integrations.sandbox.store.models import (
    Address,
    Cart,
    Customer,
    Order,
    OrderLine,
    Transaction,
    Use,
)
from integrations.sandbox.store.payments import STORE_CREDIT, Means, Part
from integrations.sandbox.store.pricing import (
    Priced,
    PricedLine,
    cart_lines,
    price,
)
from integrations.sandbox.store.state import Store, StoreRefusal

# name of the gateway: (title, whether the money is there at once)
SHOPIFY_GATEWAYS = {
    "shopify_payments": ("Card (sandbox)", True),
    "bogus": ("(for testing) Bogus Gateway", True),
    "Bank Deposit": ("Bank transfer", False),
    "Cash on Delivery (COD)": ("Cash on delivery", False),
    STORE_CREDIT: ("Store credit", True),
}
WOO_GATEWAYS = {
    "sandbox_card": ("Card (sandbox)", True),
    "bacs": ("Direct bank transfer", False),
    "cheque": ("Check payments", False),
    "cod": ("Cash on delivery", False),
}


@dataclass(slots=True)
class Purchase:
    """What a shopper says at the till."""

    email: str = ""
    customer: Customer | None = None
    gateway: str = ""
    first_name: str = ""
    last_name: str = ""
    phone: str | None = None
    note: str = ""
    test: bool = False
    source: str = "web"
    anonymous: bool = False
    via: str = "checkout"
    attributes: list[tuple[str, str]] = field(default_factory=list)
    billing: Address | None = None
    landing: str = ""
    device: Device | None = None
    at: datetime | None = None
    gift_cards: tuple[str, ...] = ()
    use_credit: bool = False
    country: str = ""
    region: str = ""
    renews_id: int | None = None


def gateways(store: Store) -> dict[str, tuple[str, bool]]:
    return SHOPIFY_GATEWAYS if store.config.is_shopify else WOO_GATEWAYS


def cart_of(store: Store, token: str) -> Cart:
    with store.lock:
        return store.carts.setdefault(token, Cart(token))


def shopper_of(store: Store, cart: Cart) -> Shopper:
    customer = store.customers.get(cart.customer_id) if cart.customer_id else None
    return Shopper(customer=customer, email=cart.email)


def price_cart(store: Store, cart: Cart, shopper: Shopper | None = None) -> Priced:
    """Price the cart as it is; codes that stopped working are listed, not removed."""
    who = shopper or shopper_of(store, cart)
    return price(store, cart_lines(store, cart), cart.codes, who)


def add_code(
    store: Store, cart: Cart, code: str, shopper: Shopper | None = None
) -> Refusal | None:
    """Put a code on the cart, or say why not and leave the cart as it was."""
    code = code.strip()
    with store.lock:
        if any(code.lower() == own.lower() for own in cart.codes):
            return Refusal("applied", f"“{code}” is on the cart already.")
        codes = [*cart.codes, code]
        discount = store.discount_by_code(code)
        if not store.config.is_shopify and discount and discount.individual_use:
            codes = [code]
        who = shopper or shopper_of(store, cart)
        priced = price(store, cart_lines(store, cart), codes, who)
        for refused, why in priced.refused:
            if refused == code:
                return why
        cart.codes = codes
        return None


def place(store: Store, cart: Cart, purchase: Purchase) -> Order:
    """Turn the cart into an order and empty it.

    Raises:
        StoreRefusal: The cart is empty (``empty``), the way to pay is unknown
            (``gateway``), a contact is missing (``contact``), goods are not for
            this shopper (``closed``) or a code does not work any more (``code``,
            with ``refusals``); nothing has happened then.
    """
    with store.lock:
        lines = cart_lines(store, cart)
        if not lines:
            raise StoreRefusal("empty", "The cart is empty.")
        if purchase.gateway not in gateways(store):
            known = ", ".join(gateways(store))
            raise StoreRefusal("gateway", f"Choose a way to pay: {known}.")
        if not purchase.email and purchase.customer is not None:
            purchase.email = purchase.customer.email or ""
        if "@" not in purchase.email and not purchase.anonymous:
            raise StoreRefusal("contact", "Please enter a valid e-mail address.")
        _refuse_closed(store, lines, purchase)
        shopper = Shopper(customer=purchase.customer, email=purchase.email)
        priced = price(store, lines, cart.codes, shopper)
        if priced.refused:
            raise StoreRefusal(
                "code",
                " ".join(why.text for _, why in priced.refused),
                refusals=[(code, why) for code, why in priced.refused],
            )
        parts = payments.parts_of(
            store, _means(store, cart, purchase), priced.total_minor
        )
        event_before, store.event_id = store.event_id, store.ids.uuid("event")
        try:
            order = _order(store, cart, purchase, priced, parts)
            count_uses(priced, order)
            payments.take(store, parts)
            cart.quantities.clear()
            cart.codes.clear()
            cart.gift_cards.clear()
            cart.attributes.clear()
            cart.draft_order_id = None
            _announce(store, order, purchase)
        finally:
            store.event_id = event_before
        return order


def _refuse_closed(store: Store, lines: list[CartLine], purchase: Purchase) -> None:
    """Sell nothing that an app closed to this shopper; staff and renewals go on."""
    if purchase.via not in {"checkout", "store-api"} or purchase.renews_id is not None:
        return
    for line in lines:
        why = store.keeps_from(line.product, purchase.customer)
        if why:
            raise StoreRefusal("closed", why)


def _means(store: Store, cart: Cart, purchase: Purchase) -> Means:
    _, paid_now = gateways(store)[purchase.gateway]
    return Means(
        gateway=purchase.gateway,
        paid_now=paid_now,
        customer=purchase.customer,
        gift_cards=(*cart.gift_cards, *purchase.gift_cards),
        use_credit=purchase.use_credit,
    )


def open_draft(store: Store, cart: Cart, shopper: Shopper) -> Order:
    """What opening WooCommerce's block checkout leaves behind, placed or not."""
    known = store.orders.get(cart.draft_order_id or 0)
    if known is not None and known.status == "checkout-draft":
        return known
    priced = price_cart(store, cart, shopper)
    purchase = Purchase(
        email=cart.email,
        customer=shopper.customer,
        gateway="bacs",
        via="store-api",
        billing=cart.billing or Address(province_code="JK"),
    )
    parts = [Part(purchase.gateway, priced.total_minor, paid_now=False)]
    order = _order(store, cart, purchase, priced, parts)
    order.status = "checkout-draft"
    order.gateway_title = ""
    order.transactions.clear()
    cart.draft_order_id = order.id
    store.emit("order.updated", order)
    return order


def _order(
    store: Store, cart: Cart, purchase: Purchase, priced: Priced, parts: list[Part]
) -> Order:
    now = store.now()
    placed_at = purchase.at or now
    customer = _buyer(store, purchase)
    main = parts[-1].gateway
    title = gateways(store).get(main, ("Gift card", True))[0]
    draft = store.orders.get(cart.draft_order_id or 0)
    order = Order(
        id=draft.id if draft else store.new_id("order"),
        number=0,
        currency=store.config.currency,
        created_at=draft.created_at if draft else placed_at,
        updated_at=now,
        processed_at=placed_at,
        lines=[_line(store, row) for row in priced.lines],
        email=purchase.email,
        phone=purchase.phone,
        customer_id=customer.id if customer else None,
        gateway=main,
        gateway_title=title,
        taxes_included=store.config.tax_included,
        tax_percent=store.tax_percent,
        tax_title=store.config.tax_title,
        shipping_minor=priced.shipping_minor,
        shipping_discount_minor=priced.shipping_discount_minor,
        shipping_tax_minor=priced.shipping_tax_minor,
        applications=priced.applications,
        test=purchase.test,
        source=purchase.source,
        note=purchase.note or cart.note,
        attributes=[*cart.attributes.items(), *purchase.attributes],
        landing=purchase.landing or cart.landing,
        token=store.ids.token("order", 32),
        cart_token=cart.token,
        created_via=purchase.via,
        locale=customer.locale if customer else "id",
        presentment_currency=store.config.presentment_currency or store.config.currency,
        presentment_rate=Decimal(store.config.presentment_rate),
        renews_id=purchase.renews_id,
    )
    order.number = order.id
    if store.config.is_shopify:
        order.number = store.new_id("order_number")
    _addresses(store, order, purchase, customer, shipped=priced.needs_shipping)
    for row in priced.lines:
        row.line.product.units_sold += row.line.quantity
    if purchase.device:
        store.devices[order.id] = purchase.device
    store.orders[order.id] = order
    _first_status(store, order, parts)
    return order


def _buyer(store: Store, purchase: Purchase) -> Customer | None:
    """Shopify makes a customer of everybody; WooCommerce leaves guests alone."""
    if purchase.customer or purchase.anonymous or not store.config.is_shopify:
        return purchase.customer
    return people.guest(
        store,
        email=purchase.email,
        first_name=purchase.first_name,
        last_name=purchase.last_name,
    )


def _addresses(
    store: Store,
    order: Order,
    purchase: Purchase,
    customer: Customer | None,
    *,
    shipped: bool,
) -> None:
    if shipped:
        order.shipping_line_id = store.new_id("line")
    if purchase.anonymous:
        return
    first = purchase.first_name or (customer.first_name if customer else "")
    last = purchase.last_name or (customer.last_name if customer else "")
    order.billing = purchase.billing or sample_address(
        store,
        first,
        last,
        whose=order.email or f"{first} {last}",
        country=purchase.country,
        region=purchase.region,
    )
    if purchase.phone:
        order.billing.phone = purchase.phone
    order.shipping_address = order.billing if shipped else None


def _line(store: Store, row: PricedLine) -> OrderLine:
    return new_line(
        store,
        row.line.product,
        row.line.variant,
        quantity=row.line.quantity,
        tax_minor=row.tax_minor,
        subtotal_tax_minor=row.subtotal_tax_minor,
        allocations=row.allocations,
    )


def _first_status(store: Store, order: Order, parts: list[Part]) -> None:
    for part in parts:
        order.transactions.append(
            Transaction(
                id=store.new_id("transaction"),
                kind="sale",
                status="success" if part.paid_now else "pending",
                gateway=part.gateway,
                amount_minor=part.amount_minor,
                at=order.created_at,
                test=order.test,
            )
        )
    if all(part.paid_now for part in parts):
        order.paid_at = order.created_at
    if store.config.is_shopify:
        return
    if order.paid_at is not None:
        finished = all(line.virtual and _download(store, line) for line in order.lines)
        order.status = "completed" if finished else "processing"
        order.completed_at = order.created_at if finished else None
    else:
        order.status = "processing" if order.gateway == "cod" else "on-hold"


def _download(store: Store, line: OrderLine) -> bool:
    product = store.products.get(line.product_id or 0)
    return product is not None and product.downloadable


def count_uses(priced: Priced, order: Order) -> None:
    """Book one use of every code that the order was priced with."""
    for application, discount in zip(
        priced.applications, priced.discounts, strict=True
    ):
        discount.uses.append(
            Use(
                order_id=order.id,
                customer_id=order.customer_id,
                email=order.email,
                at=order.created_at,
                code=application.code,
            )
        )
        discount.usage_count += 1


def _announce(store: Store, order: Order, purchase: Purchase) -> None:
    store.emit("order.created", order, via=purchase.via)
    if order.paid_at is not None:
        store.emit("order.paid", order, at_once=True)
    if store.config.is_shopify or purchase.customer is None:
        return
    store.emit("customer.updated", purchase.customer)
