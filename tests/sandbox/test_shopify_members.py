"""The theme's block hides goods from those who may not buy them."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.perks.closing import closed_goods
from app.domain.programme.loading import load_document
from integrations.sandbox.config import StoreConfig
from integrations.sandbox.shopify.app import create_shopify_store
from integrations.sandbox.shopify.theme import EXTENSION, Theme
from integrations.sandbox.store.models import Customer, Product
from integrations.sandbox.store.state import Store
from tests.sandbox.test_shopify_theme import plain, publish, shown

VECTOR = json.loads(
    (Path(__file__).parents[1] / "vectors/closed_goods.json").read_text("utf-8")
)
SNIPPET = (
    "{% render 'setia-closed', closed: closed, product: product,"
    " customer: customer, now: now %}"
)
HIDDEN = "display: none !important"
GOLD = {
    "id": "gold",
    "held_by": {"everybody": True},
    "what": {"kind": "exclusive_products", "collections": ["kado"]},
}
EARLY = {
    "id": "early",
    "held_by": {"everybody": True},
    "what": {"kind": "early_access", "hours": 24, "collections": ["kado"]},
}


@pytest.fixture
def store() -> Store:
    flask_app = create_shopify_store(StoreConfig(queue="manual"))
    made: Store = flask_app.extensions["sandbox_parts"].store
    return made


@pytest.mark.parametrize("case", VECTOR["cases"], ids=lambda case: case["name"])
def test_the_theme_keeps_out_whom_the_vector_says(
    store: Store, case: dict[str, Any]
) -> None:
    goods = case["goods"]
    product = {
        "id": goods["ids"][0],
        "variants": [
            {"id": "0", "sku": each.removeprefix("sku:")} for each in goods["ids"][1:]
        ],
        "collections": [{"id": 1, "handle": each} for each in goods["groups"]],
        "tags": [],
        "published_at": str(goods["published"]),
    }
    snippet = Theme(store)._liquid.from_string(SNIPPET)  # noqa: SLF001 - as a block does

    found = snippet.render(
        closed=case["held"],
        product=product,
        customer={"tags": case["tags"]} if case["tags"] else None,
        now=case["now"],
    ).split()

    rules = case["held"]["rules"]
    assert (rules[int(found[0])]["id"] if found else None) == case["closed"]
    assert (int(found[1]) or None if found else None) == case["opens_at"]


def close(store: Store, *perks: dict[str, Any]) -> None:
    document = load_document(
        {
            "identity": {"name": "Satu", "timezone": "Asia/Jakarta"},
            "perks": list(perks),
        }
    )
    publish(store, closed=closed_goods(document))


def mug(store: Store) -> Product:
    (found,) = [p for p in store.products.values() if p.handle == "stoneware-mug"]
    return found


def somebody(store: Store, *tags: str) -> Customer:
    row = next(iter(store.customers.values()))
    row.tags[:] = tags
    return row


def test_a_stranger_reads_who_may_and_sees_no_button(store: Store) -> None:
    close(store, GOLD)

    text = shown(store, "members", product=mug(store))

    assert "Hanya untuk semua member." in plain(text)
    assert HIDDEN in text
    assert "/account/login" in text


def test_a_customer_with_the_tag_sees_the_button(store: Store) -> None:
    close(store, GOLD)
    given: dict[str, Any] = {"product": mug(store)}

    gold = somebody(store, "x", "setia-gold")
    assert "lym-closed" not in shown(store, "members", customer=gold, **given)
    silver = somebody(store, "setia-golden")
    text = shown(store, "members", customer=silver, **given)
    assert HIDDEN in text
    assert "/account/login" not in text


def test_new_goods_are_there_for_everybody_a_day_later(store: Store) -> None:
    close(store, EARLY)
    product = mug(store)

    assert "lym-closed" not in shown(store, "members", product=product)
    product.created_at = product.created_at + timedelta(days=40_000)
    text = shown(store, "members", product=product)
    assert "Semua orang bisa membelinya mulai" in plain(text)


def test_the_block_is_for_product_pages_and_says_what_it_cannot_do() -> None:
    block = (EXTENSION / "blocks/members.liquid").read_text("utf-8")
    words = json.loads((EXTENSION / "locales/en.default.schema.json").read_text())

    assert '"templates": ["product"]' in block
    assert "does not keep anyone from buying" in words["members"]["info"]
