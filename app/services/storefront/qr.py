"""A short code drawn as squares: the path of an SVG, without its margin."""

from dataclasses import dataclass
from functools import lru_cache

import segno

MOST_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """A QR code."""

    path: str
    """One closed shape for each run of dark squares, in units of a square."""
    size: int
    """How many squares a side has; leave four more free around it."""


@lru_cache(maxsize=MOST_KEPT)
def drawn(text: str) -> Drawn:
    """Return *text* as a QR code that survives a scratch (a quarter of it)."""
    code = segno.make_qr(text, error="q", boost_error=False)
    rows = [list(row) for row in code.matrix]
    path = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            begin = x
            while x < len(row) and row[x]:
                x += 1
            if x > begin:
                path.append(f"M{begin} {y}h{x - begin}v1h-{x - begin}z")
            x += 1
    return Drawn("".join(path), len(rows))
