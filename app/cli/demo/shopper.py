"""The shopper's side of the story: what a signed-in customer's browser would read."""

from typing import Any
from uuid import UUID

import requests

from app.cli.demo.clients import TIMEOUT_S, Shop, until
from app.domain.ids import public_id

PASSWORD = "sandbox"  # noqa: S105 - of made-up people
LOGIN = {"shopify": "/account/login", "woocommerce": "/my-account/login"}
REWARDS_PAGE = "/pages/rewards"


class Shopper:
    """One customer's browser in one store."""

    def __init__(self, shop: Shop, app_url: str, store_id: UUID, email: str) -> None:
        self._shop = shop
        self._door = f"{app_url}/storefront/v1/stores/{public_id('str', store_id)}"
        self._browser = requests.Session()
        self._browser.post(
            f"{shop.url}{LOGIN[shop.platform]}",
            data={"email": email, "password": PASSWORD},
            timeout=TIMEOUT_S,
        )

    def widget_balance(self) -> int:
        """Return the balance that the widget would show; -1 where it is not there."""
        said = self._member()
        return int(said["balance"]["value"]) if said.get("state") == "member" else -1

    def _member(self) -> dict[str, Any]:
        if self._shop.platform == "shopify":
            return self._asked(f"{self._shop.url}/apps/loyalty/v1/member", {})
        identity = self._asked(f"{self._shop.url}/?wc-ajax=setia_identity", {})
        proof = {"Authorization": f"Bearer {identity.get('token')}"}
        return self._asked(f"{self._door}/member", proof)

    def _asked(self, url: str, headers: dict[str, str]) -> dict[str, Any]:
        found: dict[str, Any] = self._browser.get(
            url, headers=headers, timeout=TIMEOUT_S
        ).json()
        return found

    def theme_says(self, text: str) -> bool:
        """Wait until the theme's own rewards page has a text; tell whether it came."""

        def page() -> str:
            return self._browser.get(
                f"{self._shop.url}{REWARDS_PAGE}", timeout=TIMEOUT_S
            ).text

        return text in until("the theme", page, lambda seen: text in seen)
