"""Turns a verified delivery into events, one topic at a time.

A body is what its topic says only as far as its fields agree: what an order or
a customer can't be understood without raises ``Malformed``, and the delivery is
set aside. A topic we have no use for is ``Ignored`` with its name.
"""

from collections.abc import Callable

from app.domain.events import (
    AccessChanged,
    CustomerChanged,
    CustomerGone,
    CustomerSeen,
    CustomersMerged,
    DataRequested,
    DiscountGone,
    Event,
    Ignored,
    OrderGone,
    OrderHint,
    OrderSeen,
    RedactCustomer,
    RedactStore,
    StoreUninstalled,
    SubscriptionChanged,
)
from app.domain.json_limits import UnreadablePayload, read_json
from app.ports import Delivery
from integrations.digests import header
from integrations.reading import Body, email, mapping, maybe_moment, ref, text
from integrations.shopify.delivered import raw_order
from integrations.shopify.orders import snapshot_of
from integrations.shopify.people import consent, delivered_profile

Reader = Callable[[Body, Delivery], Event]


def normalise(delivery: Delivery) -> list[Event]:
    """Return what a delivery says. Pure.

    Raises:
        Malformed: The body breaks its contract.
    """
    body = read_json(delivery.body)
    if not isinstance(body, dict):
        raise UnreadablePayload("the body is not an object")
    reader = READERS.get(delivery.topic)
    if reader is None:
        return [Ignored(f"topic {delivery.topic[:60] or 'missing'}")]
    return [reader(body, delivery)]


def triggered_at(delivery: Delivery) -> object:
    """Return the header that says when the event happened; it is not signed."""
    return header(delivery.headers, "x-shopify-triggered-at") or header(
        delivery.headers, "shopify-triggered-at"
    )


def _order(body: Body, delivery: Delivery) -> Event:
    stamp = maybe_moment(triggered_at(delivery))
    return OrderSeen(snapshot_of(raw_order(body)), deliverer_stamp=stamp)


def _order_gone(body: Body, _delivery: Delivery) -> Event:
    return OrderGone(ref(body.get("id"), "order id"))


def _edited(body: Body, _delivery: Delivery) -> Event:
    # Only what was added and removed: the order has to be read.
    edit = mapping(body.get("order_edit"))
    return OrderHint(ref(edit.get("order_id"), "edited order"), "edited")


def _about_order(reason: str) -> Reader:
    def reader(body: Body, _delivery: Delivery) -> Event:
        return OrderHint(ref(body.get("order_id"), "order of the event"), reason)

    return reader


def _customer(*, created: bool) -> Reader:
    def reader(body: Body, _delivery: Delivery) -> Event:
        return CustomerSeen(delivered_profile(body), created=created)

    return reader


def _customer_gone(body: Body, _delivery: Delivery) -> Event:
    return CustomerGone(ref(body.get("id"), "customer id"))


def _tagged(*, added: bool) -> Reader:
    def reader(body: Body, delivery: Delivery) -> Event:
        # These bodies are in camel case, unlike all others.
        tags = body.get("tags")
        found = tuple(
            each
            for each in (tags if isinstance(tags, list) else [])
            if isinstance(each, str)
        )
        return CustomerChanged(
            customer_ref=ref(body.get("customerId"), "customer id"),
            tags_added=found if added else (),
            tags_removed=() if added else found,
            happened_at=maybe_moment(body.get("occurredAt"))
            or maybe_moment(triggered_at(delivery)),
        )

    return reader


def _consent(body: Body, delivery: Delivery) -> Event:
    told = mapping(body.get("email_marketing_consent"))
    customer_ref = ref(body.get("customer_id"), "customer id")
    agreed = consent(told.get("state"))
    if agreed is None:
        return Ignored(f"consent {text(told.get('state')) or 'missing'}"[:60])
    return CustomerChanged(
        customer_ref=customer_ref,
        marketing_consent=agreed,
        happened_at=maybe_moment(told.get("consent_updated_at"))
        or maybe_moment(triggered_at(delivery)),
    )


def _merged(body: Body, _delivery: Delivery) -> Event:
    status = (text(body.get("status")) or "").lower()
    if body.get("errors") or status != "completed":
        return Ignored(f"customer merge {status or 'without status'}")
    return CustomersMerged(
        kept_ref=ref(body.get("admin_graphql_api_customer_kept_id"), "kept customer"),
        gone_ref=ref(
            body.get("admin_graphql_api_customer_deleted_id"), "gone customer"
        ),
    )


def _data_request(body: Body, _delivery: Delivery) -> Event:
    person = mapping(body.get("customer"))
    request = mapping(body.get("data_request"))
    return DataRequested(
        customer_ref=ref(person.get("id"), "customer id"),
        email=email(person.get("email")),
        request_ref=ref(request.get("id"), "request id"),
    )


def _redact_customer(body: Body, _delivery: Delivery) -> Event:
    person = mapping(body.get("customer"))
    orders = body.get("orders_to_redact")
    return RedactCustomer(
        customer_ref=ref(person.get("id"), "customer id"),
        email=email(person.get("email")),
        phone=text(person.get("phone")),
        order_refs=tuple(
            ref(each, "order id")
            for each in (orders if isinstance(orders, list) else [])
        ),
    )


def _redact_shop(body: Body, _delivery: Delivery) -> Event:
    return RedactStore(ref(body.get("shop_id"), "shop id"))


def _uninstalled(_body: Body, delivery: Delivery) -> Event:
    # The body names no shop in Shopify's own sample; the header does.
    return StoreUninstalled(maybe_moment(triggered_at(delivery)))


def _scopes(body: Body, _delivery: Delivery) -> Event:
    current = body.get("current")
    if not isinstance(current, list):
        raise UnreadablePayload("no list of current scopes")
    return AccessChanged(tuple(each for each in current if isinstance(each, str)))


def _subscription(body: Body, _delivery: Delivery) -> Event:
    told = mapping(body.get("app_subscription"))
    return SubscriptionChanged(ref(told.get("admin_graphql_api_id"), "subscription id"))


def _discount_changed(body: Body, _delivery: Delivery) -> Event:
    discount = ref(body.get("admin_graphql_api_id"), "discount id")
    code = text(mapping(body.get("redeem_code")).get("code"))
    return DiscountGone(discount, code)


READERS: dict[str, Reader] = {
    "orders/create": _order,
    "orders/updated": _order,
    "orders/paid": _order,
    "orders/fulfilled": _order,
    "orders/partially_fulfilled": _order,
    "orders/cancelled": _order,
    "orders/edited": _edited,
    "orders/delete": _order_gone,
    "refunds/create": _about_order("refund"),
    "order_transactions/create": _about_order("transaction"),
    "disputes/create": _about_order("dispute"),
    "disputes/update": _about_order("dispute"),
    "customers/create": _customer(created=True),
    "customers/update": _customer(created=False),
    "customers/enable": _customer(created=False),
    "customers/disable": _customer(created=False),
    "customers/delete": _customer_gone,
    "customers/merge": _merged,
    "customer.tags_added": _tagged(added=True),
    "customer.tags_removed": _tagged(added=False),
    "customers_email_marketing_consent/update": _consent,
    "customers/data_request": _data_request,
    "customers/redact": _redact_customer,
    "shop/redact": _redact_shop,
    "app/uninstalled": _uninstalled,
    "app/scopes_update": _scopes,
    "app_subscriptions/update": _subscription,
    "discounts/update": _discount_changed,
    "discounts/delete": _discount_changed,
    "discounts/redeemcode_removed": _discount_changed,
}
