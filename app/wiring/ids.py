"""Ids and chance: from the system, or from a seed in tests."""

import random
import secrets
from uuid import UUID

from uuid_utils.compat import uuid7

from app.domain.ids import ALPHABET

_BITS_AFTER_TIME = 74
_VERSION_7 = 0x7 << 76
_VARIANT = 0x2 << 62


class SystemIds:
    """Time-ordered ids, and randomness fit for secrets."""

    def new(self) -> UUID:
        return uuid7()

    def code(self, length: int) -> str:
        return "".join(secrets.choice(ALPHABET) for _ in range(length))

    def secret(self, size: int) -> bytes:
        return secrets.token_bytes(size)

    def jitter_ms(self, upper: int) -> int:
        return secrets.randbelow(max(upper, 0) + 1)


class SeededIds:
    """The same ids and codes for the same seed; for tests and simulations only."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - must be repeatable
        self._millisecond = 1_790_000_000_000

    def new(self) -> UUID:
        self._millisecond += 1
        noise = self._random.getrandbits(_BITS_AFTER_TIME)
        high, low = noise >> 62, noise & ((1 << 62) - 1)
        return UUID(
            int=(self._millisecond << 80) | _VERSION_7 | (high << 64) | _VARIANT | low
        )

    def code(self, length: int) -> str:
        return "".join(self._random.choice(ALPHABET) for _ in range(length))

    def secret(self, size: int) -> bytes:
        return self._random.randbytes(size)

    def jitter_ms(self, upper: int) -> int:
        return self._random.randint(0, max(upper, 0))
