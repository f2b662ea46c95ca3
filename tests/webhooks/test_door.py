"""What the door keeps, what it refuses, and what it answers."""

import io
import json

import pytest
from typing_extensions import override

from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.webhooks.conftest import (
    APP_SECRET,
    BODY,
    SECRETS,
    Stand,
    sign,
    sign_hex,
)
from webhooks.routes import LARGEST_BODY, read_body

NOBODY = "64602f40-87d0-4f36-bd3d-f787f8cff29d"
"""The id of no store."""
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
