"""Where something of ours can stand: where it exists, known by its questions."""

import re
from collections import Counter
from pathlib import Path

import pytest

from app.domain.placements import (
    ACCOUNT,
    MARKS,
    PLACEMENTS,
    PLUGIN,
    PRODUCT,
    SHOPIFY,
    THANKS,
    WOOCOMMERCE,
    mark_of,
    of_platform,
)

HOUSE = Path(__file__).parents[2] / "integrations"
EXTENSION = HOUSE / "shopify" / "extension" / "blocks"
PLUGIN_AT = HOUSE / "woocommerce" / "plugin" / "setia-loyalty"


def test_every_block_of_the_theme_is_here_and_none_that_is_not() -> None:
    blocks = {each.block for each in of_platform(SHOPIFY) if each.block}

    assert blocks == {each.stem for each in EXTENSION.glob("*.liquid")}


def test_an_embed_is_an_embed_and_a_block_opens_where_it_may_stand() -> None:
    for each in of_platform(SHOPIFY):
        if each.block:
            text = (EXTENSION / f"{each.block}.liquid").read_text()
            target = "body" if each.way == "embed" else "section"
            assert f'"target": "{target}"' in text
            only = re.search(r'"templates": \["(\w+)"\]', text)
            assert only is None or only[1] == each.template


def test_checkout_and_account_have_their_extensions() -> None:
    text = (HOUSE / "shopify" / "ui" / "shopify.extension.toml").read_text()

    assert "purchase.thank-you.block.render" in text
    assert "customer-account.page.render" in text
    named = {each.key for each in of_platform(SHOPIFY) if each.way == "editor"}
    assert named == {"thanks", "account"}


def test_the_plugin_does_what_is_said_of_it() -> None:
    text = "\n".join(
        each.read_text() for each in (PLUGIN_AT / "includes").glob("*.php")
    )

    for hook in (
        "woocommerce_single_product_summary",
        "woocommerce_before_cart_totals",
        "woocommerce_thankyou",
        "add_shortcode( 'setia_rewards'",
        "woocommerce_account_menu_items",
    ):
        assert hook in text
    assert (PLUGIN_AT / "blocks" / "rewards" / "block.json").is_file()
    assert "'Setia Loyalty/'" in text


def test_a_place_stands_once_on_a_platform() -> None:
    counted = Counter((each.platform, each.key) for each in PLACEMENTS)

    assert set(counted.values()) == {1}
    assert {each.platform for each in PLACEMENTS} == {SHOPIFY, WOOCOMMERCE}
    assert {each.mark for each in PLACEMENTS if each.mark} <= MARKS


@pytest.mark.parametrize(
    ("door", "operation", "said", "mark"),
    [
        ("proxy", "estimate", {"page": "product"}, PRODUCT),
        ("store", "estimate", {"page": "product"}, PRODUCT),
        ("store", "estimate", {"page": "cart"}, None),
        ("store", "estimate", {}, None),
        ("store", "read_bootstrap", {}, None),
        ("store", "read_bootstrap", {"agent": "Setia Loyalty/1.0; WordPress"}, PLUGIN),
        ("extension", "read_order_news", {}, THANKS),
        ("extension", "read_member", {}, ACCOUNT),
    ],
)
def test_a_question_shows_which_place_asked(
    door: str, operation: str, said: dict[str, str], mark: str | None
) -> None:
    assert mark_of(door, operation, said) == mark
