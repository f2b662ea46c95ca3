"""Ids as the outside sees them: a kind prefix and 26 symbols.

Inside, ids are UUIDs of version 7. Outside they are opaque: ``mem_01K…`` in
Crockford's base 32, upper case, no look-alikes. Reading is forgiving of case.
"""

from uuid import UUID

from app.domain.errors import Malformed

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_MAX = 2**128


class UnreadableId(Malformed):
    """A text that should be an id is not, or is of another kind."""

    code = "unreadable_id"


def public_id(kind: str, value: UUID) -> str:
    """Return the outside form of *value*: ``kind`` + ``_`` + 26 symbols."""
    number, symbols = value.int, []
    for _ in range(LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        symbols.append(ALPHABET[digit])
    return f"{kind}_{''.join(reversed(symbols))}"


def read_id(kind: str, text: str) -> UUID:
    """Return the UUID behind an outside id of *kind*.

    Raises:
        UnreadableId: Another kind, another length, or a foreign symbol.
    """
    prefix, _, symbols = text.partition("_")
    if prefix != kind or len(symbols) != LENGTH:
        raise UnreadableId(f"{text[:40]!r} is not an id such as {kind}_01K…")
    number = 0
    for symbol in symbols.upper():
        if symbol not in _VALUES:
            raise UnreadableId(f"{text[:40]!r} has a symbol that ids do not use")
        number = number * len(ALPHABET) + _VALUES[symbol]
    if number >= _MAX:
        raise UnreadableId(f"{text[:40]!r} is beyond the range of ids")
    return UUID(int=number)
