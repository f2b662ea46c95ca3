"""What is needed of a platform that our plugin runs in.

A port of its own beside ``app.ports``: one platform has it, and it fits there by
its shape alone.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from app.domain.store_plugin import PluginLink, PluginState
from app.ports import StoreConnection


class StorePlugin(Protocol):
    """Our plugin in a store of one platform, and how it comes to its keys."""

    def read(self, store: StoreConnection) -> PluginState | None:
        """Return what the plugin says of itself, None where there is none."""

    def push(self, store: StoreConnection, link: PluginLink) -> PluginState:
        """Tell the plugin who we are."""

    def close_goods(self, store: StoreConnection, said: Mapping[str, Any]) -> None:
        """Tell the plugin which goods are for some only, in place of all before.

        Raises:
            PlatformMissing: There is no plugin, or one too old to know of it.
        """

    def forget(self, store: StoreConnection) -> None:
        """Let the plugin forget us; no plugin is no error."""

    def waits(self, base_url: str, check: str) -> bool:
        """Tell whether a person began a pairing in that shop with this check."""

    def consent_url(
        self,
        base_url: str,
        *,
        app_name: str,
        state: str,
        return_url: str,
        callback_url: str,
    ) -> str:
        """Return the store's page on which the merchant approves."""

    def granted(self, body: bytes) -> tuple[str, Mapping[str, str]]:
        """Return the state and the keys that a store posted.

        Raises:
            Malformed: Not what a store posts.
        """
