"""The REST API around the bodies: keys, lists, filters, settings, people, reviews."""

from __future__ import annotations

import pytest
import requests

from tests.sandbox.shop import Json, Shop

MUGS = [{"product": "stoneware-mug"}]


def code_of(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


# -- lists


def test_lists_are_paged_with_totals_and_links(woo: Shop) -> None:
    for _ in range(3):
        woo.order(email="g@x.test", lines=MUGS)

    one = woo.rest("GET", "orders?per_page=2&order=asc")
    two = woo.rest("GET", "orders?per_page=2&order=asc&page=2")
    past = woo.rest("GET", "orders?per_page=2&page=9")
    offset = woo.rest("GET", "orders?per_page=2&order=asc&offset=1")

    assert (one.headers["X-WP-Total"], one.headers["X-WP-TotalPages"]) == ("3", "2")
    assert 'rel="next"' in one.headers["Link"]
    assert 'rel="prev"' in two.headers["Link"]
    ids = [row["id"] for row in one.json() + two.json()]
    assert ids == sorted(ids)
    assert len(set(ids)) == 3
    assert (past.status_code, past.json()) == (200, [])
    assert [row["id"] for row in offset.json()] == ids[1:]


@pytest.mark.parametrize(
    "query", ["per_page=101", "per_page=0", "page=x", "orderby=moon"]
)
def test_parameters_that_do_not_fit_are_refused(woo: Shop, query: str) -> None:
    assert code_of(woo.rest("GET", f"orders?{query}")) == (400, "rest_invalid_param")


def test_fields_are_trimmed_and_unknown_filters_ignored(woo: Shop) -> None:
    woo.order(email="g@x.test", lines=MUGS)

    rows = woo.rest("GET", "orders?_fields=id,status&billing_email=other@x.test").json()

    assert [set(row) for row in rows] == [{"id", "status"}]


def test_orders_are_filtered_by_status_customer_and_number(woo: Shop) -> None:
    one = woo.order(customer="ani@customer.test", lines=MUGS, gateway="cod")
    two = woo.order(email="g@x.test", lines=MUGS, gateway="bacs")
    woo.act("trash", order_id=two["id"])

    def ids(query: str) -> list[int]:
        return [row["id"] for row in woo.rest("GET", f"orders?{query}").json()]

    assert ids("status=any") == ids("customer=2") == ids("status=processing,failed")
    assert ids("") == ids(f"include={one['id']},{two['id']}") == [one["id"]]
    assert ids("status=trash") == [two["id"]]
    assert ids("status=completed") == ids("customer=99") == []


def test_modified_after_is_exclusive_whole_seconds_and_local_without_z(
    woo: Shop,
) -> None:
    woo.control("POST", "clock", {"now": "2026-11-22T01:40:10Z"})
    woo.order(email="g@x.test", lines=MUGS)
    row = woo.rest("GET", "orders").json()[0]
    stamp = row["date_modified_gmt"]

    def count(query: str) -> int:
        answer = woo.rest("GET", f"orders?{query}&orderby=modified&order=asc")
        assert answer.status_code == 200, answer.text
        return len(answer.json())

    assert row["date_modified"].startswith("2026-11-22T08:40:1")
    assert count(f"modified_after={stamp}Z") == 0
    assert count("modified_after=2026-11-22T01:40:09Z") == 1
    # Without Z the text is shop-local, seven hours ahead of UTC.
    assert count("modified_after=2026-11-22T01:39:00") == 1
    assert count("modified_after=2026-11-22T08:39:00") == 1
    assert count("modified_after=2026-11-22T08:39:00&dates_are_gmt=true") == 0
    assert count("modified_after=2026-11-22T01:39:00&dates_are_gmt=true") == 1
    assert count("modified_before=2026-11-22T01:00:00Z") == 0
    assert count("after=2026-11-22T01:00:00Z&before=2026-11-23T01:00:00Z") == 1
    wrong = woo.rest("GET", "orders?modified_after=yesterday")
    assert code_of(wrong) == (400, "rest_invalid_param")


# -- about


def test_the_root_is_public_and_names_what_it_speaks(woo: Shop) -> None:
    body = requests.get(f"{woo.url}/wp-json/", timeout=5).json()

    assert "wc/v3" in body["namespaces"]
    assert (body["timezone_string"], body["gmt_offset"]) == ("Asia/Jakarta", "7")


def test_status_and_settings_tell_what_a_connection_needs(woo: Shop) -> None:
    status = woo.rest("GET", "system_status?_fields=environment,settings").json()
    general = {s["id"]: s["value"] for s in woo.rest("GET", "settings/general").json()}
    tax = {s["id"]: s["value"] for s in woo.rest("GET", "settings/tax").json()}

    assert set(status) == {"environment", "settings"}
    assert status["settings"]["currency"] == "IDR"
    assert status["settings"]["number_of_decimals"] == 0
    assert general["woocommerce_enable_coupons"] == "yes"
    assert tax["woocommerce_prices_include_tax"] == "no"
    assert woo.rest("GET", "settings/moon").status_code == 404
    assert woo.rest("GET", "settings/tax/moon").status_code == 404


# -- people


def test_customers_are_accounts_and_found_by_email_in_any_case(woo: Shop) -> None:
    woo.order(email="guest@x.test", lines=MUGS)

    found = woo.rest("GET", "customers?email=ANI@Customer.test").json()
    guests = woo.rest("GET", "customers?email=guest@x.test").json()
    plain = woo.rest("GET", "customers?per_page=100").json()
    everyone = woo.rest("GET", "customers?role=all&per_page=100&orderby=id").json()
    one = woo.rest("GET", f"customers?include={found[0]['id']}&search=ani").json()

    assert [row["email"] for row in found] == ["ani@customer.test"]
    assert guests == []
    assert len(everyone) == len(plain) + 1
    assert {row["role"] for row in everyone} == {"administrator", "customer"}
    assert len(one) == 1
    assert woo.rest("GET", "customers?orderby=moon").status_code == 400


def test_customers_are_made_and_changed_with_their_own_fields(woo: Shop) -> None:
    made = woo.rest("POST", "customers", {"email": "Zed@X.test", "first_name": "Zed"})
    path = f"customers/{made.json()['id']}"
    taken = woo.rest("POST", "customers", {"email": "zed@x.test"})
    nonsense = woo.rest("POST", "customers", {"email": "zed"})
    stolen = woo.rest("PUT", path, {"email": "ani@customer.test"})
    meta = {"meta_data": [{"key": "birthday", "value": "01-02"}]}
    woo.rest("PUT", path, meta)
    body = woo.rest("PUT", path, {"last_name": "Zulu", **meta}).json()

    assert made.status_code == 201
    assert code_of(taken) == (400, "registration-error-email-exists")
    assert nonsense.status_code == stolen.status_code == 400
    assert (body["email"], body["last_name"]) == ("Zed@X.test", "Zulu")
    assert [m["value"] for m in body["meta_data"]] == ["01-02"]
    assert woo.rest("GET", path).json()["first_name"] == "Zed"
    assert code_of(woo.rest("GET", "customers/999")) == (
        404,
        "woocommerce_rest_invalid_id",
    )


def test_registering_later_does_not_attach_old_guest_orders(woo: Shop) -> None:
    placed = woo.order(email="zed@x.test", lines=MUGS)
    woo.act("signup", email="zed@x.test")

    body = woo.rest("GET", f"orders/{placed['id']}").json()

    assert body["customer_id"] == 0


def test_a_guest_with_the_email_of_an_account_stays_a_guest(woo: Shop) -> None:
    placed = woo.order(email="ani@customer.test", lines=MUGS)

    assert woo.rest("GET", f"orders/{placed['id']}").json()["customer_id"] == 0


# -- products and reviews


def test_products_are_found_and_variable_ones_have_variations(woo: Shop) -> None:
    mug = woo.rest("GET", "products?sku=MUG-01").json()[0]
    beans = woo.rest("GET", "products?search=blend").json()[0]
    variations = woo.rest("GET", f"products/{mug['id']}/variations").json()
    category = mug["categories"][0]["id"]

    assert (mug["type"], len(variations)) == ("variable", 2)
    assert (beans["type"], beans["sku"]) == ("simple", "KOPI-01")
    assert woo.rest("GET", f"products/{beans['id']}/variations").json() == []
    by_group = woo.rest("GET", f"products?category={category}").json()
    assert mug["id"] in [row["id"] for row in by_group]
    by_id = woo.rest("GET", f"products?include={mug['id']}").json()
    assert [row["id"] for row in by_id] == [mug["id"]]
    missing = woo.rest("GET", "products/999")
    assert code_of(missing) == (404, "woocommerce_rest_product_invalid_id")


def test_a_variation_is_ordered_under_its_parent(woo: Shop) -> None:
    mug = woo.rest("GET", "products?sku=MUG-01").json()[0]
    variation = woo.rest("GET", f"products/{mug['id']}/variations").json()[1]
    asked = {"line_items": [{"product_id": mug["id"], "variation_id": variation["id"]}]}

    line = woo.rest("POST", "orders", asked).json()["line_items"][0]
    wrong = woo.rest("POST", "orders", {"line_items": [{"product_id": 999}]})

    assert (line["product_id"], line["variation_id"]) == (mug["id"], variation["id"])
    assert line["parent_name"] == "Stoneware Mug"
    assert wrong.status_code == 400


def test_reviews_default_to_the_approved_ones(woo: Shop) -> None:
    made = woo.act("review", product="stoneware-mug", customer="ani@customer.test")
    number, product = made["review"]["id"], made["review"]["product_id"]

    def ids(query: str) -> list[int]:
        rows = woo.rest("GET", f"products/reviews?{query}").json()
        return [row["id"] for row in rows]

    hidden = ids("")
    assert ids(f"status=all&product={product}") == ids("status=hold") == [number]
    woo.act("approve-review")
    assert (hidden, ids("")) == ([], [number])
    assert ids("reviewer_email=ANI@customer.test") == [number]
    assert ids("product=999") == []


def test_reviews_are_changed_binned_and_deleted(woo: Shop) -> None:
    number = woo.act("review", product="stoneware-mug", email="z@x.test")["review"][
        "id"
    ]
    path = f"products/reviews/{number}"

    body = woo.rest("PUT", path, {"rating": 1, "review": "hm"}).json()
    wrong = woo.rest("PUT", path, {"status": "moon"})
    binned = woo.rest("DELETE", path).json()
    gone = woo.rest("DELETE", f"{path}?force=true").json()

    assert (body["rating"], body["review"]) == (1, "hm")
    assert code_of(wrong) == (400, "rest_invalid_param")
    assert (binned["status"], gone["deleted"]) == ("trash", True)
    assert code_of(woo.rest("GET", path)) == (404, "woocommerce_rest_review_invalid_id")


def test_verified_means_bought_unless_somebody_claims_it(woo: Shop) -> None:
    woo.order(customer="ani@customer.test", lines=MUGS)
    product = woo.rest("GET", "products?sku=MUG-01").json()[0]["id"]

    bought = woo.act("review", product="stoneware-mug", customer="ani@customer.test")
    other = woo.act("review", product="stoneware-mug", customer="budi@customer.test")
    asked = {"product_id": product, "review": "x", "reviewer_email": "no@x.test"}
    claimed = woo.rest("POST", "products/reviews", {**asked, "verified": True}).json()
    absent = woo.rest("POST", "products/reviews", {**asked, "product_id": 999})

    assert (bought["review"]["verified"], other["review"]["verified"]) == (True, False)
    assert (claimed["verified"], claimed["rating"]) == (True, 0)
    assert absent.status_code == 400


# -- orders, odds and ends


def test_orders_are_changed_by_status_note_owner_and_meta(woo: Shop) -> None:
    placed = woo.order(email="g@x.test", lines=MUGS, gateway="bacs")
    path = f"orders/{placed['id']}"
    asked: Json = {
        "set_paid": True,
        "customer_note": "hi",
        "customer_id": 3,
        "meta_data": [{"key": "_k", "value": "v"}],
    }

    body = woo.rest("PUT", path, asked).json()
    odd = woo.rest("PUT", path, {"status": "moon"})
    absent = woo.rest("PUT", "orders/999", {})

    assert (body["status"], body["customer_note"], body["customer_id"]) == (
        "processing",
        "hi",
        3,
    )
    assert body["meta_data"][-1]["key"] == "_k"
    assert code_of(odd) == (400, "rest_invalid_param")
    assert code_of(absent) == (404, "woocommerce_rest_shop_order_invalid_id")


def test_json_that_cannot_be_read_is_refused(woo: Shop) -> None:
    answer = requests.post(
        f"{woo.url}/wp-json/wc/v3/coupons",
        data="{",
        headers={"Content-Type": "application/json"},
        auth=(woo.info["consumer_key"], woo.info["consumer_secret"]),
        timeout=5,
    )

    assert code_of(answer) == (400, "rest_invalid_json")


def test_a_missing_refund_is_a_404(woo: Shop) -> None:
    placed = woo.order(email="g@x.test", lines=MUGS)

    answer = woo.rest("GET", f"orders/{placed['id']}/refunds/1")

    assert code_of(answer) == (404, "woocommerce_rest_invalid_order_refund_id")
