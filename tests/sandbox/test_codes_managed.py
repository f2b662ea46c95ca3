"""Codes are switched, changed, multiplied, deleted; and refused with their errors."""

from __future__ import annotations

import pytest

from tests.sandbox.codes import (
    TENTH,
    make,
    reasons,
    run,
    use,
)
from tests.sandbox.shop import Json, Shop


def test_a_code_can_be_switched_off_on_and_deleted(shopify: Shop) -> None:
    gid = make(shopify)["codeDiscountNode"]["id"]

    run(shopify, "CodeDeactivate", id=gid)
    off = reasons(use(shopify, "LOY-1"))
    node = run(shopify, "CodeByCode", code="LOY-1")["codeDiscountNodeByCode"]
    run(shopify, "CodeActivate", id=gid)
    on = use(shopify, "LOY-1")["ok"]
    run(shopify, "CodeDelete", id=gid)
    gone = reasons(use(shopify, "LOY-1"))
    again = run(shopify, "CodeDelete", id=gid)["discountCodeDelete"]

    assert (off, on, gone) == (["inactive"], True, ["not_found"])
    assert node["codeDiscount"]["status"] == "EXPIRED"
    assert again["userErrors"][0]["code"] == "INVALID"


def test_a_code_is_changed_in_place(shopify: Shop) -> None:
    gid = make(shopify)["codeDiscountNode"]["id"]
    asked = {"code": "LOY-9", "usageLimit": 5, "customerGets": TENTH}

    payload = run(shopify, "CodeBasicUpdate", id=gid, input=asked)

    shown = payload["discountCodeBasicUpdate"]["codeDiscountNode"]["codeDiscount"]
    assert (shown["codes"]["nodes"][0]["code"], shown["usageLimit"]) == ("LOY-9", 5)
    assert reasons(use(shopify, "LOY-1")) == ["not_found"]
    absent = "gid://shopify/DiscountCodeNode/1"
    lost = run(shopify, "CodeBasicUpdate", id=absent, input=asked)
    assert lost["discountCodeBasicUpdate"]["userErrors"]


def test_the_same_number_stands_under_two_type_names(shopify: Shop) -> None:
    gid = make(shopify)["codeDiscountNode"]["id"]

    node = run(shopify, "DiscountById", id=gid)["discountNode"]

    assert node["id"] == gid.replace("DiscountCodeNode", "DiscountNode")
    codes = run(shopify, "DiscountRedeemCodes", id=node["id"], first=5)
    shown = codes["discountNode"]["discount"]["codes"]["nodes"]
    assert [one["code"] for one in shown] == ["LOY-1"]


PROBLEMS: list[tuple[Json, str]] = [
    ({"code": ""}, "BLANK"),
    ({"code": None}, "BLANK"),
    ({"title": None}, "BLANK"),
    ({"startsAt": None}, "BLANK"),
    ({"context": None}, "BLANK"),
    ({"customerGets": None}, "BLANK"),
    ({"code": "x" * 256}, "TOO_LONG"),
    ({"usageLimit": 0}, "GREATER_THAN"),
    ({"endsAt": "2025-01-01T00:00:00Z"}, "END_DATE_BEFORE_START_DATE"),
    ({"customerGets": {**TENTH, "value": {"percentage": 10}}}, "VALUE_OUTSIDE_RANGE"),
    ({"customerGets": {**TENTH, "value": {}}}, "BLANK"),
    ({"customerGets": {**TENTH, "items": {"all": False}}}, "APPLIES_ON_NOTHING"),
    (
        {
            "minimumRequirement": {
                "subtotal": {"greaterThanOrEqualToSubtotal": "1"},
                "quantity": {"greaterThanOrEqualToQuantity": "1"},
            }
        },
        "MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT",
    ),
]


@pytest.mark.parametrize(("changes", "code"), PROBLEMS)
def test_user_errors_come_with_their_codes(
    shopify: Shop, changes: Json, code: str
) -> None:
    payload = make(shopify, **changes)

    assert payload["codeDiscountNode"] is None
    assert code in [error["code"] for error in payload["userErrors"]]
    assert shopify.control("GET", "rewards")["count"] == 0


def test_a_taken_code_is_taken_in_any_case(shopify: Shop) -> None:
    make(shopify)

    payload = make(shopify, code="loy-1")

    assert [error["code"] for error in payload["userErrors"]] == ["TAKEN"]


def test_more_codes_can_be_added_to_one_discount(shopify: Shop) -> None:
    gid = make(shopify, usageLimit=1)["codeDiscountNode"]["id"]
    codes = [{"code": "MORE-1"}, {"code": "MORE-2"}, {"code": "LOY-1"}]

    added = run(shopify, "RedeemCodeBulkAdd", discountId=gid, codes=codes)
    bulk = added["discountRedeemCodeBulkAdd"]["bulkCreation"]
    status = run(shopify, "RedeemCodeBulkStatus", id=bulk["id"], first=10)
    first = status["discountRedeemCodeBulkCreation"]["codes"]["nodes"][0]
    one = first["discountRedeemCode"]["id"]
    use(shopify, "MORE-2")
    run(shopify, "RedeemCodeBulkDelete", discountId=gid, ids=[one])

    assert (bulk["importedCount"], bulk["failedCount"]) == (2, 1)
    # The limit counts each code by itself.
    assert reasons(use(shopify, "MORE-2")) == ["used_up"]
    assert use(shopify, "LOY-1")["ok"]
    assert reasons(use(shopify, "MORE-1")) == ["not_found"]


def test_many_codes_are_switched_off_or_deleted_together(shopify: Shop) -> None:
    one = make(shopify)["codeDiscountNode"]["id"]
    two = make(shopify, code="LOY-2")["codeDiscountNode"]["id"]

    run(shopify, "CodeBulkDeactivate", ids=[one, two])
    off = [reasons(use(shopify, code)) for code in ("LOY-1", "LOY-2")]
    run(shopify, "CodeBulkDelete", ids=[one, two])

    assert off == [["inactive"], ["inactive"]]
    assert shopify.control("GET", "state")["discounts"] == []
    assert shopify.control("GET", "rewards?marker=LOY-")["count"] == 2
    assert shopify.control("GET", "rewards?marker=LOY-")["live"] == 0
