"""Every question of the catalogue, on both sides."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.earning.conditions import compiled
from app.domain.programme.conditions import Leaf
from app.domain.programme.facts import Facts
from app.domain.programme.fields import FIELDS
from tests.domain.earning.orders import CONTEXT, bought, context, decided, sold
from tests.domain.programme.documents import spend
from tests.factories import NOON

CART = replace(
    bought(
        sold("1", 30_000, tags=("New",), collection_refs=("c1",)),
        sold("2", 20_000, product_ref="13", sku="B"),
        sold("3", 99_000, product_ref="gift", gift_card=True),
    ),
    channel="pos",
    tags=("VIP", "gift"),
)
JULY = {"since": "2026-07-01", "until": "2026-07-31"}
NOVEMBER = {"since": "2026-11-01", "until": "2026-11-30"}


def leaf(field: str, op: str, value: object) -> dict[str, Any]:
    return {"field": field, "op": op, "value": value}


def answer(when: dict[str, Any], where: Any = CONTEXT) -> str:  # noqa: ANN401 - a context
    decision = decided(spend(when=when), snapshot=CART, where=where)
    [step] = decision.trace
    return "yes" if step["outcome"] == "awarded" else step["because"]["code"]


STORE = str(CONTEXT.store_id)


@pytest.mark.parametrize(
    ("field", "op", "value", "code"),
    [
        ("order.amount", "gte", {"IDR": 50_000}, "yes"),
        ("order.amount", "gte", {"IDR": 50_001}, "amount_too_low"),
        ("order.amount", "gt", {"IDR": 49_999}, "yes"),
        ("order.amount", "gt", {"IDR": 50_000}, "amount_too_low"),
        ("order.amount", "lte", {"IDR": 50_000}, "yes"),
        ("order.amount", "lte", {"IDR": 49_999}, "amount_too_high"),
        ("order.amount", "lt", {"IDR": 50_001}, "yes"),
        ("order.amount", "lt", {"IDR": 50_000}, "amount_too_high"),
        ("order.amount", "gte", {"USD": 1}, "currency_differs"),
        ("order.currency", "in", ["IDR"], "yes"),
        ("order.currency", "in", ["MYR"], "not_among"),
        ("order.channel", "in", ["web", "pos"], "yes"),
        ("order.channel", "not_in", ["pos"], "excluded"),
        ("order.tags", "contains_any", ["vip", "x"], "yes"),
        ("order.tags", "contains_any", ["x"], "not_found"),
        ("order.tags", "contains_all", ["vip", "GIFT"], "yes"),
        ("order.tags", "contains_all", ["vip", "x"], "not_found"),
        ("order.tags", "contains_none", ["x"], "yes"),
        ("order.tags", "contains_none", ["vip"], "excluded_found"),
        ("order.products", "contains_any", ["13", "99"], "yes"),
        ("order.products", "contains_any", ["99"], "not_found"),
        ("order.products", "contains_all", ["12", "sku:B"], "yes"),
        ("order.products", "contains_all", ["12", "99"], "not_found"),
        ("order.products", "contains_none", ["99"], "yes"),
        ("order.products", "contains_none", ["13"], "excluded_found"),
        ("order.products", "only", ["12", "13", "gift"], "yes"),
        ("order.products", "only", ["12", "13"], "others_found"),
        ("order.collections", "contains_any", ["c1"], "yes"),
        ("order.collections", "contains_any", ["c2"], "not_found"),
        ("order.product_tags", "contains_any", ["new"], "yes"),
        ("order.product_tags", "contains_none", ["new"], "excluded_found"),
        ("order.first", "is", False, "yes"),
        ("order.first", "is", True, "differs"),
        ("store", "in", [STORE], "yes"),
        ("store", "not_in", [STORE], "excluded"),
        ("store.platform", "in", ["shopify"], "yes"),
        ("store.platform", "in", ["woocommerce"], "not_among"),
        ("at", "within", NOVEMBER, "yes"),
        ("at", "within", JULY, "outside_window"),
        ("at", "not_within", JULY, "yes"),
        ("at", "not_within", NOVEMBER, "in_window"),
    ],
    ids=str,
)
def test_a_question_has_an_answer_and_a_reason(
    field: str, op: str, value: object, code: str
) -> None:
    assert answer(leaf(field, op, value)) == code


def test_an_order_of_no_lines_is_made_of_nothing_only() -> None:
    when = leaf("order.products", "only", ["12"])
    decision = decided(spend(when=when), snapshot=replace(CART, lines=()))

    assert decision.trace[0]["because"]["code"] == "others_found"


def test_a_first_order_is_told_by_the_context() -> None:
    when = leaf("order.first", "is", value=True)

    assert answer(when, context(first_order=True)) == "yes"


YES = leaf("order.channel", "in", ["pos"])
NO = leaf("order.channel", "in", ["web"])


@pytest.mark.parametrize(
    ("match", "items", "code"),
    [
        ("all", [YES, YES], "yes"),
        ("all", [YES, NO], "not_among"),
        ("any", [NO, YES], "yes"),
        ("any", [NO, NO], "none_of_these"),
        ("none", [NO, NO], "yes"),
        ("none", [NO, YES], "one_of_the_excluded"),
    ],
)
def test_a_group_joins_answers(
    match: str, items: list[dict[str, Any]], code: str
) -> None:
    assert answer({"match": match, "items": items}) == code


def test_a_question_about_an_order_needs_an_order() -> None:
    check = compiled(Leaf(field="order.channel", op="in", value=["web"]))

    with pytest.raises(ValueError, match="no order"):
        check(Facts(at=NOON, zone="UTC", store="", platform=""))


def test_a_field_that_looks_at_lines_reads_no_value() -> None:
    facts = Facts(at=NOON, zone="UTC", store="", platform="", snapshot=CART)

    assert FIELDS["order.products"].read(facts) is None


def test_the_wall_clock_of_a_fact_is_its_zones() -> None:
    facts = Facts(at=NOON, zone="Asia/Jakarta", store="", platform="")

    assert facts.local.hour == 19
