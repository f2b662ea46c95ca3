"""Our plugin in a WooCommerce store: its routes, and the way to its keys.

Its namespace begins with ``wc-``, so the store checks the same consumer key as for
everything else. What the plugin says is the store's word: shown, never obeyed.
"""

from collections.abc import Mapping
from typing import Any, Final

from app.domain.errors import PlatformError, PlatformMissing
from app.domain.store_plugin import PluginLink, PluginState
from app.ports import StoreConnection
from integrations.http import raise_for_status, readable
from integrations.reading import Body, mapping, text
from integrations.woocommerce import install
from integrations.woocommerce.client import WooClient

SPACE: Final = "wc-setia/v1"
CONNECTION: Final = "connection"
CLOSED_GOODS: Final = "closed-goods"
LONGEST: Final = 200
MOST_FEATURES: Final = 20


class WooPlugin:
    """The WordPress plugin, as ``StorePlugin`` wants it."""

    def __init__(self, client: WooClient) -> None:
        self._client = client

    def read(self, store: StoreConnection) -> PluginState | None:
        return state(self._client, store)

    def push(self, store: StoreConnection, link: PluginLink) -> PluginState:
        answer = self._client.call(
            store,
            "PUT",
            CONNECTION,
            document={
                "api_url": link.api_url,
                "store": link.store,
                "identity_secret": link.identity_secret,
                "lang": link.lang,
                "loader_url": link.loader_url,
                "panel_url": link.panel_url,
            },
            space=SPACE,
        )
        with readable("the plugin's answer"):
            return _state(mapping(answer.document()))

    def close_goods(self, store: StoreConnection, said: Mapping[str, Any]) -> None:
        self._client.call(store, "PUT", CLOSED_GOODS, document=dict(said), space=SPACE)

    def forget(self, store: StoreConnection) -> None:
        try:
            self._client.call(store, "DELETE", CONNECTION, space=SPACE)
        except PlatformMissing:
            return

    def waits(self, base_url: str, check: str) -> bool:
        http, clock = self._client.http, self._client.clock
        answer = http.call(
            "GET",
            f"{base_url.rstrip('/')}/wp-json/{SPACE}/pairing",
            params={"check": check},
        )
        raise_for_status(answer, now=clock.now())
        if not answer.is_json:
            return False
        with readable("the plugin's answer"):
            return mapping(answer.document()).get("waiting") is True

    def consent_url(
        self,
        base_url: str,
        *,
        app_name: str,
        state: str,
        return_url: str,
        callback_url: str,
    ) -> str:
        return install.consent_url(
            base_url,
            app_name=app_name,
            state=state,
            return_url=return_url,
            callback_url=callback_url,
        )

    def granted(self, body: bytes) -> tuple[str, Mapping[str, str]]:
        keys = install.granted_keys(body)
        return keys.state, {
            "consumer_key": keys.consumer_key,
            "consumer_secret": keys.consumer_secret,
        }


def state(client: WooClient, store: StoreConnection) -> PluginState | None:
    """Return what the plugin says of itself, None where there is none."""
    try:
        answer = client.call(store, "GET", CONNECTION, space=SPACE)
    except PlatformMissing:
        return None
    with readable("the plugin's answer"):
        return _state(mapping(answer.document()))


def is_there(client: WooClient, store: StoreConnection) -> bool:
    """Tell whether the plugin answers; in doubt it does not."""
    try:
        return state(client, store) is not None
    except PlatformError:
        return False


def _state(body: Body) -> PluginState:
    features = body.get("features")
    listed = features if isinstance(features, list) else []
    return PluginState(
        version=(text(body.get("version")) or "")[:LONGEST],
        features=tuple(str(each)[:LONGEST] for each in listed[:MOST_FEATURES]),
        connected=body.get("connected") is True,
        api_url=(text(body.get("api_url")) or "")[:LONGEST],
        store=(text(body.get("store")) or "")[:LONGEST],
    )
