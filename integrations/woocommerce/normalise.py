"""Turns a verified delivery into events.

The topic stands in an unsigned header and the body may be an error that was
signed all the same, so a body must first look like what its topic says. Nothing
that was deleted is believed without looking: the store sends the same message
for things of other kinds.
"""

import re
from collections.abc import Callable

from app.domain.events import (
    ConnectionBroken,
    CustomerGone,
    CustomerSeen,
    DiscountGone,
    Event,
    Ignored,
    OrderGone,
    OrderHint,
    OrderSeen,
    ReviewHint,
    ReviewSeen,
    ReviewSnapshot,
)
from app.domain.json_limits import UnreadablePayload, read_json
from app.ports import Delivery, StoreConnection
from integrations.reading import (
    Body,
    email,
    mapping,
    maybe_gmt,
    maybe_ref,
    ref,
    text,
    whole,
)
from integrations.woocommerce.orders import snapshot_of
from integrations.woocommerce.people import profile

Reader = Callable[[Body, StoreConnection], Event]
LOST = (401, 403)
ORDER_ACTIONS = re.compile(
    r"action\.(?:woocommerce_(?:order_status_\w+|payment_complete|order_refunded)"
    r"|wc_setia_order_changed)"
)
"""The last one is our plugin's: a refund deleted, an order out of the trash or gone."""
ACTION_PREFIX = re.compile(r"^action\.(woocommerce|wc)_")
_TAGS = re.compile(r"<[^>]*>")


def normalise(delivery: Delivery, store: StoreConnection) -> list[Event]:
    """Return what a delivery says. Pure.

    Raises:
        Malformed: The body breaks its contract.
    """
    body = read_json(delivery.body)
    if not isinstance(body, dict):
        raise UnreadablePayload("the body is not an object")
    topic = delivery.topic.strip().lower()
    error = _error(body)
    if error is not None:
        return [error]
    if topic.startswith("action."):
        return [_action(topic, body)]
    reader = READERS.get(topic)
    if reader is None:
        return [Ignored(f"topic {topic[:60] or 'missing'}")]
    # A resource is known by a whole number, whatever else the body holds.
    whole(body.get("id"), "id")
    return [reader(body, store)]


def _error(body: Body) -> Event | None:
    """Return what an error in place of a resource means, None for no error."""
    code = body.get("code")
    if "id" in body or not isinstance(code, str) or "data" not in body:
        return None
    status = mapping(body.get("data")).get("status")
    if status in LOST:
        return ConnectionBroken(code[:100])
    return Ignored(f"a signed error: {code[:100]}")


def _action(topic: str, body: Body) -> Event:
    """Return the hint in an action, whose argument may have been lost."""
    argument = body.get("arg")
    order_ref = maybe_ref(argument)
    if order_ref and ORDER_ACTIONS.fullmatch(topic):
        return OrderHint(order_ref, ACTION_PREFIX.sub("", topic))
    product_ref = maybe_ref(mapping(argument).get("comment_post_ID"))
    if product_ref and topic == "action.woocommerce_rest_insert_product_review":
        return ReviewHint(product_ref)
    return Ignored(f"topic {topic[:60]}")


def _order(body: Body, store: StoreConnection) -> Event:
    return OrderSeen(
        snapshot_of(body, store_currency=store.currency, zone=store.timezone)
    )


def _order_gone(body: Body, _store: StoreConnection) -> Event:
    return OrderGone(ref(body.get("id"), "order id"))


def _customer(*, created: bool) -> Reader:
    def reader(body: Body, store: StoreConnection) -> Event:
        return CustomerSeen(profile(body, store.timezone), created=created)

    return reader


def _customer_gone(body: Body, _store: StoreConnection) -> Event:
    return CustomerGone(ref(body.get("id"), "customer id"))


def _coupon_changed(body: Body, _store: StoreConnection) -> Event:
    return DiscountGone(ref(body.get("id"), "coupon id"), text(body.get("code")))


def _product(body: Body, _store: StoreConnection) -> Event:
    return ReviewHint(ref(body.get("id"), "product id"))


def _review(body: Body, _store: StoreConnection) -> Event:
    return ReviewSeen(review_of(body))


def review_of(body: Body) -> ReviewSnapshot:
    """Return a review; what its rating and ``verified`` say decides nothing."""
    status = text(body.get("status")) or ""
    return ReviewSnapshot(
        review_ref=ref(body.get("id"), "review id"),
        product_ref=ref(body.get("product_id"), "reviewed product"),
        approved=status == "approved",
        has_text=bool(_TAGS.sub("", text(body.get("review")) or "").strip()),
        reviewer_email=email(body.get("reviewer_email")),
        reviewer_ref=maybe_ref(body.get("customer_id")),
        deleted=status in ("trash", "spam"),
        written_at=maybe_gmt(body.get("date_created_gmt")),
    )


READERS: dict[str, Reader] = {
    "order.created": _order,
    "order.updated": _order,
    "order.restored": _order,
    "order.deleted": _order_gone,
    "customer.created": _customer(created=True),
    "customer.updated": _customer(created=False),
    "customer.deleted": _customer_gone,
    "coupon.updated": _coupon_changed,
    "coupon.deleted": _coupon_changed,
    "product.updated": _product,
    "review.approved": _review,
}
