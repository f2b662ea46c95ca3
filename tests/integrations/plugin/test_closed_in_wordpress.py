"""Goods for some only, in a real WordPress beside a stub of WooCommerce."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.integrations.plugin.wordpress import KEY, PATIENCE_S, SECRET, Site

pytestmark = pytest.mark.wordpress

RULE = {
    "id": "gold",
    "kind": "only",
    "tag": "setia-gold",
    "all": False,
    "products": [],
    "collections": ["gold-only"],
    "hidden": True,
    "ahead_s": 0,
    "opens_at": None,
    "texts": {"en": "Only for Gold.", "id": "Hanya untuk Gold."},
}
EARLY = {**RULE, "kind": "early", "hidden": False, "ahead_s": 3600}
PRODUCT = (
    "$id = wp_insert_post(array('post_type' => 'product', 'post_title' => 'Mug',"
    " 'post_status' => 'publish')); wp_set_object_terms($id, 'gold-only',"
    " 'product_cat');"
)
SEEN = (
    "$seen = function ($who) use ($id) { wp_set_current_user($who);"
    " $product = wc_get_product($id); wc_clear_notices();"
    " $add = apply_filters('woocommerce_add_to_cart_validation', true, $id, 1);"
    " return array($product->is_purchasable(), $add,"
    " apply_filters('woocommerce_product_is_visible', true, $id),"
    " wc_get_notices('error')); };"
)


def tell(site: Site, said: object, *, key: str = KEY) -> requests.Response:
    return requests.put(
        f"{site.url}/wp-json/wc-setia/v1/closed-goods",
        json=said,
        auth=(key, SECRET),
        timeout=PATIENCE_S,
    )


@pytest.fixture
def shop(site: Site) -> Iterator[Site]:
    yield site
    site.forget()


def ask(site: Site, code: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(site.php(f"{PRODUCT}{SEEN}{code}"))


def test_a_stranger_is_refused_a_holder_and_staff_are_not(shop: Site) -> None:
    told = tell(shop, {"v": 1, "rules": [RULE], "never": []})

    guest, holder, other, staff = ask(
        shop,
        "$user = wp_insert_user(array('user_login' => 'g' . $id, 'user_pass' => 'x'));"
        "update_user_meta($user, 'setia_tags', 'vip,setia-gold');"
        "$other = wp_insert_user(array('user_login' => 'o' . $id, 'user_pass' => 'x'));"
        "echo json_encode(array($seen(0), $seen($user), $seen($other), $seen(1)));",
    )

    assert (told.status_code, told.json()) == (200, {"rules": 1})
    assert guest == [False, False, False, [{"notice": "Only for Gold."}]]
    assert holder == [True, True, True, []]
    assert other[:3] == [False, False, False]
    assert staff == [True, True, True, []]


def test_early_access_opens_by_the_shops_own_clock(shop: Site) -> None:
    tell(shop, {"v": 1, "rules": [EARLY], "never": []})

    before, after = ask(
        shop,
        "update_option('stub_published', time()); $before = $seen(0);"
        "update_option('stub_published', time() - 3600);"
        "echo json_encode(array($before, $seen(0)));",
    )

    assert before[:3] == [False, False, True]
    assert "Only for Gold. Everybody can buy it from " in before[3][0]["notice"]
    assert after == [True, True, True, []]


def test_only_the_shops_key_closes_goods_and_only_with_a_list_we_know(
    shop: Site,
) -> None:
    said = {"v": 1, "rules": [RULE], "never": []}

    assert tell(shop, said, key="ck_wrong").status_code == 401
    assert tell(shop, {**said, "v": 2}).status_code == 400
    assert ask(shop, "echo json_encode($seen(0));") == [True, True, True, []]


def test_disconnecting_opens_everything(shop: Site) -> None:
    tell(shop, {"v": 1, "rules": [RULE], "never": []})
    shop.tell("DELETE")

    assert ask(shop, "echo json_encode($seen(0));")[0] is True
    assert not shop.complaints()
