"""What a theme reads of us: metafields of customers and of our own installation.

Both belong to the app alone: no other app, and nobody in the admin, can write them.
A customer's can be read by that customer only; the installation's by our own blocks.
"""

from collections.abc import Mapping

from app.domain.errors import PlatformRefused, PlatformUnclear
from app.ports import StoreConnection
from integrations.reading import mapping, text
from integrations.shopify.client import ShopifyClient
from integrations.shopify.rewards import gid

CUSTOMER_PLACE = {"namespace": "$app:loyalty", "key": "member"}
APP_PLACE = {"namespace": "loyalty", "key": "programme"}
JSON = "json"
TAKEN = "TAKEN"
DEFINITION = {
    **CUSTOMER_PLACE,
    "name": "Loyalty",
    "description": "Points, tier and rewards of the customer, for the theme.",
    "ownerType": "CUSTOMER",
    "type": JSON,
    # Read by a storefront for its signed-in customer, and by the account pages.
    "access": {"storefront": "PUBLIC_READ", "customerAccount": "READ"},
}


class ShopifyThemeKeeper:
    """``ThemeKeeper`` over Admin GraphQL."""

    def __init__(self, client: ShopifyClient) -> None:
        self._client = client

    def prepare(self, store: StoreConnection) -> None:
        """Define the customers' metafield; one that is defined already is right."""
        try:
            self._client.change(
                store,
                "LoyaltyDefinition",
                "metafieldDefinitionCreate",
                {"definition": DEFINITION},
            )
        except PlatformRefused as refusal:
            if refusal.reason != TAKEN:
                raise

    def keep_programme(self, store: StoreConnection, said: str | None) -> None:
        owner = self._installation(store)
        if said is None:
            self._delete(store, [{"ownerId": owner, **APP_PLACE}])
        else:
            self._set(store, [_field(owner, APP_PLACE, said)])

    def keep_members(
        self, store: StoreConnection, said: Mapping[str, str | None]
    ) -> None:
        kept = [
            _field(gid("Customer", ref), CUSTOMER_PLACE, value)
            for ref, value in said.items()
            if value is not None
        ]
        gone = [
            {"ownerId": gid("Customer", ref), **CUSTOMER_PLACE}
            for ref, value in said.items()
            if value is None
        ]
        if gone:
            self._delete(store, gone)
        if kept:
            self._set(store, kept)

    def _installation(self, store: StoreConnection) -> str:
        reply = self._client.run(store, "LoyaltyInstallation", background=True)
        found = text(mapping(reply.data.get("currentAppInstallation")).get("id"))
        if found is None:
            raise PlatformUnclear("the shop named no installation of ours")
        return found

    def _set(self, store: StoreConnection, fields: list[dict[str, str]]) -> None:
        self._client.change(
            store,
            "LoyaltyMarks",
            "metafieldsSet",
            {"metafields": fields},
            background=True,
        )

    def _delete(self, store: StoreConnection, places: list[dict[str, str]]) -> None:
        self._client.change(
            store,
            "LoyaltyMarksDelete",
            "metafieldsDelete",
            {"metafields": places},
            background=True,
        )


def _field(owner: str, place: Mapping[str, str], value: str) -> dict[str, str]:
    return {"ownerId": owner, **place, "type": JSON, "value": value}
