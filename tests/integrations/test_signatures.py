"""Only who holds the secret gets in, and only with exactly these bytes."""

import json
from base64 import b64encode
from hashlib import sha256
from hmac import digest
from pathlib import Path

import pytest
from shopify_app.verify.webhook import verify_webhook_req

from integrations.reviews.judgeme import JudgeMeSigner
from integrations.shopify.signatures import (
    ShopifySigner,
)
from integrations.woocommerce.signatures import WooSigner

HUSH = [b"hush"]
PAYLOADS = Path(__file__).parent.parent / "payloads"
SHOPIFY = ShopifySigner()
WOO = WooSigner()


@pytest.mark.parametrize(
    ("secret", "body", "signature"),
    [
        (
            b"hush",
            b'{"id":1001,"test":false,"total_price":"19.90"}',
            "Hu16Kq6dJHlCDfOpcfs/OfAM83NjIyyZG0G6pqGgihQ=",
        ),
        (
            b"hush",
            '{"note":"café ☃"}'.encode(),
            "U6JT9nDdb84fdKfyfJEHbgYqb96/Jgpqop+Al8jn8zU=",
        ),
        (
            b"app-client-secret",
            b'{"id":5551234,"total_price":"129.90"}',
            "lVBP2qJZvR6qFrfixL9ZAAQDgIgp7N03Mc8K8TEo1KU=",
        ),
    ],
)
def test_published_webhook_vectors_verify(
    secret: bytes, body: bytes, signature: str
) -> None:
    assert SHOPIFY.verified({"x-shopify-hmac-sha256": signature}, body, [secret])


def test_the_published_woocommerce_vector_verifies() -> None:
    assert WOO.verified(
        {"x-wc-webhook-signature": "H56KpPb5dLGY0eMxHePfJKEn6h3wTfHBMUqyoDkfa1I="},
        b'{"id":5551234,"total_price":"129.90"}',
        [b"per-store-webhook-secret"],
    )


BODY = b'{"id":1}'
GOOD = b64encode(digest(b"hush", BODY, "sha256")).decode()


@pytest.mark.parametrize(
    "given",
    [
        "",
        GOOD[:-1],
        GOOD + "=",
        f" {GOOD}",
        f"{GOOD}\n",
        f"{GOOD},{GOOD}",
        GOOD.lower(),
        digest(b"hush", BODY, "sha256").hex(),
        "é" * 44,
        b64encode(digest(b"other", BODY, "sha256")).decode(),
    ],
)
def test_a_signature_in_any_other_spelling_is_refused(given: str) -> None:
    assert not SHOPIFY.verified({"x-shopify-hmac-sha256": given}, BODY, HUSH)
    assert not WOO.verified({"x-wc-webhook-signature": given}, BODY, HUSH)


def test_a_missing_signature_is_refused() -> None:
    assert not SHOPIFY.verified({}, BODY, HUSH)


def test_no_secret_and_an_empty_secret_are_closed_doors() -> None:
    signed_with_nothing = b64encode(digest(b"", BODY, "sha256")).decode()
    headers = {"x-shopify-hmac-sha256": signed_with_nothing}

    assert not SHOPIFY.verified(headers, BODY, [])
    assert not SHOPIFY.verified(headers, BODY, [b""])


def test_the_retired_secret_verifies_beside_the_current_one() -> None:
    headers = {"x-shopify-hmac-sha256": GOOD}

    assert SHOPIFY.verified(headers, BODY, [b"new", b"hush"])
    assert not SHOPIFY.verified(headers, BODY, [b"new"])


def test_next_generation_header_names_verify_too() -> None:
    headers = {"shopify-hmac-sha256": GOOD, "shopify-topic": "orders/paid"}

    assert SHOPIFY.verified(headers, BODY, HUSH)
    assert SHOPIFY.topic(headers) == "orders/paid"


def test_shopifys_own_library_agrees_about_a_webhook() -> None:
    second_opinion = verify_webhook_req(
        {
            "method": "POST",
            "url": "https://app.example/webhooks/shopify",
            "headers": {
                "X-Shopify-Hmac-Sha256": GOOD,
                "X-Shopify-Shop-Domain": "some-shop.myshopify.com",
                "X-Shopify-Topic": "orders/paid",
            },
            "body": BODY.decode(),
        },
        {"client_id": "id", "client_secret": "hush", "old_client_secret": None},
    )

    assert second_opinion.ok
    assert SHOPIFY.verified({"x-shopify-hmac-sha256": GOOD}, BODY, HUSH)


def test_shopify_repeats_meet_under_the_webhook_id_not_the_event_id() -> None:
    first = {"x-shopify-webhook-id": "w-1", "x-shopify-event-id": "e-1"}
    other = {"x-shopify-webhook-id": "w-2", "x-shopify-event-id": "e-1"}

    assert SHOPIFY.dedupe_key(first, "orders/paid", BODY) == "w-1"
    assert SHOPIFY.dedupe_key(other, "orders/paid", BODY) == "w-2"


def test_a_shopify_delivery_without_an_id_is_known_by_its_content() -> None:
    key = SHOPIFY.dedupe_key({}, "orders/paid", BODY)

    assert key == f"orders/paid:{sha256(BODY).hexdigest()}"
    assert (
        SHOPIFY.dedupe_key({"x-shopify-webhook-id": "w" * 101}, "orders/paid", BODY)
        == key
    )


RECORDED = sorted(
    path
    for path in (PAYLOADS / "woocommerce").glob("*.json")
    if json.loads(path.read_bytes()).get("secret")
)


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_every_recorded_delivery_verifies_and_no_changed_one_does(path: Path) -> None:
    sample = json.loads(path.read_bytes())
    headers = {
        key.lower(): value for key, value in sample["request"]["headers"].items()
    }
    body, secrets = sample["request"]["body"].encode(), [sample["secret"].encode()]

    assert WOO.verified(headers, body, secrets)
    assert not WOO.verified(headers, body + b" ", secrets)
    assert not WOO.verified(headers, body, [b"another-store"])


def test_the_form_ping_is_known_and_nothing_else_is() -> None:
    sample = json.loads((PAYLOADS / "woocommerce" / "ping.json").read_bytes())[
        "request"
    ]
    headers = {key.lower(): value for key, value in sample["headers"].items()}
    body = sample["body"].encode()

    assert WOO.is_ping(headers, body)
    assert not WOO.is_ping(headers, body + b"&x=1")
    assert not WOO.is_ping({**headers, "x-wc-webhook-topic": "order.created"}, body)
    assert not WOO.is_ping({**headers, "content-type": "application/json"}, body)
    assert not SHOPIFY.is_ping(headers, body)


def test_header_names_may_come_in_any_case() -> None:
    headers = {"X-WC-Webhook-Topic": "order.created"}

    assert WOO.topic(headers) == "order.created"


@pytest.mark.parametrize("name", ["judgeme-hmac-sha256", "x-judgeme-hmac-sha256"])
def test_judgeme_signs_in_hexadecimal_under_either_header(name: str) -> None:
    signer = JudgeMeSigner()
    given = digest(b"hush", BODY, "sha256").hex()

    assert signer.verified({name: given}, BODY, HUSH)
    assert not signer.verified({name: GOOD}, BODY, HUSH)
    assert not signer.verified({name: given.upper()}, BODY, HUSH)
    assert not signer.is_ping({name: given}, BODY)
