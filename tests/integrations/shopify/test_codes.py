"""How a code is asked for, and whose the one is that is there."""

import json

import pytest
import responses

from app.domain.errors import (
    CodeTaken,
    PlatformRefused,
    PlatformUnclear,
)
from app.ports import StoreConnection
from integrations.shopify.adapter import ShopifyPlatform
from tests.integrations.discounts import fixed
from tests.integrations.shopify.answers import NODE, created, says, user_error


def with_title(title: str) -> dict[str, object]:
    node = {**NODE, "codeDiscount": {**NODE["codeDiscount"], "title": title}}  # type: ignore[dict-item]  # a mapping
    return {"data": {"codeDiscountNodeByCode": node}}


def test_our_own_code_that_was_there_before_is_success(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, user_error("TAKEN"))
    says(shop, with_title("Loyalty [setia vch_0001]"))

    assert platform.issue(store, fixed(store)).marker == "vch_0001"


@pytest.mark.parametrize("title", ["Somebody's sale", "Loyalty [setia vch_0002]"])
def test_a_code_with_another_marker_is_taken(
    shop: responses.RequestsMock,
    platform: ShopifyPlatform,
    store: StoreConnection,
    title: str,
) -> None:
    says(shop, user_error("TAKEN"))
    says(shop, with_title(title))

    with pytest.raises(CodeTaken):
        platform.issue(store, fixed(store))


def test_a_taken_code_that_does_not_show_is_unclear(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, user_error("TAKEN"))
    says(shop, {"data": {"codeDiscountNodeByCode": None}})

    with pytest.raises(PlatformUnclear):
        platform.issue(store, fixed(store))


def test_a_code_for_an_unknown_address_is_refused_before_it_is_made(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, {"data": {"customerByIdentifier": None}})

    with pytest.raises(PlatformRefused) as refusal:
        platform.issue(store, fixed(store, customer_email="who@guest.test"))

    assert refusal.value.reason == "customer_unknown"


def test_a_code_is_asked_for_as_the_reference_has_it(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, created())

    platform.issue(store, fixed(store, customer_ref="7001", minimum_minor=2000))
    sent = json.loads(shop.calls[0].request.body or b"")

    assert sent["operationName"] == "CodeBasicCreate"
    assert sent["variables"]["input"] == {
        "title": "Loyalty [setia vch_0001]",
        "code": "LOY-7K3MQ9TX2F4H",
        "startsAt": "2026-10-31T23:55:00Z",
        "endsAt": "2037-06-30T16:59:59Z",
        "usageLimit": 1,
        "appliesOncePerCustomer": True,
        "context": {"customers": {"add": ["gid://shopify/Customer/7001"]}},
        "combinesWith": {
            "orderDiscounts": False,
            "productDiscounts": False,
            "shippingDiscounts": True,
        },
        "minimumRequirement": {"subtotal": {"greaterThanOrEqualToSubtotal": "20.00"}},
        "customerGets": {
            "items": {"all": True},
            "value": {"discountAmount": {"amount": "5.00", "appliesOnEachItem": False}},
        },
    }
    assert shop.calls[0].request.headers["X-Shopify-Access-Token"] == "shpat_1"
