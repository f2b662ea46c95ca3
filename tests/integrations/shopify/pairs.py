"""Pairs of tokens, and stores that hold them."""

from collections.abc import Mapping

from app.ports import StoreConnection
from tests.integrations.benches import connection
from tests.integrations.shopify.answers import BASE

ENDPOINT = f"{BASE}/admin/oauth/access_token"
PAIR = {
    "access_token": "new",
    "refresh_token": "refresh-2",
    "expires_in": 3600,
    "refresh_token_expires_in": 7_776_000,
    "scope": "read_orders",
}


def store_with(
    credentials: Mapping[str, str], kept: list[Mapping[str, str]] | None = None
) -> StoreConnection:
    return connection(
        "shopify",
        BASE,
        domain="some-shop.myshopify.com",
        credentials=credentials,
        keep_credentials=kept.append if kept is not None else None,
    )
