"""WooCommerce's coupons: every trap of creating them, and limits that hold."""

from __future__ import annotations

import pytest

from tests.sandbox.shop import Json, Shop

MUGS = [{"product": "stoneware-mug", "quantity": 2}]  # 2 x 89.000
ANI, BUDI = "ani@customer.test", "budi@customer.test"


def make(shop: Shop, **asked: object) -> Json:
    answer = shop.rest("POST", "coupons", {"code": "LOY-1", "amount": "10000", **asked})
    assert answer.status_code == 201, answer.text
    body: Json = answer.json()
    return body


def use(shop: Shop, *codes: str, **asked: object) -> Json:
    chosen = {"customer": ANI, "lines": MUGS, "gateway": "cod", **asked}
    return shop.act("checkout-with-code", codes=list(codes or ("loy-1",)), **chosen)


def reasons(answer: Json) -> list[str]:
    return [one["reason"] for one in answer.get("refused", [])]


@pytest.mark.parametrize(
    ("asked", "stored"),
    [("LOYAL-7F3K", "loyal-7f3k"), ("A&B", "a&amp;b"), ("<b>Bold</b>", "bold")],
)
def test_codes_are_stored_lower_case_escaped_and_without_tags(
    woo: Shop, asked: str, stored: str
) -> None:
    assert make(woo, code=asked)["code"] == stored


@pytest.mark.parametrize(
    ("given", "local", "gmt"),
    [
        ("2027-06-30T16:59:59Z", "2027-06-30T23:59:59", "2027-06-30T16:59:59"),
        ("2027-06-30T16:59:59+07:00", "2027-06-30T16:59:59", "2027-06-30T09:59:59"),
        ("2027-06-30T16:59:59", "2027-06-30T16:59:59", "2027-06-30T09:59:59"),
        ("2027-06-30", "2027-06-30T00:00:00", "2027-06-29T17:00:00"),
        ("next week", "1970-01-01T07:00:00", "1970-01-01T00:00:00"),
    ],
)
def test_expiry_is_read_as_woocommerce_reads_it(
    woo: Shop, given: str, local: str, gmt: str
) -> None:
    body = make(woo, date_expires=given)

    assert (body["date_expires"], body["date_expires_gmt"]) == (local, gmt)


def test_expiry_in_gmt_is_ignored_and_the_coupon_never_expires(woo: Shop) -> None:
    body = make(woo, date_expires_gmt="2020-01-01T00:00:00")

    assert body["date_expires"] is None
    assert use(woo)["ok"]


def test_expiry_is_cleared_by_an_empty_text_and_not_by_null(woo: Shop) -> None:
    body = make(woo, date_expires="2027-06-30T00:00:00Z")
    path = f"coupons/{body['id']}"

    kept = woo.rest("PUT", path, {"date_expires": None}).json()["date_expires"]
    gone = woo.rest("PUT", path, {"date_expires": ""}).json()["date_expires"]

    assert kept is not None
    assert gone is None


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ("1,50", "150.00"),
        ("10.000", "10.00"),
        ("1.239", "1.24"),
        ("10000", "10000.00"),
        ("", "0.00"),
        ("5-5", "0.00"),
    ],
)
def test_amounts_are_read_with_a_point_and_shown_with_two_decimals(
    woo: Shop, given: str, amount: str
) -> None:
    assert make(woo, amount=given)["amount"] == amount


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"code": ""}, 400, "woocommerce_rest_empty_coupon_code"),
        ({"discount_type": "percent", "amount": "101"}, 400, "coupon_invalid_amount"),
        ({"amount": "-1"}, 400, "coupon_invalid_amount"),
        ({"discount_type": "gift"}, 400, "rest_invalid_param"),
    ],
)
def test_bad_coupons_are_refused_by_code(
    woo: Shop, asked: Json, status: int, code: str
) -> None:
    answer = woo.rest("POST", "coupons", {"code": "x", **asked})

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert woo.control("GET", "rewards")["count"] == 0


def test_an_invalid_address_falls_away_and_leaves_an_open_coupon(woo: Shop) -> None:
    body = make(woo, email_restrictions=["not-an-address", "ANI@Customer.test"])
    other = make(woo, code="LOY-2", email_restrictions=["not-an-address"])

    assert body["email_restrictions"] == ["ani@customer.test"]
    assert other["email_restrictions"] == []
    assert use(woo, "loy-2", customer=BUDI)["ok"]


def test_with_coupons_off_creation_is_forbidden(woo: Shop) -> None:
    make(woo)
    woo.control("POST", "config", {"coupons_enabled": False})

    answer = woo.rest("POST", "coupons", {"code": "x"})
    tax = woo.rest("GET", "settings/general/woocommerce_enable_coupons").json()

    assert answer.status_code == 403
    assert tax["value"] == "no"
    assert reasons(use(woo)) == ["disabled"]


def test_a_limit_of_one_holds_and_a_cancelled_order_frees_it(woo: Shop) -> None:
    made = make(woo, usage_limit=1)
    order = use(woo, gateway="bacs")["order"]

    held = reasons(use(woo, customer=BUDI))
    woo.act("cancel", order_id=order["id"])
    freed = woo.rest("GET", f"coupons/{made['id']}").json()["usage_count"]
    again = use(woo, customer=BUDI)["order"]
    woo.act("refund", order_id=again["id"], everything=True)

    assert (held, freed) == (["used_up"], 0)
    # A refund does not give the use back.
    assert reasons(use(woo)) == ["used_up"]


@pytest.mark.parametrize("way", ["trash", "failed"])
def test_trashed_and_failed_orders_free_the_coupon_too(woo: Shop, way: str) -> None:
    make(woo, usage_limit=1)
    order = use(woo)["order"]

    if way == "trash":
        woo.act("trash", order_id=order["id"])
    else:
        woo.act("set-status", order_id=order["id"], status=way)

    assert use(woo)["ok"]


def test_a_use_is_taken_again_when_a_cancelled_order_comes_back(woo: Shop) -> None:
    made = make(woo, usage_limit=1)
    order = use(woo)["order"]
    woo.act("cancel", order_id=order["id"])
    woo.act("set-status", order_id=order["id"], status="processing")

    assert woo.rest("GET", f"coupons/{made['id']}").json()["usage_count"] == 1


def test_addresses_bind_by_wildcard_and_account(woo: Shop) -> None:
    make(woo, email_restrictions=["*@customer.test"])

    assert use(woo)["ok"]
    assert use(woo, customer="", email="new@CUSTOMER.test")["ok"]
    assert reasons(use(woo, customer="", email="x@guest.test")) == ["wrong_email"]


def test_a_limit_for_each_person_takes_an_alias_for_another(woo: Shop) -> None:
    make(woo, usage_limit_per_user=1)
    use(woo, customer="", email="gita@guest.test")

    same = reasons(use(woo, customer="", email="GITA@guest.test"))
    alias = use(woo, customer="", email="gita+2@guest.test")["ok"]

    assert (same, alias) == (["used_by_customer"], True)


def test_individual_use_throws_others_out(woo: Shop) -> None:
    make(woo)
    make(woo, code="alone", individual_use=True)

    assert reasons(use(woo, "loy-1", "alone")) == ["cannot_combine"]
    assert reasons(use(woo, "alone", "loy-1")) == ["cannot_combine"]


def test_without_it_coupons_stack(woo: Shop) -> None:
    make(woo)
    make(woo, code="loy-2")

    assert use(woo, "loy-1", "loy-2")["order"]["discounts"] == "20000"


def test_kinds_of_coupon_take_off_what_they_say(woo: Shop) -> None:
    make(woo, code="each", discount_type="fixed_product", amount="5000")
    make(
        woo,
        code="one",
        discount_type="fixed_product",
        amount="5000",
        limit_usage_to_x_items=1,
    )
    make(woo, code="pct", discount_type="percent", amount="10")
    make(woo, code="all", amount="9999999")

    taken = {
        code: use(woo, code)["order"]["discounts"]
        for code in ("each", "one", "pct", "all")
    }

    assert taken == {"each": "10000", "one": "5000", "pct": "17800", "all": "178000"}


def test_a_free_product_has_to_be_in_the_cart(woo: Shop) -> None:
    products = woo.control("GET", "state")["products"]
    mug = next(p["id"] for p in products if p["handle"] == "stoneware-mug")
    make(
        woo,
        discount_type="percent",
        amount="100",
        product_ids=[mug],
        limit_usage_to_x_items=1,
    )

    beans = [{"product": "house-blend-beans"}]
    assert reasons(use(woo, lines=beans)) == ["not_applicable"]
    three = [{"product": "stoneware-mug", "quantity": 3}, *beans]
    assert use(woo, lines=three)["order"]["discounts"] == "89000"


def test_free_shipping_needs_the_shops_method(woo: Shop) -> None:
    make(woo, amount="0", free_shipping=True)

    with_method = use(woo)["order"]["shipping"]
    woo.control("POST", "config", {"free_shipping_method": False})
    without = use(woo)["order"]["shipping"]

    assert (with_method, without) == ("0", "15000")


def test_least_and_most_are_inclusive(woo: Shop) -> None:
    make(woo, code="low", minimum_amount="178000", maximum_amount="178000")
    make(woo, code="high", minimum_amount="178001")
    make(woo, code="small", maximum_amount="177999")

    assert use(woo, "low")["ok"]
    assert reasons(use(woo, "high")) == ["minimum_subtotal"]
    assert reasons(use(woo, "small")) == ["maximum_subtotal"]


def test_categories_bind_and_exclude(woo: Shop) -> None:
    groups = {c["slug"]: c["id"] for c in woo.rest("GET", "products/categories").json()}
    make(woo, code="in", product_categories=[groups["kado"]])
    make(woo, code="out", excluded_product_categories=[groups["kado"]])

    assert use(woo, "in")["ok"]
    assert reasons(use(woo, "out")) == ["not_applicable"]


def test_a_deleted_coupon_is_gone_and_the_order_keeps_its_line(woo: Shop) -> None:
    made = make(woo)
    order = use(woo)["order"]

    gone = woo.rest("DELETE", f"coupons/{made['id']}?force=true")

    assert gone.status_code == 200
    assert reasons(use(woo)) == ["not_found"]
    body = woo.rest("GET", f"orders/{order['id']}").json()
    assert body["coupon_lines"][0]["code"] == "loy-1"
    assert woo.rest("GET", f"coupons/{made['id']}").status_code == 404


def test_a_trashed_coupon_is_not_found_and_cannot_be_trashed_twice(woo: Shop) -> None:
    made = make(woo)

    first = woo.rest("DELETE", f"coupons/{made['id']}").json()
    again = woo.rest("DELETE", f"coupons/{made['id']}")

    assert first["status"] == "trash"
    assert again.status_code == 410
    assert woo.rest("GET", "coupons?code=loy-1").json() == []


def test_a_coupon_is_voided_by_a_date_in_the_past(woo: Shop) -> None:
    made = make(woo)

    woo.rest("PUT", f"coupons/{made['id']}", {"date_expires": "2020-01-01T00:00:00Z"})

    assert reasons(use(woo)) == ["expired"]


def test_coupons_are_found_by_code_in_any_case_and_changed(woo: Shop) -> None:
    made = make(woo, meta_data=[{"key": "_loyalty_redemption", "value": "rdm_1"}])
    path = f"coupons/{made['id']}"

    found = woo.rest("GET", "coupons?code=LOY-1").json()
    woo.rest("PUT", path, {"code": "LOY-2", "description": "edited", "usage_limit": 0})
    meta = [{"key": "_loyalty_redemption", "value": "rdm_2"}]
    body = woo.rest("PUT", path, {"meta_data": meta}).json()

    assert [row["id"] for row in found] == [made["id"]]
    assert (body["code"], body["description"], body["usage_limit"]) == (
        "loy-2",
        "edited",
        None,
    )
    assert [m["value"] for m in body["meta_data"]] == ["rdm_2"]
    assert woo.rest("GET", f"coupons?include={made['id']}&search=edit").json()
    assert woo.control("GET", "rewards?marker=rdm_2")["count"] == 1


def test_orders_made_through_rest_are_held_to_the_same_limits(woo: Shop) -> None:
    make(woo, usage_limit=1)
    products = woo.control("GET", "state")["products"]
    asked = {
        "billing": {"email": "g@x.test"},
        "line_items": [{"product_id": products[0]["id"], "quantity": 1}],
        "coupon_lines": [{"code": "loy-1"}],
    }

    first = woo.rest("POST", "orders", asked)
    second = woo.rest("POST", "orders", asked)

    assert first.json()["discount_total"] == "10000"
    body = second.json()
    assert (second.status_code, body["code"]) == (
        400,
        "woocommerce_rest_invalid_coupon",
    )
    draft = woo.rest("GET", f"orders/{body['data']['new_draft_order_id']}")
    assert draft.json()["status"] == "auto-draft"


def test_a_batch_answers_200_with_an_error_for_each_failure(woo: Shop) -> None:
    made = make(woo)
    body = {
        "create": [{"code": "b-1"}, {"code": "LOY-1"}],
        "update": [{"id": made["id"], "description": "x"}, {"id": 999}],
        "delete": [made["id"], 999],
    }

    answer = woo.rest("POST", "coupons/batch", body)
    much = woo.rest("POST", "coupons/batch", {"delete": list(range(101))})

    done = answer.json()
    assert answer.status_code == 200
    assert done["create"][0]["code"] == "b-1"
    taken = done["create"][1]["error"]["code"]
    assert taken == "woocommerce_rest_coupon_code_already_exists"
    assert done["update"][0]["description"] == "x"
    assert (
        done["update"][1]["error"]["code"] == "woocommerce_rest_shop_coupon_invalid_id"
    )
    assert done["delete"][1]["error"]["data"] == {"status": 404}
    assert much.status_code == 413
