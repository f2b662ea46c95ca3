"""Conditions are a small typed tree; what a field can't be asked is refused."""

from typing import Any

import pytest

from app.domain.programme.conditions import MAX_DEPTH, MAX_LEAVES, depth, leaves
from app.domain.programme.fields import CATALOGUE, FIELDS, OPERATORS
from tests.domain.programme.documents import (
    FIFTY,
    document,
    only_problem,
    raw,
    spend,
)

WEB: dict[str, Any] = {"field": "order.channel", "op": "in", "value": ["web"]}


def group(match: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {"match": match, "items": list(items)}


def nested(levels: int) -> dict[str, Any]:
    tree = WEB
    for _ in range(levels - 1):
        tree = group("all", tree)
    return tree


def test_a_tree_may_have_four_levels() -> None:
    rule = document(spend(when=nested(MAX_DEPTH))).earning[0]

    assert rule.when is not None
    assert depth(rule.when) == MAX_DEPTH
    assert len(list(leaves(rule.when))) == 1


def test_a_fifth_level_is_refused() -> None:
    assert only_problem(raw(spend(when=nested(MAX_DEPTH + 1)))).code == "too_deep"


def test_a_tree_may_have_fifty_questions() -> None:
    half = group("any", *[WEB] * (MAX_LEAVES // 2))

    assert document(spend(when=group("all", half, half))).earning[0].when is not None


def test_a_fifty_first_question_is_refused() -> None:
    half = group("any", *[WEB] * (MAX_LEAVES // 2))
    found = only_problem(raw(spend(when=group("all", half, half, WEB))))

    assert (found.path, found.code) == ("earning[0].when", "too_many_leaves")


def test_an_empty_group_is_refused() -> None:
    assert only_problem(raw(spend(when=group("all")))).code == "too_short"


def test_a_misspelt_field_comes_with_the_nearest() -> None:
    leaf = {**WEB, "field": "order.chanel"}
    found = only_problem(raw(spend(when=leaf)))

    assert (found.path, found.nearest) == ("earning[0].when.field", "order.channel")


@pytest.mark.parametrize(
    ("op", "nearest"), [("no_in", "not_in"), ("gte", "in"), ("===", "in")]
)
def test_an_operator_fits_its_field(op: str, nearest: str) -> None:
    found = only_problem(raw(spend(when={**WEB, "op": op})))

    assert (found.code, found.nearest) == ("unknown_operator", nearest)


@pytest.mark.parametrize(
    ("field", "op", "value", "nearest"),
    [
        ("order.amount", "gte", 50_000, "{IDR: …}"),
        ("order.amount", "gte", {"IDR": 1.5}, '"2"'),
        ("order.channel", "in", "web", "[web]"),
        ("order.tags", "contains_any", [], "[sale]"),
        ("order.products", "contains_any", [7], '["1234567890"]'),
        ("order.first", "is", "yes", "true"),
        ("at", "within", {}, "{since: 2026-07-01, until: 2026-07-31}"),
        ("at", "within", {"since": "July"}, "2026-07-31"),
    ],
)
def test_a_value_fits_its_field(
    field: str, op: str, value: object, nearest: str
) -> None:
    when = {"field": field, "op": op, "value": value}
    found = only_problem(raw(spend(when=when)))

    assert (found.path, found.code) == ("earning[0].when.value", "unfit_value")
    assert found.nearest == nearest


def test_a_rule_asks_only_what_its_trigger_knows() -> None:
    rule = {"id": "join", "trigger": "sign_up", "award": FIFTY, "when": WEB}

    found = only_problem(raw(rule))

    assert (found.path, found.code) == ("earning[0].when", "field_not_for_trigger")
    assert "only store, store.domain, store.platform, at" in found.reason


def test_every_field_has_a_name_of_its_own_and_operators() -> None:
    assert len(FIELDS) == len(CATALOGUE)
    assert all(OPERATORS[field.kind] for field in CATALOGUE)
    assert all(field.label.id and field.label.ms for field in CATALOGUE)
