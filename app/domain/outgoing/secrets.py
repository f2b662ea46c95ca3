"""The secret of one address: random bytes, written ``whsec_`` and base 64."""

import base64
import binascii
from datetime import timedelta
from typing import Final

PREFIX: Final = "whsec_"
SIZE: Final = 32
"""Bytes; the scheme allows 24 to 64."""
OVERLAPS: Final = {
    "none": timedelta(0),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
}
"""How long the former secret still signs after a rotation."""


def secret_text(raw: bytes) -> str:
    """Return a secret as developers get it."""
    return PREFIX + base64.b64encode(raw).decode("ascii")


def secret_bytes(text: str) -> bytes:
    """Return the bytes of a secret.

    Raises:
        ValueError: It is not one.
    """
    if not text.startswith(PREFIX):
        raise ValueError("a secret begins with whsec_")
    try:
        return base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("a secret is written in base 64") from error
