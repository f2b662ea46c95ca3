"""What staff do to a placed order: pay, send, cancel, edit, move, delete."""

from dataclasses import dataclass

from integrations.sandbox.store import checkout, figures
from integrations.sandbox.store.lines import new_line
from integrations.sandbox.store.models import (
    Cart,
    Customer,
    Order,
    OrderLine,
    Transaction,
)
from integrations.sandbox.store.pricing import tax_of
from integrations.sandbox.store.state import Store, StoreRefusal

RELEASING = {"cancelled", "failed", "trash"}
RENEWAL_SOURCE = "subscription_contract_checkout_one"
PAID_STATUSES = {"processing", "completed"}


def mark_paid(store: Store, order: Order, amount_minor: int | None = None) -> None:
    """The money came in, all of it unless an amount is named."""
    with store.lock:
        owed = figures.outstanding_minor(order)
        came = owed if amount_minor is None else amount_minor
        if order.cancelled_at is not None or came <= 0 or came > owed:
            raise StoreRefusal("not_payable", "There is nothing like that to pay.")
        for row in order.transactions:
            if row.kind == "sale" and row.status == "pending":
                row.status = "success"
                row.amount_minor = came
                row.at = store.now()
                break
        else:
            order.transactions.append(
                Transaction(
                    id=store.new_id("transaction"),
                    kind="sale",
                    status="success",
                    gateway=order.gateway,
                    amount_minor=came,
                    at=store.now(),
                    test=order.test,
                )
            )
        store.touch(order)
        if figures.outstanding_minor(order) == 0:
            order.paid_at = order.paid_at or store.now()
            if not store.config.is_shopify and order.status in {"on-hold", "pending"}:
                order.status = "processing"
            store.emit("order.paid", order, at_once=False)
        store.emit("order.updated", order)


def fulfil(store: Store, order: Order) -> None:
    """Everything was sent (Shopify), or the order is completed (WooCommerce)."""
    with store.lock:
        if order.cancelled_at is not None or order.trashed:
            raise StoreRefusal("cancelled", "The order is cancelled.")
        if not store.config.is_shopify:
            set_status(store, order, "completed")
            return
        order.fulfilled = True
        if figures.outstanding_minor(order) == 0:
            order.closed_at = store.now()
        store.touch(order)
        store.emit("order.fulfilled", order)
        store.emit("order.updated", order)


def cancel(store: Store, order: Order, reason: str = "customer") -> None:
    """Call the order off. What was paid stays paid until it is refunded."""
    with store.lock:
        if not store.config.is_shopify:
            set_status(store, order, "cancelled")
            return
        if order.cancelled_at is not None:
            raise StoreRefusal("cancelled", "The order is cancelled already.")
        order.cancelled_at = store.now()
        order.cancel_reason = reason
        for row in order.transactions:
            if row.kind == "sale" and row.status == "pending":
                row.kind, row.status = "void", "success"
        store.touch(order)
        store.emit("order.cancelled", order)
        store.emit("order.updated", order)


def set_status(store: Store, order: Order, status: str) -> None:
    """A WooCommerce status, by hand or through REST, with what hangs on it."""
    with store.lock:
        if status == order.status:
            store.touch(order)
            store.emit("order.updated", order)
            return
        was = order.status
        order.status = status
        now = store.now()
        if status in PAID_STATUSES and not _pays_later(order, status):
            order.paid_at = order.paid_at or now
            for row in order.transactions:
                if row.kind == "sale" and row.status == "pending":
                    row.status = "success"
        if status == "completed":
            order.completed_at = now
        if status == "cancelled":
            order.cancelled_at = now
        elif was == "cancelled":
            order.cancelled_at = None
        release_or_take(store, order, released=status in RELEASING)
        store.touch(order)
        store.emit("order.status", order, was=was)
        store.emit("order.updated", order)
        if status == "completed" and order.customer_id:
            customer = store.customers.get(order.customer_id)
            if customer is not None:
                customer.paying = True
                store.emit("customer.updated", customer)


def _pays_later(order: Order, status: str) -> bool:
    return status == "processing" and order.gateway == "cod"


def release_or_take(store: Store, order: Order, *, released: bool) -> None:
    """A cancelled, failed or trashed order gives its coupon uses back."""
    for discount in store.discounts.values():
        for use in discount.uses:
            if use.order_id == order.id and use.released != released:
                use.released = released
                discount.usage_count += -1 if released else 1


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of an order's goods: units off a line, or units of a variant more."""

    line_id: int | None = None
    remove: int = 0
    variant_id: int | None = None
    add: int = 0


def edit(store: Store, order: Order, changes: list[Edit]) -> None:
    """Change a placed Shopify order. `quantity` never falls; `current_quantity` does.

    Raises:
        StoreRefusal: A line or variant is unknown, or more is removed than is there.
    """
    with store.lock:
        additions: list[tuple[int, int]] = []
        removals: list[tuple[int, int]] = []
        for change in changes:
            if change.remove and change.line_id is not None:
                line = order.line(change.line_id)
                if line is None or change.remove > line.current_quantity:
                    raise StoreRefusal("edit", "That many units are not on the line.")
                line.removed += change.remove
                removals.append((line.id, change.remove))
            elif change.add and change.variant_id is not None:
                line = _added(store, change.variant_id, change.add)
                order.lines.append(line)
                additions.append((line.id, change.add))
            else:
                raise StoreRefusal("edit", "An edit removes units or adds a variant.")
        order.edited = True
        store.touch(order)
        store.emit("order.edited", order, additions=additions, removals=removals)
        store.emit("order.updated", order)


def _added(store: Store, variant_id: int, quantity: int) -> OrderLine:
    found = store.variant(variant_id)
    if found is None:
        raise StoreRefusal("edit", "There is no such variant.")
    product, variant = found
    gross = variant.price_minor * quantity
    tax = tax_of(store, gross) if variant.taxable else 0
    return new_line(
        store,
        product,
        variant,
        quantity=quantity,
        tax_minor=tax,
        subtotal_tax_minor=tax,
        added_later=True,
    )


def move(store: Store, order: Order, customer: Customer | None) -> None:
    """The order belongs to another customer now."""
    with store.lock:
        order.customer_id = customer.id if customer else None
        store.touch(order)
        store.emit("order.updated", order)


def renew(store: Store, order: Order) -> Order:
    """The next order of a subscription: its goods again, paid as before.

    Raises:
        StoreRefusal: Nothing on the order is sold as a subscription.
    """
    with store.lock:
        cart = Cart(store.ids.token("cart", 24))
        for line in order.lines:
            product = store.products.get(line.product_id or 0)
            if product is not None and product.subscription and line.variant_id:
                cart.quantities[line.variant_id] = line.quantity
        if not cart.quantities:
            raise StoreRefusal("no_subscription", "Nothing on it is a subscription.")
        known = order.gateway in checkout.gateways(store)
        purchase = checkout.Purchase(
            email=order.email,
            customer=store.customers.get(order.customer_id or 0),
            gateway=order.gateway if known else next(iter(checkout.gateways(store))),
            source=RENEWAL_SOURCE if store.config.is_shopify else order.source,
            via="checkout" if store.config.is_shopify else "subscription",
            billing=order.billing,
            renews_id=order.id,
        )
        return checkout.place(store, cart, purchase)


def trash(store: Store, order: Order) -> None:
    """Put a WooCommerce order in the bin: one delivery with its id."""
    with store.lock:
        order.status_before_trash = order.status
        order.status = "trash"
        order.trashed = True
        release_or_take(store, order, released=True)
        store.touch(order)
        store.emit("order.deleted", order)


def restore(store: Store, order: Order) -> None:
    """Take it out of the bin again, as the admin does."""
    with store.lock:
        order.trashed = False
        order.status = "pending"
        store.touch(order)
        store.emit("order.restored", order)


def delete(store: Store, order: Order) -> None:
    """Gone for good: Shopify says so, WooCommerce only to a plugin that listens."""
    with store.lock:
        del store.orders[order.id]
        store.emit(
            "order.deleted" if store.config.is_shopify else "order.purged", order
        )
