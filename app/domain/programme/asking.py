"""Which questions a document asks anywhere, so that only those are answered."""

from collections.abc import Iterator

from pydantic import BaseModel

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
