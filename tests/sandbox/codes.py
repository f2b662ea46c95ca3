"""Making Shopify codes and spending them at the till."""

from __future__ import annotations

from typing import Any

from tests.sandbox.operations import OPERATIONS
from tests.sandbox.shop import Json, Shop

ALL: Json = {"all": True}
TENTH: Json = {"items": ALL, "value": {"percentage": 0.1}}
MUGS = [{"product": "stoneware-mug", "quantity": 2}]  # 2 x 89.000
ANI, BUDI = "ani@customer.test", "budi@customer.test"


def run(shop: Shop, name: str, **variables: Any) -> Json:  # noqa: ANN401 -- any JSON
    body = shop.gql(OPERATIONS, name, **variables)
    assert "errors" not in body, body
    data: Json = body["data"]
    return data


def ask(**changes: object) -> Json:
    return {
        "title": "Loyalty",
        "code": "LOY-1",
        "startsAt": "2026-01-01T00:00:00Z",
        "context": {"all": "ALL"},
        "customerGets": TENTH,
        **changes,
    }


def make(shop: Shop, **changes: object) -> Json:
    payload: Json = run(shop, "CodeBasicCreate", input=ask(**changes))[
        "discountCodeBasicCreate"
    ]
    return payload


def gid_of(shop: Shop, kind: str, name: str) -> str:
    state = shop.control("GET", "state")
    if kind == "Customer":
        row = next(c for c in state["customers"] if c["email"] == name)
    else:
        row = next(p for p in state["products"] if p["handle"] == name)
    if kind == "Collection":
        return f"gid://shopify/Collection/{row['collection_ids'][0]}"
    return f"gid://shopify/{kind}/{row['id']}"


def use(shop: Shop, *codes: str, **asked: object) -> Json:
    chosen = {"customer": ANI, "lines": MUGS, **asked}
    return shop.act("checkout-with-code", codes=list(codes), **chosen)


def reasons(answer: Json) -> list[str]:
    return [one["reason"] for one in answer.get("refused", [])]
