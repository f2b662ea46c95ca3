"""Everything that Shopify signs: webhooks, admin queries, proxy calls, ID tokens.

Five schemes, one client secret, and no two of them spell the digest or the
message the same way. Each check takes the bytes or the raw query as received;
parsing first is how good signatures start to fail.
"""

import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
from shopify.session import Session

from integrations.digests import NeverPings, content_key, header, signed_base64

SHOP = re.compile(r"[a-z0-9][a-z0-9-]{0,61}\.myshopify\.com")
QUERY_LEEWAY_S = 90
"""Shopify's own libraries allow this much in signed queries."""
TOKEN_LEEWAY_S = 10
MAX_WEBHOOK_ID = 100
ADMIN_CLAIMS = ("exp", "nbf", "iat", "aud", "iss", "dest", "sub", "jti", "sid")
EXTENSION_CLAIMS = ("exp", "nbf", "iat", "aud", "dest", "jti")
"""Checkout and account extensions: no ``iss``, no ``sid``; ``sub`` when logged in."""
_ONCE = frozenset(
    ("shop", "timestamp", "signature", "logged_in_customer_id", "path_prefix")
)


class ShopifySigner(NeverPings):
    """Checks webhook deliveries, classic and next-generation header names alike."""

    def topic(self, headers: Mapping[str, str]) -> str:
        return _either(headers, "topic")

    def verified(
        self, headers: Mapping[str, str], body: bytes, secrets: Sequence[bytes]
    ) -> bool:
        return signed_base64(body, _either(headers, "hmac-sha256"), secrets)

    def dedupe_key(self, headers: Mapping[str, str], topic: str, body: bytes) -> str:
        """Return the webhook id; the event id is shared by several topics."""
        webhook_id = _either(headers, "webhook-id")
        if 0 < len(webhook_id) <= MAX_WEBHOOK_ID:
            return webhook_id
        return f"{topic}:{content_key(body)}"


def _either(headers: Mapping[str, str], name: str) -> str:
    return header(headers, f"x-shopify-{name}") or header(headers, f"shopify-{name}")


def is_shop(value: str) -> bool:
    """Tell whether *value* is a shop's permanent name, spelled exactly."""
    # fullmatch: "$" would let a trailing newline through.
    return SHOP.fullmatch(value) is not None


def admin_query_verified(
    query_string: str, secrets: Sequence[bytes], *, at: datetime
) -> dict[str, str] | None:
    """Return the parameters of a signed install or callback address, or None.

    The digest is ShopifyAPI's. A name that comes twice is refused: the signature
    of a repeated parameter is not defined.
    """
    pairs = parse_qsl(query_string, keep_blank_values=True)
    params = dict(pairs)
    given = params.get("hmac", "")
    if len(params) != len(pairs) or not given.isascii():
        return None
    digests = [
        _signed_with(key.decode()).calculate_hmac(params).encode()
        for key in secrets
        if key
    ]
    if not any(hmac.compare_digest(given.encode(), each) for each in digests):
        return None
    if not _fresh(params.get("timestamp", ""), at):
        return None
    return params if is_shop(params.get("shop", "")) else None


def _signed_with(secret: str) -> type[Session]:
    # ShopifyAPI keeps the secret on the class, for the whole process. A class of
    # our own per call keeps two apps, or two secrets, from seeing each other.
    return type("Signed", (Session,), {"secret": secret})


def proxy_query_verified(
    query_string: str, secrets: Sequence[bytes], *, at: datetime
) -> dict[str, list[str]] | None:
    """Return the parameters of a storefront proxy call, or None.

    Method and body are not signed and a signed address can be replayed within
    the leeway: a change needs an idempotency key of its own.
    """
    grouped: dict[str, list[str]] = {}
    for name, value in parse_qsl(query_string, keep_blank_values=True):
        grouped.setdefault(name, []).append(value)
    if any(len(grouped.get(name, ())) > 1 for name in _ONCE):
        return None
    given = grouped.pop("signature", [""])[0]
    message = "".join(
        sorted(f"{name}={','.join(values)}" for name, values in grouped.items())
    ).encode()
    if not given.isascii() or not any(
        hmac.compare_digest(
            given.encode(), hmac.digest(key, message, "sha256").hex().encode()
        )
        for key in secrets
        if key
    ):
        return None
    if not _fresh(grouped.get("timestamp", [""])[0], at):
        return None
    return grouped if is_shop(grouped.get("shop", [""])[0]) else None


def admin_token_claims(
    token: str, client_id: str, secrets: Sequence[bytes], *, at: datetime
) -> dict[str, Any] | None:
    """Return the claims of an admin ID token (App Bridge), or None.

    The shop of a request is the host of ``dest`` and nothing else.
    """
    claims = _claims(token, client_id, secrets, ADMIN_CLAIMS, at)
    if claims is None or _host(claims["iss"]) != _host(claims["dest"]):
        return None
    return claims


def extension_token_claims(
    token: str, client_id: str, secrets: Sequence[bytes], *, at: datetime
) -> dict[str, Any] | None:
    """Return the claims of a checkout or customer-account token, or None."""
    return _claims(token, client_id, secrets, EXTENSION_CLAIMS, at)


def shop_of(claims: Mapping[str, Any]) -> str:
    """Return the shop that verified claims speak for."""
    return _host(claims["dest"])


def _claims(
    token: str,
    client_id: str,
    secrets: Sequence[bytes],
    needed: Sequence[str],
    at: datetime,
) -> dict[str, Any] | None:
    for secret in secrets:
        if not secret:
            continue
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                secret,
                algorithms=["HS256"],
                audience=client_id,
                # The times are checked below, against the clock we were given.
                options={
                    "require": list(needed),
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                    "enforce_minimum_key_length": False,
                },
            )
        except jwt.InvalidTokenError:
            continue
        return (
            claims if _timely(claims, at) and is_shop(_host(claims["dest"])) else None
        )
    return None


def _timely(claims: Mapping[str, Any], at: datetime) -> bool:
    now = at.timestamp()
    moments = [claims["exp"], claims["nbf"], claims["iat"]]
    if any(not isinstance(each, int) for each in moments):
        return False
    expires, not_before, issued = moments
    return bool(
        now < expires + TOKEN_LEEWAY_S
        and not_before - TOKEN_LEEWAY_S <= now
        and issued - TOKEN_LEEWAY_S <= now
    )


def _host(address: object) -> str:
    """Return the host of an https address or of a bare shop name."""
    text = address if isinstance(address, str) else ""
    if is_shop(text):
        return text
    parts = urlsplit(text)
    return parts.netloc if parts.scheme == "https" else ""


def _fresh(stamp: str, at: datetime) -> bool:
    if not stamp.isascii() or not stamp.isdigit():
        return False
    return (
        len(stamp) < len(str(2**63))
        and abs(int(at.timestamp()) - int(stamp)) <= QUERY_LEEWAY_S
    )
