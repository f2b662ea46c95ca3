"""The adapter's side and the plugin's side of the connection, face to face."""

import json

import pytest

from app.domain.store_plugin import PluginLink
from integrations.addresses import Allowance
from integrations.http import Http
from integrations.woocommerce.client import WooClient
from integrations.woocommerce.plugin_link import WooPlugin
from tests.integrations.benches import connection
from tests.integrations.clock import StoppedClock
from tests.integrations.plugin.setia import SECRET, STORE, Setia
from tests.integrations.plugin.wordpress import KEY, Site
from tests.integrations.plugin.wordpress import SECRET as KEYS_SECRET

pytestmark = pytest.mark.wordpress


def test_the_real_plugin_takes_what_the_adapter_says(site: Site, setia: Setia) -> None:
    clock = StoppedClock()
    plugin = WooPlugin(WooClient(Http(clock, allowed=Allowance(local=True)), clock))
    store = connection(
        "woocommerce",
        site.url,
        credentials={"consumer_key": KEY, "consumer_secret": KEYS_SECRET},
    )

    before = plugin.read(store)
    told = plugin.push(store, PluginLink(setia.url, STORE, SECRET, "id"))
    kept = json.loads(site.php("echo json_encode(get_option('setia_connection'));"))
    plugin.forget(store)
    after = plugin.read(store)

    assert before
    assert not before.connected
    assert (told.connected, told.api_url, told.store) == (True, setia.url, STORE)
    assert kept["identity_secret"] == SECRET
    assert after
    assert not after.connected
    assert plugin.waits(site.url, "nobody gave this") is False
    site.forget()
