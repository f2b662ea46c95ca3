"""What the door keeps, what it refuses, and what it answers."""

import io
import json
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from urllib.parse import quote

import pytest
from sqlalchemy import event
from typing_extensions import override

from app.domain.errors import Busy
from app.services.connections import with_new_secret
from app.storage.mailbox import Connection, Letter, Mailbox
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.webhooks.conftest import (
    APP_SECRET,
    REVIEW_SECRET,
    SECRETS,
    SHOP,
    Stand,
    order,
    sign,
    sign_hex,
)
from webhooks.routes import LARGEST_BODY, Door, read_body

NOBODY = "64602f40-87d0-4f36-bd3d-f787f8cff29d"
"""The id of no store."""
BODY = order(note="café")
SIGNATURE = sign(BODY, SECRETS["a"].encode())
SHOPIFY_SIGNATURE = sign(BODY, APP_SECRET)


def test_a_signed_delivery_is_kept_as_sent_and_a_worker_is_woken(stand: Stand) -> None:
    answer = stand.woo(BODY, more={"X-WC-Webhook-Delivery-ID": "d1", "Cookie": "a=b"})

    (row,) = stand.rows()
    assert (answer.status, answer.body) == (200, b"")
    assert (row["body"], row["state"], row["attempts"]) == (BODY, "waiting", 0)
    assert (row["provider"], row["topic"]) == ("woocommerce", "order.updated")
    assert row["store_id"] == stand.stores["a"]
    assert row["received_at"] == row["due_at"] == stand.world.clock.now()
    assert stand.world.wake.woken == ["inbox"]


def test_only_a_short_list_of_headers_is_kept(stand: Stand) -> None:
    stand.woo(
        BODY,
        more={
            "X-WC-Webhook-Source": "https://a.test/",
            "X-WC-Webhook-Delivery-ID": "d1",
            "X-Forwarded-For": "203.0.113.9",
            "Authorization": "Basic secret",
            "User-Agent": "WooCommerce/10.5.0",
        },
    )

    (row,) = stand.rows()
    assert row["headers"] == {
        "content-type": "application/json",
        "x-wc-webhook-topic": "order.updated",
        "x-wc-webhook-source": "https://a.test/",
        "x-wc-webhook-delivery-id": "d1",
    }


@pytest.mark.parametrize(
    "signature",
    [
        pytest.param(sign(BODY, b"another secret"), id="wrong"),
        pytest.param("", id="empty"),
        pytest.param(SIGNATURE[:-1], id="truncated"),
        pytest.param(SIGNATURE.rstrip("="), id="without padding"),
        pytest.param(SIGNATURE + "=", id="more padding"),
        pytest.param(f" {SIGNATURE}", id="space before"),
        pytest.param(f"{SIGNATURE} ", id="space behind"),
        pytest.param(sign_hex(BODY, SECRETS["a"].encode()), id="hex"),
        pytest.param(f"{SIGNATURE},{SIGNATURE}", id="header twice"),
        pytest.param(f"{SIGNATURE}, {sign(BODY, b'x')}", id="header twice, one wrong"),
        pytest.param("é" * 44, id="not ASCII"),
        pytest.param("\xff" * 44, id="bytes"),
        pytest.param(SIGNATURE.swapcase(), id="other case"),
        pytest.param("A" * 100_000, id="long"),
    ],
)
def test_a_signature_that_is_not_exact_is_refused_and_nothing_is_kept(
    stand: Stand, signature: str
) -> None:
    answer = stand.post(
        stand.woo_path(),
        BODY,
        {"X-WC-Webhook-Topic": "order.updated", "X-WC-Webhook-Signature": signature},
    )

    assert answer.status == 401
    assert stand.rows() == []
    assert stand.world.wake.woken == []


def test_a_missing_signature_is_refused(stand: Stand) -> None:
    answer = stand.post(stand.woo_path(), BODY, {"X-WC-Webhook-Topic": "order.updated"})

    assert (answer.status, stand.rows()) == (401, [])


@pytest.mark.parametrize("position", [0, len(BODY) // 2, len(BODY) - 1])
def test_a_body_changed_by_one_byte_is_refused(stand: Stand, position: int) -> None:
    changed = bytearray(BODY)
    changed[position] ^= 1

    answer = stand.post(
        stand.woo_path(), bytes(changed), {"X-WC-Webhook-Signature": SIGNATURE}
    )

    assert (answer.status, stand.rows()) == (401, [])


def test_a_body_that_was_parsed_and_written_again_is_refused(stand: Stand) -> None:
    again = json.dumps(json.loads(BODY), ensure_ascii=False).encode()

    answer = stand.post(stand.woo_path(), again, {"X-WC-Webhook-Signature": SIGNATURE})

    assert again != BODY
    assert (answer.status, stand.rows()) == (401, [])


def test_a_body_of_one_store_is_refused_at_another_stores_address(
    stand: Stand,
) -> None:
    assert stand.woo(BODY, store="b", signed_by="a").status == 401
    assert stand.rows() == []


def test_a_shopify_signature_opens_no_woocommerce_store(stand: Stand) -> None:
    answer = stand.post(
        stand.woo_path(),
        BODY,
        {
            "X-WC-Webhook-Signature": SHOPIFY_SIGNATURE,
            "X-Shopify-Hmac-Sha256": SHOPIFY_SIGNATURE,
        },
    )

    assert (answer.status, stand.rows()) == (401, [])


def test_an_empty_secret_is_a_closed_door(stand: Stand) -> None:
    def empty(uow: UnitOfWork) -> None:
        StoreRepository(uow).change(stand.stores["b"], webhook_secrets=None)

    stand.world.run(empty)

    answer = stand.post(
        stand.woo_path("b"), BODY, {"X-WC-Webhook-Signature": sign(BODY, b"")}
    )
    assert (answer.status, stand.rows()) == (401, [])


@pytest.mark.parametrize(
    "path",
    [
        "/webhooks/",
        "/webhooks/woocommerce",
        "/webhooks/woocommerce/",
        f"/webhooks/woocommerce/{NOBODY}",
        "/webhooks/woocommerce/not-an-id",
        "/webhooks/woocommerce/../shopify",
        f"/webhooks/shopify/{NOBODY}",
        "/webhooks/shopify/",
        "/webhooks/Shopify",
        "/webhooks/reviews",
        f"/webhooks/reviews/unknown/{NOBODY}",
        f"/webhooks/reviews/judgeme/{NOBODY}",
        f"/webhooks/judgeme/{NOBODY}",
        f"/webhooks/magento/{NOBODY}",
    ],
)
def test_an_unknown_address_leads_nowhere(stand: Stand, path: str) -> None:
    headers = {"X-WC-Webhook-Signature": SIGNATURE}

    assert stand.post(path, BODY, headers).status == 404
    assert stand.rows() == []


def test_a_store_answers_under_its_own_platform_only(stand: Stand) -> None:
    path = f"/webhooks/woocommerce/{stand.stores['shop']}"
    headers = {"X-WC-Webhook-Signature": SHOPIFY_SIGNATURE}

    assert stand.post(path, BODY, headers).status == 404
    path = f"/webhooks/reviews/woocommerce/{stand.stores['a']}"
    assert stand.post(path, BODY, headers).status == 404


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "post"])
def test_only_posts_are_taken(stand: Stand, method: str) -> None:
    answer = stand.post(
        stand.woo_path(),
        BODY,
        {"X-WC-Webhook-Signature": SIGNATURE},
        REQUEST_METHOD=method,
    )

    assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    assert stand.rows() == []


def test_a_body_at_the_limit_is_taken_and_one_byte_more_is_not(stand: Stand) -> None:
    most = b'"' + b"x" * (LARGEST_BODY - 2) + b'"'

    assert stand.woo(most).status == 200
    assert stand.woo(most + b" ").status == 413
    assert len(stand.rows()) == 1


def test_a_chunked_body_over_the_limit_is_not_read_to_its_end(stand: Stand) -> None:
    class Endless(io.RawIOBase):
        given = 0

        @override
        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"x" * size

    source = Endless()
    answer = stand.post(
        stand.woo_path(),
        b"",
        {"Transfer-Encoding": "chunked", "X-WC-Webhook-Signature": SIGNATURE},
        CONTENT_LENGTH="",
        **{"wsgi.input": source},
    )

    assert answer.status == 413
    assert source.given < LARGEST_BODY * 1.2


def test_a_chunked_body_is_put_together_before_it_is_checked(stand: Stand) -> None:
    answer = stand.post(
        stand.woo_path(),
        BODY,
        {"Transfer-Encoding": "chunked", "X-WC-Webhook-Signature": SIGNATURE},
        CONTENT_LENGTH="",
    )

    assert answer.status == 200
    assert stand.rows()[0]["body"] == BODY


def test_a_body_that_ends_early_is_not_taken_for_the_whole(stand: Stand) -> None:
    answer = stand.post(
        stand.woo_path(),
        BODY,
        {"X-WC-Webhook-Signature": SIGNATURE},
        CONTENT_LENGTH=str(len(BODY) + 1),
    )

    assert (answer.status, stand.rows()) == (400, [])


def test_a_request_without_length_has_no_body() -> None:
    assert read_body({"wsgi.input": io.BytesIO(b"left over")}) == b""


@pytest.mark.parametrize(
    "body", [b"", b"{", b"not json", b"\x00\xff", b"[" * 100_000, b'{"id": NaN}']
)
def test_whatever_is_well_signed_is_kept_readable_or_not(
    stand: Stand, body: bytes
) -> None:
    assert stand.woo(body).status == 200
    assert stand.rows()[0]["body"] == body


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
            " FROM compliance_record WHERE topic = %s",
            (topic,),
        )
        return [tuple(row) for row in rows]

    assert answers == [200, 200]
    assert stand.world.run(read) == [("shopify", shop, topic, 32)]
    assert stand.rows() == []


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


def test_refused_signatures_do_not_ask_the_database_each_time(stand: Stand) -> None:
    stand.woo(BODY)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, said: str, *_more: object) -> None:
        asked.append(said)

    engine = stand.world.env.database.engine
    event.listen(engine, "before_cursor_execute", note)
    answers = {stand.woo(BODY, signed_by="b").status for _ in range(20)}
    event.remove(engine, "before_cursor_execute", note)

    assert (answers, asked) == ({401}, [])


def test_a_database_that_does_not_answer_is_said_to_be_busy(stand: Stand) -> None:
    class Shut(Mailbox):
        @override
        def keep(self, letter: Letter) -> bool:
            raise Busy("no connection", retry_after=5)

    stand.door = Door(stand.world.env, Shut("postgresql://"))

    answer = stand.woo(BODY)

    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


def test_the_same_delivery_a_thousand_times_at_once_makes_one_row(
    stand: Stand,
) -> None:
    threads, each = 20, 50
    gate = Barrier(threads)
    statuses: list[int] = []

    def knock() -> None:
        gate.wait()
        statuses.extend(stand.woo(BODY).status for _ in range(each))

    running = [Thread(target=knock) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()

    assert statuses == [200] * (threads * each)
    assert len(stand.rows()) == 1
    assert stand.world.wake.woken == ["inbox"]


def test_the_door_lives_through_a_restart_of_its_connections(stand: Stand) -> None:
    assert stand.woo(order(1)).status == 200

    with stand.world.env.database.engine.connect() as owner:
        owner.exec_driver_sql("RESET ROLE")
        owner.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    assert stand.woo(order(2)).status == 200
    assert len(stand.rows()) == 2


def test_a_text_that_the_database_can_not_hold_is_tidied(stand: Stand) -> None:
    answer = stand.woo(BODY, topic="order.upd\x00ated\x1b[31m" + "x" * 500)

    (row,) = stand.rows()
    assert answer.status == 200
    assert row["topic"].startswith("order.updated[31mxxx")
    assert len(row["topic"]) == 100


def test_a_connection_of_the_door_is_bound_to_nobody_between_letters(
    stand: Stand, database_of_stand: str
) -> None:
    class Watched(Mailbox):
        @override
        def _connect(self) -> Connection:
            made.append(super()._connect())
            return made[-1]

    made: list[Connection] = []
    watched = Watched(database_of_stand)
    stand.door = Door(stand.world.env, watched)
    stand.woo(BODY)

    (connection,) = made
    bound = connection.execute("SELECT current_setting('setia.programme_id', true)")
    seen = connection.execute("SELECT count(*) FROM inbox")

    assert (bound.fetchone(), seen.fetchone()) == (("",), (0,))
    assert len(stand.rows()) == 1
    watched.close()


def test_row_security_refuses_a_letter_for_another_programme(stand: Stand) -> None:
    other = stand.world.env.ids.new()
    stand.woo(BODY)

    def count(uow: UnitOfWork) -> int:
        found: int = uow.connection.exec_driver_sql(
            "SELECT count(*) FROM inbox"
        ).scalar_one()
        return found

    assert stand.world.env.database.run(other, count) == 0
    assert stand.world.run(count) == 1
