"""The plugin's identity token: who is signed in at a store, for five minutes.

``base64url(JSON) + "." + base64url(HMAC-SHA256(secret, first part))``, no padding.
The secret is one store's own; the claims name that store, the customer, and from
when to when they hold.
"""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from datetime import datetime, timedelta
from hmac import compare_digest, digest
from typing import Any, Final

from app.domain.errors import Untrusted

TOKEN_LIFE: Final = timedelta(minutes=5)
SKEW: Final = timedelta(seconds=30)
"""How far the clocks of a store's server and ours may differ."""
MOST_TOKEN: Final = 2_000
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


class IdentityRefused(Untrusted):
    """The proof of who stands at the door does not hold."""

    code = "identity_refused"


class IdentityExpired(Untrusted):
    """The proof was good once; the store gives a fresh one."""

    code = "identity_expired"


def signed_customer(
    token: str, secrets: Sequence[bytes], store: str, *, at: datetime
) -> str:
    """Return the customer that a plugin's token names.

    Raises:
        IdentityRefused: Not signed for this store, or for longer than allowed.
        IdentityExpired: Its time is over.
    """
    claims = _claims(token, secrets)
    if claims is None or claims.get("store") != store:
        raise IdentityRefused("the identity token does not hold")
    customer, issued, expires = (
        claims.get("id"),
        _whole(claims.get("iat")),
        _whole(claims.get("exp")),
    )
    if not isinstance(customer, str) or not customer:
        raise IdentityRefused("the identity token does not hold")
    if issued is None or expires is None:
        raise IdentityRefused("the identity token does not hold")
    now, skew = int(at.timestamp()), int(SKEW.total_seconds())
    if issued > now + skew or expires - issued > int(TOKEN_LIFE.total_seconds()):
        raise IdentityRefused("the identity token does not hold")
    if now >= expires + skew:
        raise IdentityExpired("the identity token is over")
    return customer


def _whole(value: object) -> int | None:
    # A flag is a whole number to Python, and an instant to nobody.
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _claims(token: str, secrets: Sequence[bytes]) -> dict[str, Any] | None:
    if len(token) > MOST_TOKEN or not TOKEN.fullmatch(token):
        return None
    first, _, second = token.partition(".")
    given = _decoded(second)
    if given is None:
        return None
    signed = any(
        compare_digest(digest(secret, first.encode(), "sha256"), given)
        for secret in secrets
    )
    body = _decoded(first) if signed else None
    if body is None:
        return None
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _decoded(text: str) -> bytes | None:
    padded = text + "=" * (-len(text) % 4)
    try:
        return urlsafe_b64decode(padded)
    except ValueError:
        return None
