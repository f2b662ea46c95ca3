"""Shopify as the place where merchants install us: its tokens, consent and admin."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from app.domain.billing import PaidPlan, Subscription
from app.domain.errors import PlatformError
from app.domain.installing import Granted, ShopUser, StaffVisit
from app.ports import StoreConnection
from integrations.shopify import billing, install
from integrations.shopify.client import ShopifyClient
from integrations.shopify.signatures import (
    admin_query_verified,
    admin_token_claims,
    is_shop,
    shop_of,
)
from integrations.shopify.tokens import AppKeys

LONGEST_STAMP = 10
LONGEST_STATE = 100
LONGEST_CODE = 200


class ShopifyHost:
    """Believes what Shopify signed; asks Shopify for the rest."""

    def __init__(
        self, client: ShopifyClient, keys: AppKeys, *, api_base: str | None = None
    ) -> None:
        self.client_id = keys.client_id
        self._client = client
        self._secrets = [secret.encode() for secret in keys.secrets]
        self._api_base = api_base

    def staff(self, token: str, *, at: datetime) -> StaffVisit | None:
        claims = admin_token_claims(token, self.client_id, self._secrets, at=at)
        if claims is None:
            return None
        return StaffVisit(shop_of(claims), str(claims["sub"]))

    def link(self, query_string: str, *, at: datetime) -> str | None:
        params = admin_query_verified(query_string, self._secrets, at=at)
        return None if params is None else params["shop"]

    def named(self, query_string: str) -> str | None:
        given = dict(parse_qsl(query_string))
        stamp = given.get("timestamp", "")
        if stamp.isascii() and stamp.isdigit() and len(stamp) <= LONGEST_STAMP:
            # Verified for its own moment: who named the shop, not when.
            moment = datetime.fromtimestamp(int(stamp), UTC)
            return self.link(query_string, at=moment)
        return None

    def granted(self, query_string: str, *, at: datetime) -> Granted | None:
        params = admin_query_verified(query_string, self._secrets, at=at)
        if params is None:
            return None
        state, code = params.get("state", ""), params.get("code", "")
        if not 0 < len(state) <= LONGEST_STATE or not 0 < len(code) <= LONGEST_CODE:
            return None
        return Granted(params["shop"], state, code)

    def is_shop(self, name: str) -> bool:
        return is_shop(name)

    def base_url(self, domain: str) -> str:
        """Return the shop's own address, or the one that stands in for all shops."""
        return self._api_base or f"https://{domain}"

    def app_url(self, domain: str, path: str = "") -> str:
        return f"{self.base_url(domain)}/admin/apps/{self.client_id}{path}"

    def consent_url(self, domain: str, *, state: str, return_url: str) -> str:
        query = urlencode(
            {
                "client_id": self.client_id,
                "scope": ",".join(install.SCOPES),
                "redirect_uri": return_url,
                "state": state,
            }
        )
        return f"{self.base_url(domain)}/admin/oauth/authorize?{query}"

    def scopes(self, store: StoreConnection) -> tuple[str, ...]:
        return install.granted_scopes(self._client, store)

    def lacking(self, scopes: Sequence[str]) -> tuple[str, ...]:
        return tuple(install.missing_scopes(scopes))

    def user(self, store: StoreConnection, token: str) -> ShopUser | None:
        try:
            return self._client.tokens.user(store, token)
        except PlatformError:
            # Their name is a nicety: nobody is kept out for want of it.
            return None

    def subscription(self, store: StoreConnection) -> Subscription | None:
        return billing.current(self._client, store)

    def is_for_tests(self, store: StoreConnection) -> bool:
        return billing.is_for_tests(self._client, store)

    def subscribe(
        self, store: StoreConnection, plan: PaidPlan, *, return_url: str
    ) -> str:
        return billing.offer(self._client, store, plan, return_url=return_url)
