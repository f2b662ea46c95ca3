"""A person with a phone or a desk buys, and axe looks along."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.sandbox.shop import Shop
from tests.sandbox.visitor import make_code, orders

pytest.importorskip("playwright")

from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Accessible = Callable[[Page], None]
PHONE, DESK = 390, 1280


def paths(shop: Shop) -> list[str]:
    placed = shop.order(customer="ani@customer.test", lines=[{"sku": "MUG-01"}])
    shop.act("review", product="stoneware-mug", customer="ani@customer.test")
    shop.act("approve-review")
    shopify = shop.info["platform"] == "shopify"
    office = "/admin-sandbox" if shopify else "/wp-admin-sandbox"
    account = "/account" if shopify else "/my-account"
    product = "/products" if shopify else "/product"
    return [
        "/",
        f"{product}/stoneware-mug",
        "/cart",
        f"{account}/login",
        f"{account}/register",
        f"{office}/",
        f"{office}/orders/{placed['id']}",
        f"{office}/reviews",
        f"{office}/people",
        f"{office}/discounts",
        f"{office}/deliveries",
        f"{office}/misbehave",
    ]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_are_readable_and_fit(
    page: Page, shop: Shop, width: int, assert_accessible: Accessible
) -> None:
    page.set_viewport_size({"width": width, "height": 800})

    for path in paths(shop):
        page.goto(shop.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
        assert_accessible(page)


def test_a_shopper_buys_with_a_code(
    page: Page, shop: Shop, assert_accessible: Accessible
) -> None:
    make_code(shop)
    page.goto(shop.url)
    page.get_by_text("Stoneware Mug").click()
    page.locator("#add-to-cart").click()
    page.locator("#code").fill("NOPE")
    page.locator("#apply-code").click()
    expect(page.get_by_text("is not a code of this shop")).to_be_visible()
    page.locator("#code").fill("TEN")
    page.locator("#apply-code").click()
    expect(page.locator("[data-test=discount]")).to_contain_text("Rp 10.000")
    assert_accessible(page)

    page.locator("#to-checkout").click()
    page.locator("#email").fill("zed@x.test")
    page.locator("#first_name").fill("Zed")
    assert_accessible(page)
    page.locator("#place-order").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert_accessible(page)
    assert orders(shop)[0]["total"] == "94000"
