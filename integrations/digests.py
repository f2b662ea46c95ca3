"""HMAC comparisons that every signer shares.

A newcomer would compare texts: ``compare_digest`` raises on text that is not
ASCII, and a lax base64 reader lets padding and white space through. Here the
expected text is made and compared as bytes, so only its exact spelling passes.
"""

import hmac
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256

BASE64_LENGTH = 44
HEX_LENGTH = 64


class NeverPings:
    """What signers share whose platform sends no request that is only a ping."""

    def is_ping(
        self,
        headers: Mapping[str, str],  # noqa: ARG002 - the port's shape
        body: bytes,  # noqa: ARG002 - the port's shape
    ) -> bool:
        return False


def header(headers: Mapping[str, str], name: str) -> str:
    """Return the header *name* (given in lower case), or an empty text."""
    value = headers.get(name)
    if value is not None:
        return value
    for key, other in headers.items():
        if key.lower() == name:
            return other
    return ""


def signed_base64(body: bytes, given: str, secrets: Sequence[bytes]) -> bool:
    """Tell whether *given* is the base64 HMAC-SHA256 of *body* under a secret."""
    return _matches(
        given,
        BASE64_LENGTH,
        [b64encode(hmac.digest(key, body, "sha256")) for key in secrets if key],
    )


def signed_hex(body: bytes, given: str, secrets: Sequence[bytes]) -> bool:
    """Tell whether *given* is the hex HMAC-SHA256 of *body* under a secret."""
    return _matches(
        given,
        HEX_LENGTH,
        [hmac.digest(key, body, "sha256").hex().encode() for key in secrets if key],
    )


def content_key(body: bytes) -> str:
    """Return a text that differs whenever the bytes differ."""
    return sha256(body).hexdigest()


def _matches(given: str, length: int, wanted: Sequence[bytes]) -> bool:
    if len(given) != length or not given.isascii():
        return False
    spelling = given.encode("ascii")
    return any(hmac.compare_digest(spelling, each) for each in wanted)
