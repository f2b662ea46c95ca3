"""The published schema is the one that the reader uses."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped] # it has no stubs
import pytest

from app.domain.programme.canonical import canonical
from app.domain.programme.fields import FIELDS
from app.domain.programme.schema import json_schema
from app.recipes import read_source, recipe, recipe_names, recipe_text
from tests.domain.programme.documents import FIFTY, document, problems, raw, spend

EVERY_RULE: tuple[dict[str, Any], ...] = (
    spend(
        active={"since": "2026-07-01"},
        limits=[{"per": "day", "points": 5}],
        expiry={"kind": "life", "months": 1},
        minimum={"IDR": 5},
        amount={"only": {"tags": ["new"]}},
        when={
            "match": "any",
            "items": [
                {"field": "order.amount", "op": "gt", "value": {"IDR": "5"}},
                {"field": "order.first", "op": "is", "value": True},
                {"field": "at", "op": "within", "value": {"until": "2026-07-01"}},
                {"field": "order.tags", "op": "contains_any", "value": ["x"]},
                {"field": "order.products", "op": "only", "value": ["1"]},
                {"field": "store", "op": "not_in", "value": ["x"]},
            ],
        },
    ),
    spend(id="more", award={"kind": "multiplier", "by": "1.5"}, pending={"days": 1}),
    {"id": "join", "trigger": "sign_up", "award": FIFTY},
    {"id": "review", "trigger": "review", "award": FIFTY},
    {"id": "walk", "trigger": "activity", "activity": "walk", "award": FIFTY},
)
EVERY_REWARD: tuple[dict[str, Any], ...] = (
    {"id": "a", "kind": "fixed_amount", "price": 1, "amount": {"IDR": 5}},
    {"id": "b", "kind": "percent", "price": 1, "percent": "12.5%"},
    {"id": "c", "kind": "free_shipping", "price": 1},
    {"id": "d", "kind": "free_product", "price": 1, "products": ["1"]},
    {"id": "e", "kind": "slider", "value": {"IDR": "1 per 1"}},
)
PUBLISHED = Path(__file__).parents[3] / "docs" / "programme.schema.json"


def test_the_published_schema_is_up_to_date() -> None:
    """Run ``setia programme schema > docs/programme.schema.json`` after a change."""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == json_schema()


def test_unknown_keys_are_refused_everywhere_in_the_schema() -> None:
    sections = [
        definition
        for definition in json_schema()["$defs"].values()
        if "properties" in definition
    ]

    assert len(sections) > 20
    assert all(one["additionalProperties"] is False for one in sections)


def test_every_field_of_a_condition_is_in_the_schema() -> None:
    kinds = json_schema()["$defs"]["Leaf"]["oneOf"]
    named = {name for kind in kinds for name in kind["properties"]["field"]["enum"]}

    assert named == set(FIELDS)


def test_the_patterns_of_the_schema_agree_with_the_reader() -> None:
    rates = json_schema()["$defs"]["RateAward"]["properties"]["rates"]
    pattern = rates["additionalProperties"]["pattern"]

    assert re.search(pattern, "1 per 1000")
    assert re.search(pattern, "12.5%")
    assert not re.search(pattern, "1 point per 1000")


VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_obeys_the_schema_as_written_and_as_stored(name: str) -> None:
    VALIDATOR.validate(read_source(recipe_text(name)).data)
    VALIDATOR.validate(canonical(recipe(name)))


def test_a_whole_document_of_every_kind_obeys_the_schema() -> None:
    VALIDATOR.validate(canonical(document(*EVERY_RULE, rewards=EVERY_REWARD)))


@pytest.mark.parametrize(
    "wrong",
    [
        spend(awrd=1),
        spend(award={"kind": "rate", "rates": {"idr": "1 per 1000"}}),
        spend(award={"kind": "rate", "rates": {"IDR": "1 point per 1000"}}),
        spend(when={"field": "order.chanel", "op": "in", "value": ["web"]}),
        spend(when={"field": "order.channel", "op": "gte", "value": ["web"]}),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(wrong: dict[str, Any]) -> None:
    assert problems(raw(wrong))
    assert not VALIDATOR.is_valid(raw(wrong))
