"""Every WooCommerce delivery says the same in our words, always."""

import copy
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Malformed
from app.domain.events import (
    ConnectionBroken,
    CustomerGone,
    CustomerProfile,
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
from app.ports import Delivery
from integrations.woocommerce.normalise import normalise
from tests.integrations.samples import (
    PAYLOADS,
    STORE,
    woo_delivery,
    woo_events,
    woo_request,
)

DEWI = CustomerProfile(
    customer_ref="5",
    email="dewi@customer.test",
    first_name="Dewi",
    tags=(),
    has_account=True,
    created_at=datetime(2026, 11, 22, 1, 38, 23, tzinfo=UTC),
    updated_at=datetime(2026, 11, 22, 1, 38, 23, tzinfo=UTC),
)
OTHERS: dict[str, Event] = {
    "action.object-argument-is-lost": Ignored(
        "topic action.woocommerce_store_api_checkout_order_processed"
    ),
    "action.woocommerce_order_status_completed": OrderHint(
        "30", "order_status_completed"
    ),
    "action.woocommerce_rest_insert_product_review": ReviewHint("12"),
    "action.wc_setia_order_changed": OrderHint("31", "setia_order_changed"),
    "coupon.created": Ignored("topic coupon.created"),
    "coupon.deleted-but-it-was-a-product": DiscountGone("29"),
    "coupon.deleted": DiscountGone("27"),
    "coupon.updated": DiscountGone("27", "loyal-7f3k"),
    "customer.created": CustomerSeen(DEWI, created=True),
    "customer.deleted": CustomerGone("5"),
    "order.created-error-body-gone": Ignored(
        "a signed error: woocommerce_rest_shop_order_invalid_id"
    ),
    "order.deleted": OrderGone("21"),
    "order.updated-error-body-owner-has-no-rights": ConnectionBroken(
        "woocommerce_rest_cannot_view"
    ),
    "product.updated-because-of-a-review": ReviewHint("12"),
    "review.approved-companion-topic": ReviewSeen(
        ReviewSnapshot(
            review_ref="19",
            product_ref="14",
            approved=True,
            has_text=True,
            reviewer_email="budi@customer.test",
            reviewer_ref="3",
            written_at=datetime(2026, 11, 22, 1, 39, 21, tzinfo=UTC),
        )
    ),
}

# Name: order, state, net of the lines, refunded of them, shipping, total, buyer.
ORDERS: dict[str, tuple[object, ...]] = {
    "order.created-attribution-with-ref": (
        ("34", "open", 1225, 0, 500, 1725, "friend@guest.test")
    ),
    "order.created-customer-cod": (
        ("23", "open", 2000, 0, 500, 2500, "ani@customer.test")
    ),
    "order.created-guest-cod": ("22", "open", 4000, 0, 500, 4500, "gita@guest.test"),
    "order.created-idr-no-decimals": (
        ("31", "open", 449997, 0, 5, 450002, "idr@guest.test")
    ),
    "order.created-myr-tax-inclusive": (
        ("33", "open", 5261, 0, 500, 6077, "myr@guest.test")
    ),
    "order.created-rest-pending": (
        ("15", "open", 4000, 0, 0, 4000, "ani@customer.test")
    ),
    "order.created-same-delivery-id-a": (
        ("24", "open", 2000, 0, 0, 2000, "x1@guest.test")
    ),
    "order.created-same-delivery-id-b": (
        ("25", "open", 2000, 0, 0, 2000, "x2@guest.test")
    ),
    "order.created-with-coupon": (
        ("28", "open", 3000, 0, 500, 3500, "ani@customer.test")
    ),
    "order.updated-cancelled": (
        ("21", "cancelled", 2000, 0, 0, 2000, "gita@guest.test")
    ),
    "order.updated-checkout-draft": ("22", "draft", 4000, 0, 500, 4500, None),
    "order.updated-completed": (
        ("15", "fulfilled", 4000, 0, 0, 4000, "ani@customer.test")
    ),
    "order.updated-fully-refunded": (
        ("15", "refunded", 4000, 4000, 0, 4000, "ani@customer.test")
    ),
    "order.updated-guest-arrives-before-created": (
        ("22", "open", 4000, 0, 500, 4500, "gita@guest.test")
    ),
    "order.updated-line-refund": (
        ("15", "fulfilled", 4000, 2500, 0, 4000, "ani@customer.test")
    ),
    "order.updated-partial-refund": (
        ("15", "fulfilled", 4000, 500, 0, 4000, "ani@customer.test")
    ),
    "order.updated-personal-data-erased": ("34", "open", 1225, 0, 500, 1725, None),
    "order.updated-processing-cod-unpaid": (
        ("15", "open", 4000, 0, 0, 4000, "ani@customer.test")
    ),
    "order.updated-processing-paid": (
        ("19", "paid", 2000, 0, 0, 2000, "budi@customer.test")
    ),
    "order.updated-status-set-to-refunded": (
        ("19", "refunded", 2000, 2000, 0, 2000, "budi@customer.test")
    ),
    "order.updated-twin-of-created": (
        ("15", "open", 4000, 0, 0, 4000, "ani@customer.test")
    ),
}

# Not deliveries of a topic: answers of calls, the form ping, the posted keys.
NO_EVENTS = {"ping", "wc-auth-callback"}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_every_sample_that_is_no_order_says_this(name: str) -> None:
    assert normalise(woo_delivery(name), STORE) == [OTHERS[name]]


@pytest.mark.parametrize("name", sorted(ORDERS))
def test_every_sample_of_an_order_says_this(name: str) -> None:
    (event,) = normalise(woo_delivery(name), STORE)

    assert isinstance(event, OrderSeen)
    order = event.snapshot
    assert ORDERS[name] == (
        order.order_ref,
        order.state.value,
        sum(line.amount_minor for line in order.lines),
        sum(line.refunded_minor for line in order.lines),
        order.shipping_minor,
        order.total_minor,
        order.customer.email if order.customer else None,
    )
    assert order.complete


def test_an_email_that_changed_is_the_only_one_in_the_body() -> None:
    (event,) = normalise(woo_delivery("customer.updated-email-changed"), STORE)

    assert isinstance(event, CustomerSeen)
    assert not event.created
    assert event.profile.email == "dewi.baru@customer.test"


def test_no_sample_is_left_out() -> None:
    recorded = {path.stem for path in (PAYLOADS / "woocommerce").glob("*.json")}
    calls = {name for name in recorded if "response" in woo_request(name)}

    assert recorded - calls == (
        set(OTHERS) | set(ORDERS) | NO_EVENTS | {"customer.updated-email-changed"}
    )


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        ("order.updated", []),
        ("order.updated", {}),
        ("order.updated", {"id": "15"}),
        ("order.updated", {"id": 15}),
        ("order.updated", {"id": 15, "currency": "USD", "total": "1.00"}),
        ("order.deleted", {"id": None}),
        ("customer.deleted", {"id": True}),
        ("review.approved", {"id": 1}),
    ],
)
def test_a_body_without_what_its_topic_needs_is_malformed(
    topic: str, body: object
) -> None:
    with pytest.raises(Malformed):
        woo_events(topic, body)


def test_an_action_about_nothing_we_know_is_ignored() -> None:
    topic = "action.woocommerce_refund_created"

    assert woo_events(topic, {"action": "x", "arg": 17}) == [Ignored(f"topic {topic}")]


def test_a_topic_that_we_do_not_know_is_ignored_by_name() -> None:
    assert woo_events("product.created", {"id": 1}) == [
        Ignored("topic product.created")
    ]
    assert woo_events("", {"id": 1}) == [Ignored("topic missing")]


values = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3)
rubbish = (
    values | st.lists(values, max_size=2) | st.dictionaries(st.text(max_size=3), values)
)


@given(st.data())
def test_no_damage_to_a_body_does_more_than_set_it_aside(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted({*OTHERS, *ORDERS})))
    delivery = woo_delivery(name)
    body = copy.deepcopy(json.loads(delivery.body))
    place: object = body
    for _ in range(data.draw(st.integers(1, 4))):
        if isinstance(place, list) and place:
            place = place[0]
            continue
        if not isinstance(place, dict) or not place:
            break
        key = data.draw(st.sampled_from(list(place)))
        if data.draw(st.booleans()):
            place[key] = data.draw(rubbish)
            break
        place = place[key]

    try:
        events = normalise(Delivery(delivery.topic, json.dumps(body).encode()), STORE)
    except Malformed:
        return

    assert len(events) == 1
