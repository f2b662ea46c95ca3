"""Who stands at a Shopify storefront: app-proxy calls and extensions' tokens."""

from collections.abc import Sequence
from datetime import datetime

from app.ports import Visitor
from integrations.shopify.signatures import (
    extension_token_claims,
    proxy_query_verified,
    shop_of,
)

CUSTOMER = "gid://shopify/Customer/"
MOST_DIGITS = 20


class ShopifyDoorman:
    """Believes what Shopify signed, and nothing that stands beside it."""

    def proxied(
        self, query_string: str, secrets: Sequence[bytes], *, at: datetime
    ) -> Visitor | None:
        params = proxy_query_verified(query_string, secrets, at=at)
        if params is None:
            return None
        said = params.get("logged_in_customer_id", [""])[0]
        return Visitor(params["shop"][0], _number(said))

    def extension(
        self, token: str, client_id: str, secrets: Sequence[bytes], *, at: datetime
    ) -> Visitor | None:
        claims = extension_token_claims(token, client_id, secrets, at=at)
        if claims is None:
            return None
        said = str(claims.get("sub") or "")
        known = said.startswith(CUSTOMER)
        return Visitor(
            shop_of(claims), _number(said.removeprefix(CUSTOMER)) if known else None
        )


def _number(text: str) -> str | None:
    plain = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return text if plain else None
