"""Every Shopify sample says the same in our words, always."""

import copy
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Malformed
from app.domain.events import (
    AccessChanged,
    CustomerChanged,
    CustomerGone,
    CustomerProfile,
    CustomerSeen,
    CustomersMerged,
    DataRequested,
    Discount,
    DiscountGone,
    Event,
    Ignored,
    OrderGone,
    OrderHint,
    OrderSeen,
    OrderSnapshot,
    OrderState,
    RedactCustomer,
    RedactStore,
    StoreUninstalled,
    SubscriptionChanged,
)
from app.ports import Delivery
from integrations.shopify.normalise import READERS, normalise
from tests.integrations.samples import (
    SHOPIFY_TOPICS,
    shopify_body,
    shopify_delivery,
    shopify_events,
)
from tests.integrations.shopify.sampled import CHANGED, LINES, PLACED, POS

ORDER = "5500667788991"
AMA = "7700112233441"
TRIGGERED = datetime(2026, 11, 20, 8, 30, 7, 123456, tzinfo=UTC)
AMA_BOUGHT = CustomerProfile(
    customer_ref=AMA,
    email="ama@example.com",
    first_name="Ama",
    last_name="Østby",
    locale="fr-FR",
    created_at=datetime(2026, 8, 3, 8, 11, 12, tzinfo=UTC),
    updated_at=datetime(2026, 11, 20, 8, 30, 5, tzinfo=UTC),
    address_text="rue du test 1 69001 lyon fr",
)
PAID = OrderSnapshot(
    order_ref=ORDER,
    number="#1042",
    state=OrderState.PAID,
    currency="EUR",
    lines=LINES,
    version=CHANGED,
    placed_at=PLACED,
    paid_at=PLACED,
    customer=AMA_BOUGHT,
    shipping_minor=408,
    shipping_tax_minor=82,
    total_minor=6790,
    discounts=(Discount("LOY-7K3MQ9TX", 500),),
    presentment_currency="USD",
    presentment_total_minor=7469,
    payment_methods=("shopify_payments",),
    tags=("vip", "winter"),
    referral="r-0001",
    raw_status="paid",
    country="FR",
    goods_unsaid=True,
)


def seen(customer_ref: str, **changes: object) -> CustomerSeen:
    profile = CustomerProfile(
        customer_ref=customer_ref,
        created_at=datetime(2026, 8, 3, 8, 11, 12, tzinfo=UTC),
        updated_at=datetime(2026, 11, 20, 8, 30, 5, tzinfo=UTC),
        **changes,  # type: ignore[arg-type]  # a table's row
    )
    return CustomerSeen(profile, created=True)


EXPECTED: dict[str, Event] = {
    "app_subscriptions-update": SubscriptionChanged("70001"),
    "app-scopes_update": AccessChanged(("read_customers", "read_orders")),
    "app-uninstalled": StoreUninstalled(TRIGGERED),
    "bulk_operations-finish": Ignored("topic bulk_operations/finish"),
    "customer-tags_added": CustomerChanged(
        AMA,
        tags_added=("loyalty:gold",),
        happened_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
    ),
    "customers-create-phone-only": seen("7700112233442", phone="+33612345678"),
    "customers-create": seen(
        AMA, email="ama@example.com", first_name="Ama", last_name="Østby"
    ),
    "customers-data_request": DataRequested(AMA, "ama@example.com", "4001"),
    "customers-delete": CustomerGone(AMA),
    "customers-merge-failed": Ignored("customer merge failed"),
    "customers-merge": CustomersMerged(kept_ref=AMA, gone_ref="7700112233442"),
    "customers-purchasing_summary": Ignored("topic customers/purchasing_summary"),
    "customers-redact": RedactCustomer(AMA, "ama@example.com", None, (ORDER,)),
    "customers_email_marketing_consent-update": CustomerChanged(
        AMA,
        marketing_consent=True,
        happened_at=datetime(2026, 11, 20, 8, tzinfo=UTC),
    ),
    "discounts-delete": DiscountGone("1200001"),
    "discounts-redeemcode_added": Ignored("topic discounts/redeemcode_added"),
    "discounts-update": DiscountGone("1200001"),
    "orders-create-pos-anonymous-test": OrderSeen(POS, TRIGGERED),
    "orders-delete": OrderGone(ORDER),
    "orders-edited": OrderHint(ORDER, "edited"),
    "orders-paid": OrderSeen(PAID, TRIGGERED),
    "refunds-create-amount-only": OrderHint(ORDER, "refund"),
    "refunds-create-partial": OrderHint(ORDER, "refund"),
    "shop-redact": RedactStore("61000222333"),
}


@pytest.mark.parametrize("name", sorted(SHOPIFY_TOPICS))
def test_every_sample_says_this(name: str) -> None:
    assert normalise(shopify_delivery(name)) == [EXPECTED[name]]


def test_the_sample_order_is_worth_35_83_and_not_67_90() -> None:
    eligible = sum(line.amount_minor for line in PAID.lines if not line.gift_card)

    assert eligible == 3583


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        ("orders/paid", []),
        ("orders/paid", {}),
        ("orders/delete", {"id": None}),
        ("orders/edited", {}),
        ("refunds/create", {"order_id": "x"}),
        ("customers/create", {"id": 0}),
        ("customers/merge", {"status": "completed", "errors": []}),
        ("customers/redact", {"customer": None}),
        ("customers/data_request", {"customer": {"id": 1}}),
        ("shop/redact", {}),
        ("app/scopes_update", {"current": "read_orders"}),
        ("discounts/delete", {}),
    ],
)
def test_a_body_without_what_its_topic_needs_is_malformed(
    topic: str, body: object
) -> None:
    with pytest.raises(Malformed):
        shopify_events(topic, body)


@pytest.mark.parametrize("status", ["in_progress", "", None])
def test_a_merge_that_is_not_over_changes_nothing(status: str | None) -> None:
    body = shopify_body("customers-merge") | {"status": status}

    assert isinstance(shopify_events("customers/merge", body)[0], Ignored)


def test_a_topic_that_we_do_not_know_is_ignored_by_name() -> None:
    assert shopify_events("weather/changed", {}) == [Ignored("topic weather/changed")]
    assert shopify_events("", {}) == [Ignored("topic missing")]


def test_an_order_event_without_a_time_has_none() -> None:
    (event,) = shopify_events("orders/paid", shopify_body("orders-paid"))

    assert isinstance(event, OrderSeen)
    assert event.deliverer_stamp is None


values = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3)
rubbish = (
    values | st.lists(values, max_size=2) | st.dictionaries(st.text(max_size=3), values)
)


@given(st.data())
def test_no_damage_to_a_body_does_more_than_set_it_aside(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SHOPIFY_TOPICS)))
    body = copy.deepcopy(shopify_body(name))
    place: object = body
    for _ in range(data.draw(st.integers(1, 4))):
        keys = list(place) if isinstance(place, dict) else []
        if isinstance(place, list) and place:
            place = place[0]
            continue
        if not keys or not isinstance(place, dict):
            break
        key = data.draw(st.sampled_from(keys))
        if data.draw(st.booleans()):
            place[key] = data.draw(rubbish)
            break
        place = place[key]
    delivery = Delivery(SHOPIFY_TOPICS[name], json.dumps(body).encode())

    try:
        events = normalise(delivery)
    except Malformed:
        return

    assert len(events) == 1


def test_every_reader_has_a_topic_of_shopifys_spelling() -> None:
    dotted = {"customer.tags_added", "customer.tags_removed"}

    assert dotted < set(READERS)
    assert all("/" in topic for topic in set(READERS) - dotted)
    assert all(topic == topic.lower() for topic in READERS)
