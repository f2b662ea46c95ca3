"""Expiring offline tokens: had by exchange, kept fresh by refresh.

Each refresh gives a new pair and the old refresh token lives only until the new
one is used, so one process at a time refreshes a store, and the pair is kept
before it is used. Shopify's own package speaks the protocol; the sending is
ours, with our limits.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from app.domain.errors import (
    AccessRevoked,
    PlatformUnclear,
    TokenStale,
    Untrusted,
)
from app.domain.installing import ShopUser
from app.ports import Clock, StoreConnection
from integrations.http import Answer, Http, raise_for_status
from integrations.reading import mapping
from integrations.shopify import grants
from integrations.shopify.signatures import admin_token_claims, shop_of

EARLY = timedelta(minutes=5)
"""A token is renewed this long before its end."""
SHOP_SUFFIX = ".myshopify.com"
OK, TOO_MANY, SERVER_FAULT = 200, 429, 500
Credentials = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AppKeys:
    """The app's own identity at Shopify."""

    client_id: str
    client_secret: str = field(repr=False)
    retiring: tuple[str, ...] = field(default=(), repr=False)
    """Secrets before this one, still believed while they are replaced."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret that may have signed something, newest first."""
        return (self.client_secret, *self.retiring)


class ForeignToken(Untrusted):
    """An ID token that is not ours, not in time, or of another shop."""

    code = "foreign_id_token"


class Tokens:
    """Gives the token to call a store with, renewed when it is about to end."""

    def __init__(self, http: Http, clock: Clock, keys: AppKeys) -> None:
        self._http = http
        self._clock = clock
        self._keys = keys
        self._guard = threading.Lock()
        self._locks: dict[UUID, threading.Lock] = {}
        self._renewed: dict[UUID, tuple[str, Credentials]] = {}

    def token(self, store: StoreConnection) -> str:
        """Return the access token in force.

        Raises:
            AccessRevoked: There is none, and none can be had without the merchant.
        """
        held = self._held(store)
        token = held.get("access_token", "")
        if not token:
            raise AccessRevoked("the store has no access token")
        ends_at = _ends(held)
        ending = ends_at is not None and self._clock.now() + EARLY >= ends_at
        if ending and held.get("refresh_token"):
            return self.renew(store, token)
        return token

    def exchanged(self, store: StoreConnection, id_token: str) -> Credentials:
        """Return the credentials for an ID token that speaks for this shop.

        Raises:
            ForeignToken: It is not ours, not in time, or of another shop.
            TokenStale: Shopify does not take it (any more).
        """
        claims = admin_token_claims(
            id_token,
            self._keys.client_id,
            [secret.encode() for secret in self._keys.secrets],
            at=self._clock.now(),
        )
        if claims is None or shop_of(claims) != store.domain:
            raise ForeignToken("the ID token does not speak for this shop")
        return exchange(
            self._http,
            self._clock,
            self._keys,
            base_url=store.base_url,
            token=id_token,
            shop=store.domain,
        )

    def coded(self, store: StoreConnection, code: str) -> Credentials:
        """Return the credentials for the code of a merchant's consent.

        Raises:
            TokenStale: The code was used, or is not the shop's.
        """
        answered = grants.posted(
            self._http,
            store.base_url,
            {**self._identity, "code": code, "expiring": 1},
            now=self._clock.now(),
        )
        if not isinstance(answered.get("access_token"), str):
            raise TokenStale("the code was not accepted", reason="stale_code")
        return _credentials(answered, self._clock.now())

    def user(self, store: StoreConnection, id_token: str) -> ShopUser | None:
        """Return whom Shopify knows behind an ID token that was verified before.

        The token of that person, which comes along, is not kept.
        """
        asked = {**self._identity, **grants.online(id_token)}
        now = self._clock.now()
        return grants.user_of(grants.posted(self._http, store.base_url, asked, now=now))

    @property
    def _identity(self) -> dict[str, object]:
        keys = self._keys
        return {"client_id": keys.client_id, "client_secret": keys.client_secret}

    def renew(self, store: StoreConnection, stale: str) -> str:
        """Return a token newer than *stale*, refreshing if nobody else has.

        Raises:
            AccessRevoked: The refresh token is dead too, or there is none.
        """
        with self._lock(store.store_id):
            held = self._held(store)
            if held.get("access_token", "") not in ("", stale):
                return held["access_token"]
            fresh = self._alone(store, stale)
            superseded = store.credentials.get("access_token", "")
            self._renewed[store.store_id] = (superseded, fresh)
            return fresh["access_token"]

    def _alone(self, store: StoreConnection, stale: str) -> Credentials:
        def refresh(current: Credentials) -> Credentials:
            # Somebody else may have been first, in another process.
            if current.get("access_token", "") not in ("", stale):
                return current
            return self._refresh(store, current)

        if store.renew_credentials is not None:
            return store.renew_credentials(refresh)
        fresh = refresh(self._held(store))
        if store.keep_credentials is not None:
            store.keep_credentials(fresh)
        return fresh

    def _held(self, store: StoreConnection) -> Credentials:
        """Return what this process knows to be newest."""
        superseded, fresh = self._renewed.get(store.store_id, ("", {}))
        if fresh and store.credentials.get("access_token", "") == superseded:
            return fresh
        return store.credentials

    def _lock(self, store_id: UUID) -> threading.Lock:
        with self._guard:
            return self._locks.setdefault(store_id, threading.Lock())

    def _refresh(self, store: StoreConnection, current: Credentials) -> Credentials:
        """Ask for a new pair, with the older refresh token if the newer is dead."""
        tried = [
            token
            for token in (
                current.get("refresh_token", ""),
                current.get("previous_refresh_token", ""),
            )
            if token
        ]
        for refresh_token in tried:
            fresh = self._ask(store, refresh_token)
            if fresh is not None:
                return {**current, **fresh, "previous_refresh_token": refresh_token}
        raise AccessRevoked("the access token ended and can't be renewed")

    def _ask(self, store: StoreConnection, refresh_token: str) -> Credentials | None:
        from shopify_app.exchange.refresh_token import (  # noqa: PLC0415 - 20 MB, once an hour
            refresh_access_token,
        )

        line = _Line(self._http, store.base_url, self._clock)
        result = refresh_access_token(
            {
                "shop": store.domain.removesuffix(SHOP_SUFFIX),
                "refresh_token": refresh_token,
                "expires": "",
                "refresh_token_expires": "",
                "access_mode": "offline",
            },
            _config(self._keys),
            http_client=line,  # type: ignore[arg-type]  # asks for post, and nothing else
        )
        if result.ok and result.access_token is not None:
            return _credentials(line.answered, self._clock.now())
        if result.log.code == "invalid_grant":
            return None
        raise AccessRevoked(f"token refresh: {result.log.code}")


def exchange(
    http: Http, clock: Clock, keys: AppKeys, *, base_url: str, token: str, shop: str
) -> dict[str, str]:
    """Return the credentials that a verified ID token is exchanged for.

    The caller has verified *token* (``signatures.admin_token_claims``) and names
    the *shop* that it speaks for.

    Raises:
        TokenStale: Shopify does not take the token (any more).
        AccessRevoked: The app itself was refused.
    """
    from shopify_app.exchange.token_exchange import (  # noqa: PLC0415 - 20 MB, at install
        token_exchange,
    )

    line = _Line(http, base_url, clock)
    result = token_exchange(
        "offline",
        _config(keys),
        id_token={"exchangeable": True, "token": token, "claims": {"dest": shop}},
        expiring=True,
        http_client=line,  # type: ignore[arg-type]  # asks for post, and nothing else
    )
    if result.ok and result.access_token is not None:
        return _credentials(line.answered, clock.now())
    if line.answered.get("error") in ("invalid_subject_token", "invalid_grant"):
        raise TokenStale("the ID token was not accepted", reason="stale_token")
    raise AccessRevoked(f"token exchange: {result.log.code}")


def _config(keys: AppKeys) -> Any:  # noqa: ANN401 - the package's own dictionary
    return {
        "client_id": keys.client_id,
        "client_secret": keys.client_secret,
        "old_client_secret": None,
    }


def _ends(held: Credentials) -> datetime | None:
    text = held.get("access_expires_at")
    return datetime.fromisoformat(text) if text else None


def _credentials(answered: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """Return an answer of the token endpoint in our words.

    Raises:
        PlatformUnclear: It says success and holds no token.
    """
    if not isinstance(answered.get("access_token"), str):
        raise PlatformUnclear("the token endpoint answered without a token")
    found = {
        "access_token": answered["access_token"],
        "scope": str(answered.get("scope") or ""),
    }
    if isinstance(answered.get("refresh_token"), str):
        found["refresh_token"] = answered["refresh_token"]
    for ours, theirs in (
        ("access_expires_at", "expires_in"),
        ("refresh_expires_at", "refresh_token_expires_in"),
    ):
        seconds = answered.get(theirs)
        if isinstance(seconds, int) and seconds > 0:
            found[ours] = (now + timedelta(seconds=seconds)).isoformat()
    return found


class _Line:
    """What Shopify's package sends through: our client, to the store's address.

    Throttling and failures of the server raise here, before the package would
    wait or repeat by itself.
    """

    def __init__(self, http: Http, base_url: str, clock: Clock) -> None:
        self._http = http
        self._base_url = base_url
        self._clock = clock
        self.answered: Mapping[str, Any] = {}

    def post(
        self,
        url: str,
        *,
        headers: Mapping[str, str],
        json: object,
    ) -> "_Reply":
        answer = self._http.call(
            "POST",
            self._base_url + urlsplit(url).path,
            headers={"Accept": headers.get("Accept", "application/json")},
            document=json,
        )
        if answer.status == TOO_MANY or answer.status >= SERVER_FAULT:
            raise_for_status(answer, now=self._clock.now())
        found: Any = {}
        if answer.is_json:
            found = answer.document()
        elif answer.status == OK:
            raise PlatformUnclear("the token endpoint did not answer with JSON")
        # The package trusts the types that it reads, so others do not reach it.
        self.answered = {
            name: value
            for name, value in mapping(found).items()
            if isinstance(value, int if name.endswith("_in") else str)
        }
        return _Reply(answer, self.answered)


class _Reply:
    """An answer in the shape that the package reads."""

    def __init__(self, answer: Answer, found: Mapping[str, Any]) -> None:
        self.status_code = answer.status
        self.headers = dict(answer.headers)
        self.text = ""
        self._found = found

    def json(self) -> Mapping[str, Any]:
        return self._found
