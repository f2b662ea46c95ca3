"""Keys: the identity of a fact, so that the same fact is posted once.

A key's fields are joined by a byte that no field may contain, and only a keyed
digest is stored. Twins meet under the lock of the balance row: look for the key
after the lock was had, never before.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Self
from uuid import UUID

SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Key:
    """What happened, in fields: ``Key.of("order", store, ref, award, n)``."""

    fields: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.fields:
            raise ValueError("a key needs at least one field")
        if any(SEPARATOR in field for field in self.fields):
            raise ValueError("a field of a key may not contain the separator")

    @classmethod
    def of(cls, *fields: str | int | UUID) -> Self:
        """Return the key of *fields*, written as text."""
        return cls(tuple(str(field) for field in fields))

    def then(self, *fields: str | int | UUID) -> "Key":
        """Return the key of what this one causes."""
        return Key(self.fields + tuple(str(field) for field in fields))


def key_digest(pepper: bytes, key: Key) -> bytes:
    """Return the digest under which *key* is stored."""
    return hmac.digest(pepper, SEPARATOR.join(key.fields).encode(), "sha256")


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"a request holds no {type(value).__name__}")


def canonical(request: Mapping[str, object]) -> bytes:
    """Return *request* as JSON: sorted keys, no spaces, integers only, UTF-8.

    Raises:
        TypeError: A float, or anything else that has no one way to be written.
    """
    return json.dumps(
        _plain(request), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


def request_digest(request: Mapping[str, object]) -> bytes:
    """Return the SHA-256 of the canonical request."""
    return hashlib.sha256(canonical(request)).digest()
