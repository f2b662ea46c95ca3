"""Our plugin as the adapter meets it: there, not there, or in the way."""

import json
from typing import Any

import pytest
import responses

from app.domain.errors import (
    AccessRevoked,
    Malformed,
    PlatformMissing,
    PlatformUnclear,
)
from app.domain.store_plugin import PluginLink, PluginState
from app.ports import Delivery
from integrations.woocommerce.adapter import WooCommercePlatform
from integrations.woocommerce.install import PLUGIN_TOPICS, TOPICS, name_of
from integrations.woocommerce.plugin_link import WooPlugin
from integrations.woocommerce.signatures import WooSigner
from tests.integrations.woocommerce.shop import API, BASE, SECRET, store_at

PLUGIN = f"{BASE}/wp-json/wc-setia/v1"
URL = "https://setia.example/webhooks/woocommerce/1"
NO_ROUTE = {"code": "rest_no_route", "message": "", "data": {"status": 404}}
STATE = {
    "version": "0.1.0",
    "features": ["identity", "apply"],
    "connected": True,
    "api_url": "https://setia.example",
    "store": "str_1",
}


@pytest.fixture
def plugin(platform: WooCommercePlatform) -> WooPlugin:
    return WooPlugin(platform.client)


def test_a_store_without_the_plugin_has_none(
    plugin: WooPlugin, shop: responses.RequestsMock
) -> None:
    shop.get(f"{PLUGIN}/connection", json=NO_ROUTE, status=404)
    shop.delete(f"{PLUGIN}/connection", json=NO_ROUTE, status=404)

    assert plugin.read(store_at()) is None
    plugin.forget(store_at())


def test_the_plugin_says_what_it_is(
    plugin: WooPlugin, shop: responses.RequestsMock
) -> None:
    shop.get(f"{PLUGIN}/connection", json=STATE)

    assert plugin.read(store_at()) == PluginState(
        "0.1.0",
        ("identity", "apply"),
        connected=True,
        api_url="https://setia.example",
        store="str_1",
    )


def test_what_the_plugin_says_is_cut_to_size_and_never_believed_whole(
    plugin: WooPlugin, shop: responses.RequestsMock
) -> None:
    long = {
        "version": "9" * 999,
        "features": [{"x": 1}] * 99,
        "connected": "yes",
        "api_url": 7,
    }
    shop.get(f"{PLUGIN}/connection", json=long)

    found = plugin.read(store_at())

    assert found
    assert (len(found.version), len(found.features)) == (200, 20)
    assert (found.connected, found.api_url, found.store) == (False, "", "")


def test_the_plugin_is_told_who_we_are_with_the_shops_own_key(
    plugin: WooPlugin, shop: responses.RequestsMock
) -> None:
    shop.put(f"{PLUGIN}/connection", json=STATE)

    link = PluginLink("https://setia.example", "str_1", "c2VjcmV0", "id")
    plugin.push(store_at(), link)

    request = shop.calls[0].request
    assert "Authorization" in request.headers
    assert json.loads(request.body or b"") == {
        "api_url": "https://setia.example",
        "store": "str_1",
        "identity_secret": "c2VjcmV0",
        "lang": "id",
        "loader_url": "",
        "panel_url": "",
    }
    assert "c2VjcmV0" not in repr(link)


def test_a_key_that_was_taken_away_is_no_missing_plugin(
    plugin: WooPlugin, shop: responses.RequestsMock
) -> None:
    shop.get(f"{PLUGIN}/connection", json={"code": "rest_forbidden"}, status=403)

    with pytest.raises(AccessRevoked):
        plugin.read(store_at())


@pytest.mark.parametrize(
    ("answer", "waits"),
    [
        ({"json": {"waiting": True}}, True),
        ({"json": {"waiting": "yes"}}, False),
        ({"json": {}}, False),
        ({"body": "<html>", "content_type": "text/html"}, False),
    ],
)
def test_only_a_clear_yes_means_that_a_shop_waits(
    plugin: WooPlugin,
    shop: responses.RequestsMock,
    answer: dict[str, Any],
    waits: bool,  # noqa: FBT001 - a column of the table
) -> None:
    shop.get(f"{PLUGIN}/pairing", **answer)

    assert plugin.waits(BASE, "c" * 40) is waits


def test_a_shop_without_the_plugin_cannot_wait(
    plugin: WooPlugin, shop: responses.RequestsMock
) -> None:
    shop.get(f"{PLUGIN}/pairing", json=NO_ROUTE, status=404)

    with pytest.raises(PlatformMissing):
        plugin.waits(BASE, "check")


def test_keys_and_consent_go_the_adapters_way(plugin: WooPlugin) -> None:
    url = plugin.consent_url(
        BASE, app_name="Setia", state="s" * 64, return_url="r", callback_url="c"
    )
    keys = {
        "user_id": "s" * 64,
        "consumer_key": "ck_" + "0" * 40,
        "consumer_secret": "cs_" + "0" * 40,
        "key_permissions": "read_write",
    }

    assert url.startswith(f"{BASE}/wc-auth/v1/authorize?")
    state, proof = plugin.granted(json.dumps(keys).encode())
    assert state == "s" * 64
    assert set(proof) == {"consumer_key", "consumer_secret"}
    with pytest.raises(Malformed):
        plugin.granted(b"{}")


def answer_of(request: Any) -> tuple[int, dict[str, str], str]:  # noqa: ANN401 - responses
    asked = json.loads(request.body)
    made = {"topic": asked["topic"], "delivery_url": asked["delivery_url"]}
    return 201, {"Content-Type": "application/json"}, json.dumps(made)


def listed(shop: responses.RequestsMock, *webhooks: dict[str, object]) -> None:
    shop.get(f"{API}/webhooks", json=list(webhooks))


def test_trap_12_the_plugins_topics_are_made_where_it_answers(
    platform: WooCommercePlatform, shop: responses.RequestsMock
) -> None:
    shop.get(f"{PLUGIN}/connection", json=STATE)
    listed(shop)
    shop.add_callback("POST", f"{API}/webhooks", answer_of)

    report = platform.ensure_webhooks(store_at(), callback_url=URL, secret=SECRET)

    assert report.created == TOPICS + PLUGIN_TOPICS


@pytest.mark.parametrize("status", [404, 403, 500])
def test_without_an_answer_the_plugins_topics_are_left_as_they_are(
    platform: WooCommercePlatform, shop: responses.RequestsMock, status: int
) -> None:
    shop.get(f"{PLUGIN}/connection", json=NO_ROUTE, status=status)
    listed(
        shop,
        *(
            {
                "id": number,
                "topic": topic,
                "status": "active",
                "delivery_url": URL,
                "name": name_of(topic, SECRET),
            }
            for number, topic in enumerate(TOPICS + PLUGIN_TOPICS)
        ),
    )

    report = platform.ensure_webhooks(store_at(), callback_url=URL, secret=SECRET)

    assert set(report.present) == set(TOPICS)
    assert (report.created, report.removed, report.failed) == ((), (), ())


def test_two_silent_changes_of_one_order_are_two_deliveries() -> None:
    signer = WooSigner()

    def key(change: str) -> str:
        body = {"action": "wc_setia_order_changed", "arg": 31, "change": change}
        delivery = Delivery("action.wc_setia_order_changed", json.dumps(body).encode())
        return signer.dedupe_key({}, delivery.topic, delivery.body)

    assert key("one") != key("two")
    assert key("one") == key("one")


def test_a_page_in_place_of_the_plugins_answer_is_unclear(
    plugin: WooPlugin, shop: responses.RequestsMock
) -> None:
    shop.put(f"{PLUGIN}/connection", body="<html>", content_type="text/html")

    with pytest.raises(PlatformUnclear):
        plugin.push(store_at(), PluginLink("https://setia.example", "s", "x", "id"))


def test_closed_goods_are_put_whole_and_an_old_plugin_has_no_place_for_them(
    plugin: WooPlugin, shop: responses.RequestsMock
) -> None:
    said: dict[str, Any] = {"v": 1, "rules": [], "never": []}
    told = shop.put(f"{PLUGIN}/closed-goods", json={"rules": 0})

    plugin.close_goods(store_at(), said)

    body = told.calls[0].request.body
    assert json.loads(body or "") == said
    shop.upsert("PUT", f"{PLUGIN}/closed-goods", json=NO_ROUTE, status=404)
    with pytest.raises(PlatformMissing):
        plugin.close_goods(store_at(), said)
