"""Shopify's discount codes restrict what they say they restrict."""

from __future__ import annotations

import threading

import pytest

from tests.sandbox.codes import (
    ALL,
    ANI,
    BUDI,
    gid_of,
    make,
    reasons,
    run,
    use,
)
from tests.sandbox.shop import Json, Shop


def test_a_percentage_comes_off_the_goods(shopify: Shop) -> None:
    make(shopify)

    order = use(shopify, "loy-1")["order"]

    assert (order["codes"], order["discounts"]) == (["LOY-1"], "17800")
    assert order["total"] == "175200"


def test_an_amount_never_takes_more_than_the_goods_cost(shopify: Shop) -> None:
    value = {"discountAmount": {"amount": "500000", "appliesOnEachItem": False}}
    make(shopify, customerGets={"items": ALL, "value": value})

    order = use(shopify, "LOY-1")["order"]

    assert (order["discounts"], order["total"]) == ("178000", "15000")


def test_an_amount_on_each_item_counts_the_units(shopify: Shop) -> None:
    value = {"discountAmount": {"amount": "5000", "appliesOnEachItem": True}}
    make(shopify, customerGets={"items": ALL, "value": value})

    assert use(shopify, "LOY-1")["order"]["discounts"] == "10000"


def test_an_order_discount_is_split_without_losing_a_unit(shopify: Shop) -> None:
    value = {"discountAmount": {"amount": "10000", "appliesOnEachItem": False}}
    make(shopify, customerGets={"items": ALL, "value": value})
    goods = [
        {"product": "stoneware-mug"},
        {"product": "canvas-tote"},
        {"product": "house-blend-beans"},
    ]

    order = use(shopify, "LOY-1", lines=goods)["order"]

    shares = [int(line["discount"]) for line in order["lines"]]
    assert shares == [2633, 2929, 4438]
    assert sum(shares) == 10000


def test_one_use_is_one_use(shopify: Shop) -> None:
    make(shopify, usageLimit=1)

    assert use(shopify, "LOY-1")["ok"]

    assert reasons(use(shopify, "LOY-1", customer=BUDI)) == ["used_up"]
    node = run(shopify, "CodeByCode", code="LOY-1")["codeDiscountNodeByCode"]
    assert node["codeDiscount"]["asyncUsageCount"] == 1


def test_of_many_carts_at_the_till_one_gets_the_last_use(shopify: Shop) -> None:
    make(shopify, usageLimit=1)
    gate = threading.Barrier(8)
    answers: list[Json] = []

    def pay() -> None:
        gate.wait()
        answers.append(use(shopify, "LOY-1", customer=BUDI))

    threads = [threading.Thread(target=pay) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer["ok"] for answer in answers) == [False] * 7 + [True]
    state = shopify.control("GET", "state")
    assert (len(state["orders"]), state["discounts"][0]["uses"]) == (1, 1)


def test_once_per_customer_is_found_by_account_or_email(shopify: Shop) -> None:
    make(shopify, appliesOncePerCustomer=True)
    use(shopify, "LOY-1")

    assert reasons(use(shopify, "LOY-1")) == ["used_by_customer"]
    assert reasons(use(shopify, "LOY-1", customer="", email=ANI.upper())) == [
        "used_by_customer"
    ]
    assert use(shopify, "LOY-1", customer=BUDI)["ok"]


def test_a_bound_code_works_for_its_customer_alone(shopify: Shop) -> None:
    context = {"customers": {"add": [gid_of(shopify, "Customer", ANI)]}}
    make(shopify, context=context)

    assert reasons(use(shopify, "LOY-1", customer=BUDI)) == ["wrong_customer"]
    assert reasons(use(shopify, "LOY-1", customer="", email="x@guest.test")) == [
        "login_required"
    ]
    assert use(shopify, "LOY-1", customer="", email=ANI)["ok"]


def test_a_minimum_is_met_at_its_very_amount(shopify: Shop) -> None:
    floor = {"subtotal": {"greaterThanOrEqualToSubtotal": "178001"}}
    make(shopify, minimumRequirement=floor)
    make(
        shopify,
        code="LOY-2",
        minimumRequirement={"subtotal": {"greaterThanOrEqualToSubtotal": "178000"}},
    )

    assert reasons(use(shopify, "LOY-1")) == ["minimum_subtotal"]
    assert use(shopify, "LOY-2")["ok"]


def test_a_minimum_of_items_counts_items(shopify: Shop) -> None:
    floor = {"quantity": {"greaterThanOrEqualToQuantity": "3"}}
    make(shopify, minimumRequirement=floor)

    assert reasons(use(shopify, "LOY-1")) == ["minimum_quantity"]


def test_dates_are_kept_to_the_instant(shopify: Shop) -> None:
    shopify.control("POST", "clock", {"now": "2026-11-22T00:00:00Z"})
    make(shopify, startsAt="2026-11-23T00:00:00Z", endsAt="2026-11-24T00:00:00Z")
    seen = [reasons(use(shopify, "LOY-1"))]

    for instant in ("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"):
        shopify.control("POST", "clock", {"now": instant})
        seen.append(reasons(use(shopify, "LOY-1")))

    assert seen == [["not_started"], [], ["expired"]]


@pytest.mark.parametrize(
    ("handle", "expected"), [("stoneware-mug", []), ("canvas-tote", ["not_applicable"])]
)
def test_a_product_code_is_for_its_product(
    shopify: Shop, handle: str, expected: list[str]
) -> None:
    mug = gid_of(shopify, "Product", "stoneware-mug")
    items = {"products": {"productsToAdd": [mug]}}
    make(shopify, customerGets={"items": items, "value": {"percentage": 0.5}})

    answer = use(shopify, "LOY-1", lines=[{"product": handle}])

    assert reasons(answer) == expected


def test_a_collection_code_is_for_its_collection(shopify: Shop) -> None:
    items = {"collections": {"add": [gid_of(shopify, "Collection", "stoneware-mug")]}}
    make(shopify, customerGets={"items": items, "value": {"percentage": 0.5}})

    mixed = [{"product": "stoneware-mug"}, {"product": "house-blend-beans"}]

    assert use(shopify, "LOY-1", lines=mixed)["order"]["discounts"] == "44500"
    beans = [{"product": "house-blend-beans"}]
    assert reasons(use(shopify, "LOY-1", lines=beans)) == ["not_applicable"]


def test_codes_combine_only_when_both_say_so(shopify: Shop) -> None:
    mug = gid_of(shopify, "Product", "stoneware-mug")
    product: Json = {
        "items": {"products": {"productsToAdd": [mug]}},
        "value": {"percentage": 0.5},
    }
    make(shopify, code="ORDER", combinesWith={"productDiscounts": True})
    make(shopify, code="SHY", customerGets=product)
    make(
        shopify,
        code="KIND",
        customerGets=product,
        combinesWith={"orderDiscounts": True},
    )

    assert reasons(use(shopify, "ORDER", "SHY")) == ["cannot_combine"]
    order = use(shopify, "ORDER", "KIND")["order"]
    # Half off the mugs first, then a tenth of what is left.
    assert order["discounts"] == "97900"


def test_shipping_codes_make_shipping_free_and_do_not_pile_up(shopify: Shop) -> None:
    free = {
        "title": "Free",
        "code": "SHIP",
        "startsAt": "2026-01-01T00:00:00Z",
        "context": {"all": "ALL"},
        "destination": {"all": True},
        "combinesWith": {"shippingDiscounts": True},
    }
    run(shopify, "CodeFreeShippingCreate", input=free)
    run(shopify, "CodeFreeShippingCreate", input={**free, "code": "SHIP2"})
    cheap = {**free, "code": "CHEAP", "maximumShippingPrice": "1000"}
    run(shopify, "CodeFreeShippingCreate", input=cheap)

    order = use(shopify, "SHIP")["order"]

    assert (order["shipping"], order["total"]) == ("0", "178000")
    assert reasons(use(shopify, "SHIP", "SHIP2")) == ["cannot_combine"]
    assert use(shopify, "CHEAP")["order"]["shipping"] == "15000"


def gift(shop: Shop) -> Json:
    beans = gid_of(shop, "Product", "house-blend-beans")
    mug = gid_of(shop, "Product", "stoneware-mug")
    return {
        "title": "A mug with two beans",
        "code": "GIFT",
        "startsAt": "2026-01-01T00:00:00Z",
        "context": {"all": "ALL"},
        "usesPerOrderLimit": 1,
        "customerBuys": {
            "items": {"products": {"productsToAdd": [beans]}},
            "value": {"quantity": "2"},
        },
        "customerGets": {
            "items": {"products": {"productsToAdd": [mug]}},
            "value": {
                "discountOnQuantity": {"quantity": "1", "effect": {"percentage": 1.0}}
            },
        },
    }


def test_a_gift_has_to_be_earned_and_in_the_cart(shopify: Shop) -> None:
    payload = run(shopify, "CodeBxgyCreate", input=gift(shopify))
    assert payload["discountCodeBxgyCreate"]["userErrors"] == []
    beans = {"product": "house-blend-beans", "quantity": 2}
    mugs = {"product": "stoneware-mug", "quantity": 2}

    assert reasons(use(shopify, "GIFT", lines=[beans])) == ["not_applicable"]
    one = {"product": "house-blend-beans"}
    assert reasons(use(shopify, "GIFT", lines=[one, mugs])) == ["gift_not_earned"]
    assert use(shopify, "GIFT", lines=[beans, mugs])["order"]["discounts"] == "89000"


def test_gift_cards_are_never_discounted(shopify: Shop) -> None:
    make(shopify)

    answer = use(shopify, "LOY-1", lines=[{"product": "gift-card"}])

    assert reasons(answer) == ["not_applicable"]
