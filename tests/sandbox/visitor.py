"""A visitor with cookies, and a code to spend."""

from __future__ import annotations

import requests

from tests.sandbox.shop import Json, Shop

TIMEOUT_S = 5


class Browser:
    """A visitor with cookies."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.session = requests.Session()
        shopify = shop.info["platform"] == "shopify"
        self.account = "/account" if shopify else "/my-account"
        self.product = "/products" if shopify else "/product"
        self.office = "/admin-sandbox" if shopify else "/wp-admin-sandbox"

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.shop.url + path, timeout=TIMEOUT_S)

    def post(self, path: str, **form: object) -> requests.Response:
        return self.session.post(self.shop.url + path, data=form, timeout=TIMEOUT_S)

    def variant(self, handle: str) -> int:
        products = self.shop.control("GET", "state")["products"]
        row = next(p for p in products if p["handle"] == handle)
        number: int = row["variants"][0]["id"]
        return number

    def sign_up(self) -> requests.Response:
        return self.post(
            f"{self.account}/register",
            first_name="Zed",
            last_name="Zulu",
            email="zed@x.test",
            password="geheim",
        )


def orders(shop: Shop) -> list[Json]:
    rows: list[Json] = shop.control("GET", "state")["orders"]
    return [row for row in rows if row["status"] != "checkout-draft"]


def make_code(shop: Shop, *, limit: int = 1) -> None:
    """One code of 10,000 off."""
    if shop.info["platform"] == "woocommerce":
        asked = {"code": "TEN", "amount": "10000", "usage_limit": limit}
        assert shop.rest("POST", "coupons", asked).status_code == 201
        return
    shop.gql(
        """mutation M($i: DiscountCodeBasicInput!) {
             discountCodeBasicCreate(basicCodeDiscount: $i) {
               codeDiscountNode { id } userErrors { message } } }""",
        "M",
        i={
            "title": "Ten",
            "code": "TEN",
            "startsAt": "2026-01-01T00:00:00Z",
            "usageLimit": limit,
            "context": {"all": "ALL"},
            "customerGets": {
                "items": {"all": True},
                "value": {"discountAmount": {"amount": "10000"}},
            },
        },
    )
