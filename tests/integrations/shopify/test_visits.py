"""Who stands at a Shopify storefront, by signature only."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from app.ports import Visitor
from integrations.shopify.visits import ShopifyDoorman

SECRETS = [b"app-client-secret"]
AT = datetime.fromtimestamp(1767225600, UTC)
VECTOR = [
    ("extra", "1"),
    ("extra", "2"),
    ("logged_in_customer_id", ""),
    ("path_prefix", "/apps/rewards"),
    ("shop", "some-shop.myshopify.com"),
    ("timestamp", "1767225600"),
]
SIGNATURE = "9038638ecdea98623e41029528b7e6bec3c7131dc238b832e138650074af6341"
CLAIMED = ("logged_in_customer_id", "7")


def test_the_published_vector_is_a_guest_of_the_shop() -> None:
    query = urlencode([*VECTOR, ("signature", SIGNATURE)])

    visitor = ShopifyDoorman().proxied(query, SECRETS, at=AT)

    assert visitor == Visitor("some-shop.myshopify.com", None)


@pytest.mark.parametrize(
    "pairs",
    [
        [*VECTOR, ("signature", SIGNATURE), ("signature", SIGNATURE)],
        [*VECTOR, ("added", "1"), ("signature", SIGNATURE)],
        [*VECTOR[1:], ("signature", SIGNATURE)],
        [
            *VECTOR[:2],
            ("logged_in_customer_id", "7"),
            *VECTOR[3:],
            ("signature", SIGNATURE),
        ],
        VECTOR,
    ],
    ids=["twice", "added", "removed", "changed", "unsigned"],
)
def test_a_query_that_was_touched_is_nobody(pairs: list[tuple[str, str]]) -> None:
    assert ShopifyDoorman().proxied(urlencode(pairs), SECRETS, at=AT) is None


def test_another_secret_signs_for_nobody() -> None:
    query = urlencode([*VECTOR, ("signature", SIGNATURE)])

    assert ShopifyDoorman().proxied(query, [b"another"], at=AT) is None
