"""An order's snapshot as stored: small, and read back whole."""

from dataclasses import MISSING, fields
from typing import Any

import msgspec

from app.domain.events import CustomerProfile, Discount, OrderLine, OrderSnapshot


def _usual(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    """Return the fields of a dataclass, each with the value that is not stored."""
    return tuple(
        (
            each.name,
            each.default_factory()
            if each.default_factory is not MISSING
            else each.default,
        )
        for each in fields(kind)
    )


USUAL: dict[type[Any], tuple[tuple[str, object], ...]] = {
    kind: _usual(kind) for kind in (OrderSnapshot, OrderLine, Discount, CustomerProfile)
}


def lean(value: object) -> object:
    """Return a snapshot as stored: what is as usual is left out, half of it all.

    So a usual value is part of what is stored: whoever changes one of them changes
    the orders that were settled before.
    """
    if isinstance(value, tuple):
        return [lean(each) for each in value]
    usual = USUAL.get(type(value))
    if usual is None:
        return value
    return {
        name: lean(found)
        for name, default in usual
        if (found := getattr(value, name)) != default
    }


def unpack(packed: object) -> OrderSnapshot:
    """Return the snapshot behind a stored JSON document."""
    return msgspec.convert(packed, OrderSnapshot)
