"""Numbers and tokens that are the same for the same seed."""

import hashlib
import threading
from collections import Counter


class Ids:
    """Counters and pseudo-random texts; nothing here is secret or random.

    The n-th token of a kind depends on the seed, the kind and n alone.
    """

    def __init__(self, seed: int, bases: dict[str, int], default_base: int = 0) -> None:
        self._seed = seed
        self._bases = bases
        self._default_base = default_base
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def number(self, kind: str) -> int:
        """The next whole number of *kind*, counting up from its base."""
        with self._lock:
            self._counts[kind] += 1
            return self._bases.get(kind, self._default_base) + self._counts[kind]

    def token(self, kind: str, length: int = 32) -> str:
        """The next text of *length* hexadecimal digits for *kind*."""
        with self._lock:
            self._counts[f"token:{kind}"] += 1
            count = self._counts[f"token:{kind}"]
        text = ""
        part = 0
        while len(text) < length:
            seed = f"{self._seed}:{kind}:{count}:{part}"
            text += hashlib.sha256(seed.encode()).hexdigest()
            part += 1
        return text[:length]

    def uuid(self, kind: str) -> str:
        """The next text in the shape of a UUID for *kind*."""
        raw = self.token(kind, 32)
        return f"{raw[:8]}-{raw[8:12]}-4{raw[13:16]}-a{raw[17:20]}-{raw[20:]}"

    def reset(self) -> None:
        with self._lock:
            self._counts.clear()


# Numbers as large as Shopify's, so that a 32-bit column shows itself at once.
SHOPIFY_BASES = {
    "address": 9_100_456_000_000,
    "collection": 310_200_000_000,
    "customer": 7_700_112_230_000,
    "discount": 1_200_000_000_000,
    "line": 13_000_000_000_000,
    "order": 5_500_667_780_000,
    "order_number": 1_000,
    "product": 8_100_000_000_000,
    "refund": 990_000_000_000,
    "transaction": 6_600_000_000_000,
    "variant": 45_000_000_000_000,
    "webhook": 1_900_000_000_000,
}
# One sequence for everything WordPress keeps as a post, as there.
WOOCOMMERCE_BASES = {"post": 10, "user": 0, "line": 0, "meta": 0, "comment": 0}
