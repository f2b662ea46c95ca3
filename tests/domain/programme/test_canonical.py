"""One document, one text; both forms read back as the same document."""

import json
from typing import Any

import pytest

from app.domain.programme.canonical import canonical, canonical_text, digest, terse
from app.domain.programme.loading import load_document
from app.domain.programme.upgrade import upgraded
from app.recipes import recipe, recipe_names
from tests.domain.programme.documents import document, only_problem, raw, spend

WHEN = {
    "match": "any",
    "items": [
        {"field": "order.amount", "op": "gt", "value": {"USD": "10.50"}},
        {"field": "at", "op": "within", "value": {"since": "2026-07-01"}},
        {"field": "order.first", "op": "is", "value": True},
    ],
}


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_reads_back_from_both_forms(name: str) -> None:
    original = recipe(name)

    assert load_document(canonical(original)) == original
    assert load_document(terse(original)) == original


def test_conditions_read_back() -> None:
    original = document(spend(when=WHEN))

    assert load_document(json.loads(canonical_text(original))) == original


def test_the_whole_form_spells_out_every_default() -> None:
    whole = canonical(document(spend()))

    assert whole["terms"]["pending"] == {"days": 14, "since": "paid"}
    assert whole["earning"][0]["award"]["rounding"] == "down"


def test_the_terse_form_keeps_kinds_and_leaves_out_defaults() -> None:
    assert terse(document(spend())) == {
        "schema_version": 1,
        "identity": {"name": {"id": "Kopi", "ms": "Kopi", "en": "Kopi"}},
        "earning": [
            {
                "id": "spend",
                "trigger": "order",
                "award": {"kind": "rate", "rates": {"IDR": "1 per 1000"}},
            }
        ],
    }


def test_a_text_form_has_no_spaces_and_sorted_keys() -> None:
    text = canonical_text(document())

    assert text.startswith('{"assets":[{"id":"points","kind":"points","scale":0}]')


def test_equal_documents_have_equal_digests_however_they_were_written() -> None:
    one = document(spend(award={"kind": "rate", "rates": {"IDR": "1 per 1000"}}))
    same = document(
        spend(award={"rates": {"IDR": "1.0 per 1000"}, "kind": "rate"}, enabled=True)
    )

    assert digest(one) == digest(same)
    assert digest(one) != digest(document(spend(enabled=False)))


def _without_color(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "color"}


def test_an_old_document_is_brought_up_to_date_step_by_step() -> None:
    steps = {
        1: lambda data: {"colour": data["color"], **_without_color(data)},
        2: lambda data: {**data, "size": 3},
    }

    found = upgraded({"schema_version": 1, "color": "red"}, steps)

    assert found == {"schema_version": 3, "colour": "red", "size": 3}


def test_a_document_without_a_version_is_of_today() -> None:
    assert upgraded({"a": 1}, {0: lambda data: data}) == {"a": 1}


@pytest.mark.parametrize("version", [2, 0, "1", True])
def test_a_version_that_nobody_knows_is_refused(version: object) -> None:
    found = only_problem(raw(schema_version=version))

    assert found.path == "schema_version"
