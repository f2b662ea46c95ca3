"""Which questions a document asks anywhere, so that only those are answered."""

from collections.abc import Iterator

from pydantic import BaseModel

from app.domain.programme.awards import AmountBasis, LineFilter
from app.domain.programme.conditions import Leaf


def asked_in(value: object) -> Iterator[str]:
    """Return the field of every condition inside *value*, however deep."""
    if isinstance(value, Leaf):
        yield value.field
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from asked_in(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from asked_in(item)


GOODS_FIELDS = frozenset({"order.collections", "order.product_tags", "order.vendors"})


def asks_goods(value: object) -> bool:
    """Tell whether anything inside *value* asks what only a catalogue knows.

    Collections, tags and vendors of lines, and regular prices: stores leave these
    out of what they deliver, so the catalogue has to be read.
    """
    if isinstance(value, tuple):
        return any(asks_goods(item) for item in value)
    if not isinstance(value, BaseModel):
        return False
    if isinstance(value, Leaf):
        return value.field in GOODS_FIELDS
    if isinstance(value, LineFilter):
        return bool(value.collections or value.tags or value.vendors)
    if isinstance(value, AmountBasis) and value.full_price:
        return True
    return any(asks_goods(getattr(value, name)) for name in type(value).model_fields)
