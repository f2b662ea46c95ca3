"""How the door tells stores, repeats, secrets and late deliveries."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest

from app.services.connections import with_new_secret
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.webhooks.conftest import (
    APP_SECRET,
    BODY,
    REVIEW_SECRET,
    SECRETS,
    SHOP,
    Stand,
    order,
    sign,
    sign_hex,
)
from webhooks.routes import Door


def test_a_repeat_is_answered_like_the_first_and_does_nothing(stand: Stand) -> None:
    first = stand.woo(BODY)
    again = stand.woo(BODY, more={"X-WC-Webhook-Delivery-ID": "another"})

    assert (first.status, again.status) == (200, 200)
    assert len(stand.rows()) == 1
    assert stand.world.wake.woken == ["inbox"]


def test_one_delivery_id_for_two_orders_makes_two_rows(stand: Stand) -> None:
    stand.woo(order(1), more={"X-WC-Webhook-Delivery-ID": "same"})
    stand.woo(order(2), more={"X-WC-Webhook-Delivery-ID": "same"})

    assert len(stand.rows()) == 2


def test_two_stores_may_say_the_same(stand: Stand) -> None:
    stand.woo(BODY)
    stand.woo(BODY, store="b", signed_by="b")

    assert {row["store_id"] for row in stand.rows()} == {
        stand.stores["a"],
        stand.stores["b"],
    }


def test_the_unsigned_form_ping_is_answered_and_not_kept(stand: Stand) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    assert stand.post(stand.woo_path(), b"webhook_id=103", form).status == 200
    assert stand.post(stand.woo_path(), b"webhook_id=103&x=1", form).status == 401
    assert stand.post(stand.woo_path(), b"webhook_id=103").status == 401
    assert stand.rows() == []


def test_a_shopify_delivery_finds_its_store_by_the_shops_name(stand: Stand) -> None:
    answer = stand.shopify(BODY)

    (row,) = stand.rows()
    assert answer.status == 200
    assert (row["provider"], row["topic"]) == ("shopify", "orders/paid")
    assert (row["store_id"], row["dedupe_key"]) == (stand.stores["shop"], "0195-aaaa")


def test_shopify_repeats_meet_by_webhook_id_not_by_content(stand: Stand) -> None:
    stand.shopify(BODY, webhook_id="one", more={"X-Shopify-Event-Id": "e"})
    stand.shopify(BODY, webhook_id="one", more={"X-Shopify-Event-Id": "e"})
    stand.shopify(BODY, webhook_id="two", more={"X-Shopify-Event-Id": "e"})

    assert [row["dedupe_key"] for row in stand.rows()] == ["one", "two"]


@pytest.mark.parametrize("prefix", ["", "x-", "X-"])
def test_header_names_of_both_generations_are_read(stand: Stand, prefix: str) -> None:
    assert stand.shopify(BODY, prefix=prefix).status == 200
    assert stand.rows()[0]["topic"] == "orders/paid"


@pytest.mark.parametrize(
    "shop",
    [
        "unknown.myshopify.com",
        "",
        SHOP.upper(),
        f"{SHOP}.evil.com",
        f"{SHOP}\n",
        f"{SHOP}/",
        "satu.test",
        quote(SHOP + "\x00"),
    ],
)
def test_a_well_signed_delivery_for_a_shop_we_do_not_know_leads_nowhere(
    stand: Stand, shop: str
) -> None:
    assert stand.shopify(BODY, shop=shop).status == 404
    assert stand.rows() == []


def test_a_badly_signed_delivery_does_not_tell_which_shops_we_know(
    stand: Stand,
) -> None:
    known = stand.shopify(BODY, secret=b"wrong")
    unknown = stand.shopify(BODY, secret=b"wrong", shop="unknown.myshopify.com")

    assert (known.status, unknown.status) == (401, 401)


def test_the_app_secret_may_be_rotated(stand: Stand) -> None:
    both = {"shopify": (b"new", APP_SECRET)}
    stand.world.env = replace(stand.world.env, app_secrets=both)
    stand.door = Door(stand.world.env, stand.mailbox)

    assert stand.shopify(BODY, webhook_id="1", secret=b"new").status == 200
    assert stand.shopify(BODY, webhook_id="2", secret=APP_SECRET).status == 200
    assert stand.shopify(BODY, webhook_id="3", secret=b"older").status == 401


@pytest.mark.parametrize(
    "topic", ["customers/data_request", "customers/redact", "shop/redact"]
)
def test_a_privacy_request_of_an_unknown_shop_is_recorded_without_its_body(
    stand: Stand, topic: str
) -> None:
    body = json.dumps({"shop_id": 1, "customer": {"email": "budi@mail.test"}}).encode()
    shop = "gone.myshopify.com"

    answers = [
        stand.shopify(body, shop=shop, topic=topic, webhook_id=topic).status
        for _ in range(2)
    ]

    def read(uow: UnitOfWork) -> list[tuple[object, ...]]:
        rows = uow.connection.exec_driver_sql(
            "SELECT provider, shop_domain, topic, length(body_digest)"
            " FROM compliance_record WHERE topic = %s AND shop_domain = %s",
            (topic, shop),
        )
        return [tuple(row) for row in rows]

    assert answers == [200, 200]
    assert stand.world.run(read) == [("shopify", shop, topic, 32)]
    assert stand.rows() == []


NUMBER = 61_000_222_111


@pytest.fixture
def numbered(stand: Stand) -> Stand:
    """The stand, whose Shopify shop has said its number."""

    def write(uow: UnitOfWork) -> None:
        StoreRepository(uow).change(stand.stores["shop"], shop_ref=str(NUMBER))

    stand.world.run(write)
    return stand


@pytest.mark.parametrize("number", [NUMBER, str(NUMBER)], ids=["figure", "text"])
@pytest.mark.parametrize("shop", ["renamed.myshopify.com", "", SHOP])
def test_a_privacy_request_finds_a_shop_by_the_number_that_is_signed(
    numbered: Stand, shop: str, number: object
) -> None:
    body = json.dumps({"shop_id": number, "shop_domain": "x"}).encode()

    answer = numbered.shopify(body, shop=shop, topic="customers/redact")

    assert answer.status == 200
    assert [row["store_id"] for row in numbered.rows()] == [numbered.stores["shop"]]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"61000222111",
        b"{}",
        *(
            json.dumps({"shop_id": each}).encode()
            for each in (NUMBER + 1, True, 6.1, None, [NUMBER], f"{NUMBER}\x00", "-1")
        ),
    ],
)
def test_a_privacy_request_whose_number_nobody_has_is_recorded(
    numbered: Stand, body: bytes
) -> None:
    answer = numbered.shopify(body, shop="nobody.myshopify.com", topic="shop/redact")

    assert answer.status == 200
    assert numbered.rows() == []


def test_a_privacy_request_without_a_known_number_goes_by_the_name(
    numbered: Stand,
) -> None:
    assert numbered.shopify(b'{"shop_id": 1}', topic="shop/redact").status == 200
    assert [row["store_id"] for row in numbered.rows()] == [numbered.stores["shop"]]


def test_only_privacy_requests_are_read_for_a_number(numbered: Stand) -> None:
    body = json.dumps({"shop_id": NUMBER}).encode()

    answer = numbered.shopify(body, shop="renamed.myshopify.com", topic="orders/paid")

    assert answer.status == 404


def test_an_unsigned_privacy_request_is_refused(stand: Stand) -> None:
    answer = stand.shopify(
        BODY, shop="gone.myshopify.com", topic="shop/redact", secret=b"wrong"
    )

    assert answer.status == 401


def test_a_privacy_request_of_a_known_shop_is_a_delivery(stand: Stand) -> None:
    assert stand.shopify(BODY, topic="customers/redact").status == 200
    assert stand.rows()[0]["topic"] == "customers/redact"


def test_a_review_app_signs_with_the_secret_kept_for_it(stand: Stand) -> None:
    path = f"/webhooks/reviews/judgeme/{stand.stores['shop']}"
    headers = {
        "X-Judgeme-Topic": "review/created",
        "JUDGEME-HMAC-SHA256": sign_hex(BODY, REVIEW_SECRET.encode()),
    }

    assert stand.post(path, BODY, headers).status == 200
    wrong = {**headers, "JUDGEME-HMAC-SHA256": sign_hex(BODY, APP_SECRET)}
    assert stand.post(path, BODY, wrong).status == 401
    (row,) = stand.rows()
    assert (row["provider"], row["topic"]) == ("judgeme", "review/created")


@pytest.fixture(params=["uninstalled", "erased"])
def left(stand: Stand, request: pytest.FixtureRequest) -> Iterator[Stand]:
    """The stand, whose stores have all left; they come back at the end."""

    def put(state: str) -> None:
        def write(uow: UnitOfWork) -> None:
            for store_id in stand.stores.values():
                StoreRepository(uow).change(store_id, state=state)

        stand.world.run(write)

    put(request.param)
    yield stand
    put("connected")


def test_a_review_app_in_a_shop_that_left_finds_nobody(left: Stand) -> None:
    path = f"/webhooks/reviews/judgeme/{left.stores['shop']}"
    signed = {"JUDGEME-HMAC-SHA256": sign_hex(BODY, REVIEW_SECRET.encode())}

    assert left.post(path, BODY, signed).status == 404
    assert left.rows() == []


def test_a_store_that_left_with_our_webhooks_in_it_finds_nobody(left: Stand) -> None:
    assert left.woo(BODY).status == 404
    assert left.rows() == []


def test_a_privacy_request_of_a_shop_that_left_is_a_delivery(left: Stand) -> None:
    assert left.shopify(BODY, topic="shop/redact").status == 200
    assert len(left.rows()) == 1


def test_a_store_that_came_back_is_heard_at_once(stand: Stand) -> None:
    def put(state: str) -> None:
        stand.world.run(
            lambda uow: StoreRepository(uow).change(stand.stores["a"], state=state)
        )

    put("uninstalled")
    gone = stand.woo(BODY).status
    put("connected")

    assert (gone, stand.woo(BODY).status) == (404, 200)


@pytest.mark.parametrize(
    ("days", "late"), [(6, False), (7, False), (8, True), (400, True), (-1, False)]
)
def test_what_happened_over_a_week_ago_is_marked_late(
    stand: Stand, days: int, *, late: bool
) -> None:
    triggered_at = stand.world.clock.now() - timedelta(days=days)

    stand.shopify(BODY, more={"X-Shopify-Triggered-At": triggered_at.isoformat()})

    assert stand.rows()[0]["late"] is late


@pytest.mark.parametrize("stamp", ["", "yesterday", "2026-11-01T00:00:00", "\x7f"])
def test_a_stamp_that_says_nothing_makes_nothing_late(stand: Stand, stamp: str) -> None:
    assert stand.shopify(BODY, more={"X-Shopify-Triggered-At": stamp}).status == 200
    assert stand.rows()[0]["late"] is False


def test_a_new_secret_counts_at_once_and_the_old_one_for_seven_days(
    stand: Stand,
) -> None:
    world = stand.world
    assert stand.woo(order(1)).status == 200

    def rotate(uow: UnitOfWork) -> None:
        stores = StoreRepository(uow)
        row = stores.get(stand.stores["a"])
        sealed = with_new_secret(world.env, row, "fresh", world.clock.now())
        stores.change(row.store_id, webhook_secrets=sealed)

    world.clock.advance(seconds=2)
    world.run(rotate)

    def knock(ref: int, secret: str) -> int:
        headers = {"X-WC-Webhook-Signature": sign(order(ref), secret.encode())}
        return stand.post(stand.woo_path(), order(ref), headers).status

    assert [knock(2, "fresh"), knock(3, SECRETS["a"])] == [200, 200]
    world.clock.advance(days=7)
    assert knock(4, SECRETS["a"]) == 200
    world.clock.advance(seconds=10)
    assert [knock(5, SECRETS["a"]), knock(6, "fresh")] == [401, 200]
