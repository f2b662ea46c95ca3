"""Facts beside the money: where to, how paid, at which price, and about whom."""

import re
from datetime import date
from typing import Any

import pytest

from app.domain.events import (
    CustomerChanged,
    CustomerSeen,
    Event,
    Ignored,
    OrderSeen,
    OrderSnapshot,
)
from integrations.shopify.people import fetched_profile
from tests.integrations.benches import Bench, SandboxBench, shopify_bench
from tests.integrations.samples import (
    shopify_body,
    shopify_events,
    shopify_order,
    woo_body,
    woo_events,
    woo_order,
)
from tests.integrations.wire import says, serving


def placed(sandbox: SandboxBench, **asked: object) -> OrderSnapshot:
    lines = asked.pop("lines", None) or [{"product": "stoneware-mug", "quantity": 1}]
    made = sandbox.act("order", lines=lines, **{"email": "g@guest.test", **asked})
    return sandbox.platform.fetch_order(sandbox.store, str(made["order"]["id"]))


# --- orders -------------------------------------------------------------------


def test_an_order_says_its_country_and_region_as_codes(sandbox: SandboxBench) -> None:
    order = placed(sandbox, country="MY", region="KUL")

    assert (order.country, order.region) == ("MY", "KUL")


def test_what_is_not_sent_counts_where_its_payer_lives(sandbox: SandboxBench) -> None:
    order = placed(sandbox, country="SG", lines=[{"product": "brewing-class"}])

    assert (order.country, order.region) == ("SG", None)


def test_a_sale_at_the_till_is_of_the_till(sandbox: SandboxBench) -> None:
    order = placed(sandbox, source="pos", via="pos-rest-api")

    assert order.channel == "pos"


def test_the_way_of_paying_is_told(sandbox: SandboxBench) -> None:
    slow = {"shopify": "Bank Deposit", "woocommerce": "bacs"}[sandbox.platform.name]

    assert placed(sandbox, gateway=slow).payment_methods == (slow,)


def test_a_renewal_says_so_and_the_first_order_does_not(
    sandbox: SandboxBench,
) -> None:
    member = sandbox.sign_up("sub@customer.test")
    lines = [{"product": "coffee-subscription"}]
    first = placed(sandbox, customer=int(member), lines=lines)
    made = sandbox.act("renew", order_id=int(first.order_ref))["order"]

    renewal = sandbox.platform.fetch_order(sandbox.store, str(made["id"]))

    assert not first.renewal
    assert renewal.renewal
    assert renewal.channel == "subscription"
    assert renewal.customer is not None
    assert renewal.customer.customer_ref == member


def test_a_referral_on_the_order_is_read(sandbox: SandboxBench) -> None:
    order = placed(sandbox, attributes={"setia_ref": "FRIEND42"})

    assert order.referral == "FRIEND42"


def test_two_orders_of_one_house_have_one_address_text(sandbox: SandboxBench) -> None:
    first = placed(sandbox, email="one@guest.test").customer
    again = placed(sandbox, email="one@guest.test").customer
    other = placed(sandbox, email="two@guest.test").customer

    assert first is not None
    assert again is not None
    assert other is not None
    assert first.address_text == again.address_text
    assert re.fullmatch(r"jl contoh \d+ 10110 jakarta id", first.address_text or "")
    assert other.address_text != first.address_text


def test_buyers_have_devices_of_their_own_unless_they_share_one(
    sandbox: SandboxBench,
) -> None:
    buyers = [
        placed(sandbox, email="one@guest.test"),
        placed(sandbox, email="one@guest.test"),
        placed(sandbox, email="two@guest.test"),
        placed(sandbox, email="three@guest.test", ip="203.0.113.7"),
        placed(sandbox, email="four@guest.test", ip="203.0.113.7"),
    ]

    devices = [one.customer.device_text for one in buyers if one.customer]
    assert all(devices)
    assert devices[0] == devices[1] != devices[2]
    assert devices[3] == devices[4]


@pytest.mark.parametrize(
    ("meta", "code"),
    [
        ([{"key": "setia_ref", "value": " FRIEND42 "}], "FRIEND42"),
        ([{"key": "_setia_ref", "value": "FRIEND42"}], "FRIEND42"),
        ([{"key": "setia_ref", "value": ""}], None),
        ([{"key": "setia_ref", "value": ["FRIEND42"]}], None),
        ([{"key": "setia_ref", "value": "x" * 300}], "x" * 100),
        ([], None),
    ],
)
def test_the_plugin_s_mark_of_a_link_is_read(
    meta: list[dict[str, Any]], code: str | None
) -> None:
    body = woo_body("customer.created") | {"meta_data": meta}

    (event,) = woo_events("customer.created", body)

    assert isinstance(event, CustomerSeen)
    assert event.profile.referral == code


@pytest.mark.parametrize(
    ("kept", "code"),
    [
        ({"note": "VIP\nSetia_ref:  FRIEND42 \nlikes mugs"}, "FRIEND42"),
        ({"note": "asked about setia_ref"}, None),
        ({"note": "setia_ref:"}, None),
        ({"metafields": [{"key": "setia_ref", "value": "APP"}], "note": ""}, "APP"),
        ({"metafields": [{"key": "other", "value": "X"}]}, None),
        ({"metafields": "none", "note": 7}, None),
        ({"note": "referral_code: " + "x" * 300}, "x" * 100),
    ],
)
def test_a_code_in_a_customer_s_record_is_read(
    kept: dict[str, Any], code: str | None
) -> None:
    (event,) = shopify_events("customers/create", {"id": 7, **kept})

    assert isinstance(event, CustomerSeen)
    assert event.profile.referral == code


def test_a_code_that_our_app_kept_is_fetched() -> None:
    node = {"id": "gid://shopify/Customer/7", "came": {"value": " FRIEND42 "}}

    assert fetched_profile(node).referral == "FRIEND42"


def test_a_card_that_paid_is_told_where_the_order_is_read() -> None:
    with shopify_bench() as bench:
        one, two = bench.sign_up("a@c.test"), bench.sign_up("b@c.test")
        orders = [placed(bench, customer=int(who)) for who in (one, one, two)]

    cards = [order.customer.payer_text for order in orders if order.customer]
    assert cards[0] == cards[1] != cards[2]
    assert cards[0]


def test_a_place_that_somebody_typed_out_is_no_region() -> None:
    body = woo_body("order.created-customer-cod")
    body["shipping"] = {**body["shipping"], "country": "GB", "state": "Greater London"}

    order = woo_order(body)

    assert (order.country, order.region) == ("GB", None)


def test_an_order_without_any_place_has_no_country() -> None:
    nowhere = {"shipping_address": None, "billing_address": None}
    order = shopify_order(shopify_body("orders-paid") | nowhere)

    assert (order.country, order.region) == (None, None)
    assert order.customer is not None
    assert order.customer.address_text is None


# --- goods --------------------------------------------------------------------


def test_the_catalogue_knows_collections_tags_and_what_is_reduced(
    sandbox: SandboxBench,
) -> None:
    lines = [{"product": "canvas-tote"}, {"product": "stoneware-mug"}]
    order = placed(sandbox, lines=lines)
    refs = [line.product_ref or "" for line in order.lines]

    found = sandbox.platform.catalogue.products(sandbox.store, [*refs, "999999999"])
    tote, mug = sorted(found, key=lambda each: each.title)

    assert (tote.title, mug.title) == ("Canvas Tote", "Stoneware Mug")
    assert tote.tags == ("tas",)
    assert len(tote.collection_refs) == 1
    assert len(mug.collection_refs) == 2
    assert tote.reduced_refs in ((refs[0],), (order.lines[0].variant_ref,))
    assert mug.reduced_refs == ()


def test_a_catalogue_asked_for_nothing_answers_nothing(bench: Bench) -> None:
    assert bench.platform.catalogue.products(bench.store, []) == []
    assert bench.platform.catalogue.products(bench.store, ["999999999"]) == []


# --- people -------------------------------------------------------------------


def test_consent_and_birthday_are_read_with_the_customer(
    sandbox: SandboxBench,
) -> None:
    member = sandbox.sign_up("new@customer.test")
    sandbox.act("consent", customer=int(member), accepts=True)
    sandbox.act("birthday", customer=int(member), birthday="1990-02-28")

    profile = sandbox.platform.fetch_customer(sandbox.store, member)
    sandbox.act("consent", customer=int(member), accepts=False)
    after = sandbox.platform.fetch_customer(sandbox.store, member)

    assert profile.marketing_consent is True
    assert profile.birthday == date(1990, 2, 28)
    assert after.marketing_consent is False


def told(meta: list[dict[str, Any]]) -> CustomerSeen:
    body = woo_body("customer.created") | {"meta_data": meta}
    (event,) = woo_events("customer.updated", body)
    assert isinstance(event, CustomerSeen)
    return event


@pytest.mark.parametrize(
    ("key", "value", "consent"),
    [
        ("setia_newsletter", "yes", True),
        ("accepts_marketing", "0", False),
        ("mailchimp_woocommerce_is_subscribed", "1", True),
        ("setia_newsletter", "perhaps", None),
        ("unknown", "yes", None),
    ],
)
def test_consent_in_customer_meta(key: str, value: str, consent: object) -> None:
    assert told([{"id": 1, "key": key, "value": value}]).profile.marketing_consent is (
        consent
    )


@pytest.mark.parametrize(
    ("value", "birthday"),
    [
        ("1990-02-28", date(1990, 2, 28)),
        ("1990-02-28T00:00:00", date(1990, 2, 28)),
        ("28/02/1990", None),
        (19900228, None),
    ],
)
def test_a_birthday_in_customer_meta(value: object, birthday: date | None) -> None:
    assert told([{"id": 1, "key": "birthday", "value": value}]).profile.birthday == (
        birthday
    )


def test_a_buyer_who_ticked_the_news_agreed() -> None:
    ticked = shopify_order(
        shopify_body("orders-paid") | {"buyer_accepts_marketing": True}
    )
    left = shopify_order(shopify_body("orders-paid"))

    assert ticked.customer is not None
    assert ticked.customer.marketing_consent is True
    assert left.customer is not None
    assert left.customer.marketing_consent is None


@pytest.mark.parametrize(
    ("state", "event"),
    [
        ("unsubscribed", CustomerChanged("7700112233441", marketing_consent=False)),
        ("pending", Ignored("consent pending")),
        (None, Ignored("consent missing")),
    ],
)
def test_a_changed_consent_is_an_event_when_it_decides(
    state: object, event: Event
) -> None:
    body = {"customer_id": 7700112233441, "email_marketing_consent": {"state": state}}

    assert shopify_events("customers_email_marketing_consent/update", body) == [event]


def test_tags_that_were_taken_off_are_an_event() -> None:
    body = {"customerId": "gid://shopify/Customer/7", "tags": ["gold", 5]}

    assert shopify_events("customer.tags_removed", body) == [
        CustomerChanged("7", tags_removed=("gold",))
    ]


def test_a_tag_set_in_the_shop_is_delivered() -> None:
    with (
        serving(says()) as wire,
        shopify_bench(webhook_url=f"{wire.url}/webhooks/shopify") as bench,
    ):
        member = bench.sign_up("new@customer.test")
        bench.platform.benefits.tag_customer(bench.store, member, add=["gold"])
        bench.act("consent", customer=int(member), accepts=True)
        events = [
            event
            for delivery in bench.deliveries()
            for event in bench.platform.normalise(delivery, bench.store)
        ]

    changed = [each for each in events if isinstance(each, CustomerChanged)]
    assert changed[0].tags_added == ("gold",)
    assert changed[1].marketing_consent is True
    assert not [each for each in events if isinstance(each, OrderSeen)]
