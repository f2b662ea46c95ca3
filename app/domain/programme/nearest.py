"""The value that was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches

CUTOFF = 0.5


def nearest(text: object, known: Iterable[str]) -> str | None:
    """Return the member of *known* that is spelled most like *text*, or None.

    Case and separators do not count: ``Point_s`` is near ``points``.
    """
    plain = {_plain(choice): choice for choice in sorted(known)}
    found = get_close_matches(_plain(str(text)), list(plain), n=1, cutoff=CUTOFF)
    return plain[found[0]] if found else None


def _plain(text: str) -> str:
    return text.casefold().replace("-", "_").replace(" ", "_")
