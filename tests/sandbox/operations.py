"""The operations of a loyalty app, by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.sandbox.shop import Json, Shop

ROOT = Path(__file__).parents[2]
OPERATIONS = (ROOT / "integrations/shopify/schema/operations.graphql").read_text(
    encoding="utf-8"
)
"""What the adapter may send; a test of its own holds it against the real schema."""
BASIC = {
    "title": "Loyalty",
    "code": "LOY-1",
    "startsAt": "2026-01-01T00:00:00Z",
    "context": {"all": "ALL"},
    "customerGets": {"items": {"all": True}, "value": {"percentage": 0.1}},
}
ABSENT = "gid://shopify/{}/999"


def run(shop: Shop, name: str, **variables: Any) -> Json:  # noqa: ANN401 -- any JSON
    return shop.gql(OPERATIONS, name, **variables)


def made(shop: Shop, **changes: object) -> str:
    """A code's GID."""
    body = run(shop, "CodeBasicCreate", input={**BASIC, **changes})
    payload = body["data"]["discountCodeBasicCreate"]
    assert payload["userErrors"] == [], payload
    gid: str = payload["codeDiscountNode"]["id"]
    return gid


def first(shop: Shop, kind: str) -> int:
    number: int = shop.control("GET", "state")[kind][0]["id"]
    return number
