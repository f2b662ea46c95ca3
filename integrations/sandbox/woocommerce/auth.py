"""Who may call the REST API, by the table of what works over http and https."""

import base64
import binascii
import hashlib
import hmac
import time
from collections import OrderedDict
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote

from flask import Request

from integrations.sandbox.store.state import Store
from integrations.sandbox.woocommerce.errors import RestError

MOST_SKEW_S = 15 * 60
NONCES_KEPT = 10_000
OWNER_ID = 1


@dataclass(slots=True)
class Key:
    """A consumer key; it is worth what its user is worth."""

    id: int
    consumer_key: str
    consumer_secret: str
    permissions: str = "read_write"
    user_id: int = OWNER_ID
    description: str = ""
    revoked: bool = False


def cannot_view() -> RestError:
    """The one answer to no key, a wrong key, and a good key over plain http."""
    return RestError(
        "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.", 401
    )


def refused(text: str) -> RestError:
    return RestError("woocommerce_rest_authentication_error", text, 401)


class Keys:
    """The keys of the store and the users behind them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.keys: dict[str, Key] = {}
        self.demoted: set[int] = set()
        self.gone: set[int] = set()
        self._nonces: OrderedDict[str, None] = OrderedDict()
        self.reset()

    def reset(self) -> None:
        """Only the key that a new sandbox opens with."""
        self.keys.clear()
        self.demoted.clear()
        self.gone.clear()
        config = self.store.config
        first = self.make(description="sandbox")
        if config.consumer_key:
            del self.keys[first.consumer_key]
            first.consumer_key = config.consumer_key
            first.consumer_secret = config.consumer_secret
            self.keys[first.consumer_key] = first
        self.first = first

    def make(
        self,
        *,
        permissions: str = "read_write",
        user_id: int = OWNER_ID,
        description: str = "",
    ) -> Key:
        key = Key(
            id=self.store.ids.number("key"),
            consumer_key=f"ck_{self.store.ids.token('ck', 40)}",
            consumer_secret=f"cs_{self.store.ids.token('cs', 40)}",
            permissions=permissions,
            user_id=user_id,
            description=description,
        )
        self.keys[key.consumer_key] = key
        return key

    def revoke(self, consumer_key: str = "") -> int:
        """Delete one key, or all of them. Webhooks go on: they belong to the user."""
        chosen = [k for k in self.keys if consumer_key in {"", k}]
        for name in chosen:
            del self.keys[name]
        return len(chosen)

    def check(self, request: Request) -> Key:
        """The key that this request proves, with the right to do what it asks.

        Raises:
            RestError: Nobody we know, or not allowed.
        """
        key = self._proved(request)
        writing = request.method not in {"GET", "HEAD", "OPTIONS"}
        if writing and key.permissions == "read":
            raise refused("The API key provided does not have write permissions.")
        if not writing and key.permissions == "write":
            raise refused("The API key provided does not have read permissions.")
        if key.user_id in self.gone:
            raise cannot_view()
        if key.user_id in self.demoted:
            text = "Sorry, you cannot list resources."
            raise RestError("woocommerce_rest_cannot_view", text, 403)
        return key

    def _proved(self, request: Request) -> Key:
        secure = (
            self.store.config.pretend_https
            or request.headers.get("X-Forwarded-Proto") == "https"
            or request.is_secure
        )
        if secure:
            pair = _basic(request) or (
                request.args.get("consumer_key", ""),
                request.args.get("consumer_secret", ""),
            )
            if pair[0]:
                return self._by_secret(*pair)
        if request.args.get("oauth_consumer_key"):
            return self._by_signature(request)
        raise cannot_view()

    def _by_secret(self, name: str, secret: str) -> Key:
        key = self.keys.get(name)
        if key is None:
            raise cannot_view()
        if not hmac.compare_digest(key.consumer_secret.encode(), secret.encode()):
            raise refused("Consumer secret is invalid.")
        return key

    def _by_signature(self, request: Request) -> Key:
        """OAuth 1.0a, one leg, as WooCommerce reads it."""
        # A name that comes twice counts once, the last value, as PHP reads it.
        query = request.query_string.decode()
        given = dict(parse_qsl(query, keep_blank_values=True))
        needed = ("oauth_timestamp", "oauth_nonce", "oauth_signature")
        missing = [name for name in needed if not given.get(name)]
        if missing:
            raise RestError(
                "woocommerce_rest_authentication_missing_parameter",
                f"Missing OAuth parameter {', '.join(missing)}",
                401,
            )
        key = self.keys.get(given["oauth_consumer_key"])
        if key is None:
            raise cannot_view()
        method = given.get("oauth_signature_method", "")
        hashes = {"HMAC-SHA1": hashlib.sha1, "HMAC-SHA256": hashlib.sha256}
        if method not in hashes:
            raise refused("Invalid signature - signature method is invalid.")
        text = base_string(request.method, request.base_url, given)
        secret = f"{key.consumer_secret}&".encode()
        digest = hmac.new(secret, text.encode(), hashes[method]).digest()
        wanted = base64.b64encode(digest).decode()
        if not hmac.compare_digest(wanted.encode(), given["oauth_signature"].encode()):
            raise refused("Invalid signature - provided signature does not match.")
        self._fresh(given["oauth_timestamp"], given["oauth_nonce"])
        return key

    def _near(self, stamp: int) -> bool:
        """By the store's clock, which may have been moved, or by the machine's."""
        clocks = (self.store.now().timestamp(), time.time())
        return any(abs(now - stamp) <= MOST_SKEW_S for now in clocks)

    def _fresh(self, stamp: str, nonce: str) -> None:
        if not stamp.isdigit() or not self._near(int(stamp)):
            raise refused("Invalid timestamp.")
        if nonce in self._nonces:
            raise refused("Invalid nonce - nonce has already been used.")
        self._nonces[nonce] = None
        while len(self._nonces) > NONCES_KEPT:
            self._nonces.popitem(last=False)


def _basic(request: Request) -> tuple[str, str] | None:
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(encoded).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return name, secret


def base_string(method: str, url: str, params: dict[str, str]) -> str:
    """Method, address and sorted parameters, escaped twice."""

    def raw(text: str) -> str:
        return quote(unquote(text), safe="-_.~").replace("%", "%25")

    pairs = sorted(
        (raw(name), raw(value))
        for name, value in params.items()
        if name != "oauth_signature"
    )
    joined = "%26".join(f"{name}%3D{value}" for name, value in pairs)
    return f"{method.upper()}&{quote(url, safe='-_.~')}&{joined}"
