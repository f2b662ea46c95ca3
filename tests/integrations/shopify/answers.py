"""What a shop answers, good and bad."""

import json
from collections.abc import Callable
from typing import Any

import responses

from integrations.shopify.tokens import AppKeys

BASE = "https://some-shop.myshopify.com"
GRAPHQL = f"{BASE}/admin/api/2026-07/graphql.json"
KEYS = AppKeys("client-id", "client-secret-of-at-least-32-bytes")
NODE = {
    "id": "gid://shopify/DiscountCodeNode/1200001",
    "codeDiscount": {
        "__typename": "DiscountCodeBasic",
        "title": "Loyalty [setia vch_0001]",
        "status": "ACTIVE",
        "endsAt": None,
        "asyncUsageCount": 0,
        "codes": {"nodes": [{"id": "1", "code": "LOY-7K3MQ9TX2F4H"}]},
    },
}


def says(
    shop: responses.RequestsMock,
    body: object,
    status: int = 200,
    version: str = "2026-07",
) -> None:
    headers = {"X-Shopify-API-Version": version}
    shop.post(GRAPHQL, json=body, status=status, headers=headers)


def created(**changes: object) -> dict[str, object]:
    payload = {"codeDiscountNode": NODE, "userErrors": []}
    return {"data": {"discountCodeBasicCreate": payload | changes}}


def user_error(code: str) -> dict[str, object]:
    error = {"field": ["basicCodeDiscount", "code"], "code": code, "message": "No"}
    return created(codeDiscountNode=None, userErrors=[error])


def answering(*bodies: object) -> Callable[[Any], tuple[int, dict[str, str], str]]:
    left = list(bodies)

    def callback(_request: Any) -> tuple[int, dict[str, str], str]:  # noqa: ANN401
        return 200, {"Content-Type": "application/json"}, json.dumps(left.pop(0))

    return callback


def more(after: str | None) -> dict[str, object]:
    return {"hasNextPage": after is not None, "endCursor": after}
